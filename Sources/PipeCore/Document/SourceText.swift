/// The immutable bytes that all spans of a document count in: validated UTF-8 with `\n` line ends.
///
/// A slice of a batch's storage, so that no document copies its text.
public struct SourceText: Sendable {
  /// The storage that the text is a slice of; other documents may share it.
  package let storage: [UInt8]
  package let range: Range<Int>

  /// The bytes `range` of `storage`, which must be valid UTF-8 with `\n` line ends.
  ///
  /// - Precondition: `range` lies in `storage` and is shorter than 2 GiB.
  package init(_ storage: [UInt8], range: Range<Int>) {
    precondition(range.count < Int(Int32.max), "a source text is shorter than 2 GiB")
    self.storage = storage
    self.range = range
  }

  package init(_ bytes: [UInt8]) {
    self.init(bytes, range: 0..<bytes.count)
  }

  /// The number of bytes.
  public var count: Int { range.count }

  /// The bytes, valid while the text is borrowed.
  public var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get { storage.span.extracting(range) }
  }

  /// The bytes of a span as a string: the slow road, for messages.
  public func string(in span: Range<Int>) -> String {
    String(
      decoding: storage[
        (range.lowerBound + span.lowerBound)..<(range.lowerBound + span.upperBound)], as: UTF8.self)
  }

  /// The line of the input, from 1, that the byte at `offset` stands in.
  public func lineNumber(at offset: Int) -> Int {
    let end = range.lowerBound + min(offset, count)
    return storage[range.lowerBound..<end].count { $0 == UInt8(ascii: "\n") } + 1
  }
}

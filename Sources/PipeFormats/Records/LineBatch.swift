/// Whole lines of a file, as read.
package struct LineBatch: Sendable {
  /// The bytes after the last line that may be read: zeros, for parsers that look at 64 at a time.
  package static let padding = 64

  /// One line without its line end.
  package struct Line: Sendable, Hashable {
    /// Where it is in `bytes`.
    package let range: Range<Int>
    /// From 1, counted from where the reader began.
    package let number: Int
    /// Of its first byte in the decoded file.
    package let offset: Int
  }

  /// A record that could not be read at all; it comes after the lines of its batch.
  package struct Problem: Sendable, Hashable {
    package let number: Int
    package let offset: Int
    package let error: RecordError
  }

  package var bytes: [UInt8]
  /// In order, without those that are empty or blank.
  package var lines: [Line] = []
  package var problem: Problem?

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// A batch of one line that was read elsewhere, such as a child process's answer.
  package init(line: [UInt8]) {
    bytes = line + [UInt8](repeating: 0, count: Self.padding)
    lines = [Line(range: 0..<line.count, number: 1, offset: 0)]
  }
}

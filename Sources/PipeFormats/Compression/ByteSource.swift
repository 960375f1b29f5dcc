/// The decoded bytes of a file, a range of a plain file, or standard input, in order.
///
/// Compression is what the first bytes show. A name that promises another one is an error.
package final class ByteSource {
  package let path: String
  package let compression: Compression?
  /// Number of decoded bytes handed out so far.
  package private(set) var bytesRead = 0
  /// What was read of the file so far; nil when nobody asked for it.
  package var content: FileContent? { contentHash?.finish() }

  private let file: File
  private var contentHash: FileContentHash?
  private let decoder: (any Decoder)?
  /// Where the next bytes are read from; nil reads in sequence.
  private var range: Range<Int>?
  private let input: UnsafeMutableRawBufferPointer
  private var pending: Range<Int>
  private var inputEnded = false
  private var decoderHoldsOutput = false
  private var damage: Damage?

  private enum Damage { case cutShort, broken(reason: String) }

  private static let inputSize = 256 << 10

  /// Opens a file; `-` is standard input.
  ///
  /// Its ``content`` is known when it is `identified`.
  ///
  /// - Throws: `FileError`, or `FormatError.misnamed` or `.truncated` for a compressed name without
  ///   its data.
  package convenience init(path: String, identified: Bool = false) throws {
    try self.init(
      path == "-" ? .standardInput : .reading(path), range: nil, identified: identified)
  }

  /// Opens a range of a plain file, which must not be compressed.
  package convenience init(path: String, range: Range<Int>, identified: Bool = false) throws {
    try self.init(.reading(path), range: range, identified: identified)
  }

  package init(_ file: File, range: Range<Int>?, identified: Bool = false) throws {
    self.file = file
    contentHash = identified ? FileContentHash() : nil
    self.range = range
    path = file.path
    input = .allocate(byteCount: Self.inputSize, alignment: 64)
    pending = 0..<0
    guard range == nil else {
      (compression, decoder) = (nil, nil)
      return
    }
    var count = 0
    do {
      while count < 4 {
        let read = try file.read(into: .init(rebasing: input[count...]))
        if read == 0 { break }
        count += read
      }
    } catch {
      (compression, decoder) = (nil, nil)
      throw error
    }
    pending = 0..<count
    contentHash?.update(UnsafeRawBufferPointer(rebasing: input[..<count]))
    compression = Compression(magic: .init(rebasing: input[..<count]))
    decoder =
      switch compression {
      case .gzip: GzipDecoder()
      case .zstd: ZstdDecoder()
      case nil: nil
      }
    if let promised = Compression(path: path), compression != promised {
      guard count < 4 else { throw FormatError.misnamed(path: path, compression: promised) }
      throw FormatError.truncated(path: path, compression: promised, read: 0)
    }
  }

  deinit { input.deallocate() }

  /// Fills as much of the buffer as there are bytes left.
  ///
  /// All bytes before a break in compressed data come first; the call after them throws, and so
  /// does every later one.
  ///
  /// - Returns: The number of bytes, less than the buffer's size only at the end or before a break;
  ///   0 at the end.
  /// - Throws: `FormatError.truncated`, `FormatError.corrupt` or `FileError`.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let read = try decoder.map { try readDecoded(into: rest, with: $0) } ?? readPlain(into: rest)
      if read == 0 { break }
      count += read
      bytesRead += read
    }
    if count == 0, let damage, let compression, !buffer.isEmpty {
      throw error(of: damage, in: compression)
    }
    return count
  }

  /// The next bytes, fewer than `count` only at the end or before a break, none at the end.
  ///
  /// - Throws: as ``read(into:)``.
  package func readPart(upTo count: Int) throws -> [UInt8] {
    var failure: (any Error)?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      do {
        read = try self.read(into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func readPlain(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    if !pending.isEmpty {
      let count = min(pending.count, buffer.count)
      buffer.copyMemory(from: .init(rebasing: input[pending.prefix(count)]))
      pending.removeFirst(count)
      return count
    }
    guard let left = range else { return try readFile(into: buffer) }
    let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(left.count, buffer.count)])
    let count = try file.read(into: wanted, at: left.lowerBound)
    contentHash?.update(UnsafeRawBufferPointer(rebasing: wanted[..<count]))
    range = left.lowerBound + count..<left.upperBound
    return count
  }

  /// Reads in sequence.
  private func readFile(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    let count = try file.read(into: buffer)
    contentHash?.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    return count
  }

  /// Decodes at least one byte, or returns 0 at the end or at a break, which is left in `damage`.
  private func readDecoded(
    into buffer: UnsafeMutableRawBufferPointer, with decoder: any Decoder
  ) throws(FileError) -> Int {
    while damage == nil {
      if pending.isEmpty && !inputEnded && !decoderHoldsOutput {
        let count = try readFile(into: input)
        pending = 0..<count
        inputEnded = count == 0
      }
      if pending.isEmpty && inputEnded && !decoderHoldsOutput {
        if !decoder.isAtBoundary { damage = .cutShort }
        return 0
      }
      let step = decoder.decode(.init(rebasing: input[pending]), into: buffer)
      pending.removeFirst(step.consumed)
      decoderHoldsOutput = step.produced == buffer.count
      if let reason = step.failure { damage = .broken(reason: reason) }
      if step.produced > 0 { return step.produced }
    }
    return 0
  }

  private func error(of damage: Damage, in compression: Compression) -> FormatError {
    switch damage {
    case .cutShort: .truncated(path: path, compression: compression, read: bytesRead)
    case .broken(let reason):
      .corrupt(path: path, compression: compression, reason: reason, read: bytesRead)
    }
  }
}

extension Range<Int> {
  fileprivate mutating func removeFirst(_ count: Int) {
    self = lowerBound + count..<upperBound
  }

  fileprivate func prefix(_ count: Int) -> Range {
    lowerBound..<lowerBound + count
  }
}

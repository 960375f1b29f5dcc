import PipeFormats

/// What one shard wrote to one output, on its way to the output's files.
///
/// For an output of one file the part is the bytes themselves, compressed already where the output is;
/// else it is frames of a name and its bytes.
final class OutputPart {
  private let file: OutputFile
  private let isFramed: Bool
  private let compressor: BatchCompressor?
  /// What stands between the records of one file.
  private let separator: [UInt8]
  private var buffer: [UInt8] = []
  private var isEmpty = true
  private static let batchSize = 1 << 20

  init(path: String, for files: OutputFiles) throws(FileError) {
    file = try OutputFile(path: path)
    isFramed = files.isFramed
    separator = files.separator
    let compression = files.compression
    compressor = isFramed ? nil : compression.map { BatchCompressor($0) }
  }

  /// Appends one record; `name` is the path it goes to.
  func append(_ name: @autoclosure () -> String, _ write: (inout [UInt8]) -> Void) throws {
    if !isFramed {
      if !isEmpty { buffer += separator }
      isEmpty = false
      write(&buffer)
    } else {
      let name = Array(name().utf8)
      let header = buffer.count
      buffer += repeatElement(0, count: 12)
      buffer += name
      let start = buffer.count
      write(&buffer)
      store(UInt64(name.count), bytes: 4, at: header)
      store(UInt64(buffer.count - start), bytes: 8, at: header + 4)
    }
    if buffer.count >= Self.batchSize { try flush() }
  }

  private func store(_ value: UInt64, bytes: Int, at offset: Int) {
    for index in 0..<bytes {
      buffer[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * index))
    }
  }

  private func flush() throws {
    if buffer.isEmpty { return }
    var full: [UInt8] = []
    swap(&full, &buffer)
    var written = full
    if let compressor {
      written = []
      try compressor.compress(full.span, into: &written, path: file.path)
    }
    try file.write(written.span)
    written = []
    full.removeAll(keepingCapacity: true)
    buffer = full
  }

  func finish() throws {
    try flush()
    try file.finish()
  }
}

/// Reads the frames of a part.
struct OutputFrames: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> (name: String, bytes: ArraySlice<UInt8>)? {
    guard position + 12 <= bytes.count else { return nil }
    let nameLength = Int(number(position, bytes: 4))
    let length = Int(number(position + 4, bytes: 8))
    let start = position + 12 + nameLength
    let name = String(decoding: bytes[(position + 12)..<start], as: UTF8.self)
    position = start + length
    return (name, bytes[start..<position])
  }

  private func number(_ offset: Int, bytes count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * $1) }
  }
}

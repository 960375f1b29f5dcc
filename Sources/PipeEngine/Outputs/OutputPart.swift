import PipeFormats

/// What one shard writes to one output.
///
/// For an output of one file that is the bytes themselves, compressed already where the output is; else
/// it is frames of a name and its bytes.
final class OutputPart {
  private enum Target {
    /// It is the shard's turn: straight into the output's file.
    case joint(JointOutput)
    case part(OutputFile)
  }

  private let target: Target
  private let files: OutputFiles
  private let joint: JointOutput?
  private let shard: Int
  private let compressor: BatchCompressor?
  private var buffer: [UInt8] = []
  private var isEmpty = true
  private var bytesWritten = 0
  private static let batchSize = 1 << 20

  /// Writes to `path` unless it is the shard's turn; `joint` is nil for outputs of many files.
  init(path: String, for files: OutputFiles, joint: JointOutput?, shard: Int) throws {
    self.files = files
    self.joint = joint
    self.shard = shard
    if let joint, joint.isTurn(of: shard) {
      target = .joint(joint)
    } else {
      target = .part(try OutputFile(path: path))
    }
    compressor = files.isFramed ? nil : files.compression.map { BatchCompressor($0) }
  }

  /// Appends one record; `name` is the path it goes to.
  func append(_ name: @autoclosure () -> String, _ write: (inout [UInt8]) -> Void) throws {
    if !files.isFramed {
      if !isEmpty { buffer += files.separator }
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
      try compressor.compress(full.span, into: &written, path: files.spec.path)
    }
    switch target {
    case .joint(let joint): try joint.write(written, isFirstOfShard: bytesWritten == 0)
    case .part(let file): try file.write(written.span)
    }
    bytesWritten += written.count
    written = []
    full.removeAll(keepingCapacity: true)
    buffer = full
  }

  /// Writes what is left, so that it is on the disk.
  ///
  /// - Returns: what the shard gave.
  func finish() throws -> DoneMark.Written {
    try flush()
    switch target {
    case .joint(let joint):
      try joint.finish(shard: shard, part: nil)
      try joint.sync()
      return DoneMark.Written(bytes: bytesWritten, isDirect: true)
    case .part(let file):
      try file.finish()
      try joint?.finish(shard: shard, part: bytesWritten > 0 ? file.path : nil)
      return DoneMark.Written(bytes: bytesWritten, isDirect: false)
    }
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

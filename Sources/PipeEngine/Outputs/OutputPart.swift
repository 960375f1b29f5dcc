import PipeFormats
import Synchronization

/// What one shard writes to one output.
///
/// For an output of one file that is the bytes themselves, compressed already where the output is; else
/// it is frames of a name and its bytes.
final class OutputPart {
  private enum Target {
    /// It is the shard's turn: straight into the output's file.
    case joint(JointOutput)
    /// It may be its turn before much has come.
    case held([[UInt8]], until: JointOutput)
    case part(OutputFile)
  }

  private var target: Target
  private let path: String
  private let files: OutputFiles
  private let joint: JointOutput?
  private let held: HeldBytes
  private let shard: Int
  private let compressor: BatchCompressor?
  private var buffer: [UInt8] = []
  private var isEmpty = true
  private var bytesWritten = 0
  private static let batchSize = 1 << 20

  /// Writes to `path` when it is not the shard's turn and `held` is full; `joint` is nil for outputs of
  /// many files.
  init(
    path: String, for files: OutputFiles, joint: JointOutput?, held: HeldBytes, shard: Int
  ) throws {
    self.path = path
    self.files = files
    self.joint = joint
    self.held = held
    self.shard = shard
    target = try joint.map { .held([], until: $0) } ?? .part(try OutputFile(path: path))
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
    try write(written)
    bytesWritten += written.count
    written = []
    full.removeAll(keepingCapacity: true)
    buffer = full
  }

  private func write(_ bytes: [UInt8]) throws {
    switch target {
    case .joint(let joint): try joint.write(bytes, isFirstOfShard: bytesWritten == 0)
    case .part(let file): try file.write(bytes.span)
    case .held(var before, let joint):
      // Else the array has two owners and is copied.
      target = .held([], until: joint)
      before.append(bytes)
      if joint.isTurn(of: shard) {
        try joint.write(before)
        held.give(back: bytesWritten)
        target = .joint(joint)
      } else if held.take(bytes.count) {
        target = .held(before, until: joint)
      } else {
        let file = try OutputFile(path: path)
        for bytes in before { try file.write(bytes.span) }
        held.give(back: bytesWritten)
        target = .part(file)
      }
    }
  }

  /// Says that no more comes; the bytes of a part are on the disk then.
  func finish() throws -> Ending {
    try flush()
    switch target {
    case .joint: break
    case .held(let bytes, _):
      return Ending(shard: shard, joint: joint, place: .held(bytes, in: held), size: bytesWritten)
    case .part(let file):
      try file.finish()
      return Ending(shard: shard, joint: joint, place: .part(file.path), size: bytesWritten)
    }
    return Ending(shard: shard, joint: joint, place: .joint, size: bytesWritten)
  }

  /// What is left to do when it is the shard's turn.
  struct Ending: Sendable {
    fileprivate enum Place {
      case joint
      case held([[UInt8]], in: HeldBytes)
      case part(String)
    }

    fileprivate let shard: Int
    fileprivate let joint: JointOutput?
    fileprivate let place: Place
    fileprivate let size: Int

    /// Puts the shard's bytes behind those of the shards before it.
    ///
    /// - Returns: what the shard gave.
    func commit() throws -> DoneMark.Written {
      switch place {
      case .part(let path):
        try joint?.finish(shard: shard, part: size > 0 ? path : nil)
        return DoneMark.Written(bytes: size, isDirect: false)
      case .held(let bytes, let held):
        try joint?.write(bytes)
        held.give(back: size)
      case .joint: break
      }
      try joint?.finish(shard: shard, part: nil)
      return DoneMark.Written(bytes: size, isDirect: true)
    }
  }
}

/// Counts the bytes that shards ahead of their turn hold, of all outputs together.
final class HeldBytes: Sendable {
  private let rest: Mutex<Int>

  init(limit: Int) { rest = Mutex(limit) }

  /// False when so many more are too many.
  func take(_ count: Int) -> Bool {
    rest.withLock { rest in
      if rest < count { return false }
      rest -= count
      return true
    }
  }

  func give(back count: Int) { rest.withLock { $0 += count } }
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

import PipeFormats
import Synchronization

/// The one file that all shards of an output go into, in their order.
///
/// The shard whose turn it is writes straight into the file; shards ahead of their turn hold their bytes
/// or write parts, which are appended when it comes. The file grows in the run's folder and gets its name in the end,
/// so that a restart goes on behind the last shard that is done; what is no file, such as standard
/// output, is written directly.
final class JointOutput: Sendable {
  private enum Target {
    /// In the run's folder.
    case file(File)
    case stream(OutputFile)
  }

  private struct State: ~Copyable {
    var target: Target
    /// Bytes that were written since the system was last told that they are not read again.
    var unreleased = 0
    /// Whether anything was written, so that a separator must come first.
    var isEmpty = true
  }

  private let state: Mutex<State>
  /// The shard whose bytes come next; asked by others while one writes.
  private let next: Atomic<Int>
  private let separator: [UInt8]
  private let path: String
  private let growing: String

  /// Goes on in the file `growing` of the run's folder, which has what the first shards gave: `done`.
  init(_ files: OutputFiles, growing: String, done: [DoneMark.Written]) throws {
    path = files.spec.path
    self.growing = growing
    separator = try files.compressed(files.separator)
    let place = try Self.place(done, separator: separator.count)
    let target: Target
    if isReplaceable(path) {
      target = .file(try .continuing(growing, from: place.size))
    } else {
      target = .stream(try OutputFile(path: path))
    }
    state = Mutex(State(target: target, isEmpty: place.isEmpty))
    next = Atomic(done.count)
  }

  /// Where the next shard's bytes begin, and whether they are the first.
  static func place(
    _ done: [DoneMark.Written], separator: Int
  ) throws -> (size: Int, isEmpty: Bool) {
    var size = 0
    var isEmpty = true
    for written in done where written.bytes > 0 {
      size += (isEmpty ? 0 : separator) + written.bytes
      isEmpty = false
    }
    return (size, isEmpty)
  }

  /// Whether it is a shard's turn, so that it may write without a part.
  func isTurn(of shard: Int) -> Bool { next.load(ordering: .acquiring) == shard }

  /// Writes bytes of the shard whose turn it is.
  func write(_ bytes: [UInt8], isFirstOfShard: Bool) throws {
    try state.withLock { state in
      if isFirstOfShard { try separate(&state) }
      try write(bytes, &state)
    }
  }

  /// Writes the first bytes of the shard whose turn it is.
  func write(_ parts: [[UInt8]]) throws {
    for (index, bytes) in parts.enumerated() { try write(bytes, isFirstOfShard: index == 0) }
  }

  /// Says that all of the shard whose turn it is is written: directly, or to a part.
  func finish(shard: Int, part: String?) throws {
    precondition(isTurn(of: shard), "shards end in their order")
    if let part {
      try state.withLock { state in
        try separate(&state)
        switch state.target {
        case .file(let file): try file.append(contentsOf: part)
        case .stream(let file): try file.append(contentsOf: part)
        }
      }
    }
    next.store(shard + 1, ordering: .releasing)
  }

  private func separate(_ state: inout State) throws {
    if !state.isEmpty, !separator.isEmpty { try write(separator, &state) }
    state.isEmpty = false
  }

  private func write(_ bytes: [UInt8], _ state: inout State) throws {
    do {
      switch state.target {
      case .file(let file):
        try file.write(bytes.span)
        state.unreleased += bytes.count
        if state.unreleased >= 8 << 20 {
          file.releaseWritten()
          state.unreleased = 0
        }
      case .stream(let file): try file.write(bytes.span)
      }
    } catch {
      throw FileError(path: path, operation: error.operation, errno: error.errno)
    }
  }

  /// Says that a shard was done before: its bytes are in the file, or in a part.
  func skip(shard: Int, part: String?) throws {
    if next.load(ordering: .acquiring) <= shard { try finish(shard: shard, part: part) }
  }

  /// Says that all shards are done; the file waits for its place, on the disk.
  func finish() throws {
    try state.withLock { state in
      switch state.target {
      case .file(let file): try file.sync()
      case .stream(let file): try file.finish()
      }
    }
  }
}

import PipeFormats
import Synchronization

/// The one file that all shards of an output go into, in their order.
///
/// The shard whose turn it is writes straight into the file; shards ahead of their turn write parts,
/// which are appended when it comes.
final class JointOutput: Sendable {
  private struct State: ~Copyable {
    var file: OutputFile
    /// The shard whose bytes come next.
    var next = 0
    /// Parts that are whole, by shard, and wait for their turn; nil for a shard that wrote nothing.
    var waiting: [Int: String?] = [:]
    /// Whether anything was written, so that a separator must come first.
    var isEmpty = true
  }

  private let state: Mutex<State>
  private let separator: [UInt8]

  init(_ files: OutputFiles) throws {
    try makeFolder(ofFile: files.spec.path)
    separator = try files.compressed(files.separator)
    state = Mutex(State(file: try OutputFile(path: files.spec.path)))
  }

  /// Whether it is a shard's turn, so that it may write without a part.
  func isTurn(of shard: Int) -> Bool {
    state.withLock { $0.next == shard }
  }

  /// Writes bytes of the shard whose turn it is.
  func write(_ bytes: [UInt8], isFirstOfShard: Bool) throws {
    try state.withLock { state in
      if isFirstOfShard { try separate(&state) }
      let file = state.file
      try file.write(bytes.span)
    }
  }

  /// Says that all of a shard is written: directly, or to a part.
  func finish(shard: Int, part: String?) throws {
    try state.withLock { state in
      state.waiting[shard] = part
      while let part = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        guard let part else { continue }
        try separate(&state)
        let file = state.file
        try file.append(contentsOf: part)
      }
    }
  }

  private func separate(_ state: inout State) throws {
    if !state.isEmpty, !separator.isEmpty {
      let file = state.file
      let border = separator
      try file.write(border.span)
    }
    state.isEmpty = false
  }

  /// Gives the file its name.
  func close() throws {
    try state.withLock { state in
      let file = state.file
      try file.finish()
    }
  }
}

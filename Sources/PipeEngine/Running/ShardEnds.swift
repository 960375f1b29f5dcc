import Synchronization

/// Does what ends a shard in the order of the shards, whichever worker is done first.
///
/// A worker whose shard is ahead of its turn leaves the end to others and goes on with the next.
final class ShardEnds: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: @Sendable () throws -> Void] = [:]
    /// Whether a worker is at it, who does those that are added meanwhile.
    var isBusy = false
  }

  private let state = Mutex(State())

  /// Adds the end of a shard, and does all ends whose turn it is.
  ///
  /// After an end that throws no other is done.
  func add(_ shard: Int, _ end: @Sendable @escaping () throws -> Void) throws {
    let isFree = state.withLock { state in
      state.waiting[shard] = end
      defer { state.isBusy = true }
      return !state.isBusy
    }
    guard isFree else { return }
    while let end = next() { try end() }
  }

  private func next() -> (@Sendable () throws -> Void)? {
    state.withLock { state in
      guard let end = state.waiting.removeValue(forKey: state.next) else {
        state.isBusy = false
        return nil
      }
      state.next += 1
      return end
    }
  }
}

import PipeFormats
import Synchronization

/// How far a run is; written by the workers, read by whoever shows it.
package final class RunProgress: Sendable {
  package struct State: Sendable {
    package var pass = 0
    package var passes = 1
    package var bytes = 0
    package var totalBytes = 0
    package var documents = 0
    package var rejected = 0
    package var failed = 0
    /// When the pass began, by ``MonotonicClock``.
    package var start: UInt64 = 0
  }

  private let state = Mutex(State())

  package init() {}

  package var snapshot: State { state.withLock { $0 } }

  func begin(pass: Int, of passes: Int, bytes: Int) {
    state.withLock {
      $0 = State()
      $0.pass = pass
      $0.passes = passes
      $0.totalBytes = bytes
      $0.start = MonotonicClock.nanoseconds()
    }
  }

  func add(_ batch: [DocumentInProgress]) {
    var rejected = 0
    var failed = 0
    for progress in batch {
      switch progress.end {
      case .rejected: rejected += 1
      case .failed: failed += 1
      case .kept, nil: break
      }
    }
    state.withLock {
      $0.documents += batch.count
      $0.rejected += rejected
      $0.failed += failed
    }
  }

  func finish(_ shard: Manifest.Shard) {
    state.withLock { $0.bytes += shard.size }
  }
}

import PipeCore
import PipeFormats
import Synchronization

/// How far a run is; written by the workers, read by whoever shows it.
package final class RunProgress: Sendable {
  package struct State: Sendable {
    package var pass = 0
    package var passes = 1
    /// Bytes of the inputs, as they lie on the disk, that are done.
    package var bytes = 0
    package var totalBytes = 0
    /// Bytes of records, without compression.
    package var recordBytes = 0
    /// Of shards that are being read, about how many bytes on the disk are done.
    fileprivate var begun: [Int: Int] = [:]
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

  /// Text shrinks to about a third or a quarter; a guess only moves the bar inside of a shard.
  private static let usualCompression = 4

  func add(_ batch: [DocumentInProgress], of shard: Manifest.Shard) {
    var bytes = 0
    var documents = 0
    var rejected = 0
    var failed = 0
    let isLines = shard.items.first?.kind == .jsonLines
    let isCompressed = shard.items.first.flatMap { Compression(path: $0.path) } != nil
    for progress in batch {
      let record = isLines ? progress.document.record?.line.count : nil
      bytes += record ?? progress.sourceSize
      documents += progress.passed?.count ?? 1
      switch progress.end {
      case .rejected: rejected += 1
      case .failed: failed += 1
      case .kept, nil: break
      }
    }
    state.withLock {
      let begun = $0.begun[shard.index, default: 0]
      let part = begun + (isCompressed ? bytes / Self.usualCompression : bytes)
      $0.begun[shard.index] = min(part, shard.size)
      $0.bytes += min(part, shard.size) - begun
      $0.recordBytes += bytes
      $0.documents += documents
      $0.rejected += rejected
      $0.failed += failed
    }
  }

  func finish(_ shard: Manifest.Shard) {
    state.withLock { $0.bytes += shard.size - ($0.begun.removeValue(forKey: shard.index) ?? 0) }
  }
}

import PipeCore
import Synchronization

/// Compares pairs of documents, a share of them by each worker.
struct PairComparison {
  /// What two documents are that hold.
  struct Alike: Sendable {
    let similarity: Double
    let priorities: (Int64, Int64)
  }

  private let stage: any CorpusStage
  private let caches: [LockedCache]

  /// How many pairs a worker is given at a time, at least and at most.
  private static let share = 64...4_096

  /// About `memory` bytes are held, of all workers together.
  init(
    _ stage: any CorpusStage, memory: Int, workers: Int,
    _ entry: @escaping @Sendable (Ordinal) throws -> SketchEntry?
  ) {
    self.stage = stage
    caches = (0..<max(1, workers)).map { _ in
      LockedCache(SketchCache(stage, memory: memory / max(1, workers), entry))
    }
  }

  /// Calls `body` with each pair and what it is, in their order; nil for those that do not hold.
  ///
  /// While the workers compare, what they found before is taken in and the next pairs are gathered.
  func forEach(
    _ pairs: GatheredPairs, _ body: (GatheredPairs.Pair, Alike?) throws -> Void
  ) async throws {
    let size = Self.share.upperBound * caches.count
    var compared: [(GatheredPairs.Pair, Alike?)] = []
    var next = try pairs.next(size)
    while let batch = next {
      try Task.checkCancellation()
      let keys = batch.map(\.key)
      if caches.count == 1 {
        // One worker is one thread.
        for (pair, alike) in zip(batch, try compare(keys[...], caches[0])) { try body(pair, alike) }
        next = try pairs.next(size)
        continue
      }
      async let found = compare(keys)
      for (pair, alike) in compared { try body(pair, alike) }
      next = try pairs.next(size)
      compared = Array(zip(batch, try await found))
    }
    for (pair, alike) in compared { try body(pair, alike) }
  }

  /// Of each pair what it is, by all workers.
  private func compare(_ pairs: [PairKey]) async throws -> [Alike?] {
    let share = max(Self.share.lowerBound, (pairs.count + caches.count - 1) / caches.count)
    if pairs.count <= share { return try compare(pairs[...], caches[0]) }
    let parts = stride(from: 0, to: pairs.count, by: share).map {
      pairs[$0..<min($0 + share, pairs.count)]
    }
    return try await withThrowingTaskGroup(of: (Int, [Alike?]).self) { group in
      for (number, part) in parts.enumerated() {
        group.addTask { (number, try compare(part, caches[number])) }
      }
      var found: [[Alike?]] = Array(repeating: [], count: parts.count)
      for try await (number, part) in group { found[number] = part }
      return Array(found.joined())
    }
  }

  private func compare(_ pairs: ArraySlice<PairKey>, _ cache: LockedCache) throws -> [Alike?] {
    try cache.cache.withLock { cache in
      try pairs.map { try compare($0, &cache) }
    }
  }

  private func compare(_ key: PairKey, _ cache: inout SketchCache) throws -> Alike? {
    if key.isOfEarlierRuns { return nil }
    guard let first = try cache.preparedAgain(key.first),
      let second = try cache.prepared(key.second),
      let similarity = stage.compare(first.sketch.span, second.sketch.span)
    else { return nil }
    return Alike(similarity: similarity, priorities: (first.priority, second.priority))
  }
}

/// A cache that one task at a time uses.
private final class LockedCache: Sendable {
  let cache: Mutex<SketchCache>

  init(_ cache: SketchCache) { self.cache = Mutex(cache) }
}

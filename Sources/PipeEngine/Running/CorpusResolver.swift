import PipeCore
import PipeFormats
import Synchronization

/// Lets a corpus stage decide on every key, and brings its verdicts into the order of the documents.
struct CorpusResolver {
  let stage: any CorpusStage
  /// What a document left for comparing it.
  let sketch: @Sendable (Ordinal) throws -> SketchEntry?
  /// Where what does not fit in memory goes; nil when all of it does.
  let folder: String?
  /// Bytes that may be held.
  let memory: Int
  var name = "resolve"
  /// How many threads decide on keys and compare pairs.
  var workers = 1
  /// Where the pairs and copies that were found go; nil where nobody asks.
  var alikeFiles: AlikeFiles?

  /// What was decided.
  struct Resolved {
    /// On this run's documents, sorted: see ``StoredVerdict``.
    let verdicts: SortedRecords
    let cappedBuckets: Int
  }

  /// Resolves the observations of all documents of this run, behind those of earlier runs; keys that no
  /// document of this run has are passed over.
  func resolve(_ observations: KeyedObservations) async throws -> Resolved {
    var all = GroupResolver(stage, folder: folder, memory: memory, name: name)
    try await resolve(observations, into: &all)
    return try await compare(&all)
  }

  /// The same of observations that are one part.
  func resolve(_ part: KeyedObservations.Part) async throws -> Resolved {
    var all = GroupResolver(stage, folder: folder, memory: memory, name: name)
    try all.resolve(part)
    return try await compare(&all)
  }

  /// Compares the candidates and clusters what holds.
  private func compare(_ all: inout GroupResolver) async throws -> Resolved {
    let (alike, verdicts) = (all.alike, all.verdicts)
    let clusters = AlikeClusters(
      stage.clusters, folder: folder ?? ".", memory: memory / 2, name: "\(name)-clusters")
    try await all.pairs.compare(sketch, workers: workers) {
      try alike.add($0)
      try clusters.add($0, priorities: $1)
    }
    try clusters.finish {
      try alike.add($0)
      let verdict = Verdict.copy($0.copy, of: $0.kept, similarity: $0.similarity)
      if let stored = StoredVerdict(verdict, on: $0.copy) { try verdicts.add(stored.record) }
    }
    if let alikeFiles { try alike.finish(pairs: alikeFiles.pairs, copies: alikeFiles.copies) }
    return Resolved(verdicts: try verdicts.finish(), cappedBuckets: all.pairs.cappedBuckets)
  }

  /// Lets the workers take the parts, each with its share of the memory.
  private func resolve(
    _ observations: KeyedObservations, into all: inout GroupResolver
  ) async throws {
    let workers = min(workers, observations.count)
    if workers < 2 || folder == nil {
      for part in 0..<observations.count { try all.resolve(try observations.open(part)) }
      return
    }
    let turns = Turns(observations.count)
    let gathered = try await withThrowingTaskGroup(of: GroupResolver.Gathered.self) { group in
      for worker in 1...workers {
        group.addTask {
          var own = GroupResolver(
            stage, folder: folder, memory: memory / workers, name: "\(name)-\(worker)",
            number: worker)
          while let part = turns.next() { try own.resolve(try observations.open(part)) }
          return try own.finish()
        }
      }
      var gathered: [GroupResolver.Gathered] = []
      for try await one in group { gathered.append(one) }
      return gathered
    }
    for one in gathered { all.add(one) }
  }
}

/// Numbers from 0 up to a count, each for one thread.
private final class Turns: Sendable {
  private let count: Int
  private let taken = Mutex(0)

  init(_ count: Int) { self.count = count }

  func next() -> Int? {
    taken.withLock { taken in
      guard taken < count else { return nil }
      taken += 1
      return taken - 1
    }
  }
}

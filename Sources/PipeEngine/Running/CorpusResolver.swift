import PipeCore
import PipeFormats

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
  /// How many threads compare pairs.
  var workers = 1
  /// Where the pairs and copies that were found go; nil where nobody asks.
  var alikeFiles: AlikeFiles?

  /// Resolves the observations of all documents of this run, behind those of `earlier` runs; keys that
  /// no document of this run has are passed over.
  ///
  /// - Returns: verdicts on this run's documents, sorted: see ``StoredVerdict``.
  func resolve(
    _ records: SortedRecords, earlier: (any EarlierSpillRecords)? = nil
  ) async throws -> SortedRecords {
    let groups = try SpillGroups(
      records, earlier: earlier, minCount: stage.minCount,
      overflow: "\(folder ?? ".")/\(name)-group.spill",
      inMemory: folder == nil ? .max : max(1_024, memory / 8 / 32))
    let verdicts = sorter("verdicts")
    let alike = AlikeWriter(folder: folder ?? ".", memory: memory / 2, name: "\(name)-alike")
    var pairs = AlikePairs(
      stage, folder: folder ?? ".", memory: memory / 2, name: "\(name)-pairs")
    try resolve(groups, by: stage, verdicts, alike, &pairs)
    let clusters = AlikeClusters(
      stage.clusters, folder: folder ?? ".", memory: memory / 2, name: "\(name)-clusters")
    try await pairs.compare(sketch, workers: workers) {
      try alike.add($0)
      try clusters.add($0, priorities: $1)
    }
    try clusters.finish {
      try alike.add($0)
      let verdict = Verdict.copy($0.copy, of: $0.kept, similarity: $0.similarity)
      if let stored = StoredVerdict(verdict, on: $0.copy) { try verdicts.add(stored.record) }
    }
    if let alikeFiles { try alike.finish(pairs: alikeFiles.pairs, copies: alikeFiles.copies) }
    return try verdicts.finish()
  }

  private func sorter(_ kind: String) -> ExternalSorter {
    ExternalSorter(
      memoryLimit: folder == nil ? .max : memory / 4, folder: folder ?? ".", name: "\(name)-\(kind)"
    )
  }

  private func resolve(
    _ groups: SpillGroups, by stage: some CorpusStage, _ verdicts: ExternalSorter,
    _ alike: AlikeWriter, _ pairs: inout AlikePairs
  ) throws {
    var observations: [Observation] = []
    var failure: (any Error)?
    var isBucket = false
    var done = 0
    while let group = try groups.next() {
      done += 1
      if done & 0xFFF == 0 { try Task.checkCancellation() }
      func take(_ verdict: Verdict) {
        do {
          switch verdict {
          case .document(let ordinal, _, _):
            if let stored = StoredVerdict(verdict, on: ordinal) { try verdicts.add(stored.record) }
          case .copy(let copy, let kept, let similarity):
            if let stored = StoredVerdict(verdict, on: copy) { try verdicts.add(stored.record) }
            try alike.add(AlikeClusters.Copy(copy: copy, kept: kept, similarity: similarity))
          case .key: try spread(verdict, over: group, verdicts)
          case .pair(let left, let right): try pairs.add(left, right)
          case .vote(let left, let right, let needed): try pairs.add(left, right, needed: needed)
          case .bucket: isBucket = true
          }
        } catch {
          failure = failure ?? error
        }
      }
      if group.isStored {
        let stored = StoredObservations(group: group)
        stage.resolve(stored, emit: take)
        if isBucket { try pairs.addBucket(stored.lazy.map(\.ordinal)) }
        failure = failure ?? stored.failure.error
      } else {
        observations.removeAll(keepingCapacity: true)
        for record in group.records { observations.append(Observation(record)) }
        stage.resolve(observations, emit: take)
        if isBucket { try pairs.addBucket(observations.lazy.map(\.ordinal)) }
      }
      isBucket = false
      if let failure { throw failure }
    }
  }

  /// A verdict on a key goes to every document that has it, once.
  private func spread(
    _ verdict: Verdict, over group: SpillGroup, _ verdicts: ExternalSorter
  ) throws {
    var last: UInt64?
    func add(_ record: SpillRecord) throws {
      if record.ordinal == last { return }
      last = record.ordinal
      if let stored = StoredVerdict(verdict, on: Ordinal(rawValue: record.ordinal)) {
        try verdicts.add(stored.record)
      }
    }
    guard let reader = try group.reader() else {
      for record in group.records { try add(record) }
      return
    }
    while let record = try reader.next() { try add(record) }
  }
}

extension Observation {
  init(_ record: SpillRecord) {
    self.init(
      key: record.key, ordinal: Ordinal(rawValue: record.ordinal), value: record.value)
  }
}

/// The observations of a key that memory does not hold.
private struct StoredObservations: Sequence {
  /// What went wrong while a stage read them, which it can't be told.
  final class Failure { var error: (any Error)? }

  struct Iterator: IteratorProtocol {
    let reader: SpillReader?
    let failure: Failure

    mutating func next() -> Observation? {
      do {
        return try reader?.next().map { Observation($0) }
      } catch {
        failure.error = error
        return nil
      }
    }
  }

  let group: SpillGroup
  let failure = Failure()

  func makeIterator() -> Iterator {
    do {
      return Iterator(reader: try group.reader(), failure: failure)
    } catch {
      failure.error = error
      return Iterator(reader: nil, failure: failure)
    }
  }
}

import PipeCore
import PipeFormats

/// What a corpus stage is told of all keys, in parts that are resolved beside each other.
struct KeyedObservations: Sendable {
  /// The observations of some keys, and those that earlier runs have of them.
  struct Part {
    let records: SortedRecords
    var earlier: (any EarlierSpillRecords)?
  }

  let count: Int
  /// Opens a part; each is opened once.
  let open: @Sendable (_ part: Int) throws -> Part
}

/// Lets a corpus stage decide on the keys of one part after the other, and gathers what it says.
///
/// One resolver serves one thread.
struct GroupResolver {
  private let stage: any CorpusStage
  private let inMemory: Int
  private let overflow: String
  let verdicts: ExternalSorter
  let alike: AlikeWriter
  private(set) var pairs: AlikePairs

  /// About `memory` bytes are held; what else there is goes to files of `folder` that begin with `name`.
  ///
  /// Resolvers of one stage have names and `number`s of their own. Without a folder all is in memory.
  init(_ stage: any CorpusStage, folder: String?, memory: Int, name: String, number: Int = 0) {
    self.stage = stage
    let place = folder ?? "."
    inMemory = folder == nil ? .max : max(1_024, memory / 8 / 32)
    overflow = "\(place)/\(name)-group.spill"
    verdicts = ExternalSorter(
      memoryLimit: folder == nil ? .max : memory / 4, folder: place, name: "\(name)-verdicts")
    alike = AlikeWriter(folder: place, memory: memory / 2, name: "\(name)-alike")
    pairs = AlikePairs(
      stage, folder: place, memory: memory / 2, name: "\(name)-pairs", number: number)
  }

  /// Resolves all keys of a part.
  mutating func resolve(_ part: KeyedObservations.Part) throws {
    let groups = try SpillGroups(
      part.records, earlier: part.earlier, minCount: stage.minCount, overflow: overflow,
      inMemory: inMemory)
    try resolve(groups, by: stage)
    try part.earlier?.finish()
  }

  // MARK: - Many at a time

  /// What a resolver has gathered, in files.
  struct Gathered: Sendable {
    fileprivate let verdicts: [SpillRun]
    fileprivate let copies: [SpillRun]
    fileprivate let pairs: AlikePairs.Gathered
  }

  /// Gives away what was gathered.
  consuming func finish() throws -> Gathered {
    Gathered(
      verdicts: try verdicts.finishRuns(), copies: try alike.finishCopies(),
      pairs: try pairs.finishGathering())
  }

  /// Takes over what another has gathered.
  mutating func add(_ gathered: Gathered) {
    verdicts.add(gathered.verdicts)
    alike.add(copies: gathered.copies)
    pairs.add(gathered.pairs)
  }

  // MARK: - One key

  private mutating func resolve(_ groups: SpillGroups, by stage: some CorpusStage) throws {
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
          case .key: try spread(verdict, over: group)
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
  private func spread(_ verdict: Verdict, over group: SpillGroup) throws {
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

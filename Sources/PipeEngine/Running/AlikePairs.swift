import PipeCore
import PipeFormats

/// Candidate pairs of one corpus stage: gathered, compared once each, and kept where they hold.
///
/// Everything that grows with the corpus is sorted outside of memory. The result depends on the
/// candidates alone, not on their order.
struct AlikePairs {
  /// Two documents that are alike; the first has the lower ordinal.
  struct Pair {
    let first: Ordinal
    let second: Ordinal
    let similarity: Double
  }

  /// Buckets too large for all their pairs.
  private(set) var cappedBuckets = 0
  /// Buckets are numbered from here, so that those of several threads differ.
  private let firstBucket: UInt64
  private let stage: any CorpusStage
  private let folder: String
  private let memory: Int
  private let name: String
  private let candidates: ExternalSorter

  /// How many documents of a bucket can be the first of others before the rest of them is let go.
  private static let maxRounds = 16

  /// Sorted runs go to files of `folder` that begin with `name`; about `memory` bytes are held.
  ///
  /// Candidates that several gather for one have a `number` each.
  init(_ stage: any CorpusStage, folder: String, memory: Int, name: String, number: Int = 0) {
    firstBucket = UInt64(number) << 40
    (self.stage, self.folder, self.memory, self.name) = (stage, folder, memory, name)
    candidates = ExternalSorter(
      memoryLimit: Self.share(of: memory), folder: folder, name: "\(name)-candidates")
  }

  private static func share(of memory: Int) -> Int {
    memory == .max ? .max : max(64 << 10, memory / 4)
  }

  // MARK: - Gathering

  /// A reason to compare two documents; they are compared from `needed` reasons on.
  func add(_ one: Ordinal, _ other: Ordinal, needed: Int = 1) throws {
    guard one != other, let key = PairKey(one, other) else { return }
    try candidates.add(SpillRecord(key: key.value, ordinal: 0, value: Int64(needed)))
  }

  /// All documents of a bucket, in the order of their ordinals.
  mutating func addBucket(_ documents: some Sequence<Ordinal>) throws {
    cappedBuckets += 1
    try addStar(documents, bucket: firstBucket + UInt64(cappedBuckets), to: candidates)
  }

  /// Candidates in files, and the number of their large buckets.
  struct Gathered: Sendable {
    fileprivate let candidates: [SpillRun]
    fileprivate let cappedBuckets: Int
  }

  /// Gives the candidates away.
  func finishGathering() throws -> Gathered {
    Gathered(candidates: try candidates.finishRuns(), cappedBuckets: cappedBuckets)
  }

  /// Takes over the candidates of another number.
  mutating func add(_ gathered: Gathered) {
    candidates.add(gathered.candidates)
    cappedBuckets += gathered.cappedBuckets
  }

  /// The first document beside each of the others.
  private func addStar(
    _ documents: some Sequence<Ordinal>, bucket: UInt64, to sorter: ExternalSorter
  ) throws {
    var first: Ordinal?
    for document in documents {
      guard let center = first else {
        first = document
        continue
      }
      let key = PairKey(ofAny: center, document)
      try sorter.add(SpillRecord(key: key.value, ordinal: bucket, value: 1))
    }
  }

  // MARK: - Comparing

  /// Compares the candidates; gives each pair that holds, one that large buckets share perhaps again.
  ///
  /// `entry` gives what a document left, nil when nothing; `found` takes a pair and the priorities of
  /// both.
  func compare(
    _ entry: @escaping @Sendable (Ordinal) throws -> SketchEntry?, workers: Int = 1,
    found: (Pair, _ priorities: (Int64, Int64)) throws -> Void
  ) async throws {
    let comparison = PairComparison(
      stage, memory: min(memory / 2, 256 << 20), workers: workers, entry)
    var sorted = try candidates.finish()
    for round in 1...Self.maxRounds {
      let rest = ExternalSorter(
        memoryLimit: Self.share(of: memory), folder: folder, name: "\(name)-rest-\(round)")
      let pairs = try GatheredPairs(
        sorted, folder: folder, memory: Self.share(of: memory), name: "\(name)-gathered-\(round)")
      try await comparison.forEach(pairs) { pair, alike in
        let key = pair.key
        if let alike {
          try found(
            Pair(first: key.first, second: key.second, similarity: alike.similarity),
            alike.priorities)
          return
        }
        for bucket in pair.buckets {
          try rest.add(SpillRecord(key: UInt128(bucket), ordinal: key.second.sortable))
        }
      }
      let next = ExternalSorter(
        memoryLimit: Self.share(of: memory), folder: folder, name: "\(name)-round-\(round)")
      guard try addStars(of: try rest.finish(), to: next) else { return }
      sorted = try next.finish()
    }
  }

  /// Pairs the documents that a bucket has left; false when no bucket has two.
  private func addStars(of rest: SortedRecords, to next: ExternalSorter) throws -> Bool {
    var hasAny = false
    var center: (bucket: UInt128, document: Ordinal)?
    while let record = try rest.next() {
      let document = Ordinal(sortable: record.ordinal)
      guard let first = center, first.bucket == record.key else {
        center = (record.key, document)
        continue
      }
      let key = PairKey(ofAny: first.document, document)
      try next.add(
        SpillRecord(key: key.value, ordinal: UInt64(truncatingIfNeeded: record.key), value: 1))
      hasAny = true
    }
    return hasAny
  }
}

/// Two documents as the key of a record, the lower ordinal first.
struct PairKey: Equatable {
  let value: UInt128

  /// Nil for two documents of earlier runs, which have been compared.
  init?(_ one: Ordinal, _ other: Ordinal) {
    self.init(ofAny: one, other)
    if isOfEarlierRuns { return nil }
  }

  /// Of a bucket two documents of earlier runs may stand beside each other, so that each becomes the
  /// first of the rest in its turn; they are not compared.
  init(ofAny one: Ordinal, _ other: Ordinal) {
    value = UInt128(min(one, other).sortable) << 64 | UInt128(max(one, other).sortable)
  }

  /// Whether neither is of this run.
  var isOfEarlierRuns: Bool { first.earlierRow != nil && second.earlierRow != nil }

  init(_ value: UInt128) { self.value = value }

  var first: Ordinal { Ordinal(sortable: UInt64(truncatingIfNeeded: value >> 64)) }
  var second: Ordinal { Ordinal(sortable: UInt64(truncatingIfNeeded: value)) }
}

extension Ordinal {
  /// A number whose order is that of the ordinals.
  var sortable: UInt64 { rawValue ^ 1 << 63 }

  init(sortable: UInt64) { self.init(rawValue: sortable ^ 1 << 63) }
}

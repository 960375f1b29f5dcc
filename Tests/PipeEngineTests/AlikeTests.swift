import PipeCore
import PipeFormats
import Testing

@testable import PipeEngine

/// A stage whose documents are alike when the bytes of their sketches are within two of each other.
private struct StandInComparison: CorpusStage {
  struct Options: StageOptions {}
  static let description = StageDescription(
    name: "compare_numbers", summary: "Compares.",
    examples: [Example(input: "a", unchanged: true)])
  var clusters = ClusterRule.centred

  init(options: Options) {}
  init(_ rule: ClusterRule) { clusters = rule }
  func observe(_ document: Document, into sink: inout ObservationSink) {}
  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {}
  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome { .keep }

  func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Double? {
    let distance = abs(Int(left[0]) - Int(right[0]))
    return distance <= 2 ? 1 - Double(distance) / 10 : nil
  }
}

@Suite struct AlikeTests {
  fileprivate struct Corpus: Sendable {
    let sketches: [UInt8]
    let priorities: [Int64]

    init(seed: UInt64, count: Int) {
      var state = seed
      func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
      }
      sketches = (0..<count).map { _ in UInt8(next() % 120) }
      priorities = (0..<count).map { _ in Int64(next() % 3) }
    }

    func ordinal(_ number: Int) -> Ordinal { Ordinal(shard: number % 3, row: number / 3) }
    func number(_ ordinal: Ordinal) -> Int {
      Int(ordinal.rawValue >> 32) + 3 * Int(ordinal.rawValue & 0xFFFF_FFFF)
    }
    func entry(_ ordinal: Ordinal) -> SketchEntry? {
      let number = number(ordinal)
      return SketchEntry(sketch: [sketches[number]], priority: priorities[number])
    }
    func ranks(_ one: Int, before other: Int) -> Bool {
      priorities[one] == priorities[other]
        ? ordinal(one) < ordinal(other) : priorities[one] > priorities[other]
    }
  }

  private func found(
    _ corpus: Corpus, _ rule: ClusterRule, memory: Int, in folder: String,
    workers: Int = 1, candidates: (inout AlikePairs) throws -> Void
  ) async throws -> (pairs: Set<[Int]>, copies: [Int: Int]) {
    let stage = StandInComparison(rule)
    var pairs = AlikePairs(stage, folder: folder, memory: memory, name: "test")
    try candidates(&pairs)
    let clusters = AlikeClusters(rule, folder: folder, memory: memory, name: "test")
    var alike: Set<[Int]> = []
    try await pairs.compare({ corpus.entry($0) }, workers: workers) { pair, priorities in
      alike.insert([corpus.number(pair.first), corpus.number(pair.second)].sorted())
      try clusters.add(pair, priorities: priorities)
    }
    var copies: [Int: Int] = [:]
    try clusters.finish { copy in
      #expect(copies[corpus.number(copy.copy)] == nil)
      copies[corpus.number(copy.copy)] = corpus.number(copy.kept)
    }
    return (alike, copies)
  }

  private func slowPairs(_ corpus: Corpus) -> Set<[Int]> {
    var pairs: Set<[Int]> = []
    for one in corpus.sketches.indices {
      for other in 0..<one
      where abs(Int(corpus.sketches[one]) - Int(corpus.sketches[other])) <= 2 {
        pairs.insert([other, one])
      }
    }
    return pairs
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func agreesWithBruteForce(seed: UInt64) async throws {
    let folder = try makeTemporaryFolder()
    defer { removeFolder(folder) }
    let corpus = Corpus(seed: seed, count: 60)
    let all = { (pairs: inout AlikePairs) in
      for one in corpus.sketches.indices {
        for other in corpus.sketches.indices {
          try pairs.add(corpus.ordinal(one), corpus.ordinal(other))
        }
      }
    }
    let slow = slowPairs(corpus)
    for (memory, workers) in [(1 << 12, 1), (Int.max, 3)] {
      let centred = try await found(
        corpus, .centred, memory: memory, in: folder, workers: workers, candidates: all)
      #expect(centred.pairs == slow)
      var copies: [Int: Int] = [:]
      for kept in corpus.sketches.indices.sorted(by: { corpus.ranks($0, before: $1) })
      where copies[kept] == nil {
        for pair in slow where pair.contains(kept) {
          let other = pair[0] == kept ? pair[1] : pair[0]
          if copies[other] == nil, corpus.ranks(kept, before: other) { copies[other] = kept }
        }
      }
      #expect(centred.copies == copies)
      let connected = try await found(
        corpus, .connected, memory: memory, in: folder, workers: workers, candidates: all)
      #expect(connected.copies == components(slow, corpus))
    }
  }

  private func components(_ pairs: Set<[Int]>, _ corpus: Corpus) -> [Int: Int] {
    var root = Array(corpus.sketches.indices)
    var isDone = false
    while !isDone {
      isDone = true
      for pair in pairs where root[pair[0]] != root[pair[1]] {
        let (a, b) = (root[pair[0]], root[pair[1]])
        let (kept, gone) = corpus.ranks(a, before: b) ? (a, b) : (b, a)
        root = root.map { $0 == gone ? kept : $0 }
        isDone = false
      }
    }
    return Dictionary(
      uniqueKeysWithValues: root.enumerated().filter { $0.offset != $0.element }.map {
        ($0.offset, $0.element)
      })
  }

  /// In a large bucket whoever is alike to the first of its kind is found.
  @Test func bucketsArePairedByStars() async throws {
    let folder = try makeTemporaryFolder()
    defer { removeFolder(folder) }
    let sketches = (0..<90).map { UInt8($0 % 9 * 10) }
    let corpus = Corpus(seed: 1, count: 90)
    let stars = Corpus(sketches: sketches, priorities: corpus.priorities.map { _ in 0 })
    let result = try await found(stars, .centred, memory: 1 << 12, in: folder) { pairs in
      let documents = sketches.indices.map { stars.ordinal($0) }.sorted()
      try pairs.addBucket(documents)
      try pairs.addBucket(documents)
      #expect(pairs.cappedBuckets == 2)
    }
    #expect(result.copies.count == 81)
    #expect(result.copies.allSatisfy { sketches[$0.key] == sketches[$0.value] })
    #expect(result.pairs.count == 81)
  }

  @Test func votesAreCounted() async throws {
    let folder = try makeTemporaryFolder()
    defer { removeFolder(folder) }
    let corpus = Corpus(sketches: [1, 1, 1], priorities: [0, 0, 0])
    let result = try await found(corpus, .centred, memory: .max, in: folder) { pairs in
      for _ in 0..<3 { try pairs.add(corpus.ordinal(0), corpus.ordinal(1), needed: 3) }
      for _ in 0..<2 { try pairs.add(corpus.ordinal(0), corpus.ordinal(2), needed: 3) }
    }
    #expect(result.pairs == [[0, 1]])
  }
}

extension AlikeTests.Corpus {
  fileprivate init(sketches: [UInt8], priorities: [Int64]) {
    self.sketches = sketches
    self.priorities = priorities
  }
}

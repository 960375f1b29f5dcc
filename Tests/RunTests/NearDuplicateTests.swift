import PipeCore
import PipeEngine
import PipeFormats
import Testing

/// Near-duplicates through whole runs: pairs against brute force, and the same bytes always.
@Suite struct NearDuplicateTests {
  private static let pipeline = """
    version: 1
    name: near
    input: {paths: [IN]}
    stages:
      - drop_exact_duplicates
      - {stage: drop_near_duplicates, similarity: 0.6}
    outputs:
      pairs: {write: pairs, path: OUT/pairs.jsonl}
      clusters: {write: clusters, path: OUT/clusters.jsonl}
      kept: {write: kept, path: OUT/kept.jsonl, format: jsonl, fields: [id]}
      rejected: {write: rejected, path: OUT/rejected.jsonl, format: jsonl}
    run: {memory: MEMORY}
    """

  private struct Numbers {
    var state: UInt64 = 7
    mutating func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }

  /// Families of texts: each has a first text and copies in which some words were changed.
  private func texts() -> [[String]] {
    var numbers = Numbers()
    var texts: [[String]] = []
    for family in 0..<120 {
      let words = (0..<60).map { _ in "w\(numbers.next(4_000))" }
      for copy in 0..<1 + family % 5 {
        var changed = words
        for _ in 0..<copy * 2 { changed[numbers.next(60)] = "c\(numbers.next(4_000))" }
        texts.append(changed)
      }
    }
    return texts
  }

  private func jaccard(_ one: [String], _ other: [String]) -> Double {
    func shingles(_ words: [String]) -> Set<[String]> {
      Set((0...words.count - 5).map { Array(words[$0..<$0 + 5]) })
    }
    let (a, b) = (shingles(one), shingles(other))
    return Double(a.intersection(b).count) / Double(a.union(b).count)
  }

  private func fill(_ place: Workplace, _ texts: [[String]]) throws {
    for file in 0..<4 {
      var lines = ""
      for row in stride(from: file, to: texts.count, by: 4) {
        lines += "{\"id\":\"\(row)\",\"text\":\"\(texts[row].joined(separator: " ")).\"}\n"
      }
      try place.write("in/\(file).jsonl", lines)
    }
  }

  @Test func agreesWithBruteForceWhateverTheWorkers() async throws {
    let place = try Workplace()
    let texts = texts()
    try fill(place, texts)
    var earlier: [String]?
    for (workers, memory) in [(1, "1GB"), (2, "1MB"), (7, "64MB")] {
      let yaml = Self.pipeline.replacing("MEMORY", with: memory)
      let summary = try await place.run(yaml, workers: workers, name: "run-\(workers)")
      #expect(summary.counts.violations == [])
      #expect(summary.clusters?.count ?? 0 > 50)
      #expect(summary.clusters?.largest.first?.shared?.isEmpty == false)
      let outputs = try ["pairs", "clusters", "kept", "rejected"].map {
        try place.read("out/\($0).jsonl")
      }
      #expect(earlier == nil || earlier == outputs, "\(workers) workers")
      earlier = outputs
    }
    let pairs = try #require(earlier?.first)
    var found: [String: Double] = [:]
    for line in pairs.split(separator: "\n") {
      let parts = line.split(separator: "\"")
      let number = parts[parts.count - 1].dropFirst().dropLast()
      found["\(parts[3]) \(parts[7])"] = Double(number)
    }
    var expected: [String: Double] = [:]
    for one in texts.indices {
      for other in one + 1..<min(texts.count, one + 5) {
        let similarity = jaccard(texts[one], texts[other])
        let (a, b) = (one % 4, one) < (other % 4, other) ? (one, other) : (other, one)
        // Equal texts are gone before.
        if similarity >= 0.6, similarity < 1 { expected["\(a) \(b)"] = similarity }
      }
    }
    let missed = expected.keys.filter { found[$0] == nil }
    #expect(missed.count * 200 <= expected.count, "\(missed)")
    #expect(
      found.allSatisfy { expected[$0.key] == $0.value },
      "\(found.filter { expected[$0.key] != $0.value })")
  }
}

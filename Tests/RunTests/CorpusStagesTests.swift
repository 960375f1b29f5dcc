import PipeEngine
import PipeFormats
import Testing

/// All corpus stages in one pipeline: the outputs are the same bytes whatever the number of workers and
/// the ceiling for memory.
@Suite struct CorpusStagesTests {
  private static func pipeline(memory: String) -> String {
    """
    version: 1
    name: corpus
    input: {paths: [IN]}
    stages:
      - drop_exact_duplicates
      - drop_near_duplicates
      - {stage: drop_shared_lines, min_docs: 9}
      - {stage: drop_shared_blocks, min_docs: 9}
      - {stage: drop_repeated_substrings, min_words: 12}
    outputs:
      kept: {write: kept, path: OUT/kept.jsonl}
      rejected: {write: rejected, path: OUT/rejected.jsonl}
      removed: {write: removed, path: OUT/removed.jsonl}
      pairs: {write: pairs, path: OUT/pairs.jsonl}
      clusters: {write: clusters, path: OUT/clusters.jsonl}
    run: {memory: \(memory)}
    """
  }

  /// A text of passages out of sixty, with words of its own between them.
  private static func text(_ number: Int) -> String {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: UInt64) -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state % limit
    }
    var lines = ["Home | News | Sport | Weather"]
    for _ in 0..<(2 + next(5)) {
      let passage = next(60)
      let words = (0..<(8 + passage % 30)).map { "w\((passage &* 31 &+ $0 &* 7) % 500)" }
      let own = (0..<next(9)).map { _ in "x\(next(10_000))" }
      lines.append((own + words).joined(separator: " ") + ".")
    }
    return lines.joined(separator: "\n\n")
  }

  private func fill(_ place: Workplace) throws {
    for number in 0..<80 { try place.write("in/texts/\(number).txt", Self.text(number)) }
    for number in 80..<120 {
      let body = Self.text(number).split(separator: "\n").map { "<p>\($0)</p>" }.joined()
      try place.write("in/pages/\(number).html", "<html><body>\(body)</body></html>")
    }
    for file in 0..<5 {
      let lines = (0..<120).map { row in
        let text = Self.text(100 + (file * 120 + row) % 400).replacing("\n", with: "\\n")
        return "{\"id\":\"\(file)-\(row)\",\"text\":\"\(text)\"}\n"
      }
      try place.write("in/\(file).jsonl", lines.joined())
    }
  }

  @Test func neitherWorkersNorMemoryShow() async throws {
    let place = try Workplace()
    try fill(place)
    var earlier: [String] = []
    for (workers, memory) in [(1, "1GB"), (2, "1MB"), (7, "64MB")] {
      removeFolder(place.path("out"))
      let summary = try await place.run(
        Self.pipeline(memory: memory), workers: workers, name: "run-\(workers)")
      #expect(summary.counts.documents == 720)
      #expect(summary.counts.violations == [])
      let outputs = try ["kept", "rejected", "removed", "pairs", "clusters"].map {
        try place.read("out/\($0).jsonl")
      }
      if earlier.isEmpty { earlier = outputs }
      #expect(outputs == earlier, "\(workers) workers, \(memory)")
    }
    #expect(earlier[1].contains("exact_duplicate"))
    #expect(earlier[2].contains("\"rule\":\"shared_line\""))
    #expect(earlier[2].contains("\"rule\":\"repeated_substring\""))
    #expect(earlier[2].contains("\"kept\":\""))
  }
}

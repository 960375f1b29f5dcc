import DedupStages
import PipeCore
import PipeTesting
import Testing

/// Lines and blocks that documents share, against counting them one by one.
@Suite struct SharedTextTests {
  private static let parts = [
    "The ferry sails at noon.", "Write to the desk at any hour.", "Home | News | Sport", "a b c d",
    "The mill on the river was sold.", "* * * *", "関係者以外立入禁止区域です",
  ]

  /// Documents of a few lines out of seven, on up to three sites.
  private static func corpus(seed: UInt64) -> [TestInput] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: UInt64) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % limit)
    }
    return (0..<(2 + next(9))).map { number in
      let lines = (0...next(6)).map { _ in parts[next(UInt64(parts.count))] }
      var input = TestInput(lines.joined(separator: "\n\n"))
      let site = next(4)
      if site < 3 { input.url = "https://host\(site).example/\(number)" }
      return input
    }
  }

  private static func slowly(
    _ corpus: [TestInput], minDocs: Int, share: Int, grouped: Bool, keepsFirst: Bool
  ) -> [[String]] {
    func host(_ input: TestInput) -> String? {
      grouped ? input.url.map { String($0.split(separator: "/")[1]) } : "all"
    }
    return corpus.enumerated().map { number, input in
      let lines = input.text.split(separator: "\n").map(String.init)
      guard let own = host(input) else { return lines }
      let group = corpus.indices.filter { host(corpus[$0]) == own }
      return lines.filter { line in
        let having = group.filter {
          corpus[$0].text.split(separator: "\n").contains { $0 == line }
        }
        if keepsFirst, having.first == number { return true }
        return having.count < minDocs || having.count * 100 < share * group.count
      }
    }
  }

  @Test(arguments: ["drop_shared_lines", "drop_shared_blocks"], 0..<40 as Range<UInt64>)
  func agreeWithCounting(stage name: String, seed: UInt64) async throws {
    let stage = try #require(StageRegistry(dedupStages)[name])
    let corpus = Self.corpus(seed: seed)
    for (minDocs, share) in [(2, 0), (3, 0), (2, 50)] {
      for grouped in [false, true] {
        for keepsFirst in [false, true] {
          let made = try StageUnderTest(
            stage,
            options: "min_docs: \(minDocs)\nmin_docs_ratio: \(share)%\nmin_words: 1\n"
              + "keep: \(keepsFirst ? "first" : "none")\n" + (grouped ? "group_by: doc.host" : ""))
          let results = try await made.run(on: corpus, isParsed: true)
          let got = results.map { $0.text.split(separator: "\n").map(String.init) }
          let want = Self.slowly(
            corpus, minDocs: minDocs, share: share, grouped: grouped, keepsFirst: keepsFirst)
          #expect(got == want, "seed \(seed), \(minDocs), \(share)%, \(grouped), \(keepsFirst)")
        }
      }
    }
  }

  /// The lines of one wrapped paragraph go together, however they are wrapped; cells of tables stay.
  @Test func takesWrappedLinesAsOne() async throws {
    let stage = try #require(StageRegistry(dedupStages)["drop_shared_lines"])
    let made = try StageUnderTest(stage, options: "min_docs: 2")
    let first = """
      The harbour master is not answerable for what is left in the hall of the ferry, be it for an hour or
      for a week, and may sell it when nobody has asked for it by the end of the month that follows.

      - Town | Ferry | Days of the week
      """
    let second = """
      The harbour master is not answerable for what is left in the hall of the ferry, be it for an hour or for
      a week, and may sell it when nobody has asked for it by the end of the month that follows.

      The mill on the river was sold, and the wheel is going to turn again.
      """
    let results = try await made.run(on: [first, second].map { TestInput($0) }, isParsed: true)
    #expect(!results[0].text.contains("harbour master"))
    #expect(
      results[1].text == "The mill on the river was sold, and the wheel is going to turn again.")
    #expect(results[0].removed.count == 1)
  }
}

import DedupStages
import PipeCore
import PipeTesting
import Testing

/// Copied passages, against a table of all runs of words.
@Suite struct RepeatedSubstringTests {
  private struct Random {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next(_ limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(limit))
    }
  }

  /// Which words stay, by the definition: every run that was there before goes; of one that overlaps its
  /// own first place in its document, what lies behind that.
  private static func kept(of corpus: [[String]], size: Int) -> [[String]] {
    var first: [[String]: (document: Int, place: Int)] = [:]
    return corpus.enumerated().map { number, words in
      var goes = [Bool](repeating: false, count: words.count)
      for place in words.indices.dropLast(size - 1) {
        let run = Array(words[place..<place + size])
        guard let found = first[run] else {
          first[run] = (number, place)
          continue
        }
        let start = found.document == number ? max(place, found.place + size) : place
        for word in start..<max(start, place + size) { goes[word] = true }
      }
      return zip(words, goes).filter { !$1 }.map(\.0)
    }
  }

  private static func run(
    _ texts: [String], size: Int, more: String = ""
  ) async throws -> [StageResult] {
    let stage = try #require(StageRegistry(dedupStages)["drop_repeated_substrings"])
    let made = try StageUnderTest(stage, options: "min_words: \(size)\n\(more)")
    return try await made.run(on: texts.map { TestInput($0) })
  }

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  /// Few words, copied stretches, and stretches that repeat themselves.
  private static func corpus(_ random: inout Random) -> [[String]] {
    let vocabulary = 1 + random.next(12)
    var corpus: [[String]] = []
    for _ in 0..<(1 + random.next(6)) {
      var words: [String] = []
      for _ in 0..<random.next(8) {
        let length = 1 + random.next(30)
        let source = corpus.isEmpty ? [] : corpus[random.next(corpus.count)]
        if random.next(2) == 0, !source.isEmpty {
          let start = random.next(source.count)
          words += source[start..<min(source.count, start + length)]
        } else if random.next(4) == 0 {
          let period = (0..<(1 + random.next(5))).map { _ in "p\(random.next(3))" }
          words += (0..<length).map { period[$0 % period.count] }
        } else {
          words += (0..<length).map { _ in "w\(random.next(vocabulary))" }
        }
      }
      corpus.append(words)
    }
    return corpus
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func agreesWithAllRuns(seed: UInt64) async throws {
    var random = Random(seed + 1)
    let corpus = Self.corpus(&random)
    for size in [4, 5, 9, 16] {
      let texts = corpus.map { words in
        words.reduce(into: "") { text, word in
          if !text.isEmpty { text += random.next(9) == 0 ? "\n" : " " }
          text += word
        }
      }
      let got = try await Self.run(texts, size: size).map { Self.words($0.text) }
      #expect(got == Self.kept(of: corpus, size: size), "seed \(seed), size \(size)")
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func agreesOnCharactersOfChinese(seed: UInt64) async throws {
    var random = Random(seed + 1_001)
    let corpus = Self.corpus(&random).map { words in
      words.map { word in
        let number = UInt32(word.dropFirst()) ?? 0
        return UnicodeScalar(number + (word.hasPrefix("p") ? 0x4E00 : 0x5E00)).map(String.init)
          ?? ""
      }
    }
    for size in [4, 7] {
      let got = try await Self.run(corpus.map { $0.joined() }, size: size).map {
        $0.text.map { String($0) }
      }
      #expect(got == Self.kept(of: corpus, size: size), "seed \(seed), size \(size)")
    }
  }

  @Test func keepsTheFirstPassageOfWordsThatRepeatThemselves() async throws {
    for count in [4, 5, 9, 100] {
      let text = Array(repeating: "ha", count: count).joined(separator: " ")
      let results = try await Self.run([text, text], size: 4)
      #expect(results.map(\.text) == ["ha ha ha ha", ""])
    }
  }

  /// One word a million times: a few observations, and no more time for a word than for others.
  @Test func isLinearOnOneWord() async throws {
    let text = String(repeating: "ha ", count: 100_000)
    let stage = try #require(StageRegistry(dedupStages)["drop_repeated_substrings"])
    let made = try StageUnderTest(stage)
    let corpus = try #require(made.stage as? any TwoLookStage)
    let results = try await made.run(on: [TestInput(text)])
    let counts = Self.observations(of: corpus, results[0].before)
    #expect(counts.first <= 8 && counts.second <= 2, "\(counts)")
    #expect(Self.words(results[0].text).count == 50)
    // The ledger names a copy for each stretch of a passage, not for each word.
    #expect(results[0].document.ledger.entries.count <= 2_001)
  }

  private static func observations(
    of stage: some TwoLookStage, _ document: Document
  ) -> (first: Int, second: Int) {
    var sink = ObservationSink()
    sink.begin(document.ordinal)
    try? stage.observe(document, into: &sink)
    let first = sink.observations
    let keys = Dictionary(grouping: first, by: \.key)
    var verdicts: [Verdict] = []
    for (_, group) in keys where group.count > 1 { stage.resolve(group) { verdicts.append($0) } }
    sink.reset()
    sink.begin(document.ordinal)
    try? stage.observeAgain(document, after: verdicts, into: &sink)
    return (first.count, sink.observations.count)
  }

  @Test func namesThePlaceThatStays() async throws {
    let passage = "all of these words stand in both of the texts"
    let results = try await Self.run(
      ["Before it. \(passage)", "Another one: \"\(passage).\" And more.\n\(passage)"], size: 8)
    #expect(results[1].text == "Another one: And more.")
    #expect(results[1].removed.count == 2)
    let entries = results[1].document.ledger.entries
    #expect(entries.map(\.removal.detail) == ["words 3 to 12", "words 3 to 12"])
    #expect(
      entries.map(\.removal.kept) == [results[0].document.ordinal, results[0].document.ordinal])
  }
}

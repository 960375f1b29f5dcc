import PipeText
import SummaryStages
import Testing

private func rank(_ text: String, limit: Int = 400) -> (SentenceRanking, [String]) {
  let bytes = Array(text.utf8)
  var blocks: [Range<Int>] = []
  forEachLine(in: bytes.span) { blocks.append($0..<$1) }
  var options = RankingOptions()
  options.sentenceLimit = limit
  let ranking = rankSentences(of: bytes.span, in: blocks, options: options)
  return (ranking, ranking.sentences.map { String(decoding: bytes[$0.range], as: UTF8.self) })
}

private let article = """
  Home | News | Sport
  We use cookies to make this page better for you.
  LISBON (Reuters) - The port of Lisbon will open a new ferry terminal on Monday, the city's mayor Ana Costa said.
  The terminal cost 45 million euros and took three years to build. It can serve 12,000 passengers a day.
  "We waited a long time for this," said Rui Lopes, who takes the ferry to Barreiro every morning.
  The ferry terminal stands where the old fish market was. The market moved to Loures in 2019.
  The port of Lisbon will open a new ferry terminal on Monday, the city's mayor Ana Costa said.
  Why did it take so long?
  Costa said that the ferry company ordered four electric ships, which will arrive before the summer.
  - Read the next story now, it is a good one.
  Copyright 2024 The Daily Example, all rights reserved.
  © 2024 The Daily Example Limited.
  """

@Suite struct SummaryTests {
  @Test func dropsClutterDatelinesAndRepeats() {
    let (_, sentences) = rank(article)
    #expect(sentences.count == 8)
    #expect(sentences[0].hasPrefix("The port of Lisbon"))
    #expect(
      !sentences.contains {
        $0.contains("cookies") || $0.contains("rights") || $0.contains("©")
          || $0.contains("next story")
      })
    #expect(sentences.filter { $0.hasPrefix("The port of Lisbon") }.count == 1)
  }

  @Test func sentencesAreSlicesInOrder() {
    let (ranking, _) = rank(article)
    var at = 0
    for sentence in ranking.sentences {
      #expect(sentence.range.lowerBound >= at)
      at = sentence.range.upperBound
      #expect(sentence.features.count == SummaryFeature.allCases.count)
    }
  }

  @Test func takesTheLeadFirst() {
    let (ranking, _) = rank(article)
    #expect(ranking.order(1) == [0])
    #expect(ranking.selection(sentences: 3).count == 3)
    #expect(ranking.selection(sentences: 99) == Array(ranking.sentences.indices))
    #expect(Set(ranking.order(99)).count == ranking.sentences.count)
  }

  @Test(arguments: [1, 10, 30, 60, 1000])
  func staysInTheWordBudget(budget: Int) {
    let (ranking, _) = rank(article)
    let chosen = ranking.selection(words: budget)
    let words = chosen.reduce(0) { $0 + ranking.sentences[$1].words }
    #expect(!chosen.isEmpty && chosen == chosen.sorted())
    #expect(words <= budget || chosen.count == 1)
  }

  @Test func usesEverythingWhenNothingIsUsable() {
    #expect(rank("A heading\nanother one").1 == ["A heading", "another one"])
    #expect(rank("").1.isEmpty)
    #expect(rank("one").0.selection(sentences: 3) == [0])
  }

  @Test func looksAtNoMoreThanTheLimit() {
    let text = (0..<50).map { "The \($0)th boat left the harbour with \($0) crates of fish." }
    #expect(rank(text.joined(separator: "\n"), limit: 20).1.count == 20)
  }

  @Test func readsChinese() {
    let text = """
      北京市政府周一宣布，新的地铁线路将于明年春天开通。这条线路全长四十五公里，共有二十座车站。
      市长说，地铁线路可以让十万名居民更快地到达市中心。责任编辑王小明。
      他今天也在那里吃了一碗面。居民们对新的地铁线路表示欢迎，认为交通会更加方便。
      """
    let (ranking, sentences) = rank(text)
    #expect(sentences.count == 5)
    #expect(ranking.order(1) == [0])
    // What shares no words with the rest is the least central.
    let central = ranking.sentences.map { $0.features[SummaryFeature.centrality.rawValue] }
    #expect(central.firstIndex(of: central.min() ?? 0) == 3)
  }

  @Test func readsRussianAndFrench() {
    let russian =
      "Мэр города Анна Смирнова открыла новый мост через реку в понедельник. Мост строили три года, и он стоил 4 млн рублей."
    #expect(rank(russian).1.count == 2)
    let french =
      "Le maire a ouvert le nouveau pont sur la rivière lundi. « Nous sommes très heureux de ce pont ! » a dit M. Petit aux journalistes."
    #expect(rank(french).1.count == 2)
  }

  /// Features that were frozen with the weights.
  @Test func featuresOfTheLead() {
    let (ranking, _) = rank(article)
    let lead = ranking.sentences[0].features
    let value = { (feature: SummaryFeature) in lead[feature.rawValue] }
    #expect(value(.isFirst) == 1 && value(.wordsBefore) == 0)
    #expect(value(.future) == 1 && value(.day) == 1 && value(.speech) == 1)
    #expect(value(.names) == 0.375 && value(.fullName) == 1)
    #expect(value(.hasQuote) == 0 && value(.firstPerson) == 0)
  }

  @Test(arguments: [
    "\r", "\0\0", "👩‍👩‍👧‍👦", "אבג.", ".....", "\"\"\"", String(repeating: "a", count: 100_000),
    "A. B. C. D.",
  ])
  func survivesHostileText(text: String) {
    let (ranking, _) = rank(text)
    _ = ranking.selection(sentences: 3)
    _ = ranking.selection(words: 10)
  }
}

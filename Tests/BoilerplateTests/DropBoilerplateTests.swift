import PipeCore
import PipeFormats
import PipeTesting
import PipeText
import Testing

@testable import BoilerplateStages

@Suite struct DropBoilerplateTests {
  /// A page of our own: menu, article, comments, footer.
  private static let page = """
    <html><head><title>The mill turns again</title></head><body class="site">
    <nav class="menu top"><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav>
    <div id="content" class="article-body">
    <h1>The mill turns again</h1>
    <p class="byline">By Ada Moss, 3 May</p>
    <p>\(MillStory.first)</p>
    <p>\(MillStory.second)</p>
    <p>Short note.</p></div>
    <div class="related promo"><h3>Read more</h3><a href=/a>Ferry back in service</a></div>
    <div class="comments"><p class="reply">Great news, I lived near it.</p></div>
    <footer class="footer legal">© 2024 The Courier. All rights reserved.</footer></body></html>
    """
  private static let text = """
    Home | News | Sport | Weather

    The mill turns again

    \(MillStory.first)

    \(MillStory.second)

    Share | Tweet
    Ferry back in service
    Read more | Share on Facebook | Subscribe to our newsletter
    © 2024 The Courier. All rights reserved.
    """

  private static func document(_ content: String) -> Document {
    let ordinal = Ordinal(shard: 0, row: 0)
    let bytes = Array(content.utf8)
    if content.hasPrefix("<") {
      return pageDocument(id: "", ordinal: ordinal, url: nil, html: bytes)
    }
    var document = Document(id: "", ordinal: ordinal, source: SourceText(bytes))
    parseBlocks(of: &document)
    return document
  }

  private static func processed(_ content: String, _ mode: DropBoilerplate.Mode) -> Document {
    var options = DropBoilerplate.Options()
    options.mode = mode
    var document = document(content)
    _ = DropBoilerplate(options: options).process(&document)
    return document
  }

  @Test(arguments: [page, text])
  func modesAreOrdered(content: String) {
    let lines = [DropBoilerplate.Mode.precision, .balance, .recall].map {
      Set(String(decoding: Self.processed(content, $0).text, as: UTF8.self).split(separator: "\n"))
    }
    #expect(lines[0].isSubset(of: lines[1]) && lines[1].isSubset(of: lines[2]))
    #expect(lines[1].contains { $0.hasPrefix("Repairs begin in spring.") })
    #expect(!lines[1].contains { $0.contains("All rights reserved") })
  }

  @Test(arguments: [page, text])
  func removalsAreExplained(content: String) {
    let before = Self.document(content)
    let topics = Set(boilerplateFeatures(of: before).topics).union(["blocks around it"])
    let entries = Self.processed(content, .balance).ledger.entries
    #expect(!entries.isEmpty)
    for entry in entries {
      let words = (entry.removal.detail ?? "").split(separator: ", ").map(String.init)
      #expect((1...3).contains(words.count) && words.allSatisfy { topics.contains($0) })
      #expect((entry.removal.have ?? 1) <= (entry.removal.need ?? 0))
    }
  }

  @Test(arguments: [page, text])
  func theNetReadsFeaturesThatAreThere(content: String) {
    let document = Self.document(content)
    let (rows, topics, texts) = boilerplateFeatures(of: document)
    let net: ContextNet = document.isPage ? .page : .text
    #expect(rows.count == texts.count && !rows.isEmpty)
    #expect(rows.allSatisfy { $0.count == topics.count })
    #expect(!net.inputs.isEmpty && net.inputs.allSatisfy { $0.feature < topics.count })
  }

  /// Class words inherited from element to element, against the words of each block.
  @Test func classWordsAreThoseAroundTheBlock() {
    var page = "<html><body class='site nav'>"
    for depth in 0..<40 {
      let words = (0..<(depth % 5)).map {
        ["menu", "w\(depth % 3)x", "article", "footer", "promo"][$0]
      }
      page +=
        "<div class='\(words.joined(separator: " "))' id='p\(depth)content'>Text \(depth) here."
    }
    let document = Self.document(page)
    let judged = Self.parts(of: document)
    #expect(judged.count == 1 && judged[0].units.count >= 40)
    for (unit, markup) in zip(judged[0].units, judged[0].markup) {
      guard let origin = document.blocks[Int(unit.block)].origin else { continue }
      let words = document.origins[origin].classWords
      let table = ClassGroups.shared.table
      let bits = words.map { table[hash64($0.utf8Span.span)] }
      #expect(markup.classes.all == bits.reduce(0, |))
      #expect(markup.classes.near == bits.prefix(6).reduce(0, |))
      let hash = words.prefix(4).reduce(UInt64(0)) { combineHashes($0, hash64($1.utf8Span.span)) }
      #expect(markup.classes.nearHash == hash)
    }
  }

  private static func parts(
    of document: Document, most: Int? = nil, isComplete: Bool = false
  ) -> [PageUnits] {
    var parts: [PageUnits] = []
    PageUnits.forEachPart(of: document, most: most, isComplete: isComplete) { parts.append($0) }
    return parts
  }

  /// Parts hold each unit once and in order, and as much of each as the whole has.
  @Test(arguments: [page, text], 1...9)
  func partsMakeTheWhole(content: String, most: Int) {
    let document = Self.document(content)
    let whole = Self.parts(of: document)[0]
    let parts = Self.parts(of: document, most: most, isComplete: true)
    #expect(parts.allSatisfy { (1...most).contains($0.units.count) })
    let units = parts.flatMap(\.units)
    #expect(units.map(\.block) == whole.units.map(\.block))
    #expect(units.map(\.line) == whole.units.map(\.line))
    #expect(units.map(\.marks) == whole.units.map(\.marks))
    #expect(parts.flatMap(\.texts).map(\.hash) == whole.texts.map(\.hash))
    #expect(parts.flatMap(\.words) == whole.words)
    #expect(parts.flatMap(\.markup).map(\.classes.all) == whole.markup.map(\.classes.all))
    #expect(parts.flatMap(\.markup).map(\.tags.all) == whole.markup.map(\.tags.all))
  }

  /// Of a page of many parts, those without a sentence have no content; without any, all stays.
  @Test func aPartWithoutASentenceIsNoContent() {
    let filling = String(repeating: "<p>x", count: 20_000)
    let story = Self.page.split(separator: "<body>").last.map(String.init) ?? ""
    let content = Self.processed("<html><body>" + story + filling, .balance)
    #expect(String(decoding: content.text, as: UTF8.self).contains("Repairs begin in spring."))
    let isLive = content.blocks.suffix(10_000).map { content.isLive($0) }
    #expect(!isLive.contains(true))
    let last = content.ledger.entries.last?.removal
    #expect(last?.have == 0 && last?.detail == "no sentence around it")
    let none = Self.processed("<html><body>" + filling, .balance)
    #expect(none.ledger.entries.isEmpty && none.tags == ["boilerplate.no_sentence"])
  }

  /// Four times as much takes no more than ten times as long.
  @Test(arguments: [
    "<div class='menu a b c item'>One two. ", "<p>One two three four five six.</p>",
    "A line of words.\n", "word ", "x\n\n", "<ul><li><a href=/>Item</a>", "1:1 中 ",
    "<br>Read more.",
  ])
  func timeIsLinear(part: String) {
    func time(_ count: Int) -> Duration {
      let document = Self.document(
        (part.hasPrefix("<") ? "<html>" : "") + String(repeating: part, count: count))
      return (0..<3).map { _ in
        ContinuousClock().measure {
          var copy = document
          _ = DropBoilerplate(options: DropBoilerplate.Options()).process(&copy)
        }
      }.min() ?? .zero
    }
    #expect(time(2_000) < time(500) * 10 + .milliseconds(20))
  }
}

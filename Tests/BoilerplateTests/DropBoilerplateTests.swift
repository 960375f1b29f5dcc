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
    let topics = Set(PageFeatures(PageUnits(before)).topics).union(["blocks around it"])
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
    let judged = PageUnits(document)
    #expect(judged.units.count >= 40)
    for (unit, markup) in zip(judged.units, judged.markup) {
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

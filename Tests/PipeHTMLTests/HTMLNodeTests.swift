import Testing

@testable import PipeHTML

@Suite struct HTMLNodeTests {
  private func first(_ tag: HTMLTag, in page: String) -> HTMLNode? {
    HTMLTree(parsing: Array(page.utf8)).document.descendants.first { $0.tag == tag }
  }

  private func source(_ node: HTMLNode?, in page: String) -> String? {
    node.map { String(decoding: Array(page.utf8)[$0.sourceRange], as: UTF8.self) }
  }

  @Test(arguments: [
    ("<p>a</p>b", "<p>a</p>"), ("<p>a<p>b", "<p>a"), ("<div><p>a</div>", "<p>a"),
    ("<p title='>'>a</p >b", "<p title='>'>a</p >"), ("x<p>a", "<p>a"),
    ("<!--a-->\u{E9}<p>&amp;</p>", "<p>&amp;</p>"),
  ])
  func elementsKnowTheirBytes(page: String, bytes: String) {
    #expect(source(first(.p, in: page), in: page) == bytes)
  }

  @Test func textsAndCommentsKnowTheirBytes() {
    let page = "<p>a &lt; b<!--c--></p>"
    let paragraph = first(.p, in: page)
    #expect(source(paragraph?.firstChild, in: page) == "a &lt; b")
    #expect(paragraph?.firstChild?.text == "a < b")
    #expect(source(paragraph?.lastChild, in: page) == "<!--c-->")
    #expect(paragraph?.lastChild?.text == "c")
  }

  @Test func impliedElementsHaveNoBytesOfTheirOwn() {
    let tree = HTMLTree(parsing: Array("<table><td>".utf8))
    let row = tree.document.descendants.first { $0.tag == .tr }
    #expect(row?.sourceRange == 7..<11)
    #expect(tree.head?.sourceRange == 0..<0)
    #expect(tree.body?.sourceRange == 0..<11)
  }

  @Test func attributesAreDecodedAndTheFirstCounts() {
    let link = first(.a, in: "<a HREF='?a=1&amp;b&copy=2&copy;' href=x Title=y\u{E9} data-x>")
    #expect(link?.attribute(.href) == "?a=1&b&copy=2\u{A9}")
    #expect(link?.attribute(named: "title") == "y\u{E9}")
    #expect(link?.attribute(named: "data-x") == "")
    #expect(link?.attribute(.id) == nil)
    #expect(link?.hasAttribute(.title) == true)
    #expect(link?.attributes.map(\.name) == ["href", "title", "data-x"])
    #expect(link?.withAttribute(.title) { $0.count } == 3)
  }

  @Test func bodiesAddTheirAttributes() {
    let tree = HTMLTree(parsing: Array("<body a=1><body a=2 b=3><html c=4>".utf8))
    #expect(tree.body?.attributes.map(\.value) == ["1", "3"])
    #expect(tree.rootElement?.attribute(named: "c") == "4")
  }

  @Test func customNamesAreKept() {
    let tree = HTMLTree(parsing: Array("<X-Card><x-b></x-card>a".utf8))
    let card = tree.body?.firstChild
    #expect(card?.tag == .custom)
    #expect(card?.tagName == "x-card")
    #expect(card?.firstChild?.tagName == "x-b")
    #expect(card?.nextSibling?.text == "a")
  }

  @Test func notUTF8IsRepaired() {
    let tree = HTMLTree(parsing: [0x61, 0xFF, 0x62, 0xE2, 0x82])
    #expect(tree.isRepaired)
    #expect(tree.body?.textContent == "a\u{FFFD}b\u{FFFD}")
    #expect(!HTMLTree(parsing: Array("\u{1F600}".utf8)).isRepaired)
  }

  @Test func textsThatGrowInTurnsKeepApart() {
    let page = "<table>" + String(repeating: "x&lt;</y> &#32;</y>y</y>\t</y>", count: 300)
    let tree = HTMLTree(parsing: Array(page.utf8))
    let texts = tree.document.descendants.filter { $0.kind == .text }.map(\.text)
    #expect(
      texts == [
        String(repeating: "x<y", count: 300), String(repeating: "  \t", count: 300),
      ])
  }

  @Test func everyTagHasItsNumber() {
    #expect(HTMLTag.count == HTMLTag.allCases.count)
    for tag in HTMLTag.allCases { #expect(HTMLTag(identifier: tag.identifier) == tag) }
  }

  @Test func moreCustomNamesThanNumbersKeepTheirNames() {
    let page = (0..<66_000).map { "<x\($0)></x\($0)>" }.joined()
    let tree = HTMLTree(parsing: Array(page.utf8))
    #expect(tree.body?.lastChild?.tagName == "x65999")
    #expect(tree.body?.lastChild?.parent == tree.body)
  }

  @Test func theByteOrderMarkIsSkipped() {
    let tree = HTMLTree(parsing: [0xEF, 0xBB, 0xBF] + Array("a".utf8))
    #expect(tree.body?.textContent == "a")
    #expect(tree.body?.firstChild?.sourceRange == 3..<4)
  }

  @Test func doctypesAreRead() {
    let page = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" 'x'>"
    let tree = HTMLTree(parsing: Array(page.utf8))
    #expect(
      tree.doctype
        == HTMLTree.Doctype(
          name: "html", publicIdentifier: "-//W3C//DTD HTML 4.01//EN", systemIdentifier: "x"))
    #expect(tree.quirksMode == .none)
    #expect(HTMLTree(parsing: []).quirksMode == .quirks)
  }

  @Test func visibleTextLeavesScriptsOut() {
    let page = "<title>t</title><p>a<script>b</script>c<br>d<div hidden>e</div><style>f</style>"
    let text = HTMLTree(parsing: Array(page.utf8)).visibleText()
    #expect(
      String(decoding: text, as: UTF8.self).split(separator: "\n") == ["ac", "d", "e"])
  }

  @Test func walksStopAndSkip() {
    let tree = HTMLTree(parsing: Array("<p><b>a</b></p><i>c</i>".utf8))
    var entered: [String] = []
    var left: [String] = []
    tree.body?.walk { node in
      entered.append(node.tagName)
      return node.tag == .p ? .pastChildren : node.tag == .i ? .stop : .intoChildren
    } leaving: { node in
      left.append(node.tagName)
    }
    #expect(entered == ["body", "p", "i"])
    #expect(left == ["p"])
  }
}

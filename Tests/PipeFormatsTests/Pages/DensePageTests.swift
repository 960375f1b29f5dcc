import PipeCore
import PipeFormats
import PipeHTML
import Testing

/// Pages with a node, an element, a block or a line for every few of their bytes.
@Suite struct DensePageTests {
  /// Of a block, a line and an element there may be one for every four bytes of a page.
  @Test func whatAPageHasManyOfIsSmall() {
    #expect(MemoryLayout<Block>.stride <= 24)
    #expect(MemoryLayout<Line>.stride <= 12)
    #expect(MemoryLayout<PageElements.Element>.stride <= 24)
    #expect(MemoryLayout<BlockOrigins.Stored>.stride <= 24)
    #expect(MemoryLayout<Node>.stride <= 40)
  }

  static let kinds: [(start: String, unit: String)] = [
    ("", "<p>x"), ("<ul>", "<li>x"), ("<ol>", "<li>x</li>"), ("<ul>", "<li>x<ul>"), ("", "<h1>x"),
    ("", "x<br>"), ("<pre>", "x\n"), ("<table>", "<tr><td>x<td>y"), ("<table>", "<caption>x"),
    ("<table>", "<b>x<tr>"), ("", "<a href=x>x"), ("", "<div class=\"a b\">x"),
    ("", "<b><i><p>x</b></i>"),
    ("", "<dl><dt>x<dd>y"), ("", "<blockquote>x</blockquote>"), ("", "x</br>"), ("", "<x-y>x"),
  ]

  /// Twice the page has at most twice of everything, and a page is not more than 80 bytes a byte.
  @Test(arguments: kinds.indices)
  func whatIsMadeGrowsWithThePage(kind: Int) {
    let (start, unit) = Self.kinds[kind]
    func measures(_ size: Int) -> [String: Int] {
      var page = Array(start.utf8)
      while page.count < size { page += Array(unit.utf8) }
      let nodes = HTMLTree(parsing: page).nodeCount
      let document = pageDocument(
        id: "", ordinal: Ordinal(rawValue: 0), url: nil, html: page)
      #expect(Accounting(of: document).violations == [])
      let elements = document.origins.first?.elements.count ?? 0
      return [
        "nodes": nodes, "lines": document.lines.count, "blocks": document.blocks.count,
        "elements": elements, "text": document.source.count, "marks": document.annotations.count,
        "bytes": nodes * 40 + document.lines.count * 12 + document.blocks.count * 48 + elements
          * 24,
      ]
    }
    let one = measures(20_000)
    let two = measures(40_000)
    for (name, count) in two {
      let before = one[name] ?? 0
      #expect(count <= 2 * before + 64, "\(name) of \(unit): \(before), then \(count)")
    }
    // Copies of formatting elements are counted apart: 4,096 of them, and one for each 16 bytes.
    #expect((two["bytes"] ?? 0) <= 80 * 40_000 + 4_096 * 88, "\(unit)")
  }

  /// The text of what follows a closed list belongs to the item around it, however many came before.
  @Test func itemsThatEndedAreForgotten() {
    let page =
      "<ol><li>a<ul><li>b</li><li>c</li></ul><p>d</p></li><li>e<blockquote>f<ul><li>g</ul></blockquote>h</ol>"
    let document = pageDocument(
      id: "", ordinal: Ordinal(rawValue: 0), url: nil, html: Array(page.utf8))
    let found = document.blocks.map { "\($0.kind.name) \($0.level) \($0.number ?? 0)" }
    #expect(
      found == [
        "list_item 1 1", "list_item 2 0", "list_item 2 0", "paragraph 0 0", "list_item 1 2",
        "quote 1 0", "list_item 2 0", "paragraph 0 0",
      ])
  }
}

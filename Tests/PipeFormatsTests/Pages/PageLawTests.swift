import PipeCore
import PipeFormats
import Testing

/// The laws of pages: every byte of the text is in one block, every byte of the page counts once.
@Suite struct PageLawTests {
  private func check(_ html: String) {
    let document = page(html)
    let accounting = Accounting(of: document)
    #expect(accounting.violations == [], "\(html.prefix(300).debugDescription)")
    #expect(document.isParsed && document.isPage)
    let marked = document.markup.reduce(0) { $0 + $1.bytes }
    #expect(marked <= html.utf8.count && document.markup.allSatisfy { $0.bytes > 0 })
    for block in document.blocks {
      #expect(!block.lines.isEmpty && block.origin != nil)
      #expect((block.kind == .table) == (block.table != nil))
    }
    for annotation in document.annotations {
      #expect(annotation.span.upperBound <= document.source.count && !annotation.span.isEmpty)
    }
    _ = markdown(document)
  }

  @Test(arguments: [
    "", " ", "\u{0}", "<", "<p", "</p>", "a<!--", "<b>", "<li>", "<td>x", "<table>", "<table>x",
    "<table><tr><td>",
    "<pre>", "<pre>\n\n", "<pre> </pre>", "<title>x", "<script>", "<br><br>", "&#0;&#x110000;&amp",
    "<p>שלום <b>עולם",
    "<p>👩‍👩‍👧‍👦<br>👩‍👩‍👧‍👦", "<ol start=-9223372036854775808><li>x<li value=9223372036854775807>y<li>z</ol>",
    "<table><tr><td colspan=9999 rowspan=9999>x<td>y<tr><td>z</table>", "<a href=x><div>1<p>2</a>3",
    "<b><i>x</b>y</i>", "<p>a\u{A0}\u{A0}<br>\u{A0}<br>b", "<svg><p>x",
    "<frameset><frame></frameset>",
    "<table><tr><th>a<tr><td>b</table>", "<select><p>x</select>y", "<h1><li>x</h1>y",
    "<li><table><tr><td>a<td>b<tr><td>c<td>d",
  ])
  func holdForHostilePages(_ html: String) { check(html) }

  @Test(arguments: [
    "<div>", "<b>", "<b><p>", "<table><tr><td>", "<ul><li>x", "<blockquote>q", "<a href=x>y",
    "<pre>", "<div class='a b c'>x",
    "<p>x<br>", "<td>x", "<h1>h", "<dl><dd>d", "<span>s", "&lt;", "<noscript>n", "<button>b",
    "<table><td>x</td></table>",
  ])
  func holdForLongRunsOfOneThing(_ unit: String) { check(String(repeating: unit, count: 4_000)) }

  /// Metadata is looked for in bounded time: each of these would be read thousands of times over.
  @Test func holdForMetadataAroundAllThePage() {
    check(
      String(repeating: "<div itemprop=headline>", count: 400)
        + String(repeating: "x ", count: 100_000))
    check(String(repeating: "<h1><div>", count: 20_000))
    check(String(repeating: "<a rel=author href=x><b>", count: 20_000))
  }

  @Test func holdForOneLongLetter() { check("<p>" + String(repeating: "a", count: 100_000)) }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func holdForRandomPages(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "<p>", "</p>", "<div>", "</div>", "<div class='postBody x'>", "<ul>", "<ol>", "</ul>", "<li>",
      "</li>", "<table>", "<tr>",
      "<td>", "<th>", "</table>", "<caption>", "<thead>", "<td colspan=2>", "<td rowspan=3>",
      "<h2>", "</h2>", "<br>", "<pre>",
      "</pre>", "<blockquote>", "</blockquote>", "<a href='/x'>", "</a>", "<b>", "</b>", "<code>",
      "</code>", "<em>", "<script>x</script>",
      "<!-- c -->", "<noscript>", "<span hidden>", "</span>", "word", " two words ", "\n", "&nbsp;",
      "é", "12", "<dd>", "<dt>",
      "<figcaption>", "<x-y>", "<input>", "<img>", "<svg>", "</svg>", "<hr>",
    ]
    for _ in 0..<40 {
      var html = ""
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        html += parts.randomElement(using: &random) ?? ""
      }
      check(html)
    }
  }
}

import PipeCore
import PipeFormats
import Testing

func page(_ html: String, url: String? = "https://sandvik.example/news/seals.html") -> Document {
  pageDocument(id: "test", ordinal: Ordinal(rawValue: 0), url: url, html: Array(html.utf8))
}

@Suite struct PageDocumentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let html: String
    let blocks: String

    init(_ name: String, _ html: String, _ blocks: String) {
      testDescription = name
      self.html = html
      self.blocks = blocks
    }
  }

  static let cases: [Case] = [
    Case("nothing", "", ""),
    Case(
      "leaf blocks and loose text",
      "<div>One<div>Two <b>bold</b></div>\n three&nbsp; \tfour<p>Five<p>Six",
      "paragraph: One\nparagraph: Two bold\nparagraph: three four\nparagraph: Five\nparagraph: Six"),
    Case(
      "headings", "<h1>A <em>b</em></h1><div><h3>C<br>D</h3></div>",
      "heading1: A b\nheading3: C / D"),
    Case(
      "permalinks of headings",
      "<h2>Install<a class=headerlink href=#install title=Permalink>¶</a></h2>"
        + "<h3><a href='#usage'><span>#</span></a> Usage of <a href=#c>C#</a> and <a href=/sharp>#</a></h3>"
        + "<h4><a href=#x>#</a></h4><p>See <a href=#note>#</a>",
      "heading2: Install\nheading3: Usage of C# and #\nparagraph: See #"),
    Case(
      "breaks", "<p>one<br>two<br><br>three</p><div>four<br>five<br>\n<br>six</div>",
      "paragraph: one / two\nparagraph: three\nparagraph: four / five\nparagraph: six"),
    Case(
      "lines of links alone are blocks, but in paragraphs",
      "<div><a href=/a>A</a><br><a href=/b>B</a></div><p><a href=/a>A</a><br><a href=/b>B</a></p>",
      "paragraph: A\nparagraph: B\nparagraph: A / B"),
    Case(
      "nested lists with their numbers",
      "<ul><li>one<ol start=4><li>four<li value=7>seven<li><p>eight<p>more</ol><li>two</ul><li>stray",
      """
      list_item1: one
      list_item2 #4: four
      list_item2 #7: seven
      list_item2 #8: eight
      paragraph: more
      list_item1: two
      list_item1: stray
      """),
    Case(
      "definitions, quotes, captions",
      "<dl><dt>Term<dd>Meaning</dl><blockquote>said<p>he</p><blockquote>she</blockquote></blockquote>"
        + "<figure><img alt=x><figcaption>Fig.</figcaption></figure>",
      """
      paragraph: Term
      list_item1: Meaning
      quote1: said
      quote1: he
      quote2: she
      caption: Fig.
      """),
    Case(
      "code keeps its lines", "<pre>\n\n  a &lt; b\n\n\tc<br>d\n</pre>",
      "code:   a < b /  / \tc / d"),
    Case(
      "what is no text",
      "<title>T</title><script>1</script><style>2</style><template>3</template><svg><text>4</text></svg>"
        + "<select><option>5</select><textarea>6</textarea><iframe>7</iframe><!--8--><noscript>read</noscript>",
      "paragraph: read"),
    Case(
      "data tables",
      """
      <table><caption>Ports</caption>
      <thead><tr><th rowspan=2>Port</th><th colspan=2>Seals</th></tr><tr><th>2030<th>2031</tr></thead>
      <tr><td>North<td>3<td>4<br>5</tr><tr><td colspan=3></td></tr><tr><td>South<td colspan=2>none</tr></table>
      """,
      "caption: Ports\ntable: Port / Seals 2030 / Seals 2031 / North / 3 / 4 5 / South / none / "),
    Case(
      "a title row is a caption",
      "<table><tr><th colspan=2>Ports</th></tr><tr><th>Port<th>Seals</tr><tr><td>North<td>3</tr></table>",
      "caption: Ports\ntable: Port / Seals / North / 3"),
    Case(
      "tables that lay out a page",
      "<table><tr><td>a<table><tr><td>b<td>c<tr><td>d<td>e</table><td>f</table>"
        + "<table role=presentation><tr><td>g<td>h<tr><td>i<td>j</table><table><tr><td>k<td>l</table>",
      """
      paragraph: a
      table: b / c / d / e
      paragraph: f
      paragraph: g
      paragraph: h
      paragraph: i
      paragraph: j
      paragraph: k
      paragraph: l
      """),
    Case(
      "custom elements are blocks, unknown ones are not",
      "<x-card>one</x-card><x-card>two</x-card><o:p>three</o:p> four",
      "paragraph: one\nparagraph: two\nparagraph: three four"),
  ]

  @Test(arguments: cases)
  func findsTheBlocks(_ test: Case) {
    let document = page(test.html)
    #expect(outline(document) == test.blocks)
    #expect(Accounting(of: document).violations == [])
  }

  @Test func tellsWhatStandsAroundABlock() throws {
    let html = """
      <body class="siteBody"><div id="main-content"><p class="lead intro">See <a href="/a">one</a> or \
      <a href="/b">two</a>.</p><div style="DISPLAY : none"><span class=note>hidden</span></div></div>
      """
    let document = page(html)
    let origins = document.origins
    try #require(origins.count == 2)
    let first = origins[0]
    #expect(first.tagPath == ["html", "body", "div", "p"])
    #expect(first.classWords == ["lead", "intro", "main", "content", "site", "body"])
    #expect(first.linkBytes == 6)
    #expect(first.linkCount == 2)
    #expect(!first.isHidden)
    let utf8 = Array(html.utf8)
    #expect(String(decoding: utf8[first.pageRange], as: UTF8.self).hasPrefix("<p class"))
    #expect(String(decoding: utf8[first.pageRange], as: UTF8.self).hasSuffix("</p>"))
    #expect(origins[1].isHidden)
    #expect(origins[1].tagPath.last == "span")
    #expect(origins[1].classWords.first == "note")
  }

  @Test func countsEveryByteOfThePage() {
    let html = "<!doctype html><title>T</title><!-- c --><p>One <b>two</b></p><script>x</script>\n"
    let markup = Dictionary(uniqueKeysWithValues: page(html).markup.map { ($0.element, $0.bytes) })
    #expect(markup == ["doctype": 15, "title": 16, "comment": 10, "script": 18, "tags": 15])
    // 15 + 16 + 10 + 18 + 15 and the seven bytes of text.
    #expect(html.utf8.count == 81)
  }

  @Test func keepsMarksForMarkdown() {
    let document = page(
      "<p><a href='../x?a=1#b'>A <b>bold</b> <i> link</i> </a>, <code>f(`x`)</code> <a href='javascript:x'>no</a>,"
        + " <a href=\"/a b(c)\">odd</a> 1 &lt; 2 &lt;b>.<ul><li>- dash</ul>")
    #expect(
      markdown(document) == """
        [A **bold** *link*](https://sandvik.example/x?a=1#b) , ``f(`x`)`` no, \
        [odd](<https://sandvik.example/a b(c)>) 1 < 2 \\<b>.

        - \\- dash

        """)
    #expect(markdown(document, keepsMarks: false).hasPrefix("A bold link , f(`x`) no, odd"))
  }

  @Test func marksGoWithTheTextThatIsCut() {
    var document = page("<p>See <a href=/a>one two</a> and <b>three</b>.</p>")
    document.editLines { _, edits in edits.cut(8..<12, Removal("two")) }
    #expect(markdown(document) == "See one and **three**.\n")
  }
}

import PipeCore
import PipeFormats
import Testing

@Suite struct TextAndHTMLWriterTests {
  private func plain(_ document: Document, bullet: String = "-") -> String {
    var bytes: [UInt8] = []
    TextWriter(bullet: bullet).append(document, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func html(_ document: Document) -> String {
    var bytes: [UInt8] = []
    HTMLWriter().append(document, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static let sample = """
    <h1>Seals</h1><p>A <a href="/a?b&amp;c">link</a> &lt; <b>bold</b><br>line two</p>
    <ul><li>one<ul><li>deep</ul><li>two</ul><ol start=3><li>three</ol><blockquote>said</blockquote>
    <pre>a
      &amp;b</pre><table><tr><th>x<th>y<tr><td>1<td></td><tr><td>2<td>3</table>
    """

  @Test func writesTextOfParsedDocuments() {
    #expect(
      plain(page(Self.sample), bullet: "*") == """
        Seals

        A link < bold
        line two

        * one
          * deep
        * two
        3. three

        said

        a
          &b

        x\ty
        1\t
        2\t3

        """)
  }

  @Test func writesHTML() {
    #expect(
      html(page(Self.sample)) == """
        <h1>Seals</h1>
        <p>A <a href="https://sandvik.example/a?b&amp;c">link</a> &lt; <strong>bold</strong><br>line two</p>
        <ul>
        <li>one
        <ul>
        <li>deep</li>
        </ul>
        </li>
        <li>two</li>
        </ul>
        <ol>
        <li value="3">three</li>
        </ol>
        <blockquote><p>said</p></blockquote>
        <pre><code>a
          &amp;b</code></pre>
        <table>
        <thead>
        <tr><th>x</th><th>y</th></tr>
        </thead>
        <tbody>
        <tr><td>1</td><td></td></tr>
        <tr><td>2</td><td>3</td></tr>
        </tbody>
        </table>

        """)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func givesBackPagesThatItWrote(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "# h\n\n", "text here\n\n", "- a\n", "  - b\n", "1. c\n\n", "> q\n\n", "```\nx <y>\n```\n\n",
    ]
    var text = ""
    for _ in 0..<20 { text += parts.randomElement(using: &random) ?? "" }
    let first = html(parsed(text))
    let again = page(first)
    #expect(html(again) == first, "\(text)")
  }

  @Test(arguments: ["", "\n", "a", "a\n", "a\n\nb", " a \n\n\n", "\u{0}"])
  func givesUntouchedTextAsItCame(text: String) {
    var bytes: [UInt8] = []
    TextWriter().appendBody(textDocument(text), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test func writesUnparsedLinesThatAreLeft() {
    var document = textDocument("one\nads\ntwo\n\nthree four\n")
    document.removeLine(1, Removal("ads"))
    document.editLines { line, edits in
      if line.index == 4 { edits.replace(0..<5, with: Array("3".utf8), Removal("three")) }
    }
    #expect(plain(document) == "one\ntwo\n\n3 four\n")
  }
}

import Testing

@testable import PipeHTML

/// One small page for each insertion mode and rule, with the tree that it makes on one line.
@Suite struct InsertionModeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    var page: String
    var tree: String

    init(_ rule: String, _ page: String, _ tree: String) {
      self.rule = rule
      self.page = page
      self.tree = tree
    }

    var testDescription: String { rule }
  }

  @Test(arguments: early + body + formatting + tables + others)
  func makesTheTree(of test: Case) {
    let tree = HTMLTree(parsing: Array(test.page.utf8))
    #expect(Self.line(tree.document) == test.tree)
    #expect(TreeInvariants.violations(in: tree).isEmpty)
  }

  /// `html(head body(p("x")))`, without the attributes.
  private static func line(_ node: HTMLNode) -> String {
    let parts = node.children.map { child -> String in
      switch child.kind {
      case .text: return "\"\(child.text)\""
      case .comment: return "!\(child.text)!"
      case .doctype: return "doctype"
      default: break
      }
      let contents = child.templateContents.map(line) ?? ""
      let inner = line(child) + (contents.isEmpty ? "" : "[\(contents)]")
      return inner.isEmpty ? child.tagName : "\(child.tagName)(\(inner))"
    }
    return parts.joined(separator: " ")
  }

  private static let early: [Case] = [
    Case("an empty page has a body", "", "html(head body)"),
    Case(
      "initial: comments stand outside", "<!--a--><!doctype html>", "!a! doctype html(head body)"),
    Case("before html: white space goes", " \n <html> x", "html(head body(\"x\"))"),
    Case("before head: other end tags go", "</p></head>x", "html(head body(\"x\"))"),
    Case(
      "in head: text ends it", "<title>a&amp;b</title>c", "html(head(title(\"a&b\")) body(\"c\"))"),
    Case("in head: scripts hide tags", "<script><p></script>", "html(head(script(\"<p>\")) body)"),
    Case(
      "in head noscript: images end it", "<head><noscript><link><img>",
      "html(head(noscript(link)) body(img))"),
    Case(
      "after head: what is the head's goes there", "<head></head><meta>x",
      "html(head(meta) body(\"x\"))"),
    Case("after head: a frameset has no body", "<frameset><frame>", "html(head frameset(frame))"),
  ]

  private static let body: [Case] = [
    Case("p ends p", "<p>a<p>b", "html(head body(p(\"a\") p(\"b\")))"),
    Case("an end of p alone makes one", "a</p>", "html(head body(\"a\" p))"),
    Case("p ends before div", "<p>a<div>b", "html(head body(p(\"a\") div(\"b\")))"),
    Case("button bounds p", "<p><button><p>", "html(head body(p(button(p))))"),
    Case("li ends li", "<ul><li>a<li>b", "html(head body(ul(li(\"a\") li(\"b\"))))"),
    Case("a list bounds li", "<li><ul><li>", "html(head body(li(ul(li))))"),
    Case("dd ends dt", "<dl><dt>a<dd>b", "html(head body(dl(dt(\"a\") dd(\"b\"))))"),
    Case("h2 ends h1", "<h1>a<h2>b</h1>c", "html(head body(h1(\"a\") h2(\"b\") \"c\"))"),
    Case("pre swallows a line feed", "<pre>\n\na", "html(head body(pre(\"\na\")))"),
    Case("one form at a time", "<form><form>a</form>b", "html(head body(form(\"a\") \"b\"))"),
    Case("image is img", "<image>", "html(head body(img))"),
    Case("br may end", "</br>", "html(head body(br))"),
    Case("textarea holds text", "<textarea>\n<p>&lt;", "html(head body(textarea(\"<p><\")))"),
    Case(
      "plaintext never ends", "<plaintext></plaintext>",
      "html(head body(plaintext(\"</plaintext>\")))"),
    Case(
      "option ends option", "<select><option>a<option>b",
      "html(head body(select(option(\"a\") option(\"b\"))))"),
    Case("input ends select", "<select><input>", "html(head body(select input))"),
    Case("rt ends rt", "<ruby>a<rt>b<rt>c", "html(head body(ruby(\"a\" rt(\"b\") rt(\"c\"))))"),
    Case(
      "end tags stop at special elements", "<span><div></span>a",
      "html(head body(span(div(\"a\"))))"),
    Case("NUL goes", "a\0b", "html(head body(\"ab\"))"),
    Case("line ends are line feeds", "a\r\nb\rc", "html(head body(\"a\nb\nc\"))"),
    Case("text is joined over dropped tags", "a</x>b&lt;</y>c", "html(head body(\"ab<c\"))"),
  ]

  private static let formatting: [Case] = [
    Case("b is opened again", "<p><b>a<p>c", "html(head body(p(b(\"a\")) p(b(\"c\"))))"),
    Case("b and i cross", "<b>1<i>2</b>3</i>", "html(head body(b(\"1\" i(\"2\")) i(\"3\")))"),
    Case("b and p cross", "<b>1<p>2</b>3", "html(head body(b(\"1\") p(b(\"2\") \"3\")))"),
    Case("a ends a", "<a>1<a>2", "html(head body(a(\"1\") a(\"2\")))"),
    Case("a ends a outside a block", "<a><div><a>x", "html(head body(a div(a a(\"x\"))))"),
    Case("nobr ends nobr", "<nobr>1<nobr>2", "html(head body(nobr(\"1\") nobr(\"2\")))"),
    Case(
      "three alike are kept", "<p><b><b><b><b></p>x",
      "html(head body(p(b(b(b(b)))) b(b(b(\"x\")))))"),
    Case(
      "a cell is a marker", "<b><table><td>x", "html(head body(b(table(tbody(tr(td(\"x\")))))))"),
  ]

  private static let tables: [Case] = [
    Case(
      "rows and cells end", "<table><td>a<td>b<tr><th>c",
      "html(head body(table(tbody(tr(td(\"a\") td(\"b\")) tr(th(\"c\"))))))"),
    Case("text is fostered", "<table>a<tr>b", "html(head body(\"ab\" table(tbody(tr))))"),
    Case("white space is not", "<table> <tr>", "html(head body(table(\" \" tbody(tr))))"),
    Case(
      "elements are fostered", "<table><p>a<td>b",
      "html(head body(p(\"a\") table(tbody(tr(td(\"b\"))))))"),
    Case("hidden inputs stay", "<table><input type=HIDDEN>", "html(head body(table(input)))"),
    Case(
      "captions end", "<table><caption>a<tr>", "html(head body(table(caption(\"a\") tbody(tr))))"),
    Case(
      "columns make a group", "<table><col><td>",
      "html(head body(table(colgroup(col) tbody(tr(td)))))"),
    Case("table ends table", "<table><table>", "html(head body(table table))"),
    Case(
      "a table in a cell", "<table><td><table></table>a",
      "html(head body(table(tbody(tr(td(table \"a\"))))))"),
    Case("p holds a table in quirks", "<p><table>", "html(head body(p(table)))"),
    Case("p ends before a table", "<!doctype html><p><table>", "doctype html(head body(p table))"),
  ]

  private static let others: [Case] = [
    Case(
      "a template keeps its content", "<template><td>a</template>b",
      "html(head(template([td(\"a\")])) body(\"b\"))"),
    Case("after body: text goes back", "<body>a</body>b", "html(head body(\"ab\"))"),
    Case("after body: comments follow it", "a</body><!--b-->", "html(head body(\"a\") !b!)"),
    Case(
      "after after body: comments stand outside", "a</html><!--b-->", "html(head body(\"a\")) !b!"),
    Case(
      "after frameset", "<frameset></frameset></html> <!--a-->", "html(head frameset \" \") !a!"),
    Case("in frameset: text goes", "<frameset> a", "html(head frameset(\" \"))"),
    Case(
      "svg has names of its own", "<svg><foreignobject><p>a",
      "html(head body(svg(foreignObject(p(\"a\")))))"),
    Case("svg has CDATA", "<svg><![CDATA[a<b]]>", "html(head body(svg(\"a<b\")))"),
    Case("p leaves svg", "<svg><g><p>a", "html(head body(svg(g) p(\"a\")))"),
    Case("math keeps text", "<math><mi>a<p>b", "html(head body(math(mi(\"a\" p(\"b\")))))"),
    Case("self-closing counts in svg", "<svg><a/>b", "html(head body(svg(a \"b\")))"),
  ]
}

/// Pages that hurt parsers whose time or memory is not linear.
enum TorturePages {
  struct Kind: Sendable, CustomStringConvertible {
    let name: String
    /// Makes a page of about this many bytes.
    let page: @Sendable (Int) -> [UInt8]

    var description: String { name }
  }

  private static func repeating(
    _ name: String, _ unit: String, after start: String = ""
  ) -> Kind {
    Kind(name: name) { size in
      var page = Array(start.utf8)
      let unit = Array(unit.utf8)
      while page.count < size { page += unit }
      return page
    }
  }

  private static func numbered(
    _ name: String, after start: String = "", _ unit: @escaping @Sendable (Int) -> String
  ) -> Kind {
    Kind(name: name) { size in
      var page = Array(start.utf8)
      var number = 0
      while page.count < size {
        page += Array(unit(number).utf8)
        number += 1
      }
      return page
    }
  }

  private static func many(_ unit: String, _ count: Int) -> String {
    String(repeating: unit, count: count)
  }

  private static let fonts = (0..<400).map { "<font size=\($0)>" }.joined()

  static let all: [Kind] = nesting + formatting + tables + text + tags

  private static let nesting: [Kind] = [
    repeating("open div", "<div>"),
    repeating("open div with text", "<div>x"),
    repeating("open span", "<span>"),
    repeating("open custom element", "<x-y>"),
    repeating("open svg group", "<g>", after: "<svg>"),
    repeating("svg in svg", "<svg><foreignObject>"),
    repeating("math in math", "<math><mi><svg><desc>"),
    repeating("open template", "<template>"),
    repeating("open select", "<select><option>"),
    repeating("open list", "<ul><li>"),
    repeating("open button", "<button>"),
    repeating("open form", "<form><div></form>"),
    repeating("open heading", "<h1><span>"),
    repeating("open definition", "<dl><dt><dd>"),
    repeating("open ruby", "<ruby><rt><rtc><rp>"),
    repeating("frameset", "<frameset><frame>"),
    repeating("li under deep div", "<li>", after: "<ul>" + many("<div>", 505)),
    repeating("p above deep span", "</p>", after: "<p><table><td>" + many("<span>", 500)),
    repeating("unknown end under span", "</x>", after: many("<span>", 511)),
    repeating("unknown end under g", "</x>", after: "<svg>" + many("<g>", 509)),
    repeating("table under deep div", "<table></table>", after: many("<div>", 505)),
  ]

  private static let formatting: [Kind] = [
    repeating("open b", "<b>"),
    repeating("open a", "<a>x"),
    repeating("open nobr", "<nobr>"),
    numbered("open font") { "<font size=\($0)>" },
    numbered("cut font") { "<p><font size=\($0)></p>" },
    repeating("reopened fonts", "<div>x</div>", after: "<p>" + fonts + "</p>"),
    repeating("reopened fonts in cells", "<td>x", after: "<p>" + fonts + "</p><table><tr>"),
    repeating("crossed b and p", "<b><p></b>"),
    repeating("crossed b, i and p", "<b><i><p>x</b></i>"),
    repeating("crossed a and div", "<a><div>"),
    repeating("end of b over deep div", "<b>" + many("<div>", 20) + "</b>"),
    repeating("font over deep p", "</font>", after: fonts + many("<p>", 100)),
    repeating("applet markers", "<applet><b></applet>"),
    Kind(name: "b with many attributes") { size in
      let tag = "<b " + (0..<400).map { "a\($0)=\($0) " }.joined() + ">"
      var page: [UInt8] = []
      while page.count < size { page += Array(tag.utf8) }
      return page
    },
  ]

  private static let tables: [Kind] = [
    repeating("table in cell", "<table><tr><td>"),
    repeating("table in table", "<table>"),
    repeating("fostered text", "x<tr>", after: "<table>"),
    repeating("fostered b", "<b>x<tr>", after: "<table>"),
    repeating("fostered and kept text", "&#120;<!---->&#32;<!---->", after: "<table>"),
    repeating("two texts that grow in turns", "x</y> </y>", after: "<table>"),
    repeating("cells", "<td>", after: "<table>"),
    repeating("captions", "<caption>x", after: "<table>"),
    repeating("columns", "<col>", after: "<table>"),
  ]

  private static let text: [Kind] = [
    repeating("unclosed comment", "x-", after: "<!--"),
    repeating("comment openings", "<!--"),
    repeating("empty comments", "<!-->"),
    repeating("dashes", "-", after: "<!--"),
    repeating("references", "&amp;"),
    repeating("references without semicolon", "&notit"),
    repeating("longest names", "&CounterClockwiseContourIntegral"),
    repeating("numbers", "&#99999999999"),
    repeating("ampersands", "&"),
    repeating("open angles", "<"),
    repeating("end tag openings", "</"),
    repeating("NULs", "\0"),
    repeating("carriage returns", "x\r\n"),
    Kind(name: "not UTF-8") { Array(repeating: 0xFF, count: $0) },
    repeating("unclosed script", "<!--<script ", after: "<script>"),
    repeating("script in script", "<script><!--<script></script>"),
    repeating("unclosed textarea", "</textare", after: "<textarea>"),
    repeating("unclosed title", "&lt;</titl", after: "<title>"),
    repeating("CDATA", "<![CDATA[]]", after: "<svg>"),
    repeating("pieces of one text", "&lt;</x>"),
  ]

  private static let tags: [Kind] = [
    numbered("attributes of one tag", after: "<p ") { "a\($0)=\($0) " },
    repeating("one attribute again and again", "a=b ", after: "<p "),
    repeating("unclosed quotes", "<p a=\""),
    repeating("unclosed tags", "<p a='' "),
    numbered("body again and again") { "<body a\($0)>" },
    numbered("custom names") { "<x\($0)>" },
    repeating("end tags of p", "</p>"),
    repeating("end tags of br", "</br>"),
    repeating("doctypes", "<!doctype html public \""),
    repeating("pre", "<pre>\n"),
    Kind(name: "one long name") { [0x3C] + Array(repeating: 0x61, count: $0) + [0x3E] },
  ]
}

/// Elements and class words that tell where on a page a block stands, as bits of a mask.
enum PageMarks {
  /// Names of the bits, in order: elements, then groups of class words.
  static let names = tags.map(\.0) + groups.map(\.name)

  private static let tags: [(String, [String])] = [
    ("nav", ["nav", "menu"]), ("header", ["header"]), ("footer", ["footer"]), ("aside", ["aside"]),
    ("article", ["article"]), ("main", ["main"]), ("form", ["form", "fieldset"]),
    ("table", ["table"]), ("li", ["li"]), ("p", ["p"]), ("h1", ["h1"]),
    ("heading", ["h2", "h3", "h4", "h5", "h6"]), ("a", ["a"]), ("strong", ["b", "strong"]),
    ("quote", ["blockquote"]), ("code", ["pre", "code"]), ("dl", ["dl", "dt", "dd"]),
    ("button", ["button", "label", "select", "option"]), ("figure", ["figure", "figcaption"]),
    ("section", ["section"]),
  ]

  private static let groups: [(name: String, stems: [String])] = [
    ("comment", ["comment", "disqus", "reply", "replies", "respond"]),
    ("share", ["share", "social", "sharing", "tweet", "facebook", "follow"]),
    ("related", ["related", "recommend", "more", "similar", "popular", "trending", "latest"]),
    ("promo", ["promo", "ad", "ads", "advert", "sponsor", "banner", "teaser"]),
    ("sidebar", ["sidebar", "aside", "rail", "widget", "column"]),
    (
      "navigation",
      [
        "nav", "navigation", "navbar", "menu", "breadcrumb", "breadcrumbs", "pagination", "pager",
        "tabs",
      ]
    ),
    ("bottom", ["footer", "foot", "copyright", "legal", "bottom"]),
    ("top", ["header", "head", "top", "masthead", "logo"]),
    (
      "meta",
      ["meta", "byline", "author", "date", "time", "tags", "tag", "category", "categories", "info"]
    ),
    (
      "signup",
      [
        "newsletter", "subscribe", "signup", "login", "register", "cookie", "consent", "modal",
        "popup",
      ]
    ),
    ("story", ["article", "story", "post", "entry", "body", "text", "prose", "markdown", "rte"]),
    ("content", ["content", "main", "primary", "maincontent"]),
    ("caption", ["caption", "credit", "gallery", "figure", "image", "photo"]),
    ("list", ["list", "item", "items", "card", "cards", "grid", "tile"]),
    ("title", ["title", "headline", "heading"]),
    ("shop", ["product", "price", "cart", "shop"]),
    ("forum", ["message", "thread", "topic", "forum", "discussion", "answer", "question"]),
  ]

  private static let tagBits: [String: UInt64] = Dictionary(
    tags.enumerated().flatMap { index, entry in entry.1.map { ($0, 1 << UInt64(index)) } },
    uniquingKeysWith: { first, _ in first })

  private static let wordBits: [String: UInt64] = Dictionary(
    groups.enumerated().flatMap { index, group in
      group.stems.map { ($0, 1 << UInt64(tags.count + index)) }
    }, uniquingKeysWith: { first, _ in first })

  static func bit(ofTag tag: String) -> UInt64 { tagBits[tag] ?? 0 }

  static func bit(ofClassWord word: String) -> UInt64 {
    if let bit = wordBits[word] { return bit }
    return word.hasSuffix("s") ? wordBits[String(word.dropLast())] ?? 0 : 0
  }
}

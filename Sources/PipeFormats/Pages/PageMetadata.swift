import PipeCore
import PipeHTML
import PipeText

/// What a page says about itself, with where it says so.
///
/// Fields: `title`, `author`, `date`, `site`, `lang` (the language alone: `en` for `en-US`),
/// `canonical`, `description`.
struct PageMetadata {
  /// Sources of a field, the most trusted first.
  private static let order: [(field: String, sources: [String])] = [
    (
      "title",
      [
        "json-ld:headline", "og:title", "meta:twitter:title", "microdata:headline",
        "meta:dc.title", "meta:title", "h1", "json-ld:name", "title",
      ]
    ),
    (
      "author",
      [
        "json-ld:author", "meta:author", "meta:article:author", "meta:parsely-author",
        "meta:sailthru.author", "meta:dc.creator", "meta:citation_author", "meta:byl",
        "microdata:author", "rel:author",
      ]
    ),
    (
      "date",
      [
        "json-ld:datepublished", "meta:article:published_time", "meta:og:published_time",
        "microdata:datepublished", "meta:citation_publication_date", "meta:parsely-pub-date",
        "meta:sailthru.date", "meta:dc.date", "meta:dc.date.issued", "meta:dcterms.created",
        "meta:pubdate", "meta:publishdate", "meta:date", "time:pubdate", "time",
        "json-ld:datecreated", "json-ld:datemodified",
      ]
    ),
    ("site", ["og:site_name", "json-ld:publisher", "json-ld:site", "meta:application-name"]),
    ("lang", ["html:lang", "meta:content-language", "json-ld:inlanguage", "meta:og:locale"]),
    ("canonical", ["link:canonical", "og:url"]),
    (
      "description",
      [
        "meta:description", "og:description", "json-ld:description", "meta:twitter:description",
        "meta:dc.description",
      ]
    ),
  ]

  /// The place of each source among all of them.
  private static let places = Dictionary(
    uniqueKeysWithValues: zip(order.flatMap(\.sources), 0...))

  /// What was found, by the place of its source.
  private var found = [String?](repeating: nil, count: places.count)

  /// Longest value that is kept, in bytes.
  private static let maxLength = 2_000

  /// How many more nodes may be looked at for the text of elements: pages nest them by the thousand.
  private var nodesLeft = 20_000

  /// The text of an element of a few words.
  private mutating func shortText(of number: UInt32, _ view: PageView) -> String {
    let text = inlineText(of: number, view, limit: Self.maxLength, nodesLeft: &nodesLeft)
    return String(decoding: text, as: UTF8.self)
  }

  /// Notes what an element says, when it is the first to say it.
  @inline(__always)
  mutating func take(
    _ number: UInt32, _ tag: HTMLTag, _ attributes: OwnAttributes, _ view: PageView
  ) {
    switch tag {
    case .meta, .link, .title, .script, .h1, .time: break
    case .a: if !attributes.has(.rel), !attributes.has(.itemprop) { return }
    default: if !attributes.has(.itemprop) { return }
    }
    takeKnown(number, tag, attributes, view)
  }

  private mutating func takeKnown(
    _ number: UInt32, _ tag: HTMLTag, _ attributes: OwnAttributes, _ view: PageView
  ) {
    let node = view.tree[Int(number)]
    switch tag {
    case .meta: if attributes.has(.content) { takeMeta(node, attributes) }
    case .link:
      if attributes.has(.rel), node.value(.rel, is: "canonical") {
        note("link:canonical", node.attribute(.href))
      }
    case .title:
      if node.namespace == .html, needs("title") { note("title", node.textContent) }
    case .script:
      if attributes.has(.type), let type = node.attribute(.type),
        type.lowercased().hasPrefix("application/ld+json")
      {
        takeLinkedData(node)
      }
    case .h1 where needs("h1"): note("h1", shortText(of: number, view))
    case .time:
      let source = node.attribute(named: "pubdate") != nil ? "time:pubdate" : "time"
      note(source, node.attribute(.datetime))
    case .a:
      if attributes.has(.rel), needs("rel:author"),
        node.hasWord("author", in: .rel)
      {
        note("rel:author", shortText(of: number, view))
      }
    default: break
    }
    if attributes.has(.itemprop), let property = node.attribute(.itemprop)?.lowercased() {
      takeMicrodata(property, number, node, view)
    }
  }

  private mutating func takeMeta(_ node: HTMLNode, _ attributes: OwnAttributes) {
    func note(_ source: String) {
      if needs(source) { self.note(source, node.attribute(.content)) }
    }
    if attributes.has(.property), let property = node.attribute(.property)?.lowercased() {
      if property.utf8.starts(with: "og:".utf8) { note(property) }
      note("meta:" + property)
    }
    if attributes.has(.name), let name = node.attribute(.name)?.lowercased() {
      note(name.utf8.starts(with: "og:".utf8) ? name : "meta:" + name)
    }
    if attributes.has(.httpEquiv), let header = node.attribute(.httpEquiv)?.lowercased() {
      note("meta:" + header)
    }
  }

  private mutating func takeMicrodata(
    _ property: String, _ number: UInt32, _ node: HTMLNode, _ view: PageView
  ) {
    let source = "microdata:" + property
    guard needs(source) else { return }
    note(
      source,
      node.attribute(.content) ?? node.attribute(.datetime) ?? shortText(of: number, view))
  }

  private mutating func takeLinkedData(_ script: HTMLNode) {
    var bytes: [UInt8] = []
    for child in script.children { child.appendText(to: &bytes) }
    guard let value = try? JSONValue(parsing: bytes.span) else { return }
    for (name, text) in linkedDataFields(value) { note("json-ld:" + name, text) }
  }

  /// Notes what the root element says; once the page was walked.
  mutating func takeRoot(_ tree: HTMLTree) {
    note("html:lang", tree.rootElement?.attribute(.lang))
  }

  /// Whether a source counts and has said nothing yet.
  private func needs(_ source: String) -> Bool {
    Self.places[source].map { found[$0] == nil } ?? false
  }

  private mutating func note(_ source: String, _ value: String?) {
    guard let value, let place = Self.places[source], found[place] == nil else { return }
    let text = value.collapsingSpaces()
    if !text.isEmpty, text.utf8.count <= Self.maxLength { found[place] = text }
  }

  // MARK: - Proposing

  func propose(to document: inout Document) {
    var place = -1
    for (field, sources) in Self.order {
      for source in sources {
        place += 1
        guard let value = found[place], let text = Self.cleaned(value, field: field) else {
          continue
        }
        document.metadata.propose(field, .string(text), source: "page:" + source)
      }
    }
  }

  private static func cleaned(_ value: String, field: String) -> String? {
    switch field {
    case "lang":
      let language = value.prefix { $0.isLetter && $0.isASCII }.lowercased()
      return (2...3).contains(language.count) ? language : nil
    // A profile's address is no name.
    case "author": return value.range(ofASCII: "://") == nil ? value : nil
    default: return value
    }
  }
}

/// The fields of the items that a JSON-LD script describes, in lower case, articles first.
private func linkedDataFields(_ value: JSONValue) -> [(name: String, text: String)] {
  var items: [JSONValue] = []
  var queue = [value]
  while let next = queue.popLast(), items.count < 200 {
    switch next {
    case .array(let values): queue += values.reversed()
    case .object:
      items.append(next)
      for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
        if let inner = next[name] { queue.append(inner) }
      }
    default: break
    }
  }
  let articles = items.filter { $0["headline"] != nil || $0["articleBody"] != nil }
  var fields: [(String, String)] = []
  for item in articles + items {
    let isArticle = item["headline"] != nil
    for (name, key) in [
      ("headline", "headline"), ("datepublished", "datePublished"), ("datecreated", "dateCreated"),
      ("datemodified", "dateModified"), ("inlanguage", "inLanguage"),
    ] {
      if let text = linkedText(item[key]) { fields.append((name, text)) }
    }
    if let text = linkedText(item["author"]) { fields.append(("author", text)) }
    if let text = linkedText(item["publisher"]) { fields.append(("publisher", text)) }
    if let text = linkedText(item["description"]) { fields.append(("description", text)) }
    if !isArticle, let text = linkedText(item["name"]) {
      let type = linkedText(item["@type"]) ?? ""
      if type == "WebSite" { fields.append(("site", text)) }
      if ["Product", "Recipe", "VideoObject", "WebPage", "Event", "Book"].contains(type) {
        fields.append(("name", text))
      }
    }
  }
  return fields
}

/// The text of a value: itself, its name, or those of a list.
private func linkedText(_ value: JSONValue?) -> String? {
  switch value {
  case .string(let text): return text
  case .object: return linkedText(value?["name"])
  case .array(let values):
    let texts = values.prefix(20).compactMap { item -> String? in
      if case .array = item { return nil }
      return linkedText(item)
    }
    return texts.isEmpty ? nil : texts.joined(separator: ", ")
  default: return nil
  }
}

extension String {
  /// With each run of white space as one space, and none at both ends.
  func collapsingSpaces() -> String {
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    var copy = self
    copy.withUTF8 { buffer in
      let bytes = buffer.span
      var index = 0
      var needsSpace = false
      while index < bytes.count {
        let byte = bytes[index]
        if byte > 0x20, byte < 0x7F {
          if needsSpace { result.append(0x20) }
          needsSpace = false
          result.append(byte)
          index += 1
          continue
        }
        let (scalar, length) = decodeScalar(bytes, at: index)
        if scalar != 0x200B, isWhiteSpace(scalar) {
          needsSpace = !result.isEmpty
        } else {
          if needsSpace { result.append(0x20) }
          needsSpace = false
          for offset in 0..<length { result.append(bytes[index + offset]) }
        }
        index += length
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension HTMLNode {
  /// Whether an attribute's value is an ASCII word (given in lower case), in any case.
  fileprivate func value(_ name: HTMLAttributeName, is word: StaticString) -> Bool {
    withAttribute(name) { word.isEqual(to: $0) } ?? false
  }

  /// Whether one of the words of an attribute's value, parted by spaces, is this one.
  fileprivate func hasWord(_ word: StaticString, in name: HTMLAttributeName) -> Bool {
    withAttribute(name) { value in
      var start = 0
      for index in 0...value.count where index == value.count || value[index] == 0x20 {
        if word.isEqual(to: value.extracting(start..<index)) { return true }
        start = index + 1
      }
      return false
    } ?? false
  }
}

extension StaticString {
  /// Whether bytes are this ASCII text (in lower case), in any case.
  fileprivate func isEqual(to bytes: Span<UInt8>) -> Bool {
    guard bytes.count == utf8CodeUnitCount else { return false }
    for index in 0..<bytes.count {
      let byte = bytes[index]
      if (byte &- 0x41 < 26 ? byte | 0x20 : byte) != utf8Start[index] { return false }
    }
    return true
  }
}

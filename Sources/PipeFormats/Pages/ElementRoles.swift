import PipeHTML

/// What an element does to the lines and blocks of a page's text.
enum ElementRole: UInt8 {
  case inline
  /// A line begins and ends with it.
  case block
  /// Nothing in it is text of the page.
  case skipped
  case lineBreak
  case table

  static func of(_ tag: HTMLTag) -> ElementRole { roles[Int(tag.rawValue)] }

  static let roles: [ElementRole] = HTMLTag.allCases.map { tag in
    switch tag {
    case .br: .lineBreak
    case .table: .table
    case _ where unread.contains(tag): .skipped
    case _ where blocks.contains(tag): .block
    default: .inline
    }
  }

  /// `noscript` is read: many forums have their posts only there.
  private static let unread: Set<HTMLTag> = [
    .script, .style, .title, .meta, .link, .base, .template, .svg, .math, .iframe, .select,
    .option, .optgroup, .datalist, .textarea, .object, .embed, .applet, .canvas, .audio, .video,
    .map, .input, .noembed, .noframes, .rp, .img, .picture, .source, .track, .param, .progress,
    .meter, .area,
  ]

  private static let blocks: Set<HTMLTag> = [
    .address, .article, .aside, .blockquote, .body, .button, .caption, .center, .dd, .details,
    .dialog, .dir, .div, .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .frameset, .h1,
    .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .legend, .li, .listing, .main,
    .menu, .nav, .noscript, .ol, .p, .plaintext, .pre, .search, .section, .summary, .tbody, .td,
    .tfoot, .th, .thead, .tr, .ul, .xmp,
  ]
}

extension HTMLTag {
  /// 1 to 6 for headings.
  var headingLevel: Int? {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: nil
    }
  }

  /// Whether white space in the element is text.
  var isPreformatted: Bool {
    self == .pre || self == .listing || self == .xmp || self == .plaintext
  }
}

extension HTMLNode {
  /// Whether attributes or the element's own style hide it.
  var hidesItself: Bool {
    if hasAttribute(.hidden) { return true }
    if withAttribute(.ariaHidden, { $0.equals("true") }) == true { return true }
    guard hasAttribute(.style) else { return false }
    return withAttribute(.style) { hidesByStyle($0) } ?? false
  }
}

/// Whether the first 1,000 bytes of a style say `display:none` or `visibility:hidden`, blanks aside.
private func hidesByStyle(_ style: Span<UInt8>) -> Bool {
  let end = min(style.count, 1_000)
  for start in 0..<end {
    let lower = style[start] | 0x20
    if lower == UInt8(ascii: "d"), says("display:none", style, start, end) { return true }
    if lower == UInt8(ascii: "v"), says("visibility:hidden", style, start, end) { return true }
  }
  return false
}

/// Whether words stand at `start` of a style, in any case, blanks and other scripts' letters aside.
private func says(_ words: StaticString, _ style: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
  words.withUTF8Buffer { wanted in
    var matched = 0
    var index = start
    while index < end, matched < wanted.count {
      let byte = style[index]
      index += 1
      if byte <= 0x20 || byte >= 0x80 { continue }
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lower != wanted[matched] { return false }
      matched += 1
    }
    return matched == wanted.count
  }
}

extension Span<UInt8> {
  /// Whether the bytes are those of an ASCII word.
  func equals(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { wanted in
      guard wanted.count == count else { return false }
      for index in 0..<count where self[index] != wanted[index] { return false }
      return true
    }
  }
}

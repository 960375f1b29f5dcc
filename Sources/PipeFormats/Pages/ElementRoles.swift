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

  private static let roles: [ElementRole] = HTMLTag.allCases.map { tag in
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
    if attribute(.ariaHidden) == "true" { return true }
    guard hasAttribute(.style) else { return false }
    return withAttribute(.style) { style in
      var text = ""
      for index in 0..<min(style.count, 1_000) where style[index] > 0x20 && style[index] < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(style[index]))
      }
      let lower = text.lowercased()
      return lower.contains("display:none") || lower.contains("visibility:hidden")
    } ?? false
  }
}

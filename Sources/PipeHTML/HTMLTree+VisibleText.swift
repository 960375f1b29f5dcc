extension HTMLTree {
  /// The text that a reader of the page would see, as UTF-8.
  ///
  /// Scripts, styles, templates, frames, `noscript` and the head are left out. Blocks, table cells and
  /// `br` are set off by a line feed; white space is as in the page. A quick look at a page: readers
  /// of documents walk the tree themselves.
  public func visibleText() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(page.count / 4)
    document.walk { node in
      switch node.kind {
      case .text:
        node.appendText(to: &text)
        return .pastChildren
      case .element:
        switch VisibleText.role(of: node.tag) {
        case .hidden: return .pastChildren
        case .block: text.append(UInt8(ascii: "\n"))
        case .inline: break
        }
        return .intoChildren
      default: return .intoChildren
      }
    } leaving: { node in
      if node.kind == .element, VisibleText.role(of: node.tag) == .block {
        text.append(UInt8(ascii: "\n"))
      }
    }
    return text
  }
}

/// What an element means to the lines of a text.
enum VisibleText {
  enum Role: UInt8, Sendable { case inline, block, hidden }

  @inline(__always)
  static func role(of tag: HTMLTag) -> Role { roles[Int(tag.rawValue)] }

  private static let roles: [Role] = HTMLTag.allCases.map { tag in
    if hidden.contains(tag) { return .hidden }
    return blocks.contains(tag) ? .block : .inline
  }

  private static let hidden: Set<HTMLTag> = [
    .script, .style, .template, .head, .noscript, .iframe, .noembed, .noframes,
  ]

  private static let blocks: Set<HTMLTag> = [
    .address, .article, .aside, .blockquote, .body, .br, .caption, .center, .dd, .details, .dialog,
    .dir, .div, .dl, .dt, .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5,
    .h6, .header, .hgroup, .hr, .legend, .li, .listing, .main, .menu, .nav, .ol, .optgroup, .option,
    .p, .plaintext, .pre, .search, .section, .summary, .table, .tbody, .td, .tfoot, .th, .thead,
    .tr, .ul, .xmp,
  ]
}

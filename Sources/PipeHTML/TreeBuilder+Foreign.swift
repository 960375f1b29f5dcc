// SVG and MathML (13.2.6.5).
extension TreeBuilder {
  /// The namespace and integration points of the adjusted current node.
  @inline(__always)
  var adjustedFlags: OpenElements.Flags {
    guard open.count > 0 else { return [] }
    if open.count == 1, let context { return context.flags }
    return open.current.flags
  }

  @inline(__always)
  var isInForeignContent: Bool { !adjustedFlags.isDisjoint(with: .foreign) }

  @inline(__always)
  mutating func updateCDATA() {
    tokens.allowsCDATA = isInForeignContent
  }

  /// Whether the token at hand is HTML's though it stands in foreign content.
  var followsHTMLRules: Bool {
    let flags = adjustedFlags
    switch tokens.kind {
    case .endOfPage: return true
    case .text:
      return !flags.isDisjoint(with: [.mathMLTextIntegrationPoint, .htmlIntegrationPoint])
    case .startTag:
      if flags.contains(.htmlIntegrationPoint) { return true }
      if flags.contains(.mathMLTextIntegrationPoint) { return tag != .mglyph && tag != .malignmark }
      return flags.contains(.annotationXML) && tag == .svg
    default: return false
    }
  }

  mutating func processForeign() {
    switch tokens.kind {
    case .text:
      guard !run.isEmpty else { return }
      insertText(run)
      if framesetIsOK, !isBlankButForNUL { framesetIsOK = false }
    case .comment: insertComment()
    case .startTag:
      if breaksOut { return breakOut() }
      insertForeign(namespace: adjustedFlags.intersection(.foreign))
    case .endTag:
      if tag == .br || tag == .p { return breakOut() }
      endForeign()
    case .doctype, .endOfPage: break
    }
  }

  /// Whether the text at hand is white space as written, NULs aside.
  private var isBlankButForNUL: Bool {
    (run.sourceStart..<run.sourceEnd).allSatisfy { index in
      let byte = tokens.page[index]
      return byte == 0 || byte.isHTMLSpace
    }
  }

  /// Start tags that cannot be SVG or MathML.
  private var breaksOut: Bool {
    switch tag {
    case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1,
      .h2, .h3, .h4, .h5, .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p,
      .pre, .ruby, .s, .small, .span, .strong, .strike, .sub, .sup, .table, .tt, .u, .ul, .var:
      return true
    case .font:
      return attributeOfToken(.color) != nil || attributeOfToken(.face) != nil
        || attributeOfToken(.size) != nil
    default: return false
    }
  }

  private mutating func breakOut() {
    while true {
      let flags = open.current.flags
      if flags.isDisjoint(with: .foreign) { break }
      if !flags.isDisjoint(with: [.mathMLTextIntegrationPoint, .htmlIntegrationPoint]) { break }
      pop()
    }
    while step(mode) {}
  }

  private mutating func endForeign() {
    guard open.count > 1 else { return }
    let place = open.top(identifier: tokens.tag, isForeign: true)
    guard let place, place > open.bound(.html) else {
      while step(mode) {}
      return
    }
    pop(through: place)
  }

  /// Inserts an element of SVG or MathML for the start tag at hand.
  mutating func insertForeign(namespace: OpenElements.Flags) {
    let isSVG = namespace.contains(.svg)
    let node = makeElement(tokens.tag, flags: isSVG ? .svg : .mathML, attributes: true)
    insert(node, at: insertionPlace())
    guard !tokens.isSelfClosing else { return }
    pushOpen(node, tag: tokens.tag, flags: namespace.union(Self.integration(tag, isSVG: isSVG)))
    if !isSVG, tag == .annotationXML, let encoding = attributeOfToken(.encoding),
      equals(encoding, "text/html") || equals(encoding, "application/xhtml+xml")
    {
      let flags = open.current.flags.union(.htmlIntegrationPoint)
      open.pop()
      pushOpen(node, tag: tokens.tag, flags: flags)
    }
  }

  /// What an element of foreign content is besides.
  static func integration(_ tag: HTMLTag, isSVG: Bool) -> OpenElements.Flags {
    switch (tag, isSVG) {
    case (.foreignobject, true), (.desc, true), (.title, true): .htmlIntegrationPoint
    case (.mi, false), (.mo, false), (.mn, false), (.ms, false), (.mtext, false):
      .mathMLTextIntegrationPoint
    case (.annotationXML, false): .annotationXML
    default: []
    }
  }
}

/// What a fragment is parsed as the content of.
struct FragmentContext {
  var tag: HTMLTag
  var flags: OpenElements.Flags = []
}

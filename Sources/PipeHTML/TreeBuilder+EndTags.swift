// The mode "in body" (13.2.6.4.7): end tags.
extension TreeBuilder {
  mutating func inBodyEndTag() -> Bool {
    switch tag {
    case .address, .article, .aside, .blockquote, .button, .center, .details, .dialog, .dir, .div,
      .dl, .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .listing, .main, .menu,
      .nav, .ol, .pre, .search, .section, .select, .summary, .ul:
      endBlock()
    case .p:
      if !open.has(.p, in: .button) { insertImplied(.p) }
      endBlock(in: .button)
    case .li: endBlock(in: .list)
    case .dd, .dt: endBlock()
    case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u:
      endFormatting()
    case .h1, .h2, .h3, .h4, .h5, .h6: endHeading()
    case .form: endForm()
    case .template: endTemplate()
    case .body, .html:
      guard open.has(.body) else { return false }
      if bodyEnd == nil { bodyEnd = tag == .body ? tokens.position : tokens.start }
      mode = .afterBody
      return tag == .html
    case .applet, .marquee, .object:
      if endBlock() { formatting.clearToMarker() }
    case .br:
      reconstructFormatting()
      let node = makeElement(tokens.tag, attributes: false)
      insert(node, at: insertionPlace())
      framesetIsOK = false
    default: endOther()
    }
    return false
  }

  /// Closes the element of the end tag's name, if it is in scope.
  @discardableResult
  private mutating func endBlock(in scope: OpenElements.Bound = .scope) -> Bool {
    guard open.has(tag, in: scope), let place = open.top(tag) else { return false }
    pop(through: place)
    return true
  }

  @inline(__always)
  private mutating func endFormatting() {
    // What nearly every page does: the element that opened last closes first.
    let current = open.current
    if current.tag == tokens.tag, let last = formatting.last, last.node == current.node {
      formatting.remove(at: formatting.count - 1)
      popByEndTag()
      return
    }
    if !runAdoptionAgency() { endOther() }
  }

  private mutating func endHeading() {
    // The standard closes any heading that is in scope, whichever the tag names.
    var place = -1
    for number in HTMLTag.h1.rawValue...HTMLTag.h6.rawValue {
      place = max(place, open.top(HTMLTag(identifier: UInt16(number))) ?? -1)
    }
    if place >= open.bound(.scope) { pop(through: place) }
  }

  private mutating func endForm() {
    if open.top(.template) != nil {
      guard open.has(.form), let place = open.top(.form) else { return }
      return pop(through: place)
    }
    let node = form
    form = 0
    guard node != 0, nodes[node].flags.contains(.open), let place = open.place(of: node),
      place >= open.bound(.scope)
    else { return }
    generateImpliedEndTags()
    if open.count - 1 == place { return popByEndTag() }
    open.remove(at: place)
    nodes[node].flags.remove(.open)
    nodes[node].sourceEnd = UInt32(truncatingIfNeeded: tokens.position)
  }

  /// Closes any other element, unless a special one lies above it.
  mutating func endOther() {
    guard let place = open.top(identifier: tokens.tag), place >= open.bound(.special) else {
      return
    }
    pop(through: place)
  }

  mutating func inText() -> Bool {
    switch tokens.kind {
    case .text:
      insertText(run)
      return false
    case .endTag:
      popByEndTag()
      mode = originalMode
      return false
    default:
      pop()
      mode = originalMode
      return true
    }
  }
}

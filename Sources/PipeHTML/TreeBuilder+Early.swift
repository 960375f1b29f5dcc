// The modes up to the body (13.2.6.4.1 to 13.2.6.4.6).
extension TreeBuilder {
  mutating func initial() -> Bool {
    switch tokens.kind {
    case .text:
      if !dropLeadingSpace() { return false }
    case .comment:
      insertComment(into: 0)
      return false
    case .doctype:
      insertDoctype()
      mode = .beforeHTML
      return false
    default: break
    }
    quirks = .quirks
    mode = .beforeHTML
    return true
  }

  private mutating func insertDoctype() {
    let number = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(
      Node(
        sourceStart: UInt32(truncatingIfNeeded: tokens.start),
        sourceEnd: UInt32(truncatingIfNeeded: tokens.position), kind: .doctype))
    append(number, to: 0)
    doctype = tokens.doctype
    quirks = Quirks.mode(of: tokens.doctype)
  }

  mutating func beforeHTML() -> Bool {
    switch tokens.kind {
    case .doctype: return false
    case .comment:
      insertComment(into: 0)
      return false
    case .text:
      if !dropLeadingSpace() { return false }
    case .startTag where tag == .html:
      let node = makeElement(tokens.tag, attributes: true)
      append(node, to: 0)
      pushOpen(node, tag: tokens.tag)
      mode = .beforeHead
      return false
    case .endTag where tag != .head && tag != .body && tag != .html && tag != .br:
      return false
    default: break
    }
    let node = makeElement(HTMLTag.html.identifier, attributes: false)
    append(node, to: 0)
    pushOpen(node, tag: HTMLTag.html.identifier)
    mode = .beforeHead
    return true
  }

  mutating func beforeHead() -> Bool {
    switch tokens.kind {
    case .doctype: return false
    case .comment:
      insertComment()
      return false
    case .text:
      if !dropLeadingSpace() { return false }
    case .startTag where tag == .html:
      return inBody()
    case .startTag where tag == .head:
      head = insertElement()
      mode = .inHead
      return false
    case .endTag where tag != .head && tag != .body && tag != .html && tag != .br:
      return false
    default: break
    }
    head = insertImplied(.head)
    mode = .inHead
    return true
  }

  mutating func inHead() -> Bool {
    switch tokens.kind {
    case .doctype: return false
    case .comment:
      insertComment()
      return false
    case .text:
      if !insertLeadingSpace() { return false }
    case .startTag:
      if let again = inHeadStartTag() { return again }
    case .endTag:
      switch tag {
      case .head:
        popByEndTag()
        mode = .afterHead
        return false
      case .template:
        endTemplate()
        return false
      case .body, .html, .br: break
      default: return false
      }
    case .endOfPage: break
    }
    pop()
    mode = .afterHead
    return true
  }

  /// Nil: the head ends here.
  private mutating func inHeadStartTag() -> Bool? {
    switch tag {
    case .html: return inBody()
    case .base, .basefont, .bgsound, .link, .meta:
      insertVoidElement()
    case .title: startRawText(.rcdata)
    case .noframes, .style: startRawText(.rawText)
    case .script: startRawText(.scriptData)
    case .noscript:
      insertElement()
      mode = .inHeadNoscript
    case .template: startTemplate()
    case .head: break
    default: return nil
    }
    return false
  }

  mutating func startRawText(_ model: Tokenizer.ContentModel) {
    insertElement()
    tokens.contentModel = model
    originalMode = mode
    mode = .text
  }

  private mutating func startTemplate() {
    let node = insertElementWithContents()
    _ = node
    formatting.insertMarker()
    framesetIsOK = false
    mode = .inTemplate
    templateModes.append(.inTemplate)
  }

  /// A template keeps its content apart, in a node of its own that follows it in the arena.
  private mutating func insertElementWithContents() -> UInt32 {
    let node = makeElement(tokens.tag, attributes: true)
    insert(node, at: insertionPlace())
    let contents = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(
      Node(
        parent: node, sourceStart: UInt32(truncatingIfNeeded: tokens.position),
        sourceEnd: UInt32(truncatingIfNeeded: tokens.position), kind: .contents))
    pushOpen(node, target: contents, tag: tokens.tag)
    return node
  }

  mutating func endTemplate() {
    guard let place = open.top(.template) else { return }
    generateImpliedEndTagsThoroughly()
    closeTemplate(at: place)
  }

  mutating func closeTemplate(at place: Int) {
    let contents = open[place].target
    pop(through: place)
    nodes[contents].sourceEnd = UInt32(truncatingIfNeeded: tokens.start)
    formatting.clearToMarker()
    _ = templateModes.popLast()
    resetMode()
  }

  mutating func inHeadNoscript() -> Bool {
    switch tokens.kind {
    case .doctype: return false
    case .comment: return inHead()
    case .text:
      if !insertLeadingSpace() { return false }
    case .startTag:
      switch tag {
      case .html: return inBody()
      case .basefont, .bgsound, .link, .meta, .noframes, .style: return inHead()
      case .head, .noscript: return false
      default: break
      }
    case .endTag:
      if tag == .noscript {
        popByEndTag()
        mode = .inHead
        return false
      }
      if tag != .br { return false }
    case .endOfPage: break
    }
    pop()
    mode = .inHead
    return true
  }

  mutating func afterHead() -> Bool {
    switch tokens.kind {
    case .doctype: return false
    case .comment:
      insertComment()
      return false
    case .text:
      if !insertLeadingSpace() { return false }
    case .startTag:
      switch tag {
      case .html: return inBody()
      case .body:
        insertElement()
        framesetIsOK = false
        mode = .inBody
        return false
      case .frameset:
        insertElement()
        mode = .inFrameset
        return false
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
        return reopenHead()
      case .head: return false
      default: break
      }
    case .endTag:
      if tag == .template { return inHead() }
      if tag != .body && tag != .html && tag != .br { return false }
    case .endOfPage: break
    }
    insertImplied(.body)
    mode = .inBody
    return true
  }

  /// Puts what belongs in the head there, though the head is closed.
  private mutating func reopenHead() -> Bool {
    pushOpen(head, tag: HTMLTag.head.identifier)
    let again = inHead()
    if let place = open.place(of: head) {
      open.remove(at: place)
      nodes[head].flags.remove(.open)
    }
    return again
  }
}

// Templates, framesets, what comes after the body, and the way back (13.2.6.4.16 to 13.2.6.4.21).
extension TreeBuilder {
  mutating func inTemplate() -> Bool {
    switch tokens.kind {
    case .text, .comment, .doctype: return inBody()
    case .startTag:
      switch tag {
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
        return inHead()
      case .caption, .colgroup, .tbody, .tfoot, .thead: return switchTemplate(to: .inTable)
      case .col: return switchTemplate(to: .inColumnGroup)
      case .tr: return switchTemplate(to: .inTableBody)
      case .td, .th: return switchTemplate(to: .inRow)
      default: return switchTemplate(to: .inBody)
      }
    case .endTag:
      return tag == .template ? inHead() : false
    case .endOfPage:
      guard let place = open.top(.template) else { return false }
      closeTemplate(at: place)
      return true
    }
  }

  private mutating func switchTemplate(to mode: Mode) -> Bool {
    _ = templateModes.popLast()
    templateModes.append(mode)
    self.mode = mode
    return true
  }

  /// Resets the insertion mode appropriately (13.2.4.1).
  mutating func resetMode() {
    var place = open.bound(.mode)
    while true {
      let isLast = place == 0
      var tag = HTMLTag(identifier: open[place].tag)
      if isLast, let context {
        tag = context.flags.isDisjoint(with: .foreign) ? context.tag : .custom
      }
      switch tag {
      case .td where !isLast, .th where !isLast: return mode = .inCell
      case .tr: return mode = .inRow
      case .tbody, .thead, .tfoot: return mode = .inTableBody
      case .caption: return mode = .inCaption
      case .colgroup: return mode = .inColumnGroup
      case .table: return mode = .inTable
      case .template: return mode = templateModes.last ?? .inBody
      case .head where !isLast: return mode = .inHead
      case .body: return mode = .inBody
      case .frameset: return mode = .inFrameset
      case .html: return mode = head == 0 ? .beforeHead : .afterHead
      default: if isLast { return mode = .inBody }
      }
      place = Int(open[place - 1].bounds[OpenElements.Bound.mode.rawValue])
    }
  }

  // MARK: After the body

  mutating func afterBody() -> Bool {
    switch tokens.kind {
    case .text where isBlank(): return inBody()
    case .comment:
      insertComment(into: open[0].node)
      return false
    case .doctype, .endOfPage: return false
    case .startTag where tag == .html: return inBody()
    case .endTag where tag == .html:
      if context == nil { mode = .afterAfterBody }
      return false
    default: return returnToBody()
    }
  }

  mutating func afterAfterBody() -> Bool {
    switch tokens.kind {
    case .text where isBlank(): return inBody()
    case .comment:
      insertComment(into: 0)
      return false
    case .doctype, .endOfPage: return false
    case .startTag where tag == .html: return inBody()
    default: return returnToBody()
    }
  }

  private mutating func returnToBody() -> Bool {
    bodyEnd = nil
    mode = .inBody
    return true
  }

  // MARK: Framesets

  mutating func inFrameset() -> Bool {
    switch (tokens.kind, tag) {
    case (.text, _): insertSpaceOnly()
    case (.comment, _): insertComment()
    case (.startTag, .html): return inBody()
    case (.startTag, .frameset): insertElement()
    case (.endTag, .frameset):
      guard open.count > 1 else { return false }
      popByEndTag()
      if context == nil, open.current.tag != HTMLTag.frameset.identifier { mode = .afterFrameset }
    case (.startTag, .frame): insertVoidElement()
    case (.startTag, .noframes): return inHead()
    default: break
    }
    return false
  }

  mutating func afterFrameset() -> Bool {
    switch (tokens.kind, tag) {
    case (.text, _): insertSpaceOnly()
    case (.comment, _): insertComment()
    case (.startTag, .html): return inBody()
    case (.endTag, .html): mode = .afterAfterFrameset
    case (.startTag, .noframes): return inHead()
    default: break
    }
    return false
  }

  mutating func afterAfterFrameset() -> Bool {
    switch (tokens.kind, tag) {
    case (.text, _): insertSpaceOnly(reconstructs: true)
    case (.comment, _): insertComment(into: 0)
    case (.startTag, .html): return inBody()
    case (.startTag, .noframes): return inHead()
    default: break
    }
    return false
  }

  /// Inserts the white space of a text, and drops the rest.
  private mutating func insertSpaceOnly(reconstructs: Bool = false) {
    let start = side.count
    for index in run.start..<run.end {
      let byte = byte(index)
      if byte.isHTMLSpace { side.append(byte) }
    }
    guard side.count > start else { return }
    if reconstructs { reconstructFormatting() }
    run.inSide = true
    run.start = start
    run.end = side.count
    insertText(run)
  }

  // MARK: Depth limit

  /// Gives an element for which the stack has no room a leaf in the deepest element.
  ///
  /// Only elements whose content is raw text are still opened: their end is near.
  mutating func startTagPastDepthLimit() {
    switch tag {
    case .html, .head, .body, .frameset: return
    case .title, .textarea, .style, .script, .xmp, .iframe, .noembed, .noframes:
      guard !isInForeignContent else { break }
      insertElement()
      let isRCDATA = tag == .title || tag == .textarea
      tokens.contentModel = isRCDATA ? .rcdata : tag == .script ? .scriptData : .rawText
      originalMode = mode
      mode = .text
      return
    default: break
    }
    let foreign = adjustedFlags.intersection(.foreign)
    let isVoid = Self.isVoid(tag)
    let flags: Node.Flags = foreign.contains(.svg) ? .svg : foreign.isEmpty ? [] : .mathML
    let node = makeElement(tokens.tag, flags: flags, attributes: true)
    insert(node, at: insertionPlace())
    if foreign.isEmpty ? !isVoid : !tokens.isSelfClosing { overflow.add(tokens.tag) }
  }

  private static func isVoid(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen,
      .link, .meta, .param, .source, .track, .wbr, .image:
      true
    default: false
    }
  }
}

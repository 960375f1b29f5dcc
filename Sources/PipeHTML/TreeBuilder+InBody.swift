// The mode "in body" (13.2.6.4.7): start tags.
extension TreeBuilder {
  @inline(__always)
  mutating func inBody() -> Bool {
    switch tokens.kind {
    case .text:
      guard !run.isEmpty else { return false }
      reconstructFormatting()
      insertText(run)
      if framesetIsOK, !isBlank() { framesetIsOK = false }
      return false
    case .startTag: return inBodyStartTag()
    case .endTag: return inBodyEndTag()
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .endOfPage: return templateModes.isEmpty ? false : inTemplate()
    }
  }

  mutating func inBodyStartTag() -> Bool {
    switch tag {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl,
      .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p,
      .search, .section, .summary, .ul:
      closeP()
      insertElement()
    case .a: startLink()
    case .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u:
      reconstructFormatting()
      pushFormatting(insertElement(), tag: tokens.tag)
    case .area, .br, .embed, .img, .keygen, .wbr:
      reconstructFormatting()
      insertVoidElement()
      framesetIsOK = false
    case .li, .dd, .dt: startItem()
    case .h1, .h2, .h3, .h4, .h5, .h6:
      closeP()
      if open.currentTraits.contains(.heading) { pop() }
      insertElement()
    case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
      return inHead()
    case .caption, .col, .colgroup, .frame, .head, .tbody, .td, .tfoot, .th, .thead, .tr:
      break
    default: return inBodyRareStartTag()
    }
    return false
  }

  private mutating func inBodyRareStartTag() -> Bool {
    switch tag {
    case .html:
      if open.top(.template) == nil { mergeAttributes(into: open[0].node) }
    case .body: startBodyAgain()
    case .frameset: startFrameset()
    case .pre, .listing:
      closeP()
      insertElement()
      skipsLineFeed = true
      framesetIsOK = false
    case .form: startForm()
    case .plaintext:
      closeP()
      insertElement()
      tokens.contentModel = .plainText
    case .button: startButton()
    case .nobr: startNobr()
    case .applet, .marquee, .object:
      reconstructFormatting()
      insertElement()
      formatting.insertMarker()
      framesetIsOK = false
    case .table:
      if quirks != .quirks { closeP() }
      insertElement(flags: .tablePart)
      framesetIsOK = false
      mode = .inTable
    case .input, .hr, .select, .option, .optgroup: startFormControl()
    case .param, .source, .track: insertVoidElement()
    case .image:
      tokens.tag = HTMLTag.img.identifier
      return true
    case .textarea:
      startRawText(.rcdata)
      skipsLineFeed = true
      framesetIsOK = false
    case .xmp:
      closeP()
      reconstructFormatting()
      framesetIsOK = false
      startRawText(.rawText)
    case .iframe:
      framesetIsOK = false
      startRawText(.rawText)
    case .noembed: startRawText(.rawText)
    case .rb, .rtc:
      if open.has(.ruby) { generateImpliedEndTags() }
      insertElement()
    case .rp, .rt:
      if open.has(.ruby) { generateImpliedEndTags(except: .rtc) }
      insertElement()
    case .math, .svg:
      reconstructFormatting()
      insertForeign(namespace: tag == .svg ? .svg : .mathML)
    default:
      reconstructFormatting()
      insertElement()
    }
    return false
  }

  private mutating func startLink() {
    if let place = formatting.lastPlace(of: tokens.tag) {
      let link = formatting[place].node
      _ = runAdoptionAgency()
      formatting.remove(link)
      if nodes[link].flags.contains(.open), let place = open.place(of: link) {
        open.remove(at: place)
        nodes[link].flags.remove(.open)
        nodes[link].sourceEnd = UInt32(truncatingIfNeeded: tokens.start)
      }
    }
    reconstructFormatting()
    pushFormatting(insertElement(), tag: tokens.tag)
  }

  private mutating func startNobr() {
    reconstructFormatting()
    if open.has(.nobr) {
      if !runAdoptionAgency() { endOther() }
      reconstructFormatting()
    }
    pushFormatting(insertElement(), tag: tokens.tag)
  }

  /// `li`, `dd` and `dt` close what is open of their kind, if only ordinary elements lie between.
  private mutating func startItem() {
    framesetIsOK = false
    let place = open.bound(.listItem)
    let entry = open[place]
    let found = HTMLTag(identifier: entry.tag)
    let closes = tag == .li ? found == .li : found == .dd || found == .dt
    if closes, entry.flags.isDisjoint(with: .foreign) {
      generateImpliedEndTags(except: found)
      pop(through: place)
    }
    closeP()
    insertElement()
  }

  private mutating func startBodyAgain() {
    guard open.count > 1, open[1].tag == HTMLTag.body.identifier, open.top(.template) == nil
    else { return }
    framesetIsOK = false
    mergeAttributes(into: open[1].node)
  }

  private mutating func startFrameset() {
    guard open.count > 1, open[1].tag == HTMLTag.body.identifier, framesetIsOK else { return }
    detach(open[1].node)
    while open.count > 1 { pop() }
    insertElement()
    mode = .inFrameset
  }

  private mutating func startForm() {
    let inTemplate = open.top(.template) != nil
    guard form == 0 || inTemplate else { return }
    closeP()
    let node = insertElement()
    if !inTemplate { form = node }
  }

  private mutating func startButton() {
    if let place = open.top(.button), open.has(.button) {
      generateImpliedEndTags()
      pop(through: place)
    }
    reconstructFormatting()
    insertElement()
    framesetIsOK = false
  }

  /// Form controls that end or stay inside an open `select`.
  private mutating func startFormControl() {
    let select = open.has(.select) ? open.top(.select) : nil
    switch tag {
    case .input:
      if context?.tag == .select { return }
      if let select { pop(through: select) }
      reconstructFormatting()
      insertVoidElement()
      if !isHiddenInput { framesetIsOK = false }
    case .hr:
      closeP()
      if select != nil { generateImpliedEndTags() }
      insertVoidElement()
      framesetIsOK = false
    case .select:
      if context?.tag == .select { return }
      if let select {
        pop(through: select)
        return
      }
      reconstructFormatting()
      insertElement()
      framesetIsOK = false
    default:
      if select != nil {
        generateImpliedEndTags(except: tag == .option ? .optgroup : nil)
      } else if open.current.tag == HTMLTag.option.identifier {
        pop()
      }
      reconstructFormatting()
      insertElement()
    }
  }

  var isHiddenInput: Bool {
    attributeOfToken(.type).map { equals($0, "hidden") } ?? false
  }

  // MARK: What both kinds of tags use

  mutating func generateImpliedEndTags(except tag: HTMLTag? = nil) {
    while open.currentTraits.contains(.impliedEnd) {
      if let tag, open.current.tag == tag.identifier { return }
      pop()
    }
  }

  mutating func generateImpliedEndTagsThoroughly() {
    while open.currentTraits.contains(.thoroughEnd) { pop() }
  }

  /// Closes an open paragraph, if it is in button scope.
  @inline(__always)
  mutating func closeP() {
    guard open.has(.p, in: .button), let place = open.top(.p) else { return }
    pop(through: place)
  }

  /// An attribute of the start tag at hand.
  func attributeOfToken(_ name: HTMLAttributeName) -> RawAttribute? {
    let first = tokens.firstAttribute
    for index in first..<(first + tokens.attributeCount)
    where tokens.attributes[index].name == UInt16(name.rawValue) {
      return tokens.attributes[index]
    }
    return nil
  }

  /// Whether a value is this ASCII text (given in lower case), in any case.
  func equals(_ attribute: RawAttribute, _ lowercase: StaticString) -> Bool {
    let range = attribute.valueRange
    return range.count == lowercase.utf8CodeUnitCount
      && tokens.page.matches(lowercase, at: range.lowerBound)
  }

  /// Adds the attributes of the start tag at hand that an element does not have.
  private mutating func mergeAttributes(into node: UInt32) {
    let old = nodes[node]
    let oldRange = Int(old.content)..<Int(old.content + old.length)
    let new = tokens.firstAttribute..<(tokens.firstAttribute + tokens.attributeCount)
    let added = new.filter { index in
      !oldRange.contains { isSameName(tokens.attributes[$0], tokens.attributes[index]) }
    }
    guard !added.isEmpty, mergeBudget > 0 else { return }
    mergeBudget -= 1
    let start = tokens.attributes.count
    for index in oldRange { tokens.attributes.append(tokens.attributes[index]) }
    for index in added.prefix(Tokenizer.maxAttributes - oldRange.count) {
      tokens.attributes.append(tokens.attributes[index])
    }
    nodes[node].content = UInt32(truncatingIfNeeded: start)
    nodes[node].length = UInt32(truncatingIfNeeded: tokens.attributes.count - start)
  }

  private func isSameName(_ one: RawAttribute, _ other: RawAttribute) -> Bool {
    one.nameLength == other.nameLength && one.name == other.name
      && (one.name != 0
        || tokens.page.matches(
          nameAt: Int(one.nameStart), length: Int(one.nameLength), at: Int(other.nameStart)))
  }
}

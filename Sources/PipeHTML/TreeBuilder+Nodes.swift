// Inserting and moving nodes (13.2.6.1).
extension TreeBuilder {
  /// Where a node goes: as the last child, or before a child.
  struct Place {
    var parent: UInt32
    var before: UInt32 = 0
  }

  /// The appropriate place for inserting a node.
  ///
  /// It changes nothing, as other hot functions here that say `mutating`: without the word the
  /// compiler copies the whole builder for the call.
  @inline(__always)
  mutating func insertionPlace() -> Place {
    let current = open.current
    if fosterParenting, current.flags.contains(.tablePart) { return fosterPlace() }
    return Place(parent: current.target)
  }

  mutating func fosterPlace() -> Place {
    let template = open.top(.template)
    guard let table = open.top(.table) else {
      if let template { return Place(parent: open[template].target) }
      return Place(parent: open[0].target)
    }
    if let template, template > table { return Place(parent: open[template].target) }
    let node = open[table].node
    let parent = nodes[node].parent
    if isAttached(node) { return Place(parent: parent, before: node) }
    return Place(parent: open[table - 1].target)
  }

  /// Whether a node has a parent; the document, which has number 0, may be it.
  func isAttached(_ node: UInt32) -> Bool {
    let links = nodes[node]
    return links.parent != 0 || nodes[0].firstChild == node || links.previous != 0
  }

  @inline(__always)
  mutating func append(_ node: UInt32, to parent: UInt32) {
    let last = nodes[parent].lastChild
    nodes[node].parent = parent
    nodes[node].previous = last
    nodes[node].next = 0
    nodes[parent].lastChild = node
    if last != 0 { nodes[last].next = node } else { nodes[parent].firstChild = node }
  }

  @inline(__always)
  mutating func insert(_ node: UInt32, at place: Place) {
    guard place.before != 0 else { return append(node, to: place.parent) }
    let previous = nodes[place.before].previous
    nodes[node].parent = place.parent
    nodes[node].previous = previous
    nodes[node].next = place.before
    nodes[place.before].previous = node
    if previous != 0 {
      nodes[previous].next = node
    } else {
      nodes[place.parent].firstChild = node
    }
  }

  mutating func detach(_ node: UInt32) {
    guard isAttached(node) else { return }
    let links = nodes[node]
    if links.previous != 0 {
      nodes[links.previous].next = links.next
    } else {
      nodes[links.parent].firstChild = links.next
    }
    if links.next != 0 {
      nodes[links.next].previous = links.previous
    } else {
      nodes[links.parent].lastChild = links.previous
    }
    nodes[node].parent = 0
    nodes[node].previous = 0
    nodes[node].next = 0
  }

  mutating func moveChildren(of node: UInt32, to parent: UInt32) {
    var child = nodes[node].firstChild
    while child != 0 {
      let next = nodes[child].next
      detach(child)
      append(child, to: parent)
      child = next
    }
  }

  // MARK: Elements

  /// Makes an element of a name, with the attributes of the start tag at hand if it has them.
  @inline(__always)
  mutating func makeElement(_ tag: UInt16, flags: Node.Flags = [], attributes: Bool) -> UInt32 {
    let number = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(
      Node(
        sourceStart: UInt32(truncatingIfNeeded: tokens.start),
        sourceEnd: UInt32(truncatingIfNeeded: attributes ? tokens.position : tokens.start),
        content: UInt32(truncatingIfNeeded: tokens.firstAttribute),
        length: attributes ? UInt32(truncatingIfNeeded: tokens.attributeCount) : 0,
        tag: tag, kind: .element, flags: flags))
    return number
  }

  /// Puts an element on the stack.
  @inline(__always)
  mutating func pushOpen(
    _ node: UInt32, target: UInt32? = nil, tag: UInt16, flags: OpenElements.Flags = []
  ) {
    nodes[node].flags.insert(.open)
    open.push(node: node, target: target ?? node, tag: tag, flags: flags)
  }

  /// Inserts an HTML element for the start tag at hand, and opens it.
  @inline(__always)
  @discardableResult
  mutating func insertElement(flags: OpenElements.Flags = []) -> UInt32 {
    let node = makeElement(tokens.tag, attributes: true)
    insert(node, at: insertionPlace())
    pushOpen(node, tag: tokens.tag, flags: flags)
    return node
  }

  /// Inserts an element for the start tag at hand that has no content.
  @inline(__always)
  mutating func insertVoidElement() {
    let node = makeElement(tokens.tag, attributes: true)
    insert(node, at: insertionPlace())
  }

  /// Inserts and opens an element that the page does not name.
  @discardableResult
  mutating func insertImplied(_ tag: HTMLTag, flags: OpenElements.Flags = []) -> UInt32 {
    let node = makeElement(tag.identifier, attributes: false)
    insert(node, at: insertionPlace())
    pushOpen(node, tag: tag.identifier, flags: flags)
    return node
  }

  /// Closes the current node before the token at hand.
  @inline(__always)
  @discardableResult
  mutating func pop() -> OpenElements.Entry {
    let entry = open.pop()
    nodes[entry.node].sourceEnd = UInt32(truncatingIfNeeded: tokens.start)
    nodes[entry.node].flags.remove(.open)
    overflow.reset()
    return entry
  }

  /// Closes the current node by the end tag at hand.
  @inline(__always)
  mutating func popByEndTag() {
    let entry = pop()
    nodes[entry.node].sourceEnd = UInt32(truncatingIfNeeded: tokens.position)
  }

  /// Closes elements down to a place of the stack, and the one at it.
  ///
  /// The last one ends with the end tag at hand if it has its name.
  @inline(__always)
  mutating func pop(through place: Int) {
    while open.count > place + 1 { pop() }
    if tokens.kind == .endTag, open.current.tag == tokens.tag { popByEndTag() } else { pop() }
  }

  // MARK: Comments and text

  mutating func insertComment(into parent: UInt32? = nil) {
    let number = UInt32(truncatingIfNeeded: nodes.count)
    var node = Node(
      sourceStart: UInt32(truncatingIfNeeded: tokens.start),
      sourceEnd: UInt32(truncatingIfNeeded: tokens.position),
      content: UInt32(truncatingIfNeeded: tokens.content.lowerBound),
      length: UInt32(truncatingIfNeeded: tokens.content.count), kind: .comment)
    if !tokens.textFlags.isEmpty {
      let start = side.count
      CharacterReferences.decode(
        tokens.page, tokens.content, flags: tokens.textFlags, nul: .replace, to: &side)
      node.content = UInt32(truncatingIfNeeded: start)
      node.length = UInt32(truncatingIfNeeded: side.count - start)
      node.flags = .inSide
    }
    nodes.append(node)
    if let parent { append(number, to: parent) } else { insert(number, at: insertionPlace()) }
  }

  /// Inserts a text, joined to the text before it if there is one.
  @inline(__always)
  mutating func insertText(_ text: TextRun) {
    let place = insertionPlace()
    guard place.parent != 0, !text.isEmpty else { return }
    let previous = place.before != 0 ? nodes[place.before].previous : nodes[place.parent].lastChild
    if previous != 0, nodes[previous].kind == .text { return extend(previous, by: text) }
    let number = UInt32(truncatingIfNeeded: nodes.count)
    nodes.append(
      Node(
        sourceStart: UInt32(truncatingIfNeeded: text.sourceStart),
        sourceEnd: UInt32(truncatingIfNeeded: text.sourceEnd),
        content: UInt32(truncatingIfNeeded: text.start),
        length: UInt32(truncatingIfNeeded: text.end &- text.start),
        kind: .text, flags: text.inSide ? .inSide : []))
    insert(number, at: place)
  }

  private mutating func extend(_ node: UInt32, by text: TextRun) {
    let old = nodes[node]
    let oldEnd = Int(old.content + old.length)
    let length = Int(old.length) + text.end - text.start
    nodes[node].sourceEnd = UInt32(truncatingIfNeeded: text.sourceEnd)
    nodes[node].length = UInt32(truncatingIfNeeded: length)
    let inSide = old.flags.contains(.inSide)
    // Past its room a text has none: what lies behind it then is not its own.
    if inSide == text.inSide, oldEnd == text.start {
      nodes[node].flags.remove(.roomy)
      return
    }
    if inSide, oldEnd == side.count {
      nodes[node].flags.remove(.roomy)
      return appendToSide(text)
    }
    if old.flags.contains(.roomy), length <= Self.room(for: Int(old.length)) {
      assert(ParserWork.note(text.end - text.start))
      for offset in 0..<(text.end - text.start) {
        side[oldEnd + offset] =
          text.inSide ? side[text.start + offset] : tokens.page[text.start + offset]
      }
      return
    }
    nodes[node].content = UInt32(truncatingIfNeeded: side.count)
    nodes[node].flags.formUnion([.inSide, .roomy])
    assert(ParserWork.note(Self.room(for: length)))
    let end = side.count + Self.room(for: length)
    let range = Int(old.content)..<oldEnd
    if inSide {
      side.append(contentsOf: Array(side[range]))
    } else {
      tokens.page.append(range, to: &side)
    }
    appendToSide(text)
    side.append(contentsOf: repeatElement(0, count: end - side.count))
  }

  private mutating func appendToSide(_ text: TextRun) {
    assert(ParserWork.note(text.end - text.start))
    if text.inSide {
      side.append(contentsOf: Array(side[text.start..<text.end]))
    } else {
      tokens.page.append(text.start..<text.end, to: &side)
    }
  }

  /// What a text that was moved once is given, so that it need not move for each piece added.
  private static func room(for length: Int) -> Int {
    guard length > 64 else { return 64 }
    return 1 << (Int.bitWidth - (length - 1).leadingZeroBitCount)
  }
}

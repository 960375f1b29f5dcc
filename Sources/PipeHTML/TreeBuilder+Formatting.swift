// Formatting elements: opened again where they were cut, and untangled where they overlap
// (13.2.4.3 and 13.2.6.4.7).
extension TreeBuilder {
  mutating func pushFormatting(_ node: UInt32, tag: UInt16) {
    // Past the depth limit nothing was opened, so nothing can be opened again.
    guard nodes[node].flags.contains(.open) else { return }
    let nodes = nodes
    let page = tokens.page
    let attributes = tokens.attributes
    formatting.push(node, tag: tag) { other in
      Self.attributeHash(nodes[other], attributes: attributes, page: page)
    }
  }

  /// A hash of names and values that does not depend on their order; never 0.
  private static func attributeHash(
    _ node: Node, attributes: Lent<RawAttribute>, page: PageBytes
  ) -> UInt64 {
    var sum: UInt64 = 1
    for index in Int(node.content)..<Int(node.content + node.length) {
      let attribute = attributes[index]
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for place in attribute.nameRange {
        hash = (hash ^ UInt64(page[place].asciiLowercased)) &* 0x100_0000_01B3
      }
      hash = (hash ^ 0x100) &* 0x100_0000_01B3
      for place in attribute.valueRange {
        hash = (hash ^ UInt64(page[place])) &* 0x100_0000_01B3
      }
      sum &+= hash
    }
    return sum | 1
  }

  /// Makes and inserts a copy of a formatting element, and opens it at the top of the stack.
  private mutating func reopen(_ entry: FormattingList.Entry) -> UInt32 {
    let copy = clone(entry.node)
    insert(copy, at: insertionPlace())
    pushOpen(copy, tag: entry.tag)
    return copy
  }

  private mutating func clone(_ node: UInt32) -> UInt32 {
    cloneBudget -= 1
    let original = nodes[node]
    let copy = makeElement(original.tag, attributes: false)
    nodes[copy].content = original.content
    nodes[copy].length = original.length
    return copy
  }

  /// Reconstructs the active formatting elements.
  @inline(__always)
  mutating func reconstructFormatting() {
    guard let last = formatting.last, !last.isMarker, !nodes[last.node].flags.contains(.open)
    else { return }
    reconstructClosedFormatting()
  }

  private mutating func reconstructClosedFormatting() {
    var place = formatting.count - 1
    while place > 0 {
      let entry = formatting[place - 1]
      if entry.isMarker || nodes[entry.node].flags.contains(.open) { break }
      place -= 1
    }
    if cloneBudget < formatting.count - place {
      while formatting.count > place { formatting.remove(at: formatting.count - 1) }
      return
    }
    while place < formatting.count, open.count < OpenElements.maxDepth {
      let copy = reopen(formatting[place])
      formatting.replace(at: place, with: copy)
      place += 1
    }
  }

  /// Runs the adoption agency for the tag at hand.
  ///
  /// - Returns: false if the tag must be treated as any other end tag.
  mutating func runAdoptionAgency() -> Bool {
    let subject = tokens.tag
    let current = open.current
    if current.tag == subject, current.flags.isDisjoint(with: .foreign),
      formatting.place(of: current.node) == nil
    {
      pop(through: open.count - 1)
      return true
    }
    for _ in 0..<8 {
      guard let listPlace = formatting.lastPlace(of: subject) else { return false }
      let element = formatting[listPlace].node
      guard nodes[element].flags.contains(.open), let place = open.place(of: element) else {
        formatting.remove(at: listPlace)
        return true
      }
      // Not in scope: a bound lies above it.
      guard place >= open.bound(.scope) else { return true }
      guard let furthest = furthestBlock(above: place), cloneBudget > 0 else {
        pop(through: place)
        formatting.remove(element)
        return true
      }
      adopt(element, at: place, listPlace: listPlace, furthestPlace: furthest)
    }
    return true
  }

  /// The lowest special element above a place of the stack.
  private mutating func furthestBlock(above place: Int) -> Int? {
    guard open.bound(.special) > place else { return nil }
    for index in (place + 1)..<open.count
    where Int(open[index].bounds[OpenElements.Bound.special.rawValue]) == index {
      return index
    }
    return nil
  }

  private mutating func adopt(_ element: UInt32, at place: Int, listPlace: Int, furthestPlace: Int)
  {
    let ancestor = open[place - 1]
    let furthest = open[furthestPlace]
    var bookmark = listPlace
    var last = furthest.node
    var index = furthestPlace
    var removed = 0
    var counter = 0
    while true {
      counter += 1
      index -= 1
      if index == place { break }
      let node = open[index].node
      var inList = formatting.place(of: node)
      if counter > 3, let position = inList {
        formatting.remove(at: position)
        if position < bookmark { bookmark -= 1 }
        inList = nil
      }
      guard let position = inList else {
        open.remove(at: index)
        nodes[node].flags.remove(.open)
        removed += 1
        continue
      }
      let copy = clone(node)
      nodes[node].flags.remove(.open)
      nodes[copy].flags.insert(.open)
      formatting.replace(at: position, with: copy)
      open.replaceNode(at: index, with: copy)
      if last == furthest.node { bookmark = position + 1 }
      detach(last)
      append(last, to: copy)
      last = copy
    }
    detach(last)
    insert(last, at: adoptionPlace(in: ancestor))
    let copy = clone(element)
    moveChildren(of: furthest.target, to: copy)
    append(copy, to: furthest.target)
    if let position = formatting.place(of: element) {
      formatting.remove(at: position)
      if position < bookmark { bookmark -= 1 }
    }
    formatting.insert(copy, tag: nodes[copy].tag, at: min(bookmark, formatting.count))
    nodes[element].flags.remove(.open)
    nodes[element].sourceEnd = UInt32(truncatingIfNeeded: tokens.start)
    open.remove(at: place)
    nodes[copy].flags.insert(.open)
    let entry = OpenElements.Entry(
      node: copy, target: copy, tag: nodes[copy].tag, flags: [],
      slot: OpenElements.slot(of: nodes[copy].tag, isForeign: false), below: 0,
      bounds: SIMD8(repeating: 0))
    open.insert(entry, at: min(furthestPlace - removed, open.count))
  }

  /// The appropriate place for a node, with an element in the place of the current node.
  private mutating func adoptionPlace(in entry: OpenElements.Entry) -> Place {
    if entry.flags.contains(.tablePart) { return fosterPlace() }
    return Place(parent: entry.target)
  }
}

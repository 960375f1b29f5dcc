import PipeCore
import PipeHTML

/// Walks once over the tree of a page and writes its text, blocks, tables and what stands around them.
struct PageWalker {
  let view: PageView
  var text: PageText
  var lines: [Line] = []
  var blocks: [Block] = []
  var tables: [Table] = []
  var metadata = PageMetadata()
  var coverage: PageCoverage
  private var origins: [BlockOrigins.Stored] = []
  private var elements: PageElementList

  private var open: [OpenElement] = []
  private var lists: [OpenList] = []
  private var items: [OpenItem] = []
  /// The context inside the last of the open elements.
  private var context = PageContext()
  private var block = OpenBlock()
  private var hasBlock = false
  /// Least number of open elements since the last text of the block.
  private var leastDepth = 0
  /// Where the block-level element that was entered last begins, if no text was met in it yet; -1 if
  /// there is none.
  private var pendingStart = -1
  private var breaks = 0

  init(_ view: PageView) {
    self.view = view
    let size = view.tree.page.count
    coverage = PageCoverage(pageSize: size)
    text = PageText(room: size / 4 + 64)
    elements = PageElementList(room: view.tree.nodeCount)
    open.reserveCapacity(64)
    reserveBlocks(size / 512 + 16)
  }

  var blockOrigins: BlockOrigins { BlockOrigins(origins, in: elements.finished(view.tree.page)) }

  func isHidden(_ block: Block) -> Bool { block.origin.map { origins[$0].isHidden } ?? false }

  // MARK: - The walk

  mutating func walk() {
    view.lent.walk(0) {
      enter($0, $1)
    } leaving: { number, node in
      if open.last?.node == number { leave(node) }
    }
    closeBlock()
    metadata.takeRoot(view.tree)
  }

  @inline(__always)
  private mutating func enter(_ number: UInt32, _ node: Node) -> HTMLNode.WalkStep {
    switch node.kind {
    case .text:
      takeText(node)
      return .pastChildren
    case .element: return enterElement(number, node)
    case .comment: coverage.add(PageCoverage.comment, view.lent.range(of: node))
    case .doctype: coverage.add(PageCoverage.doctype, view.lent.range(of: node))
    case .document: return .intoChildren
    case .contents: break
    }
    return .pastChildren
  }

  private mutating func leave(_ node: Node) {
    guard let element = open.last else { return }
    defer {
      // Of items that have ended nothing is asked any more.
      if items.count - 1 > Int(context.item), Int(element.context.item) == items.count - 1 {
        items.removeLast()
      }
    }
    if element.isBlock {
      closeBlock(before: node)
      if element.isList { _ = lists.popLast() }
    }
    if element.opensMark { text.closeMark() }
    open.removeLast()
    context = open.last?.context ?? PageContext()
    leastDepth = min(leastDepth, open.count)
  }

  private mutating func enterElement(_ number: UInt32, _ node: Node) -> HTMLNode.WalkStep {
    let tag = view.lent.tag(of: node)
    let attributes = OwnAttributes(of: node, in: view.lent)
    let role = ElementRole.of(tag)
    var isBlock = true
    switch role {
    case .skipped:
      metadata.take(number, tag, attributes, view)
      coverage.add(Int(tag.rawValue), view.lent.range(of: node))
      return .pastChildren
    case .lineBreak:
      takeLineBreak()
      return .pastChildren
    case .table:
      closeBlock()
      if let table = PageTable(number, view) {
        take(table, number, node, attributes)
        return .pastChildren
      }
    case .block:
      closeBlock()
      if tag == .hr { return .pastChildren }
    case .inline:
      if tag == .a, context.kind == .heading, view.isPermalink(number, attributes) {
        coverage.add(Int(tag.rawValue), view.lent.range(of: node))
        return .pastChildren
      }
      // Custom elements are blocks, other unknown ones run in the line.
      isBlock = tag == .custom && view.tree[Int(number)].tagName.contains("-")
      if isBlock { closeBlock() }
    }
    enterOpen(number, node, tag, attributes, isBlock: isBlock)
    if role == .block { pendingStart = Int(node.sourceStart) }
    metadata.take(number, tag, attributes, view)
    return .intoChildren
  }

  private mutating func enterOpen(
    _ number: UInt32, _ node: Node, _ tag: HTMLTag, _ attributes: OwnAttributes, isBlock: Bool
  ) {
    let listsBefore = lists.count
    let inside = contextInside(number, tag, attributes)
    var opensMark = false
    if let kind = mark(of: tag, attributes, in: inside) {
      text.open(kind, attribute: UInt32(bitPattern: attributes.link))
      opensMark = true
    }
    let parent = open.last?.element ?? -1
    open.append(
      OpenElement(
        node: number, element: elements.add(number, node, parent: parent, attributes, view),
        context: inside, isBlock: isBlock, isList: lists.count > listsBefore, opensMark: opensMark))
    context = inside
  }

  private mutating func contextInside(
    _ number: UInt32, _ tag: HTMLTag, _ attributes: OwnAttributes
  ) -> PageContext {
    var inside = context
    if !inside.isHidden { inside.isHidden = view.hides(number, attributes) }
    switch tag {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      inside.kind = .heading
      inside.headingLevel = UInt8(tag.headingLevel ?? 0)
    case .ul, .menu, .dl, .ol:
      let start = tag == .ol ? integer(.start, of: number, attributes) ?? 1 : 1
      lists.append(OpenList(isOrdered: tag == .ol, next: start))
      inside.listDepth += 1
    case .li, .dd: enterItem(number, tag, attributes, &inside)
    case .dt: inside.kind = .paragraph
    case .blockquote:
      inside.kind = .quote
      inside.quoteDepth += 1
      inside.item = -1
    case .figcaption, .caption: inside.kind = .caption
    case .pre, .listing, .xmp, .plaintext:
      inside.kind = .code
      inside.isPreformatted = true
    case .p, .address: inside.isParagraph = true
    case .td, .th, .body: inside.isParagraph = false
    default: break
    }
    return inside
  }

  private func integer(
    _ name: HTMLAttributeName, of number: UInt32, _ attributes: OwnAttributes
  ) -> Int? {
    attributes.has(name) ? view.tree[Int(number)].attribute(name).flatMap { Int($0) } : nil
  }

  private mutating func enterItem(
    _ node: UInt32, _ tag: HTMLTag, _ attributes: OwnAttributes, _ inside: inout PageContext
  ) {
    var number: Int?
    if let list = lists.last, list.isOrdered, tag == .li {
      number = integer(.value, of: node, attributes) ?? list.next
      lists[lists.count - 1].next = (number ?? 0) &+ 1
    }
    inside.kind = .listItem
    inside.item = Int32(truncatingIfNeeded: items.count)
    inside.isParagraph = true
    inside.listDepth = max(inside.listDepth, 1)
    items.append(OpenItem(number: number))
  }

  private func mark(
    of tag: HTMLTag, _ attributes: OwnAttributes, in context: PageContext
  ) -> PageMark.Kind? {
    guard let kind = markKind(of: tag, attributes) else { return nil }
    if context.isPreformatted, kind != .link { return nil }
    // All of a heading is strong.
    if context.kind == .heading, kind == .strong { return nil }
    return kind
  }

  // MARK: - Text

  private mutating func takeText(_ node: Node) {
    let bytes = view.lent.text(of: node)
    if context.isPreformatted {
      if !hasBlock { openBlock(at: node) }
      text.appendVerbatim(bytes, endingLines: &lines)
    } else {
      if text.lineIsEmpty, isBlankText(bytes) { return }
      if !hasBlock { openBlock(at: node) }
      guard text.append(bytes) else { return }
    }
    coverage.addText(view.lent.range(of: node))
    breaks = 0
    // Lowers the block's element to the lowest one that holds all of its text.
    block.pageEnd = max(block.pageEnd, view.lent.range(of: node).upperBound)
    let lower = max(min(leastDepth, open.count), 1)
    if lower < block.depth {
      block.depth = lower
      block.element = open[lower - 1].element
    }
    leastDepth = open.count
  }

  private mutating func openBlock(at node: Node) {
    text.startBlock()
    leastDepth = open.count
    let range = view.lent.range(of: node)
    let start = pendingStart >= 0 ? pendingStart : range.lowerBound
    block = OpenBlock(
      context: context, firstLine: lines.count, pageStart: min(start, range.lowerBound),
      pageEnd: range.upperBound, depth: open.count, element: open.last?.element ?? -1)
    hasBlock = true
    pendingStart = -1
  }

  private mutating func takeLineBreak() {
    breaks += 1
    guard hasBlock else { return }
    if context.isPreformatted {
      lines.append(Line(Piece(text.endLine())))
      return
    }
    let isAllLinks = !text.lineIsEmpty && text.lineLinkBytes == text.count - text.lineStart
    if breaks > 1 || (isAllLinks && !context.isParagraph) {
      closeBlock()
    } else {
      endLine()
    }
  }

  private mutating func endLine() {
    if text.lineIsEmpty { return }
    block.linkBytes += text.lineLinkBytes
    lines.append(Line(Piece(text.endLine())))
  }

  // MARK: - Blocks

  /// Ends the block that is open; `element` is the one that the walk leaves.
  private mutating func closeBlock(before element: Node? = nil) {
    breaks = 0
    pendingStart = -1
    if hasBlock { finishBlock(before: element) }
  }

  private mutating func finishBlock(before element: Node?) {
    if block.context.isPreformatted {
      block.linkBytes += text.lineLinkBytes
      if !text.lineIsEmpty { lines.append(Line(Piece(text.endLine()))) }
      trimBlankLines(from: block.firstLine)
    } else {
      endLine()
    }
    hasBlock = false
    guard block.firstLine < lines.count else { return }
    if let element, block.depth >= open.count {
      block.pageEnd = max(block.pageEnd, view.lent.range(of: element).upperBound)
    }
    appendBlock()
    origins.append(
      BlockOrigins.Stored(
        pageRange: block.pageStart..<max(block.pageStart, block.pageEnd),
        linkBytes: block.linkBytes, linkCount: text.linkCount, element: block.element,
        isHidden: block.context.isHidden))
  }

  private mutating func reserveBlocks(_ count: Int) {
    blocks.reserveCapacity(count)
    origins.reserveCapacity(count)
    lines.reserveCapacity(count)
  }

  private mutating func appendBlock() {
    if blocks.count == blocks.capacity {
      let size = view.tree.page.count
      reserveBlocks(expectedCount(blocks.count, read: block.pageEnd, of: size))
    }
    let context = block.context
    let item = Int(context.item)
    var level = 0
    var kind = context.kind
    var number: Int?
    switch kind {
    case .heading: level = Int(context.headingLevel)
    case .quote: level = Int(context.quoteDepth)
    case .listItem where !items[item].isTaken:
      level = Int(context.listDepth)
      number = items[item].number
    case .listItem:
      kind = context.quoteDepth > 0 ? .quote : .paragraph
      level = Int(context.quoteDepth)
    default: break
    }
    if item >= 0 { items[item].isTaken = true }
    blocks.append(
      Block(
        kind, lines: block.firstLine..<lines.count, level: level, number: number,
        origin: origins.count))
  }

  /// Takes blank lines off both ends of the lines of code.
  private mutating func trimBlankLines(from first: Int) {
    func isBlank(_ line: Line) -> Bool { text.bytes[line.piece.range].allSatisfy { $0 <= 0x20 } }
    while lines.count > first, let last = lines.last, isBlank(last) { lines.removeLast() }
    let blanks = lines[first...].prefix(while: isBlank).count
    lines.removeSubrange(first..<(first + blanks))
  }

  // MARK: - Tables

  private mutating func take(
    _ table: PageTable, _ number: UInt32, _ node: Node, _ attributes: OwnAttributes
  ) {
    let isHidden = context.isHidden || view.hides(number, attributes)
    let element = elements.add(
      number, node, parent: open.last?.element ?? -1, attributes, view)
    for part in [TablePart.caption, .cells] {
      text.startBlock()
      let first = lines.count
      let linkBytes = table.write(part, of: view, into: &text, &lines, &coverage)
      guard first < lines.count else { continue }
      var block = Block(
        part == .caption ? .caption : .table, lines: first..<lines.count, origin: origins.count)
      if part == .cells {
        block.table = tables.count
        tables.append(table.shape)
      }
      blocks.append(block)
      origins.append(
        BlockOrigins.Stored(
          pageRange: view.lent.range(of: node), linkBytes: linkBytes, linkCount: text.linkCount,
          element: element, isHidden: isHidden))
    }
    leastDepth = min(leastDepth, open.count)
  }
}

/// How many values a page will have that goes on as it began, and an eighth more.
///
/// Memory that is not written costs nothing; growing in doubles holds the old and the new at once.
func expectedCount(_ count: Int, read: Int, of size: Int) -> Int {
  let share = min(Double(size) / Double(max(read, 1)), 64)
  return max(count + count / 2 + 16, Int(Double(count) * share * 1.125))
}

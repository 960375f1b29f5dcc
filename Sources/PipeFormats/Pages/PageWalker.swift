import PipeCore
import PipeHTML

/// Walks once over the tree of a page and writes its text, blocks, tables and what stands around them.
struct PageWalker {
  var text = PageText()
  var lines: [Line] = []
  var blocks: [Block] = []
  var origins: [BlockOrigin] = []
  var tables: [Table] = []
  var metadata = PageMetadata()
  var coverage: PageCoverage
  let targets: LinkTargets

  private var elements: [OpenElement] = []
  private var names: [String] = []
  /// A number for each open element, beside `names`.
  private var numbers: [Int32] = []
  private var elementCount: Int32 = 0
  private var lists: [OpenList] = []
  private var items: [OpenItem] = []
  private var block: OpenBlock?
  /// Least number of open elements since the last text of the block.
  private var leastDepth = 0
  /// Where the block-level element that was entered last begins, if no text was met in it yet.
  private var pendingStart: Int?
  private var breaks = 0

  /// Names of a path and class words of a block are kept up to these numbers, the nearest ones.
  static let maxPath = 64
  static let maxWords = 64

  init(pageSize: Int, targets: LinkTargets) {
    coverage = PageCoverage(pageSize: pageSize)
    self.targets = targets
    text.bytes.reserveCapacity(pageSize / 4)
  }

  private var context: PageContext { elements.last?.context ?? PageContext() }

  // MARK: - The walk

  mutating func enter(_ node: HTMLNode) -> HTMLNode.WalkStep {
    switch node.kind {
    case .text:
      takeText(node)
      return .pastChildren
    case .element: return enterElement(node)
    case .comment: coverage.add("comment", node.sourceRange)
    case .doctype: coverage.add("doctype", node.sourceRange)
    case .document: return .intoChildren
    case .templateContents: break
    }
    return .pastChildren
  }

  mutating func leave(_ node: HTMLNode) {
    guard let element = elements.last, element.node == node else { return }
    if isBlock(node) {
      closeBlock(before: node)
      if node.tag == .ol || node.tag == .ul || node.tag == .menu || node.tag == .dl {
        _ = lists.popLast()
      }
    }
    if element.opensMark { text.closeMark() }
    elements.removeLast()
    names.removeLast()
    numbers.removeLast()
    leastDepth = min(leastDepth, elements.count)
  }

  private mutating func enterElement(_ node: HTMLNode) -> HTMLNode.WalkStep {
    switch ElementRole.of(node.tag) {
    case .skipped:
      metadata.take(node)
      coverage.add(node.tag == .custom ? node.tagName : node.tag.name, node.sourceRange)
      return .pastChildren
    case .lineBreak:
      takeLineBreak()
      return .pastChildren
    case .table:
      closeBlock()
      if let table = PageTable(node) {
        take(table, of: node)
        return .pastChildren
      }
      open(node)
    case .block:
      closeBlock()
      if node.tag == .hr { return .pastChildren }
      open(node)
      pendingStart = node.sourceRange.lowerBound
    case .inline:
      if isBlock(node) { closeBlock() }
      open(node)
    }
    metadata.take(node)
    return .intoChildren
  }

  /// Custom elements are blocks, other unknown ones run in the line.
  private func isBlock(_ node: HTMLNode) -> Bool {
    ElementRole.of(node.tag) != .inline || (node.tag == .custom && node.tagName.contains("-"))
  }

  private mutating func open(_ node: HTMLNode) {
    var element = OpenElement(node: node, context: contextInside(node))
    if let mark = mark(of: node, in: element.context) {
      text.open(mark.kind, isLink: mark.isLink)
      element.opensMark = true
    }
    elements.append(element)
    names.append(node.tag == .custom ? node.tagName : node.tag.name)
    numbers.append(elementCount)
    elementCount &+= 1
  }

  private mutating func contextInside(_ node: HTMLNode) -> PageContext {
    var inside = context
    if !inside.isHidden { inside.isHidden = node.hidesItself }
    if let level = node.tag.headingLevel {
      inside.kind = .heading
      inside.headingLevel = level
      return inside
    }
    switch node.tag {
    case .ul, .menu, .dl, .ol:
      let start = node.tag == .ol ? node.attribute(.start).flatMap(Int.init) ?? 1 : 1
      lists.append(OpenList(isOrdered: node.tag == .ol, next: start))
      inside.listDepth += 1
    case .li, .dd: enterItem(node, &inside)
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

  private mutating func enterItem(_ node: HTMLNode, _ inside: inout PageContext) {
    var number: Int?
    if let list = lists.last, list.isOrdered, node.tag == .li {
      number = node.attribute(.value).flatMap(Int.init) ?? list.next
      lists[lists.count - 1].next = (number ?? 0) &+ 1
    }
    inside.kind = .listItem
    inside.item = items.count
    inside.isParagraph = true
    inside.listDepth = max(inside.listDepth, 1)
    items.append(OpenItem(number: number))
  }

  private func mark(
    of node: HTMLNode, in context: PageContext
  ) -> (kind: Annotation.Kind?, isLink: Bool)? {
    if context.isPreformatted, node.tag != .a { return nil }
    // All of a heading is strong.
    if context.kind == .heading, node.tag == .strong || node.tag == .b { return nil }
    return inlineMark(of: node, targets)
  }

  // MARK: - Text

  private mutating func takeText(_ node: HTMLNode) {
    let isVerbatim = context.isPreformatted
    let lineWasEmpty = text.lineIsEmpty
    if isVerbatim {
      if block == nil { openBlock(at: node) }
      var ended: [Range<Int>] = []
      node.withText { text.appendVerbatim($0) { ended.append($0.endLine()) } }
      for range in ended { lines.append(Line(Piece(range))) }
    } else {
      if lineWasEmpty, node.withText({ isBlankText($0) }) { return }
      if block == nil { openBlock(at: node) }
      guard node.withText({ text.append($0) }) else { return }
    }
    coverage.addText(node.sourceRange)
    breaks = 0
    noteText(of: node)
  }

  /// Lowers the block's element to the lowest one that holds all of its text.
  private mutating func noteText(of node: HTMLNode) {
    guard var open = block else { return }
    block = nil
    open.pageEnd = max(open.pageEnd, node.sourceRange.upperBound)
    let lower = max(min(leastDepth, elements.count), 1)
    if lower < open.depth {
      open.depth = lower
      open.path = path(downTo: lower)
      open.numbers = numbers(downTo: lower)
      open.words = words(of: lower - 1)
    }
    block = open
    leastDepth = elements.count
  }

  private mutating func openBlock(at node: HTMLNode) {
    text.startBlock()
    leastDepth = elements.count
    let start = pendingStart ?? node.sourceRange.lowerBound
    block = OpenBlock(
      context: context, firstLine: lines.count, pageStart: min(start, node.sourceRange.lowerBound),
      pageEnd: node.sourceRange.upperBound, depth: elements.count,
      path: path(downTo: elements.count), numbers: numbers(downTo: elements.count),
      words: words(of: elements.count - 1))
    pendingStart = nil
  }

  private func path(downTo depth: Int) -> [String] { Array(names[..<depth].suffix(Self.maxPath)) }

  private func numbers(downTo depth: Int) -> [Int32] {
    Array(numbers[..<depth].suffix(Self.maxPath))
  }

  private mutating func words(of index: Int) -> [String] {
    guard index >= 0 else { return [] }
    // Without recursion: pages nest deep.
    var known = index
    while known >= 0, elements[known].words == nil { known -= 1 }
    var words = known < 0 ? [] : elements[known].words ?? []
    while known < index {
      known += 1
      let own = elements[known].node.ownClassWords
      if !own.isEmpty { words = Array((own + words).prefix(Self.maxWords)) }
      elements[known].words = words
    }
    return words
  }

  private mutating func takeLineBreak() {
    breaks += 1
    guard block != nil else { return }
    if context.isPreformatted {
      lines.append(Line(Piece(text.endLine())))
      return
    }
    let isAllLinks = !text.lineIsEmpty && text.lineLinkBytes == text.bytes.count - text.lineStart
    if breaks > 1 || (isAllLinks && !context.isParagraph) {
      closeBlock()
    } else {
      endLine()
    }
  }

  private mutating func endLine() {
    if text.lineIsEmpty { return }
    block?.linkBytes += text.lineLinkBytes
    lines.append(Line(Piece(text.endLine())))
  }

  // MARK: - Blocks

  /// Ends the block that is open; `element` is the one that the walk leaves.
  mutating func closeBlock(before element: HTMLNode? = nil) {
    breaks = 0
    pendingStart = nil
    guard var open = block else { return }
    if open.context.isPreformatted {
      open.linkBytes += text.lineLinkBytes
      if !text.lineIsEmpty { lines.append(Line(Piece(text.endLine()))) }
      trimBlankLines(from: open.firstLine)
    } else if !text.lineIsEmpty {
      open.linkBytes += text.lineLinkBytes
      lines.append(Line(Piece(text.endLine())))
    }
    block = nil
    guard open.firstLine < lines.count else { return }
    if let element, open.depth >= elements.count {
      open.pageEnd = max(open.pageEnd, element.sourceRange.upperBound)
    }
    blocks.append(finished(open))
    origins.append(
      BlockOrigin(
        pageRange: open.pageStart..<max(open.pageStart, open.pageEnd), linkBytes: open.linkBytes,
        linkCount: text.linkCount, tagPath: open.path, containers: open.numbers,
        classWords: open.words, isHidden: open.context.isHidden))
  }

  private mutating func finished(_ open: OpenBlock) -> Block {
    let range = open.firstLine..<lines.count
    let context = open.context
    var block = Block(context.kind, lines: range, origin: origins.count)
    switch context.kind {
    case .heading: block.level = context.headingLevel
    case .quote: block.level = context.quoteDepth
    case .listItem where !items[context.item].isTaken:
      block.level = context.listDepth
      block.number = items[context.item].number
    case .listItem:
      block.kind = context.quoteDepth > 0 ? .quote : .paragraph
      block.level = context.quoteDepth
    default: break
    }
    if context.item >= 0 { items[context.item].isTaken = true }
    return block
  }

  /// Takes blank lines off both ends of the lines of code.
  private mutating func trimBlankLines(from first: Int) {
    func isBlank(_ line: Line) -> Bool { text.bytes[line.piece.range].allSatisfy { $0 <= 0x20 } }
    while lines.count > first, let last = lines.last, isBlank(last) { lines.removeLast() }
    let blanks = lines[first...].prefix(while: isBlank).count
    lines.removeSubrange(first..<(first + blanks))
  }

  // MARK: - Tables

  private mutating func take(_ table: PageTable, of node: HTMLNode) {
    open(node)
    var table = table
    let path = path(downTo: elements.count)
    let numbers = numbers(downTo: elements.count)
    let words = words(of: elements.count - 1)
    let isHidden = context.isHidden
    for part in [TablePart.caption, .cells] {
      text.startBlock()
      let first = lines.count
      let linkBytes = table.write(part, into: &text, &lines, &coverage, targets)
      guard first < lines.count else { continue }
      var block = Block(
        part == .caption ? .caption : .table, lines: first..<lines.count, origin: origins.count)
      if part == .cells {
        block.table = tables.count
        tables.append(table.shape)
      }
      blocks.append(block)
      origins.append(
        BlockOrigin(
          pageRange: node.sourceRange, linkBytes: linkBytes, linkCount: text.linkCount,
          tagPath: path, containers: numbers, classWords: words, isHidden: isHidden))
    }
    leave(node)
  }
}

/// Whether text shows nothing.
private func isBlankText(_ text: Span<UInt8>) -> Bool {
  var index = 0
  while index < text.count {
    let byte = text[unchecked: index]
    if byte == 0xC2, index &+ 1 < text.count, text[unchecked: index &+ 1] == 0xA0 {
      index &+= 2
    } else if byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C {
      index &+= 1
    } else {
      return false
    }
  }
  return true
}

import PipeCore
import PipeHTML

/// Writes the visible text below an element as one line: blocks and breaks in it are spaces.
///
/// Hidden parts, such as keys to sort by, are left out and counted as `hidden`.
func writeInline(
  _ root: UInt32, of view: PageView, into text: inout PageText, _ coverage: inout PageCoverage
) {
  var opened: [UInt32] = []
  view.lent.walk(root) { number, node in
    switch node.kind {
    case .text:
      if text.append(view.lent.text(of: node)) { coverage.addText(view.lent.range(of: node)) }
      return .pastChildren
    case .comment:
      coverage.add(PageCoverage.comment, view.lent.range(of: node))
      return .pastChildren
    case .element: break
    default: return .pastChildren
    }
    let tag = view.lent.tag(of: node)
    switch ElementRole.of(tag) {
    case .skipped:
      coverage.add(Int(tag.rawValue), view.lent.range(of: node))
      return .pastChildren
    case .lineBreak:
      text.needSpace()
      return .pastChildren
    case .block, .table: text.needSpace()
    case .inline: break
    }
    let attributes = OwnAttributes(of: node, in: view.lent)
    if number != root, view.hides(number, attributes) {
      coverage.add(PageCoverage.hidden, view.lent.range(of: node))
      return .pastChildren
    }
    if let kind = markKind(of: tag, attributes) {
      text.open(kind, attribute: UInt32(bitPattern: attributes.link))
      opened.append(number)
    }
    return .intoChildren
  } leaving: { number, node in
    if number == opened.last {
      text.closeMark()
      opened.removeLast()
    }
    if node.kind == .element, ElementRole.of(view.lent.tag(of: node)) == .block { text.needSpace() }
  }
}

/// Appends the visible text below an element, as ``writeInline`` writes it, as a line of its own; its
/// bytes in `text`.
func appendInlineText(
  of root: UInt32, _ view: PageView, to text: inout PageText
) -> Range<Int> {
  view.lent.walk(root) { number, node in
    if node.kind == .text {
      _ = text.append(view.lent.text(of: node))
      return .pastChildren
    }
    guard node.kind == .element else { return .pastChildren }
    switch ElementRole.of(view.lent.tag(of: node)) {
    case .skipped: return .pastChildren
    case .lineBreak:
      text.needSpace()
      return .pastChildren
    case .block, .table: text.needSpace()
    case .inline: break
    }
    if number != root, node.length > 0,
      view.hides(number, OwnAttributes(of: node, in: view.lent))
    {
      return .pastChildren
    }
    return .intoChildren
  } leaving: { _, node in
    if node.kind == .element, ElementRole.of(view.lent.tag(of: node)) == .block { text.needSpace() }
  }
  return text.endLine()
}

/// The text below an element without its skipped parts and permalinks, up to somewhat more than `limit` bytes; what
/// lies past the last of `nodesLeft` nodes is left out.
func inlineText(of root: UInt32, _ view: PageView, limit: Int, nodesLeft: inout Int) -> [UInt8] {
  var text = PageText()
  var left = nodesLeft
  view.lent.walk(root) { number, inner in
    left -= 1
    if left < 0 || text.count > limit { return .stop }
    if inner.kind == .text {
      // Of one long text no more than matters: each element around it would read it again.
      let bytes = view.lent.text(of: inner)
      _ = text.append(
        UnsafeBufferPointer(start: bytes.baseAddress, count: min(bytes.count, 4 * limit)))
    } else if inner.kind == .element {
      let tag = view.lent.tag(of: inner)
      switch ElementRole.of(tag) {
      case .skipped: return .pastChildren
      case .inline:
        if tag == .a, number != root,
          view.isPermalink(number, OwnAttributes(of: inner, in: view.lent))
        {
          return .pastChildren
        }
      case .block, .lineBreak, .table: text.needSpace()
      }
    }
    return .intoChildren
  } leaving: { _, _ in
  }
  nodesLeft = left
  return text.takeBytes()
}

import PipeCore
import PipeHTML

/// Writes the visible text below an element as one line: blocks and breaks in it are spaces.
///
/// Hidden parts, such as keys to sort by, are left out and counted as `hidden`.
func writeInline(
  _ root: HTMLNode, into text: inout PageText, _ coverage: inout PageCoverage,
  _ targets: LinkTargets
) {
  var opened: [HTMLNode] = []
  root.walk { node in
    switch node.kind {
    case .text:
      if node.withText({ text.append($0) }) { coverage.addText(node.sourceRange) }
      return .pastChildren
    case .comment:
      coverage.add("comment", node.sourceRange)
      return .pastChildren
    case .element: break
    default: return .pastChildren
    }
    switch ElementRole.of(node.tag) {
    case .skipped:
      coverage.add(node.tag == .custom ? node.tagName : node.tag.name, node.sourceRange)
      return .pastChildren
    case .lineBreak:
      text.needSpace()
      return .pastChildren
    case .block, .table: text.needSpace()
    case .inline: break
    }
    if node != root, node.hidesItself {
      coverage.add("hidden", node.sourceRange)
      return .pastChildren
    }
    if let mark = inlineMark(of: node, targets) {
      text.open(mark.kind, isLink: mark.isLink)
      opened.append(node)
    }
    return .intoChildren
  } leaving: { node in
    if node == opened.last {
      text.closeMark()
      opened.removeLast()
    }
    if node.kind == .element, ElementRole.of(node.tag) == .block { text.needSpace() }
  }
}

/// The mark that an element puts on its text: a link, an emphasis; the kind is nil for a link that
/// leads nowhere.
func inlineMark(
  of node: HTMLNode, _ targets: LinkTargets
) -> (kind: Annotation.Kind?, isLink: Bool)? {
  switch node.tag {
  case .a: node.attribute(.href).map { (targets.resolve($0).map { .link($0) }, true) }
  case .em, .i, .cite: (.emphasis, false)
  case .strong, .b: (.strong, false)
  case .code, .kbd, .samp, .tt: (.code, false)
  default: nil
  }
}

/// The visible text below an element, as ``writeInline`` writes it.
func inlineText(of node: HTMLNode) -> [UInt8] {
  var text = PageText()
  var coverage = PageCoverage(pageSize: 0)
  writeInline(node, into: &text, &coverage, LinkTargets(base: nil))
  return text.bytes
}

/// The text below an element without its skipped parts, up to somewhat more than `limit` bytes; what
/// lies past the last of `nodesLeft` nodes is left out.
func inlineText(of node: HTMLNode, limit: Int, nodesLeft: inout Int) -> [UInt8] {
  var text = PageText()
  node.walk { inner in
    nodesLeft -= 1
    if nodesLeft < 0 || text.bytes.count > limit { return .stop }
    if inner.kind == .text {
      // Of one long text no more than matters: each element around it would read it again.
      _ = inner.withText { text.append($0.extracting(0..<min($0.count, 4 * limit))) }
    } else if inner.kind == .element {
      switch ElementRole.of(inner.tag) {
      case .skipped: return .pastChildren
      case .inline: break
      case .block, .lineBreak, .table: text.needSpace()
      }
    }
    return .intoChildren
  }
  return text.bytes
}

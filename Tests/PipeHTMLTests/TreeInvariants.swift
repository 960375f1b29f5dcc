@testable import PipeHTML

/// What holds in every tree, whatever the page.
enum TreeInvariants {
  /// Elements that left the stack from its middle, forms above all, may lie between open ones.
  static let maxDepth = 2 * OpenElements.maxDepth + 32

  /// What is wrong with a tree; empty if nothing is.
  static func violations(in tree: HTMLTree) -> [String] {
    var wrong: [String] = []
    var seen = [Bool](repeating: false, count: tree.nodeCount)
    check(tree.document, tree: tree, seen: &seen, wrong: &wrong)
    for index in 0..<tree.nodeCount where tree[index].kind == .templateContents {
      if seen[index] { wrong.append("contents \(index) are among children") }
      check(tree[index], tree: tree, seen: &seen, wrong: &wrong)
    }
    return wrong
  }

  private static func check(
    _ root: HTMLNode, tree: HTMLTree, seen: inout [Bool], wrong: inout [String]
  ) {
    var depth = 0
    root.walk { node in
      depth += 1
      if wrong.count > 10 { return .stop }
      if depth > maxDepth { wrong.append("node \(node.index) is too deep") }
      if seen[node.index] {
        wrong.append("node \(node.index) was met twice")
        return .stop
      }
      seen[node.index] = true
      checkLinks(of: node, wrong: &wrong)
      checkContent(of: node, tree: tree, wrong: &wrong)
      return .intoChildren
    } leaving: { _ in
      depth -= 1
    }
  }

  private static func checkLinks(of node: HTMLNode, wrong: inout [String]) {
    var previous: HTMLNode?
    for child in node.children {
      if child.parent != node { wrong.append("the parent of \(child.index) is not \(node.index)") }
      if child.previousSibling != previous { wrong.append("\(child.index) has another before it") }
      if child.kind == .text, previous?.kind == .text { wrong.append("two texts in a row") }
      previous = child
    }
    if node.lastChild != previous { wrong.append("the last child of \(node.index) is another") }
  }

  private static func checkContent(of node: HTMLNode, tree: HTMLTree, wrong: inout [String]) {
    let range = node.sourceRange
    if range.upperBound > tree.page.count { wrong.append("\(node.index) ends past the page") }
    var bytes: [UInt8] = []
    node.appendText(to: &bytes)
    if String(validating: bytes, as: UTF8.self) == nil { wrong.append("text is not UTF-8") }
    if node.kind == .text, bytes.isEmpty { wrong.append("text \(node.index) is empty") }
    if node.kind == .element, node.tagName.isEmpty { wrong.append("\(node.index) has no name") }
    for attribute in node.attributes where attribute.name.isEmpty {
      wrong.append("an attribute of \(node.index) has no name")
    }
  }
}

import PipeCore
import PipeHTML

/// Which of the attributes that readers ask for an element has, and where its class and id stand.
struct OwnAttributes {
  /// One bit for each ``HTMLAttributeName``.
  private(set) var names: UInt64 = 0
  /// Indices of the attributes, -1 for none.
  private(set) var classes: Int32 = -1
  private(set) var identifier: Int32 = -1
  private(set) var link: Int32 = -1

  @inline(__always)
  init(of node: Node, in tree: LentTree) {
    if node.length == 0 { return }
    for index in node.content..<(node.content &+ node.length) {
      let name = tree.attributes[Int(index)].name
      let bit: UInt64 = 1 &<< UInt64(name)
      if names & bit != 0 { continue }
      names |= bit
      if name == UInt16(HTMLAttributeName.class.rawValue) {
        classes = Int32(truncatingIfNeeded: index)
      } else if name == UInt16(HTMLAttributeName.id.rawValue) {
        identifier = Int32(truncatingIfNeeded: index)
      } else if name == UInt16(HTMLAttributeName.href.rawValue) {
        link = Int32(truncatingIfNeeded: index)
      }
    }
  }

  @inline(__always)
  func has(_ name: HTMLAttributeName) -> Bool { names & (1 &<< UInt64(name.rawValue)) != 0 }

  /// Whether any of the attributes could hide the element.
  @inline(__always)
  var mayHide: Bool { has(.style) || has(.hidden) || has(.ariaHidden) }
}

extension LentTree {
  @inline(__always)
  func tag(of node: Node) -> HTMLTag {
    let known = node.tag < UInt16(HTMLTag.count) ? UInt8(truncatingIfNeeded: node.tag) : 0
    return unsafeBitCast(known, to: HTMLTag.self)
  }

  /// The content of a text.
  @inline(__always)
  func text(of node: Node) -> UnsafeBufferPointer<UInt8> {
    let base = node.flags.rawValue & Node.Flags.inSide.rawValue != 0 ? side : page
    return UnsafeBufferPointer(start: base + Int(node.content), count: Int(node.length))
  }

  /// Walks over a node and all below it, as ``HTMLNode/walk(entering:leaving:)`` does.
  @inline(__always)
  func walk(
    _ root: UInt32, entering enter: (UInt32, Node) -> HTMLNode.WalkStep,
    leaving leave: (UInt32, Node) -> Void
  ) {
    var current = root
    while true {
      let node = nodes[Int(current)]
      switch enter(current, node) {
      case .stop: return
      case .intoChildren:
        if node.firstChild != 0 {
          current = node.firstChild
          continue
        }
      case .pastChildren: break
      }
      leave(current, node)
      while true {
        if current == root { return }
        let links = nodes[Int(current)]
        if links.next != 0 {
          current = links.next
          break
        }
        current = links.parent
        leave(current, nodes[Int(current)])
      }
    }
  }

  /// The numbers of a node's children.
  func children(of node: UInt32) -> Children {
    Children(tree: self, following: nodes[Int(node)].firstChild)
  }

  struct Children: Sequence, IteratorProtocol {
    let tree: LentTree
    /// 0 behind the last.
    var following: UInt32

    mutating func next() -> UInt32? {
      if following == 0 { return nil }
      defer { following = tree.nodes[Int(following)].next }
      return following
    }
  }

  /// The bytes of the page that a node was made of.
  @inline(__always)
  func range(of node: Node) -> Range<Int> {
    Int(node.sourceStart)..<Int(max(node.sourceStart, node.sourceEnd))
  }
}

/// The mark that an element puts on its text: a link, an emphasis.
@inline(__always)
func markKind(of tag: HTMLTag, _ attributes: OwnAttributes) -> PageMark.Kind? {
  switch tag {
  case .a: attributes.link >= 0 ? .link : nil
  case .em, .i, .cite: .emphasis
  case .strong, .b: .strong
  case .code, .kbd, .samp, .tt: .code
  default: nil
  }
}

/// What is read of a page, for those who walk over it.
struct PageView {
  let tree: HTMLTree
  let lent: LentTree

  /// Whether attributes or the element's own style hide it.
  @inline(__always)
  func hides(_ number: UInt32, _ attributes: OwnAttributes) -> Bool {
    attributes.mayHide && tree[Int(number)].hidesItself
  }
}

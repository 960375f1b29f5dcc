extension HTMLNode {
  /// How a walk goes on after a node was entered.
  public enum WalkStep: Sendable {
    case intoChildren
    /// Past the children; the node is still left.
    case pastChildren
    case stop
  }

  /// Walks over this node and all below it, in page order, without recursion.
  ///
  /// - Parameters:
  ///   - enter: called at each node before its children.
  ///   - leave: called at each node that was entered after its children, unless the walk stopped.
  public func walk(
    entering enter: (HTMLNode) -> WalkStep, leaving leave: (HTMLNode) -> Void = { _ in }
  ) {
    var current = number
    while true {
      let node = HTMLNode(storage: storage, number: current)
      switch enter(node) {
      case .stop: return
      case .intoChildren:
        let child = storage.nodes[Int(current)].firstChild
        if child != 0 {
          current = child
          continue
        }
      case .pastChildren: break
      }
      leave(node)
      while true {
        if current == number { return }
        let links = storage.nodes[Int(current)]
        if links.next != 0 {
          current = links.next
          break
        }
        current = links.parent
        leave(HTMLNode(storage: storage, number: current))
      }
    }
  }
}

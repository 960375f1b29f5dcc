/// Sums of small decision trees; none at all when the resource has none.
struct BoostedTrees: Sendable {
  private struct Node {
    /// The value that is compared; below 0 in leaves.
    let field: Int16
    /// Where values that are not above the limit go on; the others go on at the next node.
    var other: Int16
    /// The limit, or the leaf's score.
    let limit: Float
  }

  private var nodes: [Node] = []
  private var roots: [Int] = []
  private var base: Float = 0

  var isEmpty: Bool { roots.isEmpty }

  /// Each tree in preorder, the branch above the limit first.
  init(_ reader: inout WeightReader) {
    let count = reader.integer(2)
    if count > 0 { base = reader.float() }
    for _ in 0..<count {
      roots.append(nodes.count)
      let size = reader.integer(2)
      for _ in 0..<size {
        let field = Int16(truncatingIfNeeded: reader.integer(2))
        let other = Int16(truncatingIfNeeded: reader.integer(2))
        nodes.append(Node(field: field, other: other, limit: reader.float()))
      }
    }
  }

  /// The sum of the trees' scores, to be put through ``sigmoid(_:)``.
  func score(_ row: [Float]) -> Float {
    var sum = base
    for root in roots {
      var at = root
      while nodes[at].field >= 0 {
        at = row[Int(nodes[at].field)] > nodes[at].limit ? at + 1 : root + Int(nodes[at].other)
      }
      sum += nodes[at].limit
    }
    return sum
  }
}

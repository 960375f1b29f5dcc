/// The arrays of a tree, lent for one walk: what reads every node of a page reads them here.
///
/// Valid only inside the closure that lent them. Indices are not checked: they are those of nodes and
/// attributes of the tree.
@safe
package struct LentTree {
  package let nodes: UnsafePointer<Node>
  package let attributes: UnsafePointer<RawAttribute>
  package let page: UnsafePointer<UInt8>
  package let side: UnsafePointer<UInt8>
}

extension HTMLTree {
  /// Lends the arrays of the tree.
  package func lend<Result>(_ body: (LentTree) throws -> Result) rethrows -> Result {
    try unsafe storage.nodes.withUnsafeBufferPointer { nodes in
      try unsafe storage.attributes.withUnsafeBufferPointer { attributes in
        try unsafe storage.page.withUnsafeBufferPointer { page in
          try unsafe storage.side.withUnsafeBufferPointer { side in
            try unsafe body(
              LentTree(
                nodes: address(nodes), attributes: address(attributes), page: address(page),
                side: address(side)))
          }
        }
      }
    }
  }

  /// An empty array may have no address; nothing is read from it then.
  private func address<Value>(_ buffer: UnsafeBufferPointer<Value>) -> UnsafePointer<Value> {
    unsafe buffer.baseAddress
      ?? UnsafePointer(bitPattern: MemoryLayout<Value>.alignment).unsafelyUnwrapped
  }
}

/// The value of an attribute, whose bytes in a page hold references.
package func decodedAttribute(_ range: Range<Int>, of page: [UInt8]) -> [UInt8] {
  var bytes: [UInt8] = []
  unsafe page.withUnsafeBufferPointer { page in
    unsafe CharacterReferences.decode(
      PageBytes(page), range, flags: [.references, .controls], nul: .replace, isAttribute: true,
      to: &bytes)
  }
  return bytes
}

/// Where a literal was found.
///
/// `value` is what the trie was given with it.
struct LiteralHit: Equatable {
  var position: Int
  var length: Int
  var value: Int
}

/// A search for many literals at once: a trie, entered at the places that a hash of the next
/// bytes lets through.
///
/// The gate costs about a nanosecond per byte however many literals there are. Where it opens, the
/// walk is as long as the longest literal that the text agrees with.
struct LiteralTrie: Sendable {
  /// The children of a node lie next to each other, in the order of their bytes.
  struct Node: Sendable {
    var byte: UInt8
    var childCount: UInt16 = 0
    var firstChild: UInt32 = 0
    /// What ends here, or -1.
    var value: Int32 = -1
  }

  let nodes: [Node]
  /// The root's child for each first byte; 0, which is the root, for none.
  let roots: [UInt32]
  /// One bit for each hash of the first four bytes of a literal.
  let gate: [UInt64]
  let gateShift: UInt32
  /// One bit for each first byte of a literal shorter than four bytes.
  let shortStarts: [Bool]
  let hasShort: Bool
  let foldsASCII: Bool
  let isEmpty: Bool
  /// For few literals, on processors that have it: the packed search.
  let fingerprints: Fingerprints?

  /// Of equal literals the first counts; none may be empty.
  init(_ literals: [(bytes: [UInt8], value: Int)], foldsASCII: Bool) {
    let prepared = literals.map { literal in
      (bytes: foldsASCII ? literal.bytes.map(foldedASCII) : literal.bytes, value: literal.value)
    }
    let ordered = prepared.enumerated().sorted { left, right in
      left.element.bytes == right.element.bytes
        ? left.offset < right.offset
        : left.element.bytes.lexicographicallyPrecedes(right.element.bytes)
    }.map(\.element)
    nodes = Self.nodes(for: ordered)
    var roots = [UInt32](repeating: 0, count: 256)
    for child in 0..<Int(nodes[0].childCount) {
      let node = Int(nodes[0].firstChild) + child
      roots[Int(nodes[node].byte)] = UInt32(node)
    }
    self.roots = roots
    self.foldsASCII = foldsASCII
    isEmpty = literals.isEmpty
    fingerprints = Fingerprints(ordered.map(\.bytes), foldsASCII: foldsASCII)
    let bits = literals.count > 2_000 ? 20 : 16
    gateShift = UInt32(32 - bits)
    var gate = [UInt64](repeating: 0, count: 1 << (bits - 6))
    var shortStarts = [Bool](repeating: false, count: 256)
    for literal in prepared {
      if literal.bytes.count >= 4 {
        let word = literal.bytes[..<4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let hash = Self.hash(word, shift: gateShift)
        gate[Int(hash >> 6)] |= 1 << UInt64(hash & 63)
      } else {
        shortStarts[Int(literal.bytes[0])] = true
        if foldsASCII { shortStarts[Int(upperASCII(literal.bytes[0]))] = true }
      }
    }
    self.gate = gate
    self.shortStarts = shortStarts
    hasShort = shortStarts.contains(true)
  }

  /// Cases and a few other bits are dropped, which can only open the gate more often.
  @inline(__always)
  static func hash(_ word: UInt32, shift: UInt32) -> UInt32 {
    ((word | 0x2020_2020) &* 0x9E37_79B1) >> shift
  }

  /// Lays the trie out breadth first.
  private static func nodes(for ordered: [(bytes: [UInt8], value: Int)]) -> [Node] {
    var nodes = [Node(byte: 0)]
    var pending: [(node: Int, range: Range<Int>, depth: Int)] = [(0, 0..<ordered.count, 0)]
    var next = 0
    while next < pending.count {
      let (node, range, depth) = pending[next]
      next += 1
      var index = range.lowerBound
      while index < range.upperBound, ordered[index].bytes.count == depth {
        if nodes[node].value < 0 { nodes[node].value = Int32(ordered[index].value) }
        index += 1
      }
      nodes[node].firstChild = UInt32(nodes.count)
      while index < range.upperBound {
        let byte = ordered[index].bytes[depth]
        let first = index
        while index < range.upperBound, ordered[index].bytes[depth] == byte { index += 1 }
        pending.append((nodes.count, first..<index, depth + 1))
        nodes.append(Node(byte: byte))
        nodes[node].childCount += 1
      }
    }
    return nodes
  }
}

@inline(__always)
func foldedASCII(_ byte: UInt8) -> UInt8 {
  byte &- 0x41 < 26 ? byte | 0x20 : byte
}

@inline(__always)
func upperASCII(_ byte: UInt8) -> UInt8 {
  byte &- 0x61 < 26 ? byte & 0xDF : byte
}

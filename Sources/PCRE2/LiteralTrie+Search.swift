extension LiteralTrie {
  /// Calls `body` for every occurrence that lies in the range, by ascending position; at one
  /// position the shorter first.
  ///
  /// The search ends when `body` returns false.
  @inline(__always)
  func forEachHit(
    in text: UnsafePointer<UInt8>, _ range: Range<Int>, _ body: (LiteralHit) -> Bool
  ) {
    guard !isEmpty else { return }
    var start = range.lowerBound
    if let fingerprints, range.count >= 64 {
      guard
        let rest = fingerprints.forEachCandidate(
          in: text, range, { walk(text, at: $0, end: range.upperBound, body) })
      else { return }
      start = rest
    }
    gate.withUnsafeBufferPointer { gate in
      shortStarts.withUnsafeBufferPointer { shortStarts in
        var position = start
        let lastWord = range.upperBound - 4
        while position < range.upperBound {
          if position <= lastWord {
            let word = UnsafeRawPointer(text + position).loadUnaligned(as: UInt32.self)
            let hash = Self.hash(UInt32(littleEndian: word), shift: gateShift)
            let isOpen = gate[Int(hash >> 6)] >> UInt64(hash & 63) & 1 != 0
            guard isOpen || hasShort && shortStarts[Int(text[position])] else {
              position += 1
              continue
            }
          }
          guard walk(text, at: position, end: range.upperBound, body) else { return }
          position += 1
        }
      }
    }
  }

  /// The leftmost occurrence; of those that begin there, the longest.
  func firstHit(in text: UnsafePointer<UInt8>, _ range: Range<Int>) -> LiteralHit? {
    var found: LiteralHit?
    forEachHit(in: text, range) { hit in
      if let first = found, hit.position > first.position { return false }
      found = hit
      return true
    }
    return found
  }

  private func walk(
    _ text: UnsafePointer<UInt8>, at position: Int, end: Int, _ body: (LiteralHit) -> Bool
  ) -> Bool {
    nodes.withUnsafeBufferPointer { nodes in
      var node = Int(roots[Int(folded(text[position]))])
      var index = position + 1
      while node != 0 {
        let value = nodes[node].value
        if value >= 0 {
          let hit = LiteralHit(position: position, length: index - position, value: Int(value))
          guard body(hit) else { return false }
        }
        guard index < end else { return true }
        node = child(of: nodes[node], for: folded(text[index]), in: nodes)
        index += 1
      }
      return true
    }
  }

  @inline(__always)
  private func folded(_ byte: UInt8) -> UInt8 {
    foldsASCII ? foldedASCII(byte) : byte
  }

  /// The child's index, or 0.
  @inline(__always)
  private func child(
    of node: Node, for byte: UInt8, in nodes: UnsafeBufferPointer<Node>
  ) -> Int {
    var low = Int(node.firstChild)
    var high = low + Int(node.childCount)
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle].byte == byte { return middle }
      if nodes[middle].byte < byte { low = middle + 1 } else { high = middle }
    }
    return 0
  }
}

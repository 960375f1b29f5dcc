/// Literals that patterns need, and which slots each of them admits.
struct LiteralIndex: Sendable {
  let words: Int
  let trie: LiteralTrie
  /// `words` words for each value of the trie.
  let slots: [UInt64]

  init(_ builder: LiteralIndexBuilder) {
    words = builder.words
    let ordered = builder.slots.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    trie = LiteralTrie(
      ordered.enumerated().map { (bytes: $1.key, value: $0) }, foldsASCII: true)
    slots = ordered.flatMap(\.value)
  }

  /// Adds the slots to `admitted` that have a literal in the range.
  func admit(
    _ admitted: inout [UInt64], in text: UnsafePointer<UInt8>, _ range: Range<Int>
  ) {
    trie.forEachHit(in: text, range) { hit in
      for word in 0..<words { admitted[word] |= slots[hit.value * words + word] }
      return true
    }
  }
}

struct LiteralIndexBuilder {
  let words: Int
  private(set) var slots: [[UInt8]: [UInt64]] = [:]

  init(words: Int) {
    self.words = words
  }

  mutating func add(_ required: RequiredLiterals, slot: Int) {
    var literals = required.literals
    if required.hasFoldedTwins { literals += ["\u{212A}", "\u{17F}"].map { Array($0.utf8) } }
    for literal in literals {
      slots[literal, default: Array(repeating: 0, count: words)][slot >> 6] |=
        1 << UInt64(slot & 63)
    }
  }
}

/// Tells which slots can match a line, without asking PCRE2.
///
/// It may name too many, never too few.
///
/// A slot is admitted by the first bytes of the line, if its pattern can match nowhere else; or by a literal in the
/// line, if it needs one; or always. On top of that comes the least length of its matches.
struct Prefilter: Sendable {
  let words: Int
  let starts: StartTable
  /// Slots that every line admits.
  let always: [UInt64]
  /// Slots that a line of 0, 1, … 63 or more bytes is long enough for; `words` for each length.
  let byLength: [UInt64]
  let literals: LiteralTrie
  /// Slots that a literal admits; `words` for each value of the trie.
  let byLiteral: [UInt64]

  /// Pairs of printable characters, of 9,025, from which the start of a pattern tells too little.
  private static let unselectivePairs = 2_250

  init(_ slots: [Slot]) {
    let words = max(1, (slots.count + 63) / 64)
    var always = [UInt64](repeating: 0, count: words)
    var byLength = [UInt64](repeating: 0, count: 64 * words)
    var byLiteral: [[UInt8]: [UInt64]] = [:]
    var builder = StartTableBuilder(words: words)
    func admit(_ slot: Int, by literal: [UInt8]) {
      byLiteral[literal, default: Array(repeating: 0, count: words)][slot >> 6] |=
        1 << UInt64(slot & 63)
    }
    for (slot, content) in slots.enumerated() {
      let bit: UInt64 = 1 << UInt64(slot & 63)
      var least = 0
      switch content {
      case .list:
        always[slot >> 6] |= bit
      case .pattern(let pattern):
        least = pattern.minimumLength
        let start = pattern.startsAtSubjectStart ? StartSet(pattern) : nil
        let isSelective = start.map { $0.printablePairs < Self.unselectivePairs } ?? false
        let required = isSelective ? nil : RequiredLiterals(of: pattern)
        if let required {
          for literal in required.literals { admit(slot, by: literal) }
          if required.hasFoldedTwins {
            admit(slot, by: Array("\u{212A}".utf8))
            admit(slot, by: Array("\u{17F}".utf8))
          }
        } else if let start {
          builder.add(start, slot: slot)
        } else {
          always[slot >> 6] |= bit
        }
      }
      for length in min(least, 63)..<64 { byLength[length * words + slot >> 6] |= bit }
    }
    self.words = words
    self.always = always
    self.byLength = byLength
    starts = StartTable(builder)
    let ordered = byLiteral.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    literals = LiteralTrie(
      ordered.enumerated().map { (bytes: $1.key, value: $0) }, foldsASCII: true)
    self.byLiteral = ordered.flatMap(\.value)
  }
}

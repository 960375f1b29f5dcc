/// Tells which slots can match a line, without asking PCRE2.
///
/// It may name too many, never too few.
///
/// A slot is admitted by the first bytes of the line, if its pattern can match nowhere else; or by
/// a literal in the line, if it needs one or is a list of them; or always. On top of that comes the
/// least length of its matches.
struct Prefilter: Sendable {
  let words: Int
  let starts: StartTable
  /// Slots that every line admits.
  let always: [UInt64]
  /// Slots that a line of 0, 1, … 63 or more bytes is long enough for; `words` for each length.
  let byLength: [UInt64]
  let literals: LiteralIndex
  /// Lists of literals; the hits of each admit its own slot.
  let lists: [(slot: Int, trie: LiteralTrie)]

  /// Pairs of printable characters, of 9,025, from which the start of a pattern tells too little.
  private static let unselectivePairs = 2_250

  init(_ slots: [Slot]) {
    words = max(1, (slots.count + 63) / 64)
    var always = [UInt64](repeating: 0, count: words)
    var byLength = [UInt64](repeating: 0, count: 64 * words)
    var literals = LiteralIndexBuilder(words: words)
    var starts = StartTableBuilder(words: words)
    var lists: [(slot: Int, trie: LiteralTrie)] = []
    for (slot, content) in slots.enumerated() {
      let bit: UInt64 = 1 << UInt64(slot & 63)
      var leastLength = 0
      if case .list(let trie) = content {
        lists.append((slot, trie))
      } else if case .pattern(let pattern, .line) = content {
        leastLength = min(pattern.minimumLength, 63)
        switch Self.admission(of: pattern) {
        case .literals(let required): literals.add(required, slot: slot)
        case .start(let start): starts.add(start, slot: slot)
        case .always: always[slot >> 6] |= bit
        }
      } else {
        always[slot >> 6] |= bit
      }
      for length in leastLength..<64 { byLength[length * words + slot >> 6] |= bit }
    }
    self.always = always
    self.byLength = byLength
    self.starts = StartTable(starts)
    self.literals = LiteralIndex(literals)
    self.lists = lists
  }

  private enum Admission {
    case start(StartSet)
    case literals(RequiredLiterals)
    case always
  }

  private static func admission(of pattern: Pattern) -> Admission {
    let start = pattern.startsAtSubjectStart ? StartSet(pattern) : nil
    if let start, start.printablePairs < unselectivePairs { return .start(start) }
    if let required = RequiredLiterals(of: pattern) { return .literals(required) }
    return start.map(Admission.start) ?? .always
  }
}

/// Tells which slots can match in a block or a text: all but those that need a literal that is
/// not there.
struct UnitFilter: Sendable {
  private let always: [UInt64]
  private let literals: LiteralIndex

  init(_ slots: [Slot]) {
    let words = max(1, (slots.count + 63) / 64)
    var always = [UInt64](repeating: 0, count: words)
    var literals = LiteralIndexBuilder(words: words)
    for (slot, content) in slots.enumerated() {
      if case .pattern(let pattern, let unit) = content, unit != .line,
        let required = RequiredLiterals(of: pattern)
      {
        literals.add(required, slot: slot)
      } else {
        always[slot >> 6] |= 1 << UInt64(slot & 63)
      }
    }
    self.always = always
    self.literals = LiteralIndex(literals)
  }

  /// One bit for each slot that can match.
  func admitted(in text: UnsafePointer<UInt8>, _ range: Range<Int>) -> [UInt64] {
    var admitted = always
    literals.admit(&admitted, in: text, range)
    return admitted
  }
}

/// Which slots can match a line that begins with given bytes.
struct StartTable: Sendable {
  /// Number of a set of slots, for each first two bytes.
  let pairs: [UInt16]
  /// The same for each character from U+2000 to U+3FFF.
  ///
  /// Bullets, dashes, quotation marks and blanks are there, which would else all look alike.
  let symbols: [UInt16]
  /// For lines of a single byte.
  let singles: [UInt16]
  /// The set of an empty line.
  let empty: UInt16
  /// The sets: `words` words each.
  let sets: [UInt64]

  init(_ builder: StartTableBuilder) {
    var numbers = [UInt16?](repeating: nil, count: builder.sets.count)
    var sets: [UInt64] = []
    var count: UInt16 = 0
    // Rows that can differ are fewer than 65,536, since most pairs of bytes begin no text. So are sets.
    func number(of set: UInt32) -> UInt16 {
      if let number = numbers[Int(set)] { return number }
      numbers[Int(set)] = count
      sets += builder.sets[Int(set)]
      count += 1
      return count - 1
    }
    pairs = builder.pairs.map(number)
    symbols = builder.symbols.map(number)
    singles = builder.singles.map(number)
    empty = number(of: builder.empty)
    self.sets = sets
  }
}

/// A start table that grows by one slot after the other: each splits the sets that it touches.
struct StartTableBuilder {
  /// Some are no longer in use.
  private(set) var sets: [[UInt64]]
  private(set) var pairs = [UInt32](repeating: 0, count: 65_536)
  private(set) var symbols = [UInt32](repeating: 0, count: 8_192)
  private(set) var singles = [UInt32](repeating: 0, count: 256)
  private(set) var empty: UInt32 = 0

  init(words: Int) {
    sets = [Array(repeating: 0, count: words)]
  }

  mutating func add(_ start: StartSet, slot: Int) {
    var split: [UInt32: UInt32] = [:]
    for row in start.pairs { pairs[row] = set(pairs[row], with: slot, &split) }
    for row in start.symbols { symbols[row] = set(symbols[row], with: slot, &split) }
    for row in start.singles { singles[row] = set(singles[row], with: slot, &split) }
    empty = set(empty, with: slot, &split)
  }

  private mutating func set(
    _ old: UInt32, with slot: Int, _ split: inout [UInt32: UInt32]
  ) -> UInt32 {
    if let new = split[old] { return new }
    let new = UInt32(sets.count)
    split[old] = new
    sets.append(sets[Int(old)])
    sets[Int(new)][slot >> 6] |= 1 << UInt64(slot & 63)
    return new
  }
}

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
    var known: [[UInt64]: UInt16] = [:]
    var flat: [UInt64] = []
    let words = builder.words
    func numbers(_ bits: [UInt64]) -> [UInt16] {
      var result: [UInt16] = []
      result.reserveCapacity(bits.count / words)
      for start in stride(from: 0, to: bits.count, by: words) {
        let isRepeated =
          start > 0 && (start..<start + words).allSatisfy { bits[$0] == bits[$0 - words] }
        if isRepeated, let last = result.last {
          result.append(last)
          continue
        }
        let set = Array(bits[start..<start + words])
        // The rows that can differ are fewer than 65,536: most pairs of bytes begin no text.
        let number = known[set] ?? UInt16(known.count)
        if known.updateValue(number, forKey: set) == nil { flat += set }
        result.append(number)
      }
      return result
    }
    pairs = numbers(builder.pairs)
    symbols = numbers(builder.symbols)
    singles = numbers(builder.singles)
    empty = numbers(builder.empty)[0]
    sets = flat
  }
}

/// The sets of a start table as plain bits.
struct StartTableBuilder {
  let words: Int
  private(set) var pairs: [UInt64]
  private(set) var symbols: [UInt64]
  private(set) var singles: [UInt64]
  private(set) var empty: [UInt64]

  init(words: Int) {
    self.words = words
    pairs = Array(repeating: 0, count: 65_536 * words)
    symbols = Array(repeating: 0, count: 8_192 * words)
    singles = Array(repeating: 0, count: 256 * words)
    empty = Array(repeating: 0, count: words)
  }

  mutating func add(_ start: StartSet, slot: Int) {
    for row in start.pairs { mark(&pairs, row, slot) }
    for row in start.symbols { mark(&symbols, row, slot) }
    for row in start.singles { mark(&singles, row, slot) }
    mark(&empty, 0, slot)
  }

  private func mark(_ bits: inout [UInt64], _ row: Int, _ slot: Int) {
    bits[row * words + slot >> 6] |= 1 << UInt64(slot & 63)
  }
}

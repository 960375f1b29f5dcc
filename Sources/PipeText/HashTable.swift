/// 64-bit hashes of words, each with a set of bits: a table that is built once and only read.
struct HashTable: Sendable {
  private var keys: [UInt64]
  private var bits: [UInt32]
  private var count = 0

  init() {
    keys = [UInt64](repeating: 0, count: 64)
    bits = [UInt32](repeating: 0, count: 64)
  }

  /// The bits of a hash; 0 when it is not in the table.
  subscript(hash: UInt64) -> UInt32 {
    let mask = keys.count &- 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while bits[at] != 0 {
      if keys[at] == hash { return bits[at] }
      at = (at &+ 1) & mask
    }
    return 0
  }

  /// Adds bits to those of a hash.
  mutating func insert(_ hash: UInt64, _ more: UInt32) {
    if count * 2 >= keys.count { grow() }
    let mask = keys.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while bits[at] != 0, keys[at] != hash { at = (at + 1) & mask }
    if bits[at] == 0 { count += 1 }
    keys[at] = hash
    bits[at] |= more
  }

  private mutating func grow() {
    let old = (keys, bits)
    keys = [UInt64](repeating: 0, count: old.0.count * 2)
    bits = [UInt32](repeating: 0, count: old.0.count * 2)
    count = 0
    for (key, value) in zip(old.0, old.1) where value != 0 { insert(key, value) }
  }
}

/// The hash of a word as it is compared: of its folded form.
func foldedHash(_ word: some StringProtocol) -> UInt64 {
  var folded: [UInt8] = []
  appendFolded(Array(word.utf8).span, to: &folded)
  return hash64(folded.span)
}

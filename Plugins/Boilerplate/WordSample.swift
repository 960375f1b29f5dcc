import PipeText

/// Some words, by what ``TextCounter`` gives of them.
struct WordSample {
  private var words: [UInt32] = []
  /// For each word a bit: most words that are not here are seen at once.
  private var bits = InlineArray<8, UInt64>(repeating: 0)

  init(_ words: some Sequence<UInt32>) {
    for word in words where !contains(word) {
      bits[Int(word >> 22 & 7)] |= 1 << UInt64(word >> 16 & 63)
      self.words.append(word)
    }
  }

  @inline(__always)
  private func contains(_ word: UInt32) -> Bool {
    bits[Int(word >> 22 & 7)] &>> UInt64(word >> 16 & 63) & 1 == 1 && words.contains(word)
  }

  func count(in all: Span<UInt32>, _ range: Range<Int>) -> Int {
    var count = 0
    for index in range where contains(all[index]) { count &+= 1 }
    return count
  }
}

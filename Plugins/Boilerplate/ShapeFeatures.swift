import PipeText

extension PageFeatures {
  /// How the unit begins and ends, and where it stands among the lines of its block.
  func addShape(_ unit: Unit, _ index: Int, _ row: inout some FeatureSink) {
    let facts = unit.facts
    let last = facts.last
    row.add("last character", last >= 0x30 && last <= 0x39)
    row.add("last character", last == 0x2C || last == 0x3B || last == 0x2D || last == 0x2013)
    row.add("last character", last >= 0x61 && last <= 0x7A)
    row.add("last character", last == 0x3F || last == 0x21)
    row.add("capitals", facts.letters > 3 && facts.uppers == facts.letters)
    row.add("first character", facts.first == .digit)
    row.add("first character", facts.first == .quote)
    row.add("words of the first line", sharedWithFirst(unit))
    let before = blockStarts[index]
    let after = blockEnds[index] - 1
    let size = after - before + 1
    row.add("lines of the block", lg(size))
    row.add("place in the block", lg(index - before))
    row.add("place in the block", index == before)
    row.add("place in the block", index == after)
    let inside = words.within(before..<(after + 1))
    row.add("words of the block", lg(inside))
    row.add("words of the block", lg(inside / Float(size)))
    row.add("prose of the block", share(ends.within(before..<(after + 1)), Float(size)))
    row.add("prose of the block", share(longWords.within(before..<(after + 1)), inside))
    let glues = index > 0 && !page.units[index - 1].facts.endsSentence && facts.first == .lower
    let isGlued =
      index + 1 < page.units.count && !facts.endsSentence
      && page.units[index + 1].facts.first == .lower
    row.add("goes on", glues)
    row.add("goes on", isGlued)
  }

  private func sharedWithFirst(_ unit: Unit) -> Float {
    if unit.facts.words == 0 || unit.facts.words > 60 || firstWords.isEmpty { return 0 }
    var count = 0
    for index in unit.wordRange where firstWords.contains(page.words[index]) { count += 1 }
    return share(count, unit.facts.words)
  }
}

/// Some words, by what ``TextCounter`` gives of them.
struct WordSample {
  private var words: [UInt32] = []
  /// For each word a bit: most words that are not here are seen at once.
  private var bits = SIMD8<UInt64>()

  init() {}

  init(_ words: some Sequence<UInt32>) {
    for word in words where !contains(word) {
      bits[Int(word >> 22 & 7)] |= 1 << UInt64(word >> 16 & 63)
      self.words.append(word)
    }
  }

  var isEmpty: Bool { words.isEmpty }

  func contains(_ word: UInt32) -> Bool {
    bits[Int(word >> 22 & 7)] >> UInt64(word >> 16 & 63) & 1 == 1 && words.contains(word)
  }
}

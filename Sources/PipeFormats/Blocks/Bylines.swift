/// Words that stand before an author's name, in lower case.
private let bylineWords: [[UInt8]] = [
  "by", "von", "par", "por", "di", "door", "av", "af", "автор", "作者",
]
.map { Array($0.utf8) }

/// Whether a line opens with the word that names an author.
func opensByline(_ bytes: Span<UInt8>) -> Bool {
  bylineWords.contains { word in
    guard bytes.count > word.count else { return false }
    for index in word.indices {
      let byte = bytes[index]
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lower != word[index] { return false }
    }
    let next = bytes[word.count]
    return next == 0x20 || next == 0x3A || next >= 0xE3
  }
}

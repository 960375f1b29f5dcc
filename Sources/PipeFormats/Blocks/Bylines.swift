/// Words that stand before an author's name, in lower case.
private let bylineWords: [[UInt8]] = [
  "by", "von", "par", "por", "di", "door", "av", "af", "автор", "作者",
]
.map { Array($0.utf8) }

/// Whether a line opens with the word that names an author.
func opensByline(_ bytes: Span<UInt8>) -> Bool {
  guard bytes.count > 0 else { return false }
  let first = bytes[0]
  let lower = first &- 0x41 < 26 ? first | 0x20 : first
  return bylineStarts[Int(lower)] && opensByline(bytes, anyOf: bylineWords)
}

/// By first byte, whether any of the words begins with it.
private let bylineStarts: [Bool] = (0..<256).map { byte in
  bylineWords.contains { $0.first == UInt8(byte) }
}

private func opensByline(_ bytes: Span<UInt8>, anyOf words: [[UInt8]]) -> Bool {
  words.contains { word in
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

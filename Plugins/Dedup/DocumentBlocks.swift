import PipeText

/// The blocks of a document and their words, in the form in which they are compared.
struct DocumentBlocks {
  struct Token {
    /// The token's number among all of the document.
    var number: Int
    /// In `folded`.
    var bytes: Range<Int>
    var isIdeographic: Bool
    var isNumber: Bool

    /// What the token counts in letters; a Han or kana character counts as three.
    var weight: Int { isIdeographic ? 3 : bytes.count }
  }

  private(set) var folded: [UInt8] = []
  private(set) var tokens: [Token] = []
  private(set) var blocks: [Block] = []
  private(set) var numbers = WordIndex()
  private var scratch: [UInt8] = []

  init(_ text: Span<UInt8>, _ lines: [Range<Int>], blocks groups: [Range<Int>]) {
    for group in groups where !group.isEmpty { add(text, lines, group) }
    markStanzas()
  }

  private mutating func add(_ text: Span<UInt8>, _ lines: [Range<Int>], _ range: Range<Int>) {
    var block = Block(lines: range)
    let firstByte = folded.count
    let firstToken = tokens.count
    var firstOfBody = firstToken
    var lineStarts: [Int] = []
    for line in lines[range] {
      lineStarts.append(tokens.count)
      let words = wordCount(of: text.extracting(line))
      let (start, count) = (tokens.count, folded.count)
      addLine(text.extracting(line))
      let ideographs = tokens[start...].reduce(0) { $0 + ($1.isIdeographic ? 1 : 0) }
      block.halfWords += 2 * (words - ideographs) + ideographs
      block.look.add(text.extracting(line), words: words)
      if range.count > 2, start == firstToken, endsWithColon(from: count) {
        firstOfBody = tokens.count
      }
      folded.append(0x0A)
    }
    block.tokens = firstToken..<tokens.count
    block.body = firstOfBody..<tokens.count
    lineStarts.append(tokens.count)
    block.setKeys(self, lineStarts, bytes: firstByte..<folded.count)
    blocks.append(block)
  }

  /// Whether the line that was folded from an offset on ends with a colon: the heading of a list.
  private func endsWithColon(from start: Int) -> Bool {
    var end = folded.count
    while end > start, folded[end - 1] == 0x20 { end -= 1 }
    return end > start && folded[end - 1] == UInt8(ascii: ":")
  }

  private mutating func addLine(_ line: Span<UInt8>) {
    scratch.removeAll(keepingCapacity: true)
    appendFolded(line, to: &scratch)
    let start = folded.count
    folded.append(contentsOf: scratch)
    // Locals, so that the span of the scratch does not keep the rest of `self` from changing.
    let bytes = scratch
    var (newTokens, newNumbers) = ([Token](), WordIndex())
    swap(&newTokens, &tokens)
    swap(&newNumbers, &numbers)
    let span = bytes.span
    forEachToken(in: span) { range in
      let word = span.extracting(range)
      let isIdeographic =
        word[0] >= 0xE2 && characterClass(ofScalar: decodeScalar(word, at: 0).scalar).isIdeographic
      var isNumber = true
      for index in 0..<word.count {
        isNumber = isNumber && word[index] >= 0x30 && word[index] <= 0x39
      }
      newTokens.append(
        Token(
          number: newNumbers.insert(hash64(word)),
          bytes: start + range.lowerBound..<start + range.upperBound, isIdeographic: isIdeographic,
          isNumber: isNumber))
    }
    swap(&newTokens, &tokens)
    swap(&newNumbers, &numbers)
  }

  /// Stanzas count as such only where the document is verse: seven tenths of its words.
  private mutating func markStanzas() {
    let all = blocks.reduce(0) { $0 + $1.halfWords }
    let verse = blocks.reduce(0) { $0 + ($1.look.isVerse ? $1.halfWords : 0) }
    guard verse * 10 >= all * 7 else { return }
    for index in blocks.indices where blocks[index].look.isVerse { blocks[index].isStanza = true }
  }
}

/// Runs of lines between blank lines, as ranges of indices; every line that is not blank when none is.
package func blocksBetweenBlankLines(
  in text: Span<UInt8>, lines: [Range<Int>]
) -> [Range<Int>] {
  let isBlankLine = lines.map { isBlank(text.extracting($0)) }
  let hasBlanks = isBlankLine.contains(true)
  var blocks: [Range<Int>] = []
  var start = 0
  while start < lines.count {
    guard !isBlankLine[start] else {
      start += 1
      continue
    }
    var end = start + 1
    while hasBlanks, end < lines.count, !isBlankLine[end] { end += 1 }
    blocks.append(start..<end)
    start = end
  }
  return blocks
}

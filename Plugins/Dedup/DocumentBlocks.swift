import PipeText

/// The blocks of a document and their words, in the form in which they are compared.
struct DocumentBlocks {
  struct Token: BitwiseCopyable {
    private let index: UInt32
    private let start: UInt32
    /// The length, and a bit each for the two kinds below it.
    private let lengthAndKind: UInt32

    init(number: Int, bytes: Range<Int>, isIdeographic: Bool, isNumber: Bool) {
      index = UInt32(truncatingIfNeeded: number)
      start = UInt32(truncatingIfNeeded: bytes.lowerBound)
      lengthAndKind =
        UInt32(truncatingIfNeeded: bytes.count) << 2 | (isIdeographic ? 2 : 0) | (isNumber ? 1 : 0)
    }

    /// The token's number among all of the document.
    var number: Int { Int(index) }
    /// In `folded`.
    var bytes: Range<Int> { Int(start)..<Int(start) &+ Int(lengthAndKind >> 2) }
    var isIdeographic: Bool { lengthAndKind & 2 != 0 }
    var isNumber: Bool { lengthAndKind & 1 != 0 }

    /// What the token counts in letters; a Han or kana character counts as three.
    var weight: Int { isIdeographic ? 3 : Int(lengthAndKind >> 2) }
  }

  /// The lines of all blocks, each with a line feed.
  let folded: [UInt8]
  let tokens: [Token]
  /// The hash of each token.
  let hashes: [UInt64]
  /// How many different tokens there are.
  let numberCount: Int
  private(set) var blocks: [Block] = []
  /// The different shingles of each block, after one another, by their numbers.
  private(set) var shingles: [Int32] = []
  /// How many different shingles there are.
  private(set) var shingleCount = 0

  init(_ text: Span<UInt8>, _ lines: [Range<Int>], blocks groups: [Range<Int>]) {
    let lineCount = groups.reduce(0) { $0 + $1.count }
    var folded: [UInt8] = []
    folded.reserveCapacity(text.count + text.count / 4 + lineCount + 64)
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(lineCount)
    for group in groups {
      for line in lines[group] {
        let start = folded.count
        appendFolded(text.extracting(line), to: &folded)
        ranges.append(start..<folded.count)
        folded.append(0x0A)
      }
    }
    let reading = TokenReading(folded.span, ranges)
    self.folded = folded
    tokens = reading.tokens
    hashes = reading.hashes
    numberCount = reading.numbers.count
    addBlocks(text, lines, groups, ranges, reading.lineEnds)
    markStanzas()
  }

  private mutating func addBlocks(
    _ text: Span<UInt8>, _ lines: [Range<Int>], _ groups: [Range<Int>], _ ranges: [Range<Int>],
    _ lineEnds: [Int]
  ) {
    var builder = ShingleBuilder(expecting: tokens.count)
    blocks.reserveCapacity(groups.count)
    var line = 0
    for group in groups where !group.isEmpty {
      let own = line..<(line + group.count)
      let starts = [line == 0 ? 0 : lineEnds[line - 1]] + lineEnds[own]
      var block = Block(lines: group)
      var words = 0
      for (index, position) in zip(group, own) {
        let bytes = text.extracting(lines[index])
        words = wordCount(of: bytes)
        var ideographs = 0
        for token in starts[position - line]..<starts[position - line + 1]
        where tokens[token].isIdeographic { ideographs += 1 }
        block.halfWords += 2 * (words - ideographs) + ideographs
        block.look.add(bytes, words: words)
      }
      block.tokens = starts[0]..<starts[starts.count - 1]
      // The first line that has words is the heading of a list when it ends with a colon.
      let heading = group.count > 2 ? self.heading(ranges[own], starts) : starts[0]
      block.body = heading..<block.tokens.upperBound
      let end = ranges[own.upperBound - 1].upperBound + 1
      block.setKeys(self, bytes: ranges[line].lowerBound..<end)
      let first = shingles.count
      builder.append(block, hashes, lineStarts: starts, to: &shingles)
      block.shingles = first..<shingles.count
      blocks.append(block)
      line += group.count
    }
    shingleCount = builder.count
  }

  /// Where the tokens of a block begin behind a first line that ends with a colon.
  private func heading(_ lines: ArraySlice<Range<Int>>, _ starts: [Int]) -> Int {
    var first = starts[0]
    for (offset, line) in lines.enumerated() where starts[offset] == starts[0] {
      if endsWithColon(line) { first = starts[offset + 1] }
    }
    return first
  }

  private func endsWithColon(_ line: Range<Int>) -> Bool {
    var end = line.upperBound
    while end > line.lowerBound, folded[end - 1] == 0x20 { end -= 1 }
    return end > line.lowerBound && folded[end - 1] == UInt8(ascii: ":")
  }

  /// Stanzas count as such only where the document is verse: seven tenths of its words.
  private mutating func markStanzas() {
    var all = 0
    var verse = 0
    for index in blocks.indices {
      all += blocks[index].halfWords
      if blocks[index].look.isVerse { verse += blocks[index].halfWords }
    }
    guard verse * 10 >= all * 7 else { return }
    for index in blocks.indices where blocks[index].look.isVerse { blocks[index].isStanza = true }
  }
}

/// The tokens of folded lines.
private struct TokenReading {
  private(set) var tokens: [DocumentBlocks.Token] = []
  private(set) var hashes: [UInt64] = []
  private(set) var numbers: WordIndex
  /// How many tokens there are up to the end of each line.
  private(set) var lineEnds: [Int] = []

  init(_ text: Span<UInt8>, _ lines: [Range<Int>]) {
    let expected = text.count / 5
    numbers = WordIndex(expecting: min(expected / 2, 4_096))
    tokens.reserveCapacity(expected)
    hashes.reserveCapacity(expected)
    lineEnds.reserveCapacity(lines.count)
    for line in lines {
      forEachToken(in: text.extracting(line)) { range in
        add(text, (line.lowerBound &+ range.lowerBound)..<(line.lowerBound &+ range.upperBound))
      }
      lineEnds.append(tokens.count)
    }
  }

  private mutating func add(_ text: Span<UInt8>, _ range: Range<Int>) {
    let first = text[range.lowerBound]
    var isIdeographic = false
    var isNumber = false
    if first >= 0xE2 {
      let scalar = decodeScalar(text, at: range.lowerBound).scalar
      isIdeographic = characterClass(ofScalar: scalar).isIdeographic
    } else if first &- 0x30 < 10 {
      isNumber = true
      for index in range { isNumber = isNumber && text[index] &- 0x30 < 10 }
    }
    let hash = hash64(text.extracting(range))
    hashes.append(hash)
    tokens.append(
      DocumentBlocks.Token(
        number: numbers.insert(hash), bytes: range, isIdeographic: isIdeographic,
        isNumber: isNumber))
  }
}

/// Numbers the shingles of blocks: pairs of neighbouring words of the body, and lines.
private struct ShingleBuilder {
  private var numbers: WordIndex
  /// By shingle: the last block that has it, from 1.
  private var lastBlocks: [Int32] = []
  private var block: Int32 = 0

  init(expecting tokens: Int) {
    numbers = WordIndex(expecting: tokens)
    lastBlocks.reserveCapacity(tokens)
  }

  var count: Int { numbers.count }

  /// Appends each different shingle of a block once.
  mutating func append(
    _ block: Block, _ hashes: [UInt64], lineStarts: [Int], to shingles: inout [Int32]
  ) {
    self.block &+= 1
    for index in block.body.dropLast() {
      append(combineHashes(hashes[index], hashes[index + 1]), to: &shingles)
    }
    for line in lineStarts.indices.dropLast() where lineStarts[line] < lineStarts[line + 1] {
      var hash: UInt64 = 1
      for index in lineStarts[line]..<lineStarts[line + 1] {
        hash = combineHashes(hash, hashes[index])
      }
      append(hash, to: &shingles)
    }
  }

  private mutating func append(_ hash: UInt64, to shingles: inout [Int32]) {
    let number = numbers.insert(hash)
    if number == lastBlocks.count { lastBlocks.append(0) }
    guard lastBlocks[number] != block else { return }
    lastBlocks[number] = block
    shingles.append(Int32(truncatingIfNeeded: number))
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

import PipeText

/// Compares the words of two blocks; one for a document, since it keeps its scratch.
struct BlockComparison {
  private let blocks: DocumentBlocks
  /// By token number: how often the earlier block has it and the later has not used it.
  private var counts: [Int32]
  private var rows = EditRows()
  /// With more pairs of words that could be the same one misread, all count as new.
  private static let mostPairs = 16_384

  init(_ blocks: DocumentBlocks) {
    self.blocks = blocks
    counts = [Int32](repeating: 0, count: blocks.numberCount)
  }

  /// Share of the later block's letters in words that the earlier has too, or has nearly.
  ///
  /// `nil` when what differs is numbers and nothing else: two clauses or rows, not two copies.
  mutating func similarity(of later: Int, to earlier: Int) -> Double? {
    let body = blocks.blocks[later].body
    let (unmatched, left) = match(body, blocks.blocks[earlier].body)
    let all = body.reduce(0) { $0 + blocks.tokens[$1].weight }
    let rest = Array(unmatched.dropFirst(labelLength(body, unmatched)))
    let restWeight = rest.reduce(0) { $0 + blocks.tokens[$1].weight }
    guard restWeight * 5 <= all * 2 else { return 0 }
    let looksAtLetters = rest.count * left.count <= Self.mostPairs
    var new = 0
    var misread = 0
    var hasNewNumber = false
    for token in rest {
      if looksAtLetters, isOnlyOne(token, rest),
        left.contains(where: { rows.isMisread(blocks, token, $0) })
      {
        misread += 1
      } else {
        new += max(2, blocks.tokens[token].weight)
        hasNewNumber = hasNewNumber || blocks.tokens[token].isNumber
      }
    }
    if misread == 0, hasNewNumber, left.contains(where: { blocks.tokens[$0].isNumber }) {
      return nil
    }
    return 1 - Double(new) / Double(max(1, all))
  }

  /// The later block's tokens that the earlier lacks, and the earlier's that the later lacks.
  private mutating func match(_ later: Range<Int>, _ earlier: Range<Int>) -> ([Int], [Int]) {
    for token in earlier { counts[blocks.tokens[token].number] += 1 }
    var unmatched: [Int] = []
    for token in later {
      let number = blocks.tokens[token].number
      if counts[number] > 0 { counts[number] -= 1 } else { unmatched.append(token) }
    }
    var left: [Int] = []
    for token in earlier {
      let number = blocks.tokens[token].number
      if counts[number] > 0 {
        counts[number] -= 1
        left.append(token)
      }
    }
    return (unmatched, left)
  }

  /// How many of the first three words are new and make a label: a colon, dash or bracket stands after them.
  private func labelLength(_ body: Range<Int>, _ unmatched: [Int]) -> Int {
    var length = 0
    while length < min(3, unmatched.count), unmatched[length] == body.lowerBound + length {
      length += 1
    }
    guard length > 0, body.count - length >= 6 else { return 0 }
    let start = blocks.tokens[body.lowerBound + length - 1].bytes.upperBound
    let end = blocks.tokens[body.lowerBound + length].bytes.lowerBound
    let marks: [UInt8] = [0x3A, 0x2D, 0x29, 0x5D]
    return blocks.folded[start..<end].contains { marks.contains($0) } ? length : 0
  }

  /// A word that is new several times was not misread.
  private func isOnlyOne(_ token: Int, _ rest: [Int]) -> Bool {
    let number = blocks.tokens[token].number
    return rest.reduce(0) { $0 + (blocks.tokens[$1].number == number ? 1 : 0) } == 1
  }
}

/// Whether two words are the same word misread, with the rows of the edit distance as scratch.
struct EditRows {
  private var last: [Int] = []
  private var row: [Int] = []

  /// One edit, or one for each five letters; or one of two words is a piece of the other, as when a blank came in.
  mutating func isMisread(_ blocks: DocumentBlocks, _ first: Int, _ second: Int) -> Bool {
    let (a, b) = (blocks.tokens[first], blocks.tokens[second])
    guard !a.isIdeographic, !b.isIdeographic, !(a.isNumber && b.isNumber) else { return false }
    let x = blocks.folded[a.bytes]
    let y = blocks.folded[b.bytes]
    let longer = max(x.count, y.count)
    guard longer <= 64 else { return false }
    let limit = max(x.allSatisfy { $0 < 0x80 } ? 1 : 2, longer / 5)
    if min(x.count, y.count) >= 3, abs(x.count - y.count) <= limit, distance(x, y) <= limit {
      return true
    }
    guard !a.isNumber, !b.isNumber, min(x.count, y.count) >= 2 else { return false }
    return x.count <= y.count ? contains(y, x) : contains(x, y)
  }

  private mutating func distance(_ x: ArraySlice<UInt8>, _ y: ArraySlice<UInt8>) -> Int {
    last.removeAll(keepingCapacity: true)
    last.append(contentsOf: 0...y.count)
    for (i, byte) in x.enumerated() {
      row.removeAll(keepingCapacity: true)
      row.append(i + 1)
      for (j, other) in y.enumerated() {
        row.append(min(last[j + 1] + 1, row[j] + 1, last[j] + (byte == other ? 0 : 1)))
      }
      swap(&last, &row)
    }
    return last[y.count]
  }

  private func contains(_ word: ArraySlice<UInt8>, _ piece: ArraySlice<UInt8>) -> Bool {
    for start in word.startIndex...(word.endIndex - piece.count)
    where word[start..<start + piece.count].elementsEqual(piece) {
      return true
    }
    return false
  }
}

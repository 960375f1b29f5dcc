import PipeCore
import PipeText

/// The words of a document's passages, and where they stand in its lines.
struct PlacedWords {
  struct Line {
    let index: Int
    let words: Range<Int>
  }

  private(set) var sequence = WordSequence()
  /// The lines that words were read from, in order; those without words too.
  private(set) var lines: [Line] = []
  /// Of each word the bytes in its line.
  private(set) var ranges: [Range<Int>] = []
  /// Whether something parts each word from the one before: white space, a line end, a script without spaces.
  private var begins: [Bool] = []

  /// Cells of tables are not read, and part what stands around them.
  init(of document: Document, placed: Bool) {
    document.forEachLine { line in
      guard line.kind != .table else { return sequence.part() }
      guard placed else { return sequence.append(line.bytes) }
      read(line)
    }
    sequence.part()
  }

  private mutating func read(_ line: LineView) {
    let first = ranges.count
    var found: [Range<Int>] = []
    sequence.append(line.bytes) { found.append($0) }
    var end = 0
    for (number, range) in found.enumerated() {
      begins.append(
        number == 0 || lastBlank(in: line.bytes, end..<range.lowerBound) != nil
          || isIdeographic(line.bytes, range) || isIdeographic(line.bytes, found[number - 1]))
      end = range.upperBound
    }
    ranges += found
    lines.append(Line(index: line.index, words: first..<ranges.count))
  }

  private func isIdeographic(_ line: Span<UInt8>, _ word: Range<Int>) -> Bool {
    characterClass(ofScalar: decodeScalar(line, at: word.lowerBound).scalar).isIdeographic
  }

  /// The words without those at the ends that are only parts of what stands between white space.
  func whole(_ words: Range<Int>) -> Range<Int> {
    var start = words.lowerBound
    while start < words.upperBound, !begins[start] { start += 1 }
    var end = words.upperBound
    while end > start, end < begins.count, !begins[end] { end -= 1 }
    return start..<end
  }
}

/// Where the last white space of a range ends; nil when it has none.
func lastBlank(in line: Span<UInt8>, _ range: Range<Int>) -> Int? {
  var last: Int?
  var at = range.lowerBound
  while at < range.upperBound {
    let (scalar, length) = decodeScalar(line, at: at)
    at += length
    if isWhiteSpace(scalar) { last = at }
  }
  return last
}

/// Where the first white space of a range begins; nil when it has none.
func firstBlank(in line: Span<UInt8>, _ range: Range<Int>) -> Int? {
  var at = range.lowerBound
  while at < range.upperBound {
    let (scalar, length) = decodeScalar(line, at: at)
    if isWhiteSpace(scalar) { return at }
    at += length
  }
  return nil
}

import PipeText

/// The words of a document in the form in which its passages are compared: folded, one after the other.
///
/// A word is a token of PipeText: a run of letters, digits and marks, or one Han or kana character.
struct WordSequence {
  /// The words, each with a blank behind it.
  private(set) var bytes: [UInt8] = []
  /// Where each word begins in `bytes`, and where the last one ends.
  private(set) var starts: [Int] = [0]
  private(set) var hashes: [UInt64] = []
  /// The stretches that nothing parts; a passage lies within one.
  private(set) var stretches: [Range<Int>] = []

  var count: Int { hashes.count }

  /// Appends the words of a line, and calls `place` with each one's range in it.
  mutating func append(_ line: Span<UInt8>, place: (Range<Int>) -> Void = { _ in }) {
    forEachToken(in: line) { range in
      let start = bytes.count
      appendFolded(line.extracting(range), to: &bytes)
      hashes.append(hash64(bytes.span.extracting(start..<bytes.count)))
      bytes.append(UInt8(ascii: " "))
      starts.append(bytes.count)
      place(range)
    }
  }

  /// Ends a stretch.
  mutating func part() {
    let start = stretches.last?.upperBound ?? 0
    if start < count { stretches.append(start..<count) }
  }

  /// The key of a run of words: of their bytes, so that equal keys are equal words.
  func key(of words: Range<Int>, seed: UInt64) -> UInt128 {
    let range = starts[words.lowerBound]..<starts[words.upperBound]
    return hash128(bytes.span.extracting(range), seed: seed)
  }
}

import PipeText
import Testing

@testable import PipeFormats

/// What is counted by the bits of 64 bytes, against one character after the other.
@Suite struct LineCountTests {
  private struct Facts: Equatable {
    var columns = 0
    var letters = 0
    var words = 0
    var digitWords = 0
    var firstWordColumns = 0
    var gaps: UInt64 = 0
    var hasTime = false
    var hasCellMark = false

    init(_ facts: LineFacts) {
      columns = Int(facts.columns)
      letters = Int(facts.letters)
      words = Int(facts.words)
      digitWords = Int(facts.digitWords)
      firstWordColumns = Int(facts.firstWordColumns)
      gaps = facts.gaps
      hasTime = facts.hasTime
      hasCellMark = facts.hasCellMark
    }

    /// Counts a line of the alphabet below, of less than 512 bytes.
    init(slowly line: [UInt8]) {
      var spaces = 1
      var isInWord = false
      var hasDigit = false
      var wide = 0
      func isDigit(_ index: Int) -> Bool {
        line.indices.contains(index) && line[index] &- 0x30 < 10
      }
      func endWord(_ facts: inout Facts) {
        if facts.words == 0 { facts.firstWordColumns = facts.columns }
        facts.words += 1
        facts.digitWords += hasDigit ? 1 : 0
        isInWord = false
        hasDigit = false
      }
      for (index, byte) in line.enumerated() where byte & 0xC0 != 0x80 {
        if byte == 0x20 || byte == 0x09 {
          if isInWord {
            endWord(&self)
            spaces = 0
          }
          spaces += 1
          columns += 1
          hasCellMark = hasCellMark || byte == 0x09
          continue
        }
        columns += 1
        let before = line[..<index].last { $0 != 0x20 }
        if !isInWord, spaces > 1, byte < 0x80, let before, !".!?:".utf8.contains(before) {
          gaps |= 1 << UInt64(columns & 63)
        }
        isInWord = true
        let isLetter = (byte | 0x20) &- 0x61 < 26 || (byte >= 0xC3 && byte != 0xE2)
        letters += isLetter ? 1 : 0
        wide += byte >= 0xE3 && byte <= 0xED ? 1 : 0
        hasDigit = hasDigit || isDigit(index)
        hasCellMark = hasCellMark || byte == UInt8(ascii: "|")
        if byte == UInt8(ascii: ":"), isDigit(index - 1), isDigit(index + 1) { hasTime = true }
      }
      if isInWord { endWord(&self) }
      words += wide / 4
      columns += wide
      if wide > 0 { firstWordColumns = min(firstWordColumns * 2, 4) }
    }
  }

  @Test(arguments: 0..<40)
  func agreesWithCharacters(seed: Int) {
    var state = UInt64(seed + 1) &* 0x9E37_79B9_7F4A_7C15
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % count
    }
    let parts = [
      "a", "Word", "zz", " ", " ", " ", "  ", "   ", "\t", "7", "12:30", ":", "1:", "|", ".", "!",
      "é", "–", "中文", "한", "😀", "longer", ",", "x1y",
    ]
    for length in [1, 2, 7, 15, 16, 17, 31, 40, 63, 64, 65, 66, 100, 127, 128, 129, 190, 300] {
      var line = "T"
      while line.utf8.count < length { line += parts[next(parts.count)] }
      // The ends show, and a letter before the end keeps rules and marks away.
      let bytes = Array((line + "x").utf8)
      var facts = LineFacts(LineMark(.blank))
      facts.measure(bytes.span)
      #expect(Facts(facts) == Facts(slowly: bytes), "\(line)x")
    }
  }
}

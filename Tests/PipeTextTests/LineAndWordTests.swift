import Testing

@testable import PipeText

@Suite struct LineAndWordTests {
  private func lines(_ text: String) -> [String] {
    let bytes = text.bytes
    var found: [String] = []
    forEachLine(in: bytes.span) { found.append(string(bytes, $0..<$1)) }
    return found
  }

  @Test func linesAgreeWithSplit() {
    for text in texts(over: "a\né", upTo: 6) {
      var slow = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      if text.isEmpty || text.hasSuffix("\n") { slow.removeLast() }
      #expect(lines(text) == slow, "\(text.debugDescription)")
      let bytes = text.bytes
      #expect(lineRanges(bytes).map { string(bytes, $0) } == slow)
    }
  }

  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.value == 0x200B
  }

  @Test func blanksAndTrimmingAgreeWithTheDefinition() {
    for text in texts(over: "a \u{A0}\u{3000}\u{200D}\u{85}中", upTo: 4) {
      let bytes = text.bytes
      let scalars = Array(text.unicodeScalars)
      let invisible = { (s: Unicode.Scalar) in
        self.isSpace(s) || [0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E].contains(s.value)
      }
      #expect(isBlank(bytes) == scalars.allSatisfy(invisible), "\(text.debugDescription)")
      let kept = scalars.drop(while: invisible).reversed().drop(while: invisible).reversed()
      let slow = String(String.UnicodeScalarView(kept))
      #expect(string(bytes, trimmed(bytes)) == slow, "\(text.debugDescription)")
    }
  }

  @Test func everyWhiteSpaceScalarIsKnown() {
    for value in UInt32(0)..<0x3100 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(isWhiteSpace(value) == isSpace(scalar), "\(value)")
      let bytes = String(scalar).bytes
      #expect((whiteSpaceLength(bytes, at: 0) > 0) == isSpace(scalar), "\(value)")
      #expect((characterClass(ofScalar: value) == .space) == isSpace(scalar), "\(value)")
    }
  }

  @Test func wordsAgreeWithSplit() {
    for text in texts(over: "a. \u{A0}é", upTo: 5) {
      let bytes = text.bytes
      let found = pieces(of: bytes) { forEachWord(in: $0, $1) }
      let slow = text.unicodeScalars.split(whereSeparator: isSpace).map(String.init)
      #expect(found == slow, "\(text.debugDescription)")
      #expect(wordCount(of: bytes) == slow.count)
    }
  }

  @Test(arguments: [
    ("", 0), ("one, two -- three", 4), ("中文字", 3), ("中文 and 日本", 5), ("iPhone手机 很好", 5),
    ("「中」。", 1),
    ("カタカナ", 4), ("한국어 단어", 2), ("a\u{3000}b", 2), ("naïve café", 2), ("x中", 2), ("é中y z", 4),
  ])
  func countsWords(text: String, count: Int) {
    let bytes = text.bytes
    #expect(wordCount(of: bytes) == count, "\(text)")
  }

  @Test(arguments: [
    ("Hello, wörld_1!", ["Hello", "wörld_1"]), ("中文ab字", ["中", "文", "ab", "字"]),
    ("don't stop", ["don", "t", "stop"]),
    ("हिन्दी भाषा", ["हिन्दी", "भाषा"]), ("…—", []), ("x²+½", ["x²", "½"]), ("한국어", ["한국어"]),
    ("e\u{301}a", ["e\u{301}a"]),
  ])
  func cutsTokens(text: String, tokens: [String]) {
    let bytes = text.bytes
    let found = pieces(of: bytes) { forEachToken(in: $0, $1) }
    #expect(found == tokens)
  }

  /// Every ASCII character at every place in eight bytes.
  @Test func wordsAndTokensKnowEveryASCIICharacter() {
    for value in UInt8(0)..<0x80 {
      for place in 0..<10 {
        var bytes = "ab cd_1 e,xyz".bytes
        bytes.insert(value, at: place)
        let text = String(decoding: bytes, as: UTF8.self)
        let words = text.unicodeScalars.split(whereSeparator: isSpace).map(String.init)
        #expect(pieces(of: bytes) { forEachWord(in: $0, $1) } == words)
        #expect(wordCount(of: bytes) == words.count)
        let isToken = { (s: Unicode.Scalar) in
          s.properties.isAlphabetic || s.properties.numericType != nil || s == "_"
        }
        let tokens = text.unicodeScalars.split { !isToken($0) }.map(String.init)
        #expect(pieces(of: bytes) { forEachToken(in: $0, $1) } == tokens)
      }
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func neverLeavesTheText(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.hostileBytes(upTo: 20)
    forEachToken(in: bytes.span) {
      #expect($0.lowerBound < $0.upperBound && $0.upperBound <= bytes.count)
    }
    forEachWord(in: bytes.span) {
      #expect($0.lowerBound < $0.upperBound && $0.upperBound <= bytes.count)
    }
    _ = wordCount(of: bytes)
    _ = trimmed(bytes)
    #expect(isValidUTF8(folded(bytes)))
  }
}

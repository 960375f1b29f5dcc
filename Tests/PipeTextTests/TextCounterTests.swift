import Testing

@testable import PipeText

/// Counting in one pass, against counting character by character and token by token.
@Suite struct TextCounterTests {
  private static let marks = WordMarks(groups: [["share", "Tweet"], ["été", "中"], ["share"]])

  /// Each number with its name, by the definitions.
  private static func slowly(_ text: [UInt8], title: Set<[UInt8]>) -> [String: Int] {
    var counts: [String: Int] = [:]
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
    for (index, scalar) in scalars.enumerated() {
      let kind = characterClass(ofScalar: scalar)
      counts["characters", default: 0] += 1
      if kind.isLetter || kind == .mark { counts["letters", default: 0] += 1 }
      if kind == .upper { counts["uppers", default: 0] += 1 }
      if kind == .digit || kind == .number {
        counts["digits", default: 0] += 1
        if index > 0, scalars[index - 1] == 0x3A { counts["times", default: 0] += 1 }
      }
      if kind.isIdeographic { counts["ideographs", default: 0] += 1 }
      for (name, isIt) in [
        ("stops", kind == .stop), ("quotes", kind == .quote), ("brackets", kind == .open),
        ("currencies", kind == .currency),
        ("symbols", [.math, .symbol, .pictograph].contains(kind)),
        ("commas", [0x2C, 0xFF0C, 0x3001, 0x060C].contains(scalar)),
        ("colons", [0x3A, 0xFF1A].contains(scalar)), ("lineFeeds", scalar == 0x0A),
        ("ats", scalar == 0x40), ("copyright", scalar == 0xA9),
        (
          "separators",
          [0x7C, 0xBB, 0xAB, 0x203A, 0x2039, 0xB7, 0x2022, 0x2192, 0x2F, 0x3E].contains(scalar)
        ),
      ] where isIt { counts[name, default: 0] += 1 }
    }
    forEachToken(in: text.span) { range in
      var folded: [UInt8] = []
      appendFolded(text.span.extracting(range), to: &folded)
      let word = String(decoding: folded, as: UTF8.self)
      counts["words", default: 0] += 1
      counts["longest"] = max(counts["longest"] ?? 0, range.count)
      if text[range.lowerBound] &- 0x41 < 26 { counts["capitals", default: 0] += 1 }
      if title.contains(folded) { counts["title", default: 0] += 1 }
      if ["share", "tweet"].contains(word) { counts["group 0", default: 0] += 1 }
      if ["été", "中"].contains(word) { counts["group 1", default: 0] += 1 }
      for language in ["en", "de", "zh", "ru"]
      where StopWords(language: language)?.contains(folded.span) ?? false {
        counts[language, default: 0] += 1
      }
    }
    counts["group 0"] = counts["group 0"].map { min($0, 255) }
    counts["group 1"] = counts["group 1"].map { min($0, 255) }
    return counts
  }

  private static func counted(_ text: [UInt8], title: [UInt8]) -> [String: Int] {
    var counter = TextCounter(words: marks, title: WordSet(of: title.span))
    var ids: [UInt32] = []
    let it = counter.count(text.span, ids: &ids)
    var counts = [
      "characters": it.characters, "words": it.words, "letters": it.letters, "uppers": it.uppers,
      "digits": it.digits, "ideographs": it.ideographs, "capitals": it.capitalWords,
      "longest": it.longestWord, "title": it.titleWords, "stops": it.sentenceMarks,
      "commas": it.commas, "quotes": it.quotes, "brackets": it.brackets,
      "separators": it.separators, "currencies": it.currencies, "symbols": it.symbols,
      "colons": it.colons, "lineFeeds": it.lineFeeds, "ats": it.ats,
      "copyright": it.copyrightSigns, "times": it.times, "group 0": it.words(ofGroup: 0),
      "group 1": it.words(ofGroup: 1),
    ]
    for language in ["en", "de", "zh", "ru"] {
      guard let bit = StopWords.languages.firstIndex(of: language) else { continue }
      counts[language] = ids.count { marks.languages[Int($0 & 0xFFFF)] >> UInt32(bit) & 1 == 1 }
    }
    return counts.filter { $0.value != 0 }
  }

  private static let parts = [
    "share", "Tweet", "the", "und", "ÉTÉ", "中", "文字", "и", "Привет", "a", "I", "X9_y",
    "internationalization",
    " ", " ", " ", "\n", ". ", ", ", ":", "12", "١", "½", "(", "”", "“", "»", "|", "©", "@", "$",
    "€", "🙂", "\u{301}",
    "\u{AD}", "\u{A0}", "\u{3000}", "ＡＢ", "ﬁn", "\u{0}", "\t", "-", "…", "。",
  ]

  @Test(arguments: 0..<60 as Range<UInt64>)
  func agreesWithTheDefinitions(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for length in [1, 3, 8, 20, 40, 400] {
      let text = (0..<length).map { _ in
        Self.parts[Int.random(in: 0..<Self.parts.count, using: &random)]
      }.joined()
      let bytes = Array(text.utf8)
      let expected = Self.slowly(
        bytes, title: [Array("share".utf8), Array("文".utf8), Array("été".utf8)])
      #expect(
        Self.counted(bytes, title: Array("Share 文 (Été)".utf8)) == expected,
        "\(text.debugDescription)")
    }
  }

  @Test func readsAllLengthsAndOffsets() {
    for length in 0..<140 {
      let bytes = (0..<length).map { $0 % 7 == 6 ? UInt8(ascii: " ") : UInt8(ascii: "B") }
      #expect(Self.counted(bytes, title: []) == Self.slowly(bytes, title: []), "\(length)")
      let word = [UInt8](repeating: UInt8(ascii: "b"), count: length)
      #expect(Self.counted(word, title: []) == Self.slowly(word, title: []), "\(length)")
    }
  }

  @Test func groupsStopAt255() {
    let bytes = Array(String(repeating: "share ", count: 300).utf8)
    #expect(Self.counted(bytes, title: [])["group 0"] == 255)
  }

  @Test func hashesWhatAReaderTakesForTheSame() {
    func hash(_ text: String) -> UInt64 {
      var counter = TextCounter(words: Self.marks, title: WordSet())
      var ids: [UInt32] = []
      return counter.count(Array(text.utf8).span, ids: &ids).hash
    }
    #expect(hash("Read MORE about été") == hash("read more — About ÉTÉ!"))
    #expect(hash("ＡＢ internationalization") == hash("ab Internationalization"))
    #expect(hash("read more") != hash("more read"))
    #expect(hash("internationalization1") != hash("internationalization2"))
    #expect(hash("一丠") != hash("丠一"))
  }

  @Test func namesTheLikeliestLanguage() {
    var counter = TextCounter(words: Self.marks, title: WordSet())
    var ids: [UInt32] = []
    _ = counter.count(Array("der Hund und die Katze sind nicht im Haus".utf8).span, ids: &ids)
    let isStopWord = Self.marks.stopWords(likeliestFor: ids.span)
    #expect(isStopWord?.count(in: ids.span, 0..<ids.count) ?? 0 >= 5)
    let others = [UInt32](repeating: 0, count: 40)
    #expect(Self.marks.stopWords(likeliestFor: others.span) == nil)
  }
}

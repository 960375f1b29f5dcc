import PipeText
import Testing

@Suite struct SentenceTests {
  private func sentences(_ text: String) -> [String] {
    pieces(of: text.bytes) { forEachSentence(in: $0, $1) }
  }

  /// Each sentence on a line of its own: cut as they are written here.
  @Test(arguments: [
    [
      "The ship left at dawn.", "It never came back!", "Why?", "\"Nobody knows.\"", "So they say…",
      "They may be right.",
    ],
    [
      "Dr. Marsh met Gen. Lee on Feb. 3 in St. Albans.", "No. 4 was closed.", "He said no.",
      "Then he left.",
    ],
    ["The U.S. Senate voted at 5 p.m. Monday.", "Rain fell in the U.S.", "The roads closed."],
    ["J. R. Miller & Co. Ltd. bought it.", "So did I.", "We paid 3.50 a piece."],
    ["(It was late.)", "“Go home,” she said.", "‘Now.’", "[Later] he went."],
    [
      "Der Zug hält z. B. am 3. Oktober in Ulm.", "Er kostet ca. 5 Mio. Euro.",
      "Am 17. Jahrhundert hing viel.", "Überall gilt das bzw. Nr. 7 auch.",
    ],
    ["M. Dupont est arrivé.", "« Bonjour ! »", "Il dit : « Oui. »", "Élodie rit."],
    ["¿Qué pasa?", "¡Nada!", "La Sra. Gil vive en EE.UU. desde la pág. 3."],
    ["Он родился в 1905 г. в г. Туле.", "Потом уехал.", "И т.д. и т.п.", "Это всё."],
    ["Mieszka przy ul. Długiej z prof. Nowakiem.", "To np. Kraków."],
    ["Costs rose 3.5 percent.", "$5 was enough.", "50 people came."],
    ["今天下雨。", "他说：“走吧！”", "我们走了。"],
    ["「行く。」と彼は言った。", "雨が降る？", "はい。"],
    ["真的吗?", "我不知道"],
    ["वह आया।", "वह गया।"],
    ["هل هذا صحيح؟", "نعم.", "لا أعرف."],
    ["그는 왔다.", "그녀는 갔다."],
    ["1. Open the lid.", "2) Close it."],
    ["Version 2.0.1 is out.", "See example.com for more."],
    ["Wait... what?", "Yes.", "OK"],
  ])
  func cuts(expected: [String]) {
    let isWide = expected[0].utf8.contains { $0 > 0xE2 } && !expected[0].contains(" ")
    #expect(sentences(expected.joined(separator: isWide ? "" : " ")) == expected)
    #expect(sentences(expected.joined(separator: "\n")) == expected)
  }

  @Test func aLineFeedEndsASentence() {
    #expect(
      sentences("A heading\nand a line\n\n  \nThe end.") == ["A heading", "and a line", "The end."])
    #expect(sentences("") == [])
    #expect(sentences(" \n\u{3000}\n") == [])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func everyVisibleByteIsInExactlyOneSentence(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "A", "b", ".", "!", "…", " ", "\"", "”", "\n", "。", "」", "中", "Dr", "1", "»", "\u{A0}", "「",
      "と", "u.s",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      text += parts[Int.random(in: 0..<parts.count, using: &random)]
    }
    let bytes = text.bytes
    var seen: [Range<Int>] = []
    forEachSentence(in: bytes.span) { seen.append($0) }
    var at = 0
    for range in seen {
      #expect(
        isBlank(Array(bytes[at..<range.lowerBound])) && !range.isEmpty, "\(text.debugDescription)")
      #expect(trimmed(Array(bytes[range])) == 0..<range.count, "\(text.debugDescription)")
      #expect(!bytes[range].contains(0x0A))
      at = range.upperBound
    }
    #expect(isBlank(Array(bytes[at...])), "\(text.debugDescription)")
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func survivesHostileBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = random.hostileBytes(upTo: 40)
    forEachSentence(in: bytes.span) { #expect($0.upperBound <= bytes.count) }
    _ = nfc(bytes)
  }
}

@Suite struct WordListTests {
  @Test func hasTwentyLanguages() {
    #expect(StopWords.languages.count >= 20)
    #expect(StopWords.languages == StopWords.languages.sorted())
    #expect(StopWords(language: "xx") == nil)
  }

  @Test(arguments: [
    ("en", "the", "house"), ("de", "für", "haus"), ("ru", "это", "дом"), ("el", "της", "σπιτι"),
    ("zh", "的", "家"),
  ])
  func knowsFunctionWords(language: String, word: String, other: String) throws {
    let list = try #require(StopWords(language: language))
    let (isIn, isOut) = (
      list.contains(folded(word.bytes).span), list.contains(folded(other.bytes).span)
    )
    #expect(isIn)
    #expect(!isOut)
  }

  @Test(arguments: [
    ("The committee said that it will not vote before the end of the week.", "en"),
    ("Die Bahn fährt heute nicht, weil der Sturm noch über dem Land steht.", "de"),
    ("Le conseil a décidé que la rue sera fermée pendant les travaux.", "fr"),
    ("El consejo decidió que la calle estará cerrada durante las obras.", "es"),
    ("Совет решил, что улица будет закрыта на время работ.", "ru"),
    ("委员会说，这是他们的决定，不会在周末以前改变。", "zh"),
    ("Rada zdecydowała, że ulica będzie zamknięta na czas robót.", "pl"),
  ])
  func guessesTheLanguage(text: String, language: String) {
    var hashes: [UInt64] = []
    appendTokenHashes(of: text.bytes.span, to: &hashes)
    #expect(likeliest(hashes)?.language == language)
  }

  private func likeliest(_ hashes: [UInt64]) -> StopWords? {
    StopWords.likeliest(forHashes: hashes.span)
  }

  @Test(arguments: [
    ("en", "countries", "country"), ("en", "boss's", "boss"), ("en", "classes", "class"),
    ("en", "houses", "hous"), ("en", "walking", "walk"),
    ("en", "bus", "bus"), ("en", "quickly", "quick"), ("de", "häusern", "häus"),
    ("fr", "maisons", "maison"), ("ru", "столы", "стол"),
    ("ru", "городами", "город"), ("es", "casas", "casa"), ("es", "ciudades", "ciudad"),
    ("zz", "houses", "houses"),
  ])
  func stems(language: String, word: String, stem: String) {
    var bytes = word.bytes
    LightStemmer(language: language).stem(&bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == stem)
  }
}

@Suite struct ShingleTests {
  private func shingles(_ hashes: [UInt64], _ size: Int) -> [UInt64] {
    var out: [UInt64] = []
    appendShingles(of: hashes.span, size: size, to: &out)
    return out
  }

  /// A shingle does not depend on what stands around it, and differs when a part or the order does.
  @Test func agreesWithTheDefinition() {
    let hashes = (0..<40 as Range<UInt64>).map { combineHashes($0 % 7, 3) }
    for size in 1...6 {
      let all = shingles(hashes, size)
      #expect(all.count == 41 - size)
      for start in 0...40 - size {
        #expect(shingles(Array(hashes[start..<start + size]), size) == [all[start]])
      }
      #expect(Set(all).count == 7)
    }
    #expect(shingles([1, 2], 5).count == 1)
    #expect(shingles([1, 2], 5) != shingles([2, 1], 5))
    #expect(shingles([], 5).isEmpty)
  }

  /// Hashes of tokens and shingles are stored: they never change.
  @Test func neverChanges() {
    var tokens: [UInt64] = []
    appendTokenHashes(of: "Cafés in E\u{301}vora: 中文 and 12_a.".bytes.span, to: &tokens)
    #expect(
      tokens == [
        0x5ec8_9b9e_2186_2b19, 0xa9a3_bb9a_c302_45a2, 0x5892_a939_5079_0c4f, 0xc7c7_ffd2_b9a4_58ca,
        0x544c_e922_a376_3484, 0x5f86_7d4a_fc3a_b5a9, 0x5484_ba91_6305_0a2e,
      ])
    #expect(
      shingles(tokens, 3) == [
        0xb50a_8274_fec3_8e30, 0xe9a0_ecb0_d566_bfe4, 0x31cb_da12_c38b_414f, 0x597c_583e_95ba_ea49,
        0xa156_22c1_4f74_8b69,
      ])
    #expect(shingles(Array(tokens.prefix(2)), 3) == [151233353383250743])
  }

  @Test func ignoresCaseAndPunctuation() {
    var one: [UInt64] = []
    var other: [UInt64] = []
    appendTokenHashes(of: "The old Mill — by the river, closed.".bytes.span, to: &one)
    appendTokenHashes(of: "the OLD mill by the river closed".bytes.span, to: &other)
    #expect(one == other && shingles(one, 3).count == 5)
  }
}

@Suite struct NormalizationTests {
  @Test(arguments: [
    ("plain", true), ("Grüße aus Köln — “ok”", true), ("e\u{301}", false), ("中文字", true),
    ("한국어", true), ("\u{212B}", false),
    ("q\u{307}\u{323}", false), ("\u{5D0}\u{5B7}", true), ("Привет", true),
    ("\u{1112}\u{1161}", false), (String(repeating: "a", count: 99) + "\u{300}", false),
  ])
  func checks(text: String, isCertain: Bool) {
    #expect(nfc(text.bytes) == isCertain, "\(text)")
  }
}

private func nfc(_ bytes: [UInt8]) -> Bool { isCertainlyNFC(bytes.span) }

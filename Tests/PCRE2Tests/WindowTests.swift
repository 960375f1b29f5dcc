import PCRE2
import Testing

@Suite struct LongLineTests {
  private func scanner(_ regexes: String..., unit: PatternUnit = .line) throws -> PatternScanner {
    let entries = regexes.map { PatternEntry(id: $0, regex: $0) }
    return PatternScanner([try PatternSet(name: "set", unit: unit, entries: entries)])
  }

  private func hit(_ regex: String, in line: String) throws -> Range<Int>? {
    let set = try PatternSet(
      name: "set", unit: .line, entries: [PatternEntry(id: "x", regex: regex)])
    let hits = try expectAgreement([set], TextLines([line]))
    #expect(
      try scanner(regex, unit: .block).firstHit(inBlock: Array(line.utf8).span)?.range
        == hits.first?.range)
    return hits.first?.range
  }

  @Test func findsAMatchWhereverItStands() throws {
    let filler = String(repeating: "\u{e9}", count: 20_000)
    for position in stride(from: 0, through: 40_000, by: 2_999) {
      let before = filler.utf8.prefix(position & ~1)
      let line = String(decoding: before, as: UTF8.self) + "needle" + filler
      #expect(try hit("needle", in: line) == before.count..<before.count + 6)
    }
  }

  @Test func seesNoLineEdgesAtInnerWindowEdges() throws {
    let line = String(repeating: "a", count: 50_000) + "b"
    #expect(try hit("^b", in: line) == nil)
    #expect(try hit("(?<!a)b", in: line) == nil)
    #expect(try hit("(?m)^a{3}b", in: line) == nil)
    #expect(try hit("a$", in: line) == nil)
    #expect(try hit(#"\ba{1,9}\b"#, in: line) == nil)
    #expect(try hit("b$", in: line) == 50_000..<50_001)
    #expect(try hit("^a", in: line) == 0..<1)
  }

  @Test func keepsAMatchThatIsLongerThanAWindow() throws {
    let line = "x" + String(repeating: "a", count: 40_000)
    let range = try #require(try hit("xa+", in: line))
    #expect(range.lowerBound == 0)
    #expect(range.count >= 16 << 10)
  }

  @Test func countsAndTurnsOffAPatternThatGivesUp() throws {
    let bad = String(repeating: "a", count: 50) + "!"
    let text = TextLines([bad, "fine", bad, bad, "fine", bad])
    let scanner = try scanner(#"^(\w+\s?)*$"#, "a!")
    for isReference in [true, false] {
      var hits: [LineHit] = []
      var gaveUp: [GaveUp] = []
      if isReference {
        scanner.scanReference(
          text: text.bytes.span, lines: text.lines.span, onHit: { hits.append($0) },
          onGaveUp: { gaveUp.append($0) })
      } else {
        scanner.scan(
          text: text.bytes.span, lines: text.lines.span, onHit: { hits.append($0) },
          onGaveUp: { gaveUp.append($0) })
      }
      #expect(gaveUp.map(\.line) == [0, 2, 3])
      #expect(gaveUp.map(\.isOff) == [false, false, true])
      #expect(gaveUp.allSatisfy { $0.pattern == 0 && $0.error == .gaveUp(code: -47) })
      // Once off, it no longer matches either.
      #expect(hits.map(\.line) == [0, 1, 2, 3, 5])
      #expect(hits.map(\.pattern) == [1, 0, 1, 1, 1])
    }
  }

  @Test func takesNothingFromNothing() throws {
    let scanner = try scanner("^$")
    var hits = 0
    let none: [LineRange] = []
    let empty: [UInt8] = []
    scanner.scan(text: empty.span, lines: none.span, onHit: { _ in hits += 1 })
    #expect(hits == 0)
    let one = [LineRange(start: 0, end: 0)]
    scanner.scan(text: empty.span, lines: one.span, onHit: { _ in hits += 1 })
    #expect(hits == 1)
    #expect(scanner.firstHit(inBlock: empty.span)?.range == 0..<0)
    #expect(scanner.matches(inText: empty.span, range: 0..<0).isEmpty)
  }
}

@Suite struct TextMatchTests {
  private func matches(
    _ sets: [PatternSet], _ text: String, range: Range<Int>? = nil
  ) -> [TextHit] {
    let bytes = Array(text.utf8)
    return PatternScanner(sets).matches(inText: bytes.span, range: range ?? 0..<bytes.count)
  }

  private func set(_ regexes: String..., flags: PatternFlags = .multiline) throws -> PatternSet {
    let entries = regexes.map { PatternEntry(id: $0, regex: $0, flags: flags) }
    return try PatternSet(name: "set", unit: .text, entries: entries)
  }

  @Test func takesTheLeftmostThenTheFirst() throws {
    let hits = matches([try set("bcd", "abc", "d.", "ab")], "abcde")
    #expect(hits.map(\.pattern) == [1, 2])
    #expect(hits.map(\.range) == [0..<3, 3..<5])
  }

  @Test func leavesEmptyMatchesOut() throws {
    #expect(matches([try set("b*|$")], "abba\n").map(\.range) == [1..<3])
  }

  @Test func seesOnlyTheRange() throws {
    let hits = matches([try set(#"^b|c\z"#)], "abcabc", range: 1..<3)
    #expect(hits.map(\.range) == [1..<2, 2..<3])
  }

  @Test func mergesListsOfLiterals() throws {
    let list = PatternSet(name: "list", unit: .text, literals: ["one", "one two"])
    let hits = matches([try set("two three"), list], "one two three two three")
    #expect(hits.map(\.pattern) == [2, 0])
    #expect(hits.map(\.range) == [0..<7, 14..<23])
  }

  @Test func spansLines() throws {
    let month = #"""
      ^\h*(?:May|June)\h+\d{4}\h*\n
      \h*(?:M\h+T\h+W)\h*\n
      (?:\h*\d[\d\h]*(?:\n|\z)){2,6}
      """#
    let text = "x\nMay 2025\nM T W\n 12345\n678910\nThe end\n"
    #expect(
      matches([try set(month, flags: [.extended, .multiline])], text).map(\.range) == [2..<31])
  }

  /// Windows must not show: against one match over the whole text.
  @Test(arguments: 0..<2 as Range<UInt64>)
  func agreesWithOneSearchOfTheWholeText(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var text = ""
    while text.utf8.count < 150_000 {
      text += (0..<30).map { _ in random.pick(["ab", "c", "\u{e9}", " ", "12"]) }.joined()
      text += random.pick(["\n", "\n", "\n\n", "", "needle\n"])
    }
    let bytes = Array(text.utf8)
    for regex in [
      #"^\w.*\n\n"#, "^c.{3,40}$", "needle\n(?=a)", #"(?<=\n\n)\S+"#, #"(?s)12.{1,900}?needle"#,
    ] {
      let expected = try Pattern(regex, flags: .multiline).matches(in: bytes.span).map(\.range)
      let found = matches([try set(regex)], text).map(\.range)
      #expect(!expected.isEmpty)
      #expect(found == expected.filter { $0.count < 4_096 }, "\(regex)")
    }
  }

  @Test func goesOnWhereAPatternGaveUp() throws {
    let bad = String(repeating: "a", count: 60) + "!\n"
    let filler = String(repeating: "\u{4E2D}.\n", count: 20_000)
    let bytes = Array((bad + filler + "ok;\n").utf8)
    var gaveUp: [GaveUp] = []
    let scanner = PatternScanner([try set(#"^(?:\w+\s?)*[;:]$"#)])
    let hits = scanner.matches(inText: bytes.span, range: 0..<bytes.count) { gaveUp.append($0) }
    #expect(gaveUp.count == 1)
    #expect(gaveUp.first?.line == nil)
    #expect(hits.count == 1)
  }
}

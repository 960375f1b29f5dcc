import PCRE2
import Testing

@Suite struct PatternSetTests {
  @Test func reportsAllThatDoNotCompile() throws {
    let entries = ["a", "(b", "c", "[d"].map { PatternEntry(id: $0, regex: $0) }
    let error = #expect(throws: PatternSetError.self) {
      try PatternSet(name: "set", unit: .line, entries: entries)
    }
    #expect(error?.failures.map(\.entry) == [1, 3])
    #expect(error?.failures.map(\.error.code) == [114, 106])
  }

  @Test func triesItsExamples() throws {
    let set = try PatternSet(
      name: "set", unit: .line,
      entries: [
        PatternEntry(
          id: "label", regex: #"^\h*AD\h*$"#, flags: .caseless,
          hits: ["ad", " Ad ", "add", "x\nad"],
          misses: ["bad", "one\n ad"]),
        PatternEntry(
          id: "loose", regex: #"^(\w+\s?)*$"#,
          misses: [String(repeating: "a", count: 60) + "!"]),
      ])
    let failures = set.exampleFailures()
    #expect(failures.map(\.entry) == [0, 0, 1])
    #expect(failures.map(\.text).prefix(2) == ["add", "one\n ad"])
    #expect(
      failures.map(\.kind) == [.missedHit, .unexpectedHit(4..<7), .failed(.gaveUp(code: -47))])
  }

  @Test func namesItsPatterns() throws {
    let first = try PatternSet(
      name: "web.ads", unit: .line,
      entries: [PatternEntry(id: "label", regex: "x"), PatternEntry(id: "more", regex: "y")])
    let empty = try PatternSet(name: "empty", unit: .line, entries: [])
    let hosts = PatternSet(name: "hosts", unit: .line, literals: ["a.example", "b.example"])
    let scanner = PatternScanner([first, empty, hosts])
    #expect(scanner.patternCount == 4)
    #expect(
      (0..<4).map(scanner.name) == [
        "web.ads/label", "web.ads/more", "hosts/a.example", "hosts/b.example",
      ])
  }

  @Test(arguments: [
    ("see b.example now", 1, 4..<13),
    ("A.EXAMPLE.org or b.example", 2, 0..<13),
    ("Z\u{dc}RICH", 3, 0..<7),
    ("xz\u{fc}rich", 3, 1..<8),
  ])
  func findsTheLeftmostAndLongestLiteral(line: String, pattern: Int, range: Range<Int>) throws {
    let set = PatternSet(
      name: "hosts", unit: .line,
      literals: ["a.example", "b.example", "a.example.org", "z\u{fc}rich"], caseless: true)
    let hits = try expectAgreement([set], TextLines([line]))
    #expect(hits.map(\.pattern) == [pattern])
    #expect(hits.map(\.range) == [range])
  }

  @Test func findsOneOfManyLiterals() throws {
    let hosts = (0..<20_000).map { "host\($0).example" }
    let set = PatternSet(name: "hosts", unit: .line, literals: hosts)
    let lines = ["to host777.example", "host20000.example", "host19999.example", "none"]
    let hits = try expectAgreement([set], TextLines(lines))
    #expect(hits.map(\.line) == [0, 2])
    #expect(hits.map(\.pattern) == [777, 19_999])
  }

  @Test func servesManyWorkersAtOnce() async throws {
    let scanner = PatternScanner(try Boilerplate.sets())
    let texts = (0..<16 as Range<UInt64>).map { seed in
      var random = SeededGenerator(seed: seed)
      return TextLines((0..<200).map { _ in boilerplateLine(&random) })
    }
    let expected = texts.map { hits(of: scanner, in: $0) }
    let found = await withTaskGroup(of: (Int, [LineHit]).self) { group in
      for (index, text) in texts.enumerated() {
        group.addTask { (index, hits(of: scanner, in: text)) }
      }
      var found = [[LineHit]](repeating: [], count: texts.count)
      for await (index, hits) in group { found[index] = hits }
      return found
    }
    #expect(found == expected)
  }
}

private func hits(of scanner: PatternScanner, in text: TextLines) -> [LineHit] {
  var hits: [LineHit] = []
  scanner.scan(text: text.bytes.span, lines: text.lines.span, onHit: { hits.append($0) })
  return hits
}

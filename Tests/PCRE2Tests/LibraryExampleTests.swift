import PCRE2
import Testing

/// The sets that the reference of the pipeline language shows, with their examples.
@Suite struct LibraryExampleTests {
  private static let months = #"""
    ^\h*(?:January|February|March|April|May|June|July|August|
           September|October|November|December)\h+\d{4}\h*\n
    \h*(?:M\h+T\h+W\h+T\h+F\h+S\h+S|S\h+M\h+T\h+W\h+T\h+F\h+S)\h*\n
    (?:\h*\d[\d\h]*(?:\n|\z)){4,6}
    """#
  private static let grid =
    "October 2025\nM T W T F S S\n 12345\n6789101112\n13141516171819\n20212223242526\n2728293031\n"
  private static let byline =
    #"^(?<author>\p{Lu}[\p{L}\x27.\-]+(?:\h\p{Lu}[\p{L}\x27.\-]+){1,3})\h*\n\n"#
    + #"(?<bio>An?\h[^\n]{10,160}\.)\h*$"#

  private func sets() throws -> [PatternSet] {
    [
      try PatternSet(
        name: "separators", unit: .line,
        entries: [
          PatternEntry(
            id: "symbol-run", regex: #"^(?=\H*\h)[\h*./$\-_=~|•·#+]{5,}$"#,
            hits: ["* . * . . .", "- - - - - -"], misses: ["3.14", "• a list item"]),
          PatternEntry(
            id: "page-numbers", regex: #"^\h*\d{1,3}(?:\h*[-–|·,]\h*\d{1,3}){3,}\h*$"#,
            hits: ["1 - 2 - 3 - 4 - 5 - 6 - 7 - 8"], misses: ["2024-05-01", "1 - 0"]),
        ]),
      try PatternSet(
        name: "calendar", unit: .text,
        entries: [
          PatternEntry(
            id: "month-grid", regex: Self.months, flags: [.extended, .multiline],
            hits: [Self.grid], misses: ["October 2025\nThe talks resumed.\n"])
        ]),
      try PatternSet(
        name: "bylines", unit: .text,
        entries: [
          PatternEntry(
            id: "name-then-bio", regex: Self.byline, flags: .multiline,
            hits: ["Jackson Lee\n\nA data journalist who uses numbers to tell compelling tales."],
            misses: ["Final Thoughts\n\nAs Russia engages directly with the Taliban."])
        ]),
    ]
  }

  @Test func hold() throws {
    for set in try sets() { #expect(set.exampleFailures().isEmpty, "\(set.name)") }
  }

  @Test func areFoundInAText() throws {
    let text = Array(("One.\n\n" + Self.grid + "Two.\n").utf8)
    let scanner = PatternScanner(try sets())
    let hits = scanner.matches(inText: text.span, range: 0..<text.count)
    #expect(hits.map { scanner.name(of: $0.pattern) } == ["calendar/month-grid"])
    #expect(hits.map(\.range) == [6..<6 + Self.grid.utf8.count])
  }

  @Test func giveTheirGroups() throws {
    let text = Array("Jackson Lee\n\nA data journalist of some renown.".utf8)
    let match = try #require(
      try Pattern(Self.byline, flags: .multiline).firstMatch(in: text.span))
    #expect(match.range(named: "author") == 0..<11)
    #expect(match.range(named: "bio") == 13..<text.count)
  }
}

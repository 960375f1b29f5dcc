import PCRE2
import Testing

@Suite struct PatternTests {
  @Test func findsTheFirstMatchAndItsGroups() throws {
    let pattern = try Pattern(#"(?<year>\d{4})-(?<month>\d\d)(-\d\d)?"#)
    let text = Array("on 2024-05, or 2023-01-02".utf8)
    let match = try #require(try pattern.firstMatch(in: text.span))
    #expect(match.range == 3..<10)
    #expect(match.range(named: "year") == 3..<7)
    #expect(match.range(ofGroup: 2) == 8..<10)
    #expect(match.range(ofGroup: 3) == nil)
    #expect(match.range(named: "day") == nil)
    #expect(try pattern.firstMatch(in: text.span, from: 4)?.range == 15..<25)
    #expect(pattern.captureCount == 3)
    #expect(pattern.captureNames.map(\.name) == ["month", "year"])
    #expect(pattern.minimumLength == 7)
  }

  @Test(arguments: [
    ("a*", "baaac", [0..<0, 1..<4, 4..<4, 5..<5]),
    ("", "\u{e9}x", [0..<0, 2..<2, 3..<3]),
    ("(?=a)|b", "aab", [0..<0, 1..<1, 2..<3]),
    ("$", "ab", [2..<2]),
    ("x", "", []),
    (#"a\K"#, "aa", [1..<1, 2..<2]),
  ])
  func findsAllMatches(regex: String, text: String, expected: [Range<Int>]) throws {
    let pattern = try Pattern(regex)
    #expect(try pattern.matches(in: Array(text.utf8).span).map(\.range) == expected)
  }

  @Test func knowsUnicodeUnlessAsciiIsAsked() throws {
    let word = Array("\u{e9}t\u{e9}".utf8)
    #expect(try Pattern(#"^\w+$"#).isMatch(word.span))
    #expect(try !Pattern(#"^\w+$"#, flags: .ascii).isMatch(word.span))
    #expect(try Pattern("\u{c9}T\u{c9}", flags: .caseless).isMatch(word.span))
    #expect(try Pattern("^.t.$").isMatch(word.span))
  }

  @Test func saysWhereASubjectIsNotUTF8() throws {
    let bytes: [UInt8] = [0x61, 0x62, 0xFF, 0x63]
    #expect(throws: MatchError.invalidUTF8(offset: 2)) {
      try Pattern("c").isMatch(bytes.span)
    }
  }

  @Test func givesUpAtTheMatchLimit() throws {
    let text = Array((String(repeating: "a", count: 60) + "!").utf8)
    #expect(throws: MatchError.gaveUp(code: -47)) {
      try Pattern(#"^(\w+\s?)*$"#).isMatch(text.span)
    }
  }

  @Test func reportsTheInnermostUnclosedGroup() {
    let regex = #"^\h*(?:ADVERTISEMENT|SPONSORED(?:\h+CONTENT)?|PROMOTED\h*$"#
    let error = #expect(throws: PatternError.self) { try Pattern(regex) }
    #expect(error?.code == 114)
    #expect(error?.offset == 58)
    #expect(error?.unclosedGroup == 4)
    #expect(
      error?.description == "missing closing parenthesis (PCRE2 114) at offset 58")
  }

  @Test(
    arguments: [
      (#"a\(b[(\](]\Q(\E(?#()(c"#, [], 20),
      ("a # (\n (b", PatternFlags.extended, 7),
      ("((a", [], 1),
      ("([[:alpha:](]", [], 0),
    ] as [(String, PatternFlags, Int)])
  func skipsWhatIsNoGroup(regex: String, flags: PatternFlags, expected: Int) {
    let error = #expect(throws: PatternError.self) { try Pattern(regex, flags: flags) }
    #expect(error?.unclosedGroup == expected)
  }

  @Test func refusesBytewiseMatching() {
    #expect(throws: PatternError.self) { try Pattern(#"\C"#) }
  }

  @Test func namesItsFlags() {
    for name in PatternFlags.names { #expect(PatternFlags.named(name) != nil) }
    #expect(PatternFlags.named("caseless") == .caseless)
    #expect(PatternFlags.named("casless") == nil)
  }

  @Test func knowsItsVersions() {
    #expect(pcre2Version.hasPrefix("10."))
    #expect(pcre2UnicodeVersion.contains("."))
  }
}

@Suite struct ReplacementTests {
  @Test(arguments: [
    (#"(\w+) (\w+)"#, "$2 $1", "one two, three four", "two one, four three"),
    (#"(?<a>x)|(y)"#, "[${a}|${2:-none}]", "xy", "[x|none][|y]"),
    (#"\w+"#, #"\U$0"#, "a \u{e9}t\u{e9}", "A \u{c9}T\u{c9}"),
    ("b*", "-", "abc", "-a--c-"),
    ("x", "$$", "axb", "a$b"),
  ])
  func expandsTemplates(regex: String, template: String, text: String, expected: String) throws {
    let pattern = try Pattern(regex)
    let replacement = try Replacement(checking: template, for: pattern)
    let bytes = try #require(try pattern.replacing(in: Array(text.utf8).span, with: replacement))
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func saysNothingWhenNothingMatches() throws {
    let pattern = try Pattern("x")
    let replacement = try Replacement(checking: "y", for: pattern)
    #expect(try pattern.replacing(in: Array("abc".utf8).span, with: replacement) == nil)
  }

  @Test func growsForLongReplacements() throws {
    let pattern = try Pattern("(.+)")
    let text = Array(String(repeating: "ab", count: 5_000).utf8)
    let replacement = try Replacement(checking: "$1$1$1", for: pattern)
    #expect(try pattern.replacing(in: text.span, with: replacement) == text + text + text)
  }

  @Test(
    arguments: [
      ("x", "${vars.a}", -58, 6),
      ("x", "$1", -49, 2),
      ("(x)", "a${name}", -49, 8),
      ("(x)", "${1:+a:$2}", -49, 9),
      ("(x)", #"\q"#, -57, 1),
    ] as [(String, String, Int32, Int)])
  func refusesBadTemplates(regex: String, template: String, code: Int32, offset: Int) throws {
    let pattern = try Pattern(regex)
    let error = #expect(throws: PatternError.self) {
      try Replacement(checking: template, for: pattern)
    }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
  }
}

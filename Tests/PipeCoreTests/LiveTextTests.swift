import PCRE2
import PipeCore
import Testing

@Suite struct LiveTextTests {
  private func cut(
    _ regex: String, flags: PatternFlags = [.multiline], from text: String, parsed: Bool = false
  ) throws -> Document {
    let set = try PatternSet(
      name: "web.set", unit: .text, entries: [PatternEntry(id: "it", regex: regex, flags: flags)])
    var edited = parsed ? parsedDocument(text) : document(text)
    edited.cutText(matching: PatternSets([set]))
    #expect(Accounting(of: edited).violations == [])
    return edited
  }

  @Test func aMatchOverLinesTakesThemWhole() throws {
    let edited = try cut("^b+\\nc+$", from: "aa\nbb\ncc\ndd")
    #expect(edited.string == "aa\ndd")
    #expect(edited.cuts == ["web.set/it: bb\ncc"])
  }

  @Test func aMatchMayEndInTheMiddleOfALine() throws {
    let edited = try cut("b\\nc", from: "aabb\nccdd")
    #expect(edited.string == "aab\ncdd")
    #expect(edited.cuts == ["web.set/it: b\nc"])
  }

  @Test func linesBetweenGoToo() throws {
    #expect(try cut("b\\n\\n  \\nc", from: "ab\n\n  \ncd").string == "a\nd")
    #expect(try cut("b\\n\\nc", from: "ab\n\ncd", parsed: true).string == "a\n\nd")
  }

  @Test func severalMatchesInALine() throws {
    let edited = try cut("\\[\\d\\]", from: "a[1]b[2]c\n[3]\nd")
    #expect(edited.string == "abc\nd")
  }

  @Test func matchesAreFoundInWhatIsLeft() throws {
    var edited = document("one\nXX\ntwo")
    edited.removeLines { $0.string == "XX" ? Removal("gone") : nil }
    let set = try PatternSet(
      name: "web.set", unit: .text,
      entries: [PatternEntry(id: "it", regex: "one\\ntwo")])
    edited.cutText(matching: PatternSets([set]))
    #expect(edited.string == "")
    #expect(Accounting(of: edited).violations == [])
  }

  @Test func blocksArePartedByABlankLineAndItemsAreNot() {
    #expect(parsedDocument("one\ntwo\n\n- a\n- b\nend").string == "one\ntwo\n\na\nb\n\nend")
  }

  @Test func theFirstCaptureWins() throws {
    let text = try PatternSet(
      name: "web.text", unit: .text,
      entries: [PatternEntry(id: "by", regex: "^By\\n(?<who>.+)$", flags: .multiline)])
    let line = try PatternSet(
      name: "web.line", unit: .line,
      entries: [PatternEntry(id: "by", regex: "by (?<who>\\w+)(?<rest> .*)?")])
    var sample = document("no\nBy\n Ann \nby Bob Lee\nby Cid")
    let byText = sample.firstCapture(of: PatternSets([text]))
    let first = try #require(byText)
    #expect(first.rule == "web.text/by" && first["who"] == "Ann" && first.start.line == 1)
    let byLine = sample.firstCapture(of: PatternSets([line]))
    let second = try #require(byLine)
    #expect(second["who"] == "Bob" && second["rest"] == "Lee" && second["none"] == nil)
    sample.cut(second, Removal("cut"))
    let again = sample.firstCapture(of: PatternSets([text]))
    sample.cut(try #require(again), Removal("cut"))
    #expect(sample.string == "no\nby Cid")
    #expect(Accounting(of: sample).violations == [])
  }

  @Test func replacesFromLeftToRight() throws {
    let set = try PatternSet(
      name: "web.set", unit: .line,
      entries: [
        PatternEntry(id: "ab", regex: "ab"), PatternEntry(id: "bc", regex: "bc|c"),
      ])
    let sets = PatternSets([set])
    var edited = document("abc bc\nnone")
    edited.replaceText(try PatternReplacement("<$0>", for: sets))
    #expect(edited.string == "<ab>c <bc>\nnone")
    #expect(Accounting(of: edited).violations == [])
  }

  @Test(arguments: [
    ("a\\nb", "can't put line feeds into a line"),
    (
      "${name}",
      "does not fit pattern web.set/it: unknown substring (PCRE2 -49) at character 8"
    ),
    (
      "${vars.a}",
      "does not fit pattern web.set/it: expected closing curly bracket in replacement string (PCRE2 -58) at character 7"
    ),
  ])
  func refusesTemplatesThatDoNotFit(template: String, message: String) throws {
    let set = try PatternSet(
      name: "web.set", unit: .line, entries: [PatternEntry(id: "it", regex: "(x)")])
    let error = #expect(throws: ReplacementError.self) {
      try PatternReplacement(template, for: PatternSets([set]))
    }
    #expect(error?.message == message)
  }
}

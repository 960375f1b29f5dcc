import PCRE2
import PipeCore
import Testing

@Suite struct ExpressionTests {
  private static let words = try? PatternSet(
    name: "web.words", unit: .line, entries: [PatternEntry(id: "comet", regex: "comet")])

  private func read(_ text: String) -> (expression: Expression?, problem: Diagnostic?) {
    var context = OptionContext(
      patternSetNames: ["web.words"],
      variables: ["min_words": .number(3), "langs": .list([.string("en"), .string("de")])],
      patternSet: { name in name == "web.words" ? Self.words : nil })
    let node = ConfigNode(.scalar(text), at: ConfigPlace(file: 0, line: 1, column: 1))
    let expression = Expression.decode(node, in: &context)
    return (expression, context.diagnostics.first)
  }

  private var sample: Document {
    var sample = document("The comet returns.\n\nThe comet was seen.\n")
    sample.metadata.set("lang", to: .string("en"), source: "test")
    sample.metadata.set("year", to: .int(1986), source: "test")
    sample.metadata.set("is_new", to: .bool(true), source: "test")
    sample.metadata.set("tags", to: .list([.string("sky"), .string("ice")]), source: "test")
    sample.setSignal("edu", to: 2.5)
    return sample
  }

  @Test(arguments: [
    "doc.words == 7", "doc.words >= vars.min_words", "doc.words - 2 * 2 == 3",
    "(doc.words - 2) * 2 == 10",
    "doc.words / 2 == 3.5", "-doc.words < 0", "meta.lang == \"en\"", "meta.lang == 'en'",
    "meta.lang in vars.langs", "meta.lang in [\"en\", 'fr']", "meta.lang not in [\"fr\"]",
    "\"ice\" in meta.tags", "not (meta.lang == \"fr\")", "meta.year > 1900 and meta.is_new",
    "meta.nothing == 1 or meta.year == 1986", "not meta.nothing == 1", "exists(meta.lang)",
    "not exists(meta.nothing)", "signals.edu > 2", "matches(web.words)",
    "matches(web.words, at_least = 2)", "not matches(web.words, at_least = 3)",
    "doc.removed_ratio <= 70%", "doc.kept_ratio == 1", "doc.lines == 3", "doc.id == \"test\"",
    "meta.lang < \"fr\"", "true", "not null", "1_000 == 1000", "doc.source_bytes == doc.bytes + 3",
    "\"om\" in \"comet\"", "doc.words != 8", "not (doc.words / 0 == 0)",
  ])
  func holds(text: String) throws {
    let (expression, problem) = read(text)
    #expect(problem == nil)
    #expect(try #require(expression).holds(in: sample), "\(text)")
  }

  @Test(arguments: [
    "meta.nothing == 1", "meta.nothing != 1", "meta.nothing < 1", "meta.nothing in [1]",
    "meta.nothing not in [1]", "meta.nothing == null", "doc.url == \"x\"", "meta.lang < 3",
    "meta.lang == 3", "doc.words", "meta.lang", "not not null", "false",
    "doc.words > 3 and doc.words > 9",
    "signals.nothing > 0", "1 / 0 > 0", "meta.lang + 1 > 0",
  ])
  func doesNotHold(text: String) throws {
    let (expression, problem) = read(text)
    #expect(problem == nil)
    #expect(try !#require(expression).holds(in: sample), "\(text)")
  }

  @Test(arguments: [
    ("doc.word > 3", "1: unknown path `doc.word`; did you mean `doc.words`?"),
    ("doc.words = 3", "11: `=` has no meaning here; did you mean `==`?"),
    ("doc.words > 3 && true", "15: `&&` has no meaning in an expression; did you mean `and`?"),
    ("doc.words > 3 || true", "15: `||` has no meaning in an expression; did you mean `or`?"),
    ("!true", "1: `!` has no meaning in an expression; did you mean `not`?"),
    ("doc.words >", "12: expected a value, found the end"),
    ("(doc.words > 3", "15: expected `)`, found the end"),
    ("doc.words > 3 4", "15: expected an operator or the end, found `4`"),
    ("meta.lang == \"en", "14: the text is not closed"),
    ("words > 3", "1: unknown name `words`; did you mean `doc.words`?"),
    ("vars.min_word > 3", "1: unknown var `vars.min_word`; did you mean `vars.min_words`?"),
    ("matches(web.word)", "9: unknown pattern set `web.word`; did you mean `web.words`?"),
    ("matches(web.words, 3)", "20: expected `at_least = NUMBER`, found `3`"),
    ("matches web.words", "9: expected `(`, found `web.words`"),
    ("meta.lang in [\"en\"", "19: expected `]`, found the end"),
    ("1.2.3 > 0", "1: `1.2.3` is no number"),
    ("", "1: `` takes an expression, got nothing"),
  ])
  func saysWhatIsWrong(text: String, expected: String) throws {
    let (expression, problem) = read(text)
    #expect(expression == nil)
    let found = try #require(problem)
    let hint = found.hint.map { "; \($0)" } ?? ""
    #expect("\(found.place.column): \(found.message)\(hint)" == expected)
  }

  @Test func tellsWhatItReadsAndItsNumbers() throws {
    let expression = try #require(
      read("doc.words >= vars.min_words and meta.lang in vars.langs and doc.words < 9").expression)
    #expect(expression.paths == ["doc.words", "meta.lang"])
    #expect(
      expression.resolvedText
        == "doc.words >= 3 and meta.lang in [\"en\", \"de\"] and doc.words < 9")
    let values = expression.values(in: sample)
    #expect(values.map(\.0) == ["doc.words", "meta.lang"])
    #expect(values.map(\.1) == [.number(7), .string("en")])
    #expect(!expression.readsBlocks)
    #expect(try #require(read("not (doc.blocks > 3)").expression).readsBlocks)
  }

  @Test func countsAfterEdits() throws {
    var edited = sample
    edited.removeLines { line in line.string.hasPrefix("The comet was") ? Removal("x") : nil }
    #expect(try #require(read("doc.words == 3").expression).holds(in: edited))
    #expect(try #require(read("doc.removed_ratio > 0.4").expression).holds(in: edited))
    #expect(try #require(read("not matches(web.words, at_least = 2)").expression).holds(in: edited))
  }
}

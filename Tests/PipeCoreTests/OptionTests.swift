import PCRE2
import PipeCore
import Testing

@Suite struct OptionTests {
  enum Unit: String, CaseIterable, OptionValue { case word, line }

  struct Part: StageOptions, OptionValue {
    @Option("Its name.") var name: String
    @Option("How often.", in: 1...9) var count = 1
  }

  struct Options: StageOptions {
    @Option("Words.", in: 1...100) var minWords = 3
    @Option("Share.", in: 0...1) var minCapitalRatio = 0.8
    @Option("Name.") var path: String
    @Option("Language.") var language: String? = nil
    @Option("Most.", in: 0...10) var maxLines: Int? = nil
    @Option("Unit.") var unit = Unit.word
    @Option("On.") var isOn = false
    @Option("Sets.", units: .line) var match: PatternSets = []
    @Option("Parts.") var parts: [Part] = []
    @Option("Size.") var size = ByteCount(bytes: 64_000_000)
    @Option("Wait.") var wait = Duration.milliseconds(1_500)
    @Option("Field.") var into = MetadataPath("summary")
    @Option("Fields.") var fields = KeyedValues<MetadataPath>()
    @Option("Condition.") var require: Expression? = nil

    func validate() throws {
      if minWords == 99 { throw OptionsError("min_words", "`min_words` can't be 99 today") }
    }
  }

  private func decode(
    _ pairs: KeyValuePairs<String, ConfigNode>, sets: [PatternSet] = []
  ) -> (options: Options?, messages: [String], context: OptionContext) {
    var context = OptionContext(patternSetNames: sets.map(\.name)) { name in
      sets.first { $0.name == name }
    }
    let options = Options.decode(
      entries(pairs), owner: "stage sample", at: ConfigPlace(file: 0, line: 9, column: 5),
      in: &context)
    return (options, context.diagnostics.map(short), context)
  }

  @Test func decodesWhatIsWritten() throws {
    let options = try #require(
      decode([
        "path": "a/b", "min_words": "1_0", "min_capital_ratio": "40%", "language": "no",
        "max_lines": "0", "unit": "line", "is_on": "true", "size": "2MiB", "wait": "2m",
        "into": "meta.lead",
        "parts": ConfigNode(
          .list([ConfigNode(.mapping(entries(["name": "a", "count": "2"])))])),
        "fields": ConfigNode(.mapping(entries(["by": "meta.author"]))),
        "require": "doc.words > 3",
      ]).options)
    #expect(options.path == "a/b")
    #expect(options.minWords == 10)
    #expect(options.minCapitalRatio == 0.4)
    #expect(options.language == "no")
    #expect(options.maxLines == 0)
    #expect(options.unit == .line)
    #expect(options.isOn)
    #expect(options.size.bytes == 2 << 20)
    #expect(options.wait == .seconds(120))
    #expect(options.into.name == "lead")
    #expect(options.parts.map(\.name) == ["a"] && options.parts.map(\.count) == [2])
    #expect(options.fields.pairs.map(\.key) == ["by"])
    #expect(options.require?.text == "doc.words > 3")
  }

  @Test func leavesDefaultsToWhatIsNotWritten() throws {
    let options = try #require(decode(["path": "x"]).options)
    #expect(options.minWords == 3 && options.minCapitalRatio == 0.8 && options.language == nil)
    #expect(options.parts.isEmpty && options.match.isEmpty && options.unit == .word)
  }

  static let messages: [(KeyValuePairs<String, ConfigNode>, [String])] = [
    ([:], ["9:5: error[P105]: stage sample needs `path`"]),
    (
      ["path": "x", "min_word": "3"],
      [
        "2:1: error[P102]: unknown option `min_word` for stage sample; did you mean `min_words`?"
      ]
    ),
    (["path": "x", "zzzzzz": "3"], ["2:1: error[P102]: unknown option `zzzzzz` for stage sample"]),
    (["path": "x", "min_words": "0"], ["2:12: error[P104]: `min_words` takes 1 to 100, got 0"]),
    (
      ["path": "x", "min_words": "twelve"],
      ["2:12: error[P103]: `min_words` takes a whole number, got `twelve`"]
    ),
    (
      ["path": "x", "min_words": "1e1"],
      ["2:12: error[P103]: `min_words` takes a whole number, got `1e1`; did you mean `10`?"]
    ),
    (
      ["path": "x", "min_capital_ratio": "140%"],
      ["2:20: error[P104]: `min_capital_ratio` takes 0 to 1, got 140%"]
    ),
    (
      ["path": "x", "max_lines": "11"], ["2:12: error[P104]: `max_lines` takes 0 to 10, got 11"]
    ),
    (
      ["path": "x", "is_on": "yes"],
      ["2:8: error[P103]: `is_on` takes true or false, got `yes`; did you mean `true`?"]
    ),
    (
      ["path": "x", "unit": "lines"],
      ["2:7: error[P103]: `unit` takes one of word, line, got `lines`; did you mean `line`?"]
    ),
    (["path": ["a"]], ["1:7: error[P103]: `path` takes text, got a list"]),
    (["path": ""], ["1:7: error[P103]: `path` takes text, got nothing"]),
    (
      ["path": "x", "parts": "a"],
      [
        "2:8: error[P103]: `parts` takes a list of a mapping of name, count, got `a`; did you mean `[a]`?"
      ]
    ),
    (
      ["path": "x", "size": "512"],
      ["2:7: error[P103]: `size` takes a size such as `512MB`, got `512`; did you mean `512MB`?"]
    ),
    (
      ["path": "x", "wait": "30"],
      ["2:7: error[P103]: `wait` takes a time such as `30s`, got `30`; did you mean `30s`?"]
    ),
    (
      ["path": "x", "into": "summary"],
      [
        "2:7: error[P103]: `into` takes a path such as `meta.author`, got `summary`; did you mean `meta.summary`?"
      ]
    ),
    (
      ["path": "x", "match": "web.ads"],
      ["2:8: error[P110]: unknown pattern set `web.ads`"]
    ),
    (
      ["path": "x", "min_words": "99"],
      ["2:1: error[P106]: `min_words` can't be 99 today"]
    ),
    (
      ["path": "x", "require": "doc.word > 3"],
      ["2:10: error[P115]: unknown path `doc.word`; did you mean `doc.words`?"]
    ),
    (
      ["min_words": "0", "unit": "lines", "nope": "1"],
      [
        "3:1: error[P102]: unknown option `nope` for stage sample",
        "1:12: error[P104]: `min_words` takes 1 to 100, got 0",
        "9:5: error[P105]: stage sample needs `path`",
        "2:7: error[P103]: `unit` takes one of word, line, got `lines`; did you mean `line`?",
      ]
    ),
  ]

  @Test(arguments: messages.indices)
  func saysWhatIsWrong(index: Int) {
    let (pairs, expected) = Self.messages[index]
    let (options, messages, _) = decode(pairs)
    #expect(messages == expected)
    #expect(options == nil)
  }

  @Test func tellsSetsOfAnotherUnit() throws {
    let set = try PatternSet(
      name: "web.notes", unit: .block, entries: [PatternEntry(id: "a", regex: "a")])
    let (options, messages, context) = decode(["path": "x", "match": "web.notes"], sets: [set])
    #expect(options == nil)
    #expect(
      messages == [
        "2:8: error[P112]: pattern set `web.notes` is tried on each block, but `match` takes sets of unit line"
      ])
    #expect(context.namedPatternSets == ["web.notes"])
  }

  @Test func suggestsTheNearestSet() throws {
    let set = try PatternSet(
      name: "web.ads", unit: .line, entries: [PatternEntry(id: "a", regex: "a")])
    let (_, messages, _) = decode(["path": "x", "match": ["web.ads", "web.adds"]], sets: [set])
    #expect(
      messages == [
        "2:8: error[P110]: unknown pattern set `web.adds`; did you mean `web.ads`?"
      ] || messages == ["0:0: error[P110]: unknown pattern set `web.adds`; did you mean `web.ads`?"]
    )
  }

  @Test func aBareNameIsAListOfPatternSetsOnly() throws {
    let set = try PatternSet(
      name: "web.ads", unit: .line, entries: [PatternEntry(id: "a", regex: "a")])
    let bare = try #require(decode(["path": "x", "match": "web.ads"], sets: [set]).options)
    let list = try #require(decode(["path": "x", "match": ["web.ads"]], sets: [set]).options)
    #expect(bare.match.sets.map(\.name) == list.match.sets.map(\.name))
  }

  @Test func describesItself() {
    let schema = Options.schema
    #expect(
      schema.map(\.name) == [
        "min_words", "min_capital_ratio", "path", "language", "max_lines", "unit", "is_on",
        "match", "parts", "size", "wait", "into", "fields", "require",
      ])
    #expect(
      schema.map(\.defaultText) == [
        "3", "0.8", nil, nil, nil, "word", "false", "[]", "[]", "64MB", "1500ms", "meta.summary",
        "{}", nil,
      ])
    #expect(schema.map(\.isRequired).filter(\.self).count == 1)
    #expect(schema[0].value == .integer(min: 1, max: 100))
    #expect(schema[1].value == .number(min: 0, max: 1, isRatio: true))
    #expect(schema[7].value == .list(.patternSet(units: ["line"]), acceptsOne: true))
  }

  @Test(arguments: [
    ("512MB", 512_000_000), ("64KB", 64_000), ("4GiB", 4 << 30), ("1.5MB", 1_500_000), ("7B", 7),
  ])
  func readsSizes(text: String, bytes: Int) {
    #expect(ByteCount(text)?.bytes == bytes)
  }

  @Test(arguments: ["512", "MB", "-1MB", "0MB", "1 XB", ""])
  func refusesWhatIsNoSize(text: String) {
    #expect(ByteCount(text) == nil)
  }

  @Test(arguments: [1, 1_000, 64_000, 64_000_000, 4_000_000_000, 1_500, 2_000_000_000_000])
  func writesSizesThatItReads(bytes: Int) {
    let text = ByteCount(bytes: bytes).optionText ?? ""
    #expect(ByteCount(text)?.bytes == bytes, "\(text)")
  }
}

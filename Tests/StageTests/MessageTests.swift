import BuiltInStages
import PipeCore
import PipeTesting
import Testing

/// What stages say of options that can't work together, word for word.
@Suite struct MessageTests {
  private static let patterns = """
    ads:
      unit: line
      patterns: [{id: label, regex: '^(?<what>AD)$'}]
    months:
      unit: text
      patterns: [{id: grid, regex: 'May'}]
    notes:
      unit: block
      patterns: [{id: note, regex: 'Note'}]
    """

  private static let cases: [(stage: String, options: String, messages: [String])] = [
    ("drop_lines", "", ["stage drop_lines needs `match`"]),
    (
      "drop_lines", "match: web.months",
      [
        "pattern set `web.months` is tried on each text, but `match` takes sets of unit line"
      ]
    ),
    (
      "drop_blocks", "match: web.ads",
      ["pattern set `web.ads` is tried on each line, but `match` takes sets of unit block"]
    ),
    (
      "cut_text", "match: web.notes",
      ["pattern set `web.notes` is tried on each block, but `match` takes sets of unit text"]
    ),
    (
      "drop_lines", "match: web.ads\nmax_words: 0",
      ["`max_words` takes 1 to 10000, got 0"]
    ),
    (
      "replace_text", "match: web.ads\nreplace_with: '$2'",
      [
        "`replace_with` does not fit pattern web.ads/label: unknown substring (PCRE2 -49) at character 3"
      ]
    ),
    (
      "replace_text", "match: web.ads\nreplace_with: 'a\\nb'",
      ["`replace_with` can't put line feeds into a line"]
    ),
    (
      "capture_metadata", "match: web.ads\nfields: {who: meta.author}",
      ["no pattern of `match` has a group named `who`; there are: what"]
    ),
    (
      "capture_metadata", "match: web.months\nfields: {who: meta.author}",
      ["no pattern of `match` has a group named `who`"]
    ),
    (
      "capture_metadata", "match: web.ads\nfields: {}", ["`fields` needs a group"]
    ),
    (
      "capture_metadata", "match: web.ads\nfields: {what: author}",
      ["`fields` takes a path such as `meta.author`, got `author`; did you mean `meta.author`?"]
    ),
    ("filter", "rules: []", ["`rules` needs a rule"]),
    (
      "filter", "rules:\n  - {id: a, require: doc.words > 3}\n  - {id: a, require: doc.words > 3}",
      ["two rules have the id `a`"]
    ),
    (
      "filter", "rules:\n  - {id: Too-Short, require: doc.words > 3}",
      ["`id` takes lowercase letters, digits and `_`, got `Too-Short`"]
    ),
    (
      "filter", "rules:\n  - {id: missing, require: doc.words > 3}",
      ["`missing` is the reason for values that are not there; name the rule otherwise"]
    ),
    ("redact_pii", "types: []", ["`types` needs a type"]),
    (
      "redact_pii", "types: [mail]",
      [
        "`types` takes one of email, phone, ip, iban, credit_card, us_ssn, got `mail`; did you mean `email`?"
      ]
    ),
    (
      "redact_pii", "replace_with: \"a\\nb\"", ["`replace_with` can't put line feeds into a line"]
    ),
    ("restore_tables", "detect: []", ["`detect` needs a mark"]),
    (
      "restore_tables", "min_columns: 4\nmax_columns: 3",
      ["`min_columns` 4 is more than `max_columns` 3"]
    ),
    (
      "summarize", "sentences: 3\nmax_words: 60",
      ["`sentences` and `max_words` can't both be given"]
    ),
    (
      "normalize_text", "blank_runs: prosa",
      ["`blank_runs` takes one of prose, all, keep, got `prosa`; did you mean `prose`?"]
    ),
    (
      "drop_exact_duplicates", "by: urls",
      ["`by` takes one of text, normalized, url, got `urls`; did you mean `url`?"]
    ),
  ]

  @Test(arguments: cases.indices)
  func saysWhatIsWrong(index: Int) throws {
    let (name, options, messages) = Self.cases[index]
    let stage = try #require(StageRegistry(builtInStages)[name])
    let error = #expect(throws: StageTestError.self) {
      try StageUnderTest(stage, options: options, patterns: Self.patterns)
    }
    #expect(error?.messages == messages)
  }
}

import PipeCore

/// What a set of a pattern library may say.
struct PatternSetOptions: StageOptions {
  enum Unit: String, CaseIterable, OptionValue {
    case line, block, text
  }

  @Option(
    "What each pattern is tried on: `line`, `block` (a parsed block) or `text` (may span lines).")
  var unit = Unit.line

  @Option("Flags of all patterns of the set, such as `caseless`, `extended`, `multiline`.")
  var flags: [String] = []

  @Option("The patterns.")
  var patterns: AnyValue? = nil

  @Option("A file with one literal on each line, relative to this file, instead of patterns.")
  var list: String? = nil

  @Option("What the set is for.")
  var help: String? = nil
}

/// What a pattern of a set may say.
struct PatternOptions: StageOptions {
  @Option("The pattern's name; it becomes the reason in the ledger.")
  var id: String

  @Option("The regular expression, in PCRE2's syntax; best in single quotes.")
  var regex: String

  @Option("Flags of this pattern, beside those of its set.")
  var flags: [String] = []

  @Option("Texts in which the pattern must match.")
  var hits: [String] = []

  @Option("Texts in which it must not match.")
  var misses: [String] = []

  @Option("For people who read the file.")
  var note: String? = nil
}

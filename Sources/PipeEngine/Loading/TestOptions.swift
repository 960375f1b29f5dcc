import PipeCore

/// An entry of `tests`, as it is written.
struct TestOptions: StageOptions {
  @Option("What must hold, as a sentence.")
  var name: String

  @Option("Ids of the stages that run; without it all.")
  var stages: [String]? = nil

  @Option("The document.")
  var given: GivenOptions

  @Option("What is expected of it: `unchanged`, or a mapping.")
  var expect: AnyValue
}

/// The document of a test.
struct GivenOptions: StageOptions, OptionValue {
  @Option("A file, relative to the pipeline file.")
  var file: String? = nil

  @Option("The text.")
  var text: String? = nil

  @Option("A page of HTML.")
  var html: String? = nil

  @Option("The document's URL.")
  var url: String? = nil

  @Option(
    "How many documents are made of the text; `{n}` in it is each one's number.", in: 1...1000)
  var `repeat` = 1

  @Option("Metadata that the document comes with.")
  var meta = KeyedValues<AnyValue>()

  func validate() throws {
    let count = [file, text, html].count { $0 != nil }
    if count != 1 {
      throw OptionsError("given", "a test's document is one of `file`, `text` and `html`")
    }
  }
}

/// What a test expects of its document, when it is a mapping.
struct ExpectOptions: StageOptions {
  enum End: String, CaseIterable, OptionValue {
    case kept, rejected, failed
  }

  @Option("How the document ends.")
  var outcome: End? = nil

  @Option("Why it is rejected: `quality/too_short`.")
  var reason: String? = nil

  @Option("Texts that the output has.")
  var contains: [String] = []

  @Option("Texts that the output has not.")
  var lacks: [String] = []

  @Option("The whole output as plain text.")
  var text: String? = nil

  @Option("How many edits each stage made, by its id.")
  var removedBy = KeyedValues<Int>()

  @Option("A file with the Markdown that is expected, relative to the pipeline file.")
  var golden: String? = nil
}

/// `meta.tables` of a test.
struct TableExpectation: StageOptions, OptionValue {
  @Option("How many tables there are.")
  var count: Int? = nil

  @Option("The columns of each.")
  var columns: [Int]? = nil

  @Option("The rows of each.")
  var rows: [Int]? = nil
}

/// `meta.summary` of a test.
struct SummaryExpectation: StageOptions, OptionValue {
  @Option("How many sentences the summary has.")
  var sentences: Int? = nil

  @Option("Whether each of them stands in the source text.")
  var fromSource = false
}

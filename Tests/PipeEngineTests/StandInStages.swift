import PCRE2
import PipeCore

/// Stages with names and options like the built-in ones, so that loading is tested without them.
let standInStages = StageRegistry([
  NormalizeText.self, DropLines.self, CutText.self, DropBlocks.self, CaptureMetadata.self,
  DetectLanguage.self, RestoreTables.self, DropRepeatedBlocks.self, Filter.self,
  ScoreStopWords.self, DropSharedBlocks.self, DropNearDuplicates.self, RedactPii.self,
  Summarize.self, ReplaceText.self, DropListedSites.self,
])

protocol StandIn: DocumentStage {
  init()
}

extension StandIn {
  init(options: Options) { self.init() }
  func process(_ document: inout Document) -> Outcome { .keep }
}

private func description(
  _ name: String, _ summary: String, details: String = "", writes: [String] = [],
  rejects: Bool = false, examples: [Example] = []
) -> StageDescription {
  StageDescription(
    name: name, summary: summary, details: details, writes: writes, rejects: rejects,
    examples: examples)
}

struct NormalizeText: StandIn {
  static let description = PipeEngineTests.description("normalize_text", "Mends text.")
  typealias Options = NoOptions
}

struct DropLines: StandIn {
  struct Options: StageOptions {
    @Option("Sets of patterns; a line in which one matches goes.", units: .line)
    var match: PatternSets

    @Option("Lines in which one of these matches stay.", units: .line)
    var unless: PatternSets = []
  }

  static let description = PipeEngineTests.description(
    "drop_lines", "Removes lines in which patterns match.",
    examples: [
      Example(
        options: "match: web.ads",
        patterns: "ads: {patterns: [{id: label, regex: '^ADVERTISEMENT$'}]}",
        input: "Rain fell.\nADVERTISEMENT", output: "Rain fell.")
    ])
}

struct CutText: StandIn {
  struct Options: StageOptions {
    @Option("Sets of patterns; what they match goes.", units: .text)
    var match: PatternSets
  }

  static let description = PipeEngineTests.description("cut_text", "Cuts out text.")
}

struct DropBlocks: StandIn {
  struct Options: StageOptions {
    @Option("Sets of patterns; a block in which one matches goes.", units: .block)
    var match: PatternSets
  }

  static let description = PipeEngineTests.description("drop_blocks", "Removes blocks.")
}

struct CaptureMetadata: StandIn {
  enum Action: String, CaseIterable, OptionValue {
    case keep, cut
  }

  struct Options: StageOptions {
    @Option("Sets of patterns with named groups.", units: .line, .text)
    var match: PatternSets

    @Option("Metadata by the name of a group.")
    var fields: KeyedValues<MetadataPath>

    @Option("What happens with the text that matched.")
    var action = Action.keep
  }

  static let description = PipeEngineTests.description(
    "capture_metadata", "Makes metadata of named groups.")
}

struct DetectLanguage: StandIn {
  struct Options: StageOptions {
    @Option("Where the language goes.")
    var into = MetadataPath("lang")

    @Option("How sure the stage must be.", in: 0...1)
    var minConfidence = 0.5
  }

  static let description = PipeEngineTests.description(
    "detect_language", "Finds the language of a document.", writes: ["meta.lang"])
}

struct RestoreTables: StandIn {
  enum Detect: String, CaseIterable, OptionValue {
    case flattened, pipes, tabs
  }

  enum Otherwise: String, CaseIterable, OptionValue {
    case keep, reject, cut
  }

  struct Options: StageOptions {
    @Option("What tables look like.")
    var detect = Detect.allCases

    @Option("Fewest columns of a table.", in: 2...50)
    var minColumns = 2

    @Option("Most columns of a table.", in: 2...50)
    var maxColumns = 12

    @Option("Fewest rows of a table.", in: 1...1000)
    var minRows = 2

    @Option("How sure the stage must be.", in: 0...1)
    var minConfidence = 0.6

    @Option("What happens when it is not.")
    var otherwise = Otherwise.keep

    func validate() throws {
      if minColumns > maxColumns {
        throw OptionsError(
          "max_columns", "`max_columns` (\(maxColumns)) is less than `min_columns` (\(minColumns))")
      }
    }
  }

  static let description = PipeEngineTests.description(
    "restore_tables",
    "Finds tables that were flattened to plain lines and writes them as tables.",
    details: "Bullets and pipes are the writer's: an output's options say how tables look.",
    writes: ["meta.tables"],
    examples: [
      Example(
        input: "Issue Russian Stance Taliban Position\nTroops Should Withdraw Accepts",
        output: "| Issue | Russian Stance | Taliban Position |"),
      Example(options: "min_rows: 3", input: "Issue Stance\nTroops Withdraw", unchanged: true),
    ])
}

struct DropRepeatedBlocks: StandIn {
  struct Options: StageOptions {
    @Option("Shorter blocks may repeat.", in: 1...1000)
    var minWords = 8

    @Option("How alike two blocks must be.", in: 0...1)
    var similarity = 0.85

    @Option("Blocks behind this time are not compared.")
    var timeout: Duration = .seconds(5)

    @Option("The most that the stage remembers.")
    var memory = ByteCount(bytes: 1_000_000)
  }

  static let description = PipeEngineTests.description(
    "drop_repeated_blocks", "Removes blocks that repeat within a document.")
}

struct Filter: StandIn {
  struct Rule: StageOptions, OptionValue {
    @Option("The rule's name; it becomes the reason.")
    var id: String

    @Option("What must hold of a document.")
    var require: Expression
  }

  struct Options: StageOptions {
    @Option("What is required of a document.")
    var rules: [Rule]
  }

  static let description = PipeEngineTests.description(
    "filter", "Rejects documents that break a rule.", rejects: true)
}

struct ScoreStopWords: StandIn {
  typealias Options = NoOptions
  static let description = PipeEngineTests.description(
    "score_stop_words", "Counts stop words.", writes: ["signals.stop_words"])
}

struct RedactPii: StandIn {
  struct Options: StageOptions {
    @Option("What is masked.")
    var types: [String] = ["email", "phone"]

    @Option("What stands in its place.")
    var replaceWith = "[{type}]"
  }

  static let description = PipeEngineTests.description("redact_pii", "Masks personal data.")
}

struct Summarize: StandIn {
  struct Options: StageOptions {
    @Option("How many sentences.", in: 1...20)
    var sentences = 3

    @Option("Where the summary goes.")
    var into = MetadataPath("summary")
  }

  static let description = PipeEngineTests.description(
    "summarize", "Chooses sentences that tell what a document is about.")
}

struct ReplaceText: StandIn {
  struct Options: StageOptions {
    @Option("Sets of patterns; what they match is replaced.", units: .line, .text)
    var match: PatternSets

    @Option("What stands in its place; `$1` is the first group.")
    var replaceWith: String
  }

  static let description = PipeEngineTests.description("replace_text", "Replaces text.")
}

struct DropSharedBlocks: CorpusStage {
  struct Options: StageOptions {
    @Option("Documents with the same value here are compared.")
    var groupBy: DocumentPath? = nil

    @Option("Blocks in fewer documents stay.", in: 2...1_000_000)
    var minDocs = 5
  }

  static let description = PipeEngineTests.description(
    "drop_shared_blocks", "Removes blocks that many documents share.")

  init(options: Options) {}
  func observe(_ document: Document, into sink: inout ObservationSink) {}
  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {}
  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome { .keep }
}

struct DropNearDuplicates: StatefulStage {
  struct Options: StageOptions {
    @Option("How alike two documents must be.", in: 0...1)
    var similarity = 0.8

    @Option("A folder that later runs compare with.")
    var state: StateFolder? = nil
  }

  static let description = PipeEngineTests.description(
    "drop_near_duplicates", "Keeps one of documents that are nearly the same.", rejects: true)

  let state: StateFolder?
  let stateShape: [(name: String, value: String)] = []

  init(options: Options) { state = options.state }
  func observe(_ document: Document, into sink: inout ObservationSink) {}
  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {}
  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome { .keep }
}

struct DropListedSites: StandIn {
  struct Options: StageOptions {
    @Option("A file with one site on each line.")
    var list: DataFile
  }

  static let description = PipeEngineTests.description(
    "drop_listed_sites", "Rejects documents of listed sites.", rejects: true)
}

import PipeCore

/// `input`, as it is written.
struct InputOptions: StageOptions {
  @Option("Files, folders and globs, relative to this file; `-` is stdin.")
  var paths: [String] = []

  @Option("JSON field that holds the text.")
  var text = "text"

  @Option("JSON field that holds a page of HTML, instead of a text.")
  var html: String? = nil

  @Option(
    "What a document is called: the first of these that it has, JSON fields or `path`, `url`.")
  var id = ["id", "url", "path"]

  @Option("JSON field of the URL.")
  var url = "url"

  @Option("Metadata taken from JSON fields, or from `url.host`.")
  var meta = KeyedValues<String>()
}

/// `run`, as it is written.
struct RunOptions: StageOptions {
  @Option("How many documents are worked on at a time; `auto` is one for each core.")
  var workers = WorkerCount.auto

  @Option("The most memory that a run takes; there is at most one worker for each 8 MB of it.")
  var memory = ByteCount(bytes: 4_000_000_000)

  @Option("A larger record fails, and the run goes on.")
  var maxRecord = ByteCount(bytes: 64_000_000)

  @Option("More failed documents than this (a number or a ratio): exit code 1.")
  var maxFailed = FailureLimit(limit: .count(0))

  @Option("What happens with a document in which a stage fails, where the stage does not say.")
  var onError = ErrorPolicy.fail

  @Option("The run stops with exit code 5 when one of these holds: `failed_ratio > 0.01`.")
  var stopIf: [Expression] = []

  @Option("What happens between two passes over the input.")
  var betweenPasses = BetweenPasses.auto

  @Option("Where run folders go, relative to the working folder.")
  var folder = ".pipe/runs"
}

/// What later passes over the input start from.
package enum BetweenPasses: String, CaseIterable, OptionValue {
  /// A spill where a stage is costly, else the input.
  case auto
  /// The documents as the last pass left them.
  case spill
  /// The input again.
  case recompute
}

/// A number of workers, or one for each core.
enum WorkerCount: OptionValue {
  case auto
  case count(Int)

  static var schema: ValueSchema { .either([.choice(["auto"]), .integer(min: 1, max: 1024)]) }

  static func decode(_ node: ConfigNode, in context: inout OptionContext) -> WorkerCount? {
    if node.scalar == "auto" { return .auto }
    if let count = node.scalar.flatMap({ Int($0) }), (1...1024).contains(count) {
      return .count(count)
    }
    context.reportWrongValue(node, takes: "`auto` or a whole number, 1 to 1024")
    return nil
  }

  var optionText: String? {
    switch self {
    case .auto: "auto"
    case .count(let count): "\(count)"
    }
  }
}

/// A number of documents, or a share of them.
struct FailureLimit: OptionValue {
  let limit: RunSpec.Limit

  static var schema: ValueSchema {
    .either([.integer(min: 0, max: nil), .number(min: 0, max: 1, isRatio: true)])
  }

  static func decode(_ node: ConfigNode, in context: inout OptionContext) -> FailureLimit? {
    if let text = node.scalar {
      if let count = Int(text), count >= 0 { return FailureLimit(limit: .count(count)) }
      if let ratio = Double.read(text), ratio >= 0, ratio <= 1 {
        return FailureLimit(limit: .ratio(ratio))
      }
    }
    context.reportWrongValue(node, takes: "a number of documents or a share such as `1%`")
    return nil
  }

  var optionText: String? {
    switch limit {
    case .count(let count): "\(count)"
    case .ratio(let ratio): ratio.optionText
    }
  }
}

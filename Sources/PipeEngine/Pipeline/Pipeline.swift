package import PipeCore

/// A pipeline file that was loaded and checked: typed, complete, with places.
package struct Pipeline: Sendable {
  package var name: String
  package var description: String?
  /// The file as it was named; nil for an embedded recipe.
  package var path: String?
  /// All files that decide what a run does, in the order they were read.
  package var files: [SourceFile]
  package var variables: [Variable]
  package var input: InputSpec
  package var stages: [StageStep]
  package var outputs: [OutputSpec]
  package var run: RunSpec
  package var tests: [TestSpec]
  /// The pattern libraries, for `pipe test` and `pipe patterns`.
  package var libraries: [PatternLibrary]
}

/// A file that the loader read.
package struct SourceFile: Sendable {
  /// As shown in messages.
  package let path: String
  package let bytes: [UInt8]
  /// How it came in: `included as web at news.yaml:15`; nil for the pipeline file.
  package let origin: String?
}

/// A var with the value that it got, and from where.
package struct Variable: Sendable {
  package enum Origin: String, Sendable {
    case defaultValue = "default"
    case environment = "env"
    case commandLine = "--var"
    case profile
  }

  package let name: String
  package let value: ConfigNode
  package let origin: Origin
  package let defaultText: String?
}

/// What a run reads.
package struct InputSpec: Sendable {
  /// Files, folders and globs, `-` for stdin.
  ///
  /// Relative to the pipeline file unless they came from the command line.
  package var paths: [String] = []
  /// The folder that relative paths start from.
  package var base: String = "."
  /// JSON field that holds the text.
  package var textField = "text"
  /// JSON field that holds a page; records without it are texts.
  package var htmlField: String?
  /// Candidates for the document's label: JSON fields, or `path`, `url`, `line`; the first one present.
  package var id: [String] = ["id", "url", "path"]
  /// JSON field of the URL.
  package var urlField = "url"
  /// Metadata taken from other JSON fields, or from `url.host`.
  package var metadata: [(name: String, path: String)] = []
}

/// One entry of `stages`, ready to run.
package struct StageStep: Sendable {
  package let id: String
  /// The stage's type: `drop_lines`.
  package let type: String
  package let stage: any Stage
  package let when: Expression?
  package let zone: Zone?
  package let onError: ErrorPolicy
  /// Where it stands, for records and messages.
  package let place: ConfigPlace
  /// The options as they were written, resolved; for `explain` and the plan's hash.
  package let entries: [ConfigNode.Entry]
}

/// A part of the source text.
package enum Zone: Sendable, Equatable {
  /// This share from the start, 0 to 1.
  case first(Double)
  /// This share from the end, 0 to 1.
  case last(Double)

  /// The bytes of a text of `count` bytes.
  package func range(of count: Int) -> Range<Int> {
    switch self {
    case .first(let share): 0..<Int(Double(count) * share)
    case .last(let share): (count - Int(Double(count) * share))..<count
    }
  }
}

/// What happens with a document in which a stage fails.
package enum ErrorPolicy: String, CaseIterable, OptionValue {
  /// It goes to `failed`.
  case fail
  /// It goes on as it was before the stage, tagged.
  case skip
  /// The run ends with exit code 5.
  case stop
}

/// One entry of `outputs`.
package struct OutputSpec: Sendable {
  package enum Content: String, CaseIterable, OptionValue {
    case kept, rejected, failed, removed, pairs, clusters
  }

  package enum Format: String, CaseIterable, OptionValue {
    case markdown, text, jsonl, html
  }

  package var name: String
  package var content: Content
  package var when: Expression?
  /// A path with `{name}` parts, relative to the working folder; `-` is stdout.
  package var path: String
  package var format: Format
  /// What stands before list items.
  package var bullet = "-"
  /// Fields above a Markdown text: `id`, `title`, `tables`, any metadata.
  package var frontMatter: [String] = []
  /// Fields of a JSON record; empty for the input's own with ours under `meta`.
  package var fields: [OutputField] = []
  /// Share of the records that are written, by a hash of their document.
  package var sample: Double?
  package var place: ConfigPlace = .none
}

/// A field of a JSON record.
package struct OutputField: Sendable, Equatable {
  /// The key that is written.
  package let name: String
  /// `id`, `text`, `markdown`, `url`, `reason`, `tables`, `blocks`, `ledger`, `meta`, `meta.NAME`,
  /// `meta.NAME.lines` (a list as one text), `signals.NAME`, `doc.NAME`, or a field of the input record.
  package let path: String

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

/// `run`: how, not what.
package struct RunSpec: Sendable {
  /// nil: one for each core.
  package var workers: Int?
  package var memory = ByteCount(bytes: 4_000_000_000)
  package var maxRecord = ByteCount(bytes: 64_000_000)
  /// More failed documents than this: exit 1.
  package var maxFailed = Limit.count(0)
  package var onError = ErrorPolicy.fail
  /// Conditions over the names of a run, such as `failed_ratio`.
  package var stopIf: [Expression] = []
  package var betweenPasses = BetweenPasses.auto
  /// Where run folders go, relative to the working folder.
  package var folder = RunSpec.defaultFolder
  package static let defaultFolder = ".pipe/runs"

  /// What a worker takes beside what it sorts: a batch as it is read, decoded and written.
  ///
  /// Measured: 7 MiB for JSON Lines of which `normalize_text` alone sees the texts.
  private static let memoryOfWorker = 8_000_000

  /// How many workers there are on a machine of as many processors: as many as were asked for, or fewer when
  /// the ceiling has no room for them.
  package func workerCount(processors: Int) -> Int {
    max(1, min(workers ?? processors, memory.bytes / Self.memoryOfWorker))
  }

  package enum Limit: Sendable, Equatable {
    case count(Int)
    case ratio(Double)
  }
}

/// One pattern library of the file.
package struct PatternLibrary: Sendable {
  /// The name before the dot: `web`.
  package let name: String
  package let path: String
  package let sets: [LoadedPatternSet]
}

/// One entry of `tests`.
package struct TestSpec: Sendable {
  package let name: String
  package let place: ConfigPlace
  /// Ids of the stages that run; nil for all.
  package let stages: [String]?
  package let given: Given
  package let expect: [Expectation]

  package struct Given: Sendable {
    package var file: String?
    package var text: String?
    package var html: String?
    package var url: String?
    /// How many documents are made of the text; `{n}` in it is each one's number.
    package var count = 1
    package var metadata: [(name: String, value: MetadataValue)] = []
  }

  package struct Expectation: Sendable {
    package let place: ConfigPlace
    package let kind: Kind
  }

  package enum Kind: Sendable {
    case unchanged
    case outcome(String)
    case reason(String)
    case contains([String])
    case lacks([String])
    case text(String)
    /// A metadata field: equal to a value.
    case metadata(String, MetadataValue)
    /// `meta.tables`: how many, and the shape of each.
    case tables(count: Int?, columns: [Int]?, rows: [Int]?)
    /// `meta.summary`: how many sentences, and whether each stands in the source text.
    case summary(sentences: Int?, fromSource: Bool)
    /// Edits by stage id.
    case removedBy([(stage: String, count: Int)])
    /// A file with the Markdown body.
    case golden(String)
  }
}

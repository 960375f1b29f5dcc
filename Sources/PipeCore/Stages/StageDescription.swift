/// What a stage is, for people and for the planner.
public struct StageDescription: Sendable {
  /// What a stage needs of a document.
  public enum Reads: String, Sendable {
    /// The text in stretches and signals: a document may have no lines while a corpus stage observes it.
    case text
    /// Lines as they are; nothing is parsed for the stage.
    case lines
    /// Parsed blocks.
    case blocks
  }

  /// Snake case, the same words as the type's name.
  public let name: String
  /// One sentence.
  public let summary: String
  /// What a user must know beyond the options.
  public let details: String
  public let reads: Reads
  /// Metadata and signals that the stage sets: `meta.title`, `signals.stop_words`.
  public let writes: [String]
  /// Whether the stage can reject a document.
  public let rejects: Bool
  /// Whether the stage moves blocks, so that kept text may change its order.
  public let reorders: Bool
  /// Papers and projects that rules or numbers come from.
  public let source: String?
  /// Raised when the stage's results change.
  public let revision: Int
  public let examples: [Example]

  public init(
    name: String, summary: String, details: String = "", reads: Reads = .lines,
    writes: [String] = [], rejects: Bool = false, reorders: Bool = false, source: String? = nil,
    revision: Int = 1, examples: [Example]
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.reads = reads
    self.writes = writes
    self.rejects = rejects
    self.reorders = reorders
    self.source = source
    self.revision = revision
    self.examples = examples
  }
}

/// A short example of a stage: documentation and test at once.
public struct Example: Sendable {
  public enum Expectation: Sendable {
    case output(String)
    case unchanged
    case rejected(String)
  }

  /// Options as flat YAML lines; empty for the defaults.
  public let options: String
  /// Pattern sets for the options to name: a pattern library's `sets` in YAML.
  public let patterns: String
  /// One document; for corpus stages several, parted by a line `---`.
  public let input: String
  public let expectation: Expectation
  /// Metadata expected afterwards: name and text.
  public let metadata: [String: String]

  public init(
    options: String = "", patterns: String = "", input: String, output: String,
    metadata: [String: String] = [:]
  ) {
    self.init(options, patterns, input, .output(output), metadata)
  }

  public init(options: String = "", patterns: String = "", input: String, unchanged: Bool) {
    precondition(unchanged, "say the output instead")
    self.init(options, patterns, input, .unchanged, [:])
  }

  public init(options: String = "", patterns: String = "", input: String, rejected: String) {
    self.init(options, patterns, input, .rejected(rejected), [:])
  }

  private init(
    _ options: String, _ patterns: String, _ input: String, _ expectation: Expectation,
    _ metadata: [String: String]
  ) {
    self.options = options
    self.patterns = patterns
    self.input = input
    self.expectation = expectation
    self.metadata = metadata
  }
}

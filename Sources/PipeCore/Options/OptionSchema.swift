/// What an option takes, for decoding messages, the JSON Schema and the reference alike.
public indirect enum ValueSchema: Sendable, Equatable {
  case boolean
  case integer(min: Int?, max: Int?)
  /// A number; `isRatio` ones may be written as `40%`.
  case number(min: Double?, max: Double?, isRatio: Bool)
  case text
  /// One of a few words.
  case choice([String])
  /// A size such as `512MB`, in bytes.
  case byteCount
  /// A span of time such as `30s`.
  case duration
  /// The name of a pattern set of one of these units.
  case patternSet(units: [String])
  /// A condition over `doc.`, `meta.`, `signals.`, `vars.`.
  case expression
  /// A metadata path such as `meta.author`.
  case metadataPath
  /// A path that has one value for a document, such as `meta.site` or `doc.host`.
  case documentPath
  /// A file, relative to the pipeline file.
  case file
  /// A list; `acceptsOne` ones take a bare item too.
  case list(ValueSchema, acceptsOne: Bool)
  /// A mapping from any key.
  case map(ValueSchema)
  /// A mapping with these options.
  case object([OptionSchema])
  /// One of several kinds: `auto`, or a whole number.
  case either([ValueSchema])
  /// Any value; what it means is decided elsewhere.
  case any

  /// In words for messages and the reference: `a whole number`, `a list of text`.
  public var words: String {
    switch self {
    case .boolean: "true or false"
    case .integer(nil, nil): "a whole number"
    case .integer(let min, let max): "a whole number\(Self.limits(min, max))"
    case .number(let min, let max, _): "a number\(Self.limits(min, max))"
    case .text: "text"
    case .choice(let words): words.joined(separator: " | ")
    case .byteCount: "a size such as `512MB`"
    case .duration: "a time such as `30s`"
    case .patternSet: "the name of a pattern set"
    case .expression: "an expression"
    case .metadataPath: "a path such as `meta.author`"
    case .documentPath: "a path such as `meta.site` or `doc.host`"
    case .file: "a file"
    case .list(let item, _): "a list of \(item.words)"
    case .map(let value): "a mapping to \(value.words)"
    case .object(let options): "a mapping of \(options.map(\.name).joined(separator: ", "))"
    case .either(let kinds): kinds.map(\.words).joined(separator: ", or ")
    case .any: "any value"
    }
  }

  private static func limits<Number: CustomStringConvertible>(
    _ min: Number?, _ max: Number?
  ) -> String {
    switch (min, max) {
    case (let min?, let max?): ", \(text(min)) to \(text(max))"
    case (let min?, nil): " from \(text(min))"
    case (nil, let max?): " up to \(text(max))"
    case (nil, nil): ""
    }
  }

  private static func text(_ number: some CustomStringConvertible) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// One option of a stage: its name in YAML, what it takes, its default and its documentation.
public struct OptionSchema: Sendable, Equatable {
  /// Snake case, as in YAML.
  public let name: String
  public let help: String
  public let value: ValueSchema
  /// The default as one would write it; nil when the option is required or may be left out.
  public let defaultText: String?
  public let isRequired: Bool

  public init(
    name: String, help: String, value: ValueSchema, defaultText: String?, isRequired: Bool
  ) {
    self.name = name
    self.help = help
    self.value = value
    self.defaultText = defaultText
    self.isRequired = isRequired
  }
}

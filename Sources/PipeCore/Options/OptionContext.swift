public import PCRE2

/// What options are decoded in: finds what they name, and gathers what is wrong.
public struct OptionContext {
  /// How a pattern set is found by its name; nil when there is none.
  public typealias PatternSetLookup = (String) -> PatternSet?

  /// Every problem so far, in the order found.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Names that a pattern set option may take, for suggestions.
  public let patternSetNames: [String]
  let patternSet: PatternSetLookup
  /// Reads a data file named relative to the pipeline file: its bytes, or why not.
  let readFile: (String, ConfigPlace) -> Result<[UInt8], DataFileError>
  /// What the expressions of options may use: `meta.` and `signals.` paths are open, `vars.` are not.
  let variables: [String: ExpressionValue]

  /// Names that expressions may use besides paths: the counts of a run in `stop_if`.
  public var expressionNames: [String] = []

  /// The option that is being decoded, for messages.
  public internal(set) var optionName = ""
  /// The pattern sets that were named, for "unreferenced" warnings.
  public private(set) var namedPatternSets: Set<String> = []
  /// The paths that expressions read, with their places, for "read before it is written".
  public private(set) var pathsRead: [(path: String, place: ConfigPlace)] = []

  public init(
    patternSetNames: [String] = [], variables: [String: ExpressionValue] = [:],
    patternSet: @escaping PatternSetLookup = { _ in nil },
    readFile: @escaping (String, ConfigPlace) -> Result<[UInt8], DataFileError> = { path, _ in
      .failure(DataFileError("no file can be read here: `\(path)`"))
    }
  ) {
    self.patternSetNames = patternSetNames
    self.variables = variables
    self.patternSet = patternSet
    self.readFile = readFile
  }

  /// Adds a problem.
  public mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Adds the problem "this value is not what the option takes" (P103).
  public mutating func reportWrongValue(
    _ node: ConfigNode, takes expected: String, hint: String? = nil
  ) {
    report(
      Diagnostic(
        "P103", "`\(optionName)` takes \(expected), got \(node.shortDescription)",
        at: node.place, length: node.scalar?.count ?? 1, hint: hint))
  }

  mutating func noteUse(ofPatternSet name: String) {
    namedPatternSets.insert(name)
  }

  public mutating func noteRead(_ path: String, at place: ConfigPlace) {
    pathsRead.append((path, place))
  }
}

/// Why a data file that an option names can't be read.
public struct DataFileError: Error, Sendable {
  public let message: String
  public init(_ message: String) { self.message = message }
}

import PCRE2
import PipeCore
import PipeText

/// What one loading knows: the files it read, what they define, and everything wrong so far.
///
/// A class because options read pattern sets and files through closures while problems are gathered.
final class LoadSession {
  let registry: StageRegistry
  let access: FileAccess
  let environment: (String) -> String?
  let overrides: Overrides

  private(set) var files: [SourceFile] = []
  private(set) var lines: [SourceLines] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var windingScalars: [(place: ConfigPlace, text: String)] = []
  /// Values that stand for ones with mistakes, so that each mistake is told once.
  var poisonedPlaces: Set<ConfigPlace> = []
  /// Where values come from that stand as `${…}` at a place.
  var origins: [ConfigPlace: [(text: String, length: Int, note: String)]] = [:]

  var variables: [VariableDefinition] = []
  var usedVariables: Set<String> = []
  var brokenVariables: Set<String> = []
  var patternSets: [String: PatternSet] = [:]
  /// Names of sets that stand for ones with mistakes, so that each mistake is told once.
  var brokenSets: Set<String> = []
  var brokenLibraries: Set<String> = []
  var usedPatternSets: Set<String> = []
  var libraries: [PatternLibrary] = []
  var libraryPlaces: [String: ConfigPlace] = [:]
  var fragments: [Fragment] = []
  var usedFragments: Set<String> = []
  /// Whether a name stayed unresolved, so that "never used" can't be told.
  var hasUnresolvedNames = false

  init(
    registry: StageRegistry, access: FileAccess, environment: @escaping (String) -> String?,
    overrides: Overrides
  ) {
    self.registry = registry
    self.access = access
    self.environment = environment
    self.overrides = overrides
  }

  private static let unresolving: Set<String> = [
    "P002", "P108", "P110", "P114", "P115", "P118", "P121",
  ]

  func report(_ diagnostic: Diagnostic) {
    if Self.unresolving.contains(diagnostic.code) { hasUnresolvedNames = true }
    diagnostics.append(diagnostic)
  }

  func report(
    _ code: String, _ message: String, at place: ConfigPlace, length: Int = 1,
    severity: Diagnostic.Severity = .error, hint: String? = nil, notes: [String] = []
  ) {
    report(
      Diagnostic(
        code, message, at: place, length: length, severity: severity, hint: hint, notes: notes))
  }

  var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// `news.yaml:15`.
  func name(of place: ConfigPlace) -> String {
    place.file >= 0 ? "\(files[place.file].path):\(place.line)" : "the command line"
  }

  /// A hint with the name that was probably meant.
  func suggestion(for name: String, among names: [String]) -> String? {
    nearest(to: name, among: names).map { "did you mean `\($0)`?" }
  }

  // MARK: Files

  /// Adds a file to those that were read; returns its number.
  func add(_ bytes: [UInt8], path: String, origin: String?) -> Int {
    files.append(SourceFile(path: path, bytes: bytes, origin: origin))
    lines.append(SourceLines(bytes))
    return files.count - 1
  }

  /// Reads a YAML file into a mapping's entries; nil when that was reported.
  ///
  /// The place is that of the file's name where it is included, and the origin says so.
  func readYAML(
    _ path: String, namedAt place: ConfigPlace, length: Int, origin: String?
  ) -> (file: Int, root: ConfigNode)? {
    switch access.read(path) {
    case .success(let bytes): return parse(bytes, path: path, origin: origin)
    case .failure(let failure):
      report(unreadable(path, failure, at: place, length: length))
      return nil
    }
  }

  func unreadable(
    _ path: String, _ failure: FileAccess.Failure, at place: ConfigPlace, length: Int
  ) -> Diagnostic {
    switch failure {
    case .notFound:
      Diagnostic(
        "P001", "there is no file `\(path)`", at: place, length: length,
        notes: place.file >= 0
          ? ["a file's name is relative to the file that names it"] : [])
    case .tooLarge(let limit):
      Diagnostic(
        "P003", "`\(path)` has more than \(limit >> 20) MiB, too much for a file of this kind",
        at: place, length: length)
    case .other(let words):
      Diagnostic("P001", "`\(path)` can't be read: \(words)", at: place, length: length)
    }
  }

  /// Reads the YAML of a file that is there.
  func parse(_ bytes: [UInt8], path: String, origin: String?) -> (file: Int, root: ConfigNode)? {
    let file = add(bytes, path: path, origin: origin)
    let start = ConfigPlace(file: file, line: 1, column: 1)
    if let offset = firstInvalidUTF8(in: bytes) {
      let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      let line = bytes[..<start].count { $0 == UInt8(ascii: "\n") } + 1
      let column = String(decoding: bytes[start..<offset], as: UTF8.self).count + 1
      report(
        "P002",
        "the file is not UTF-8: byte \(offset + 1) is 0x\(String(bytes[offset], radix: 16))",
        at: ConfigPlace(file: file, line: line, column: column),
        notes: ["save it as UTF-8, or convert it: iconv -f latin1 -t utf-8"])
      return nil
    }
    var reader = YAMLReader(file: file, lines: lines[file])
    let root = reader.read(bytes)
    reader.diagnostics.forEach(report)
    windingScalars += reader.windingScalars
    guard let root, !root.isNull else {
      if reader.diagnostics.isEmpty {
        report("P005", "the file is empty", at: start, notes: ["it begins with `version: 1`"])
      }
      return nil
    }
    guard root.entries != nil else {
      report(
        "P006", "the file must be a mapping of keys, got \(root.shortDescription)", at: root.place,
        notes: ["it begins with `version: 1`"])
      return nil
    }
    return (file, root)
  }

  // MARK: Options

  /// A context to decode options in, that knows what this session knows.
  func context(besides file: Int) -> OptionContext {
    var values: [String: ExpressionValue] = [:]
    for variable in variables { values[variable.name] = variable.expressionValue }
    let folder = file >= 0 ? files[file].path : ""
    return OptionContext(
      patternSetNames: patternSets.keys.sorted(), variables: values,
      patternSet: { [unowned self] name in patternSet(name) },
      readFile: { [unowned self] name, place in
        readDataFile(PipeEngine.path(name, besides: folder), at: place)
      })
  }

  /// Takes over what was found while options were decoded.
  func take(_ context: OptionContext) {
    usedPatternSets.formUnion(context.namedPatternSets)
    for diagnostic in context.diagnostics {
      let isAboutBrokenSet =
        diagnostic.code == "P112"
        && brokenSets.contains { diagnostic.message.contains("`\($0)`") }
      if isAboutBrokenSet || poisonedPlaces.contains(diagnostic.place) { continue }
      report(withOrigin(unwound(explained(diagnostic))))
    }
  }

  private func withOrigin(_ diagnostic: Diagnostic) -> Diagnostic {
    let origin = origins[diagnostic.place]?.first { diagnostic.message.contains($0.text) }
    guard let origin else { return diagnostic }
    return diagnostic.with(length: origin.length, notes: diagnostic.notes + [origin.note])
  }

  /// Moves a place inside of an expression to where its character really stands.
  private func unwound(_ diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.code == "P115"
      ? diagnostic.with(place: unwound(diagnostic.place)) : diagnostic
  }

  /// The place of a character that was counted from the start of its scalar.
  func unwound(_ place: ConfigPlace) -> ConfigPlace {
    let scalar = windingScalars.last {
      $0.place.file == place.file && $0.place.line == place.line
        && $0.place.column <= place.column
    }
    guard let scalar else { return place }
    let isQuoted = "\"'".contains(
      lines[place.file].text(place.line).dropFirst(scalar.place.column - 1).first ?? " ")
    let offset = place.column - scalar.place.column - (isQuoted ? 1 : 0)
    guard offset >= 0, offset <= scalar.text.count else { return place }
    let scalars = scalar.text.prefix(offset).unicodeScalars.count
    return self.place(ofScalar: scalars, of: scalar.text, at: scalar.place) ?? place
  }

  /// Says what a comma inside of `{…}` did.
  private func explained(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.code == "P102", diagnostic.hint == nil, diagnostic.place.file >= 0 else {
      return diagnostic
    }
    let line = lines[diagnostic.place.file].text(diagnostic.place.line)
    let key = line.dropFirst(diagnostic.place.column - 1).prefix(diagnostic.length)
    guard key.contains(where: { "()=<>\"'".contains($0) }) else { return diagnostic }
    return diagnostic.with(
      notes: ["inside of `{…}` a comma ends a value: put the value before it in quotes"])
  }

  private func patternSet(_ name: String) -> PatternSet? {
    if let set = patternSets[name] { return set }
    let library = name.prefix { $0 != "." }
    guard brokenLibraries.contains(String(library)) else { return nil }
    brokenSets.insert(name)
    return try? PatternSet(name: name, unit: .line, entries: [])
  }

  private func readDataFile(
    _ path: String, at place: ConfigPlace
  ) -> Result<[UInt8], DataFileError> {
    switch access.read(path) {
    case .success(let bytes):
      _ = add(bytes, path: path, origin: "read at \(name(of: place))")
      return .success(bytes)
    case .failure(let failure):
      return .failure(DataFileError(unreadable(path, failure, at: place, length: 1).message))
    }
  }
}

/// Offset of the first byte that begins no UTF-8 sequence; nil when all is well.
func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
  if isValidUTF8(bytes.span) { return nil }
  var parser = Unicode.UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  var offset = 0
  while true {
    switch parser.parseScalar(from: &iterator) {
    case .valid(let sequence): offset += sequence.count
    case .emptyInput, .error: return offset
    }
  }
}

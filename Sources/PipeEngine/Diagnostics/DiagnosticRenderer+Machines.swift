package import PipeCore

/// Diagnostics for programs: editors, CI.
extension DiagnosticRenderer {
  /// `{"diagnostics": […], "errors": 3, "warnings": 1}`.
  package func json(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    return JSONTree.object([
      "diagnostics": .list(diagnostics.map(tree)),
      "errors": .integer(errors),
      "warnings": .integer(diagnostics.count - errors),
    ]).text()
  }

  private func tree(_ diagnostic: Diagnostic) -> JSONTree {
    var fields: [String: JSONTree] = [
      "code": .string(diagnostic.code),
      "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message),
    ]
    if diagnostic.place.file >= 0 {
      fields["file"] = .string(files[diagnostic.place.file].path)
      fields["line"] = .integer(diagnostic.place.line)
      fields["column"] = .integer(diagnostic.place.column)
      fields["length"] = .integer(diagnostic.length)
    }
    if let hint = diagnostic.hint { fields["hint"] = .string(hint) }
    if let origin = diagnostic.origin { fields["origin"] = .string(origin) }
    if !diagnostic.notes.isEmpty { fields["notes"] = .list(diagnostic.notes.map { .string($0) }) }
    return .object(fields)
  }

  /// Annotations of a GitHub workflow, one on each line.
  package func github(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { diagnostic in
      var properties: [String] = []
      if diagnostic.place.file >= 0 {
        properties = [
          "file=\(Self.escaped(files[diagnostic.place.file].path, isProperty: true))",
          "line=\(diagnostic.place.line)", "col=\(diagnostic.place.column)",
          "endColumn=\(diagnostic.place.column + diagnostic.length)",
        ]
      }
      properties.append("title=\(diagnostic.code)")
      let words = Self.escaped(sentence(diagnostic), isProperty: false)
      return "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))::\(words)\n"
    }.joined()
  }

  private static func escaped(_ text: String, isProperty: Bool) -> String {
    let escaped = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
      .replacing("\n", with: "%0A")
    return isProperty
      ? escaped.replacing(":", with: "%3A").replacing(",", with: "%2C") : escaped
  }

  private func sentence(_ diagnostic: Diagnostic) -> String {
    ([diagnostic.message] + (diagnostic.hint.map { [$0] } ?? []) + diagnostic.notes)
      .joined(separator: "\n")
  }

  /// A SARIF 2.1.0 log with one run.
  package func sarif(_ diagnostics: [Diagnostic]) -> String {
    let codes = Set(diagnostics.map(\.code))
    let rules = DiagnosticCode.all.filter { codes.contains($0.code) }.map { code in
      JSONTree.object([
        "id": .string(code.code),
        "shortDescription": .object(["text": .string(code.title)]),
        "fullDescription": .object(["text": .string(code.explanation)]),
      ])
    }
    let driver = JSONTree.object([
      "name": .string("pipe"), "version": .string(pipeVersion), "rules": .list(rules),
    ])
    let run = JSONTree.object([
      "tool": .object(["driver": driver]), "results": .list(diagnostics.map(sarifResult)),
      "columnKind": .string("unicodeCodePoints"),
    ])
    return JSONTree.object([
      "$schema": .string("https://json.schemastore.org/sarif-2.1.0.json"),
      "version": .string("2.1.0"), "runs": .list([run]),
    ]).text()
  }

  private func sarifResult(_ diagnostic: Diagnostic) -> JSONTree {
    var fields: [String: JSONTree] = [
      "ruleId": .string(diagnostic.code), "level": .string(diagnostic.severity.rawValue),
      "message": .object(["text": .string(sentence(diagnostic))]),
    ]
    let place = diagnostic.place
    if place.file >= 0 {
      let region = JSONTree.object([
        "startLine": .integer(place.line), "startColumn": .integer(place.column),
        "endColumn": .integer(place.column + diagnostic.length),
      ])
      let location = JSONTree.object([
        "artifactLocation": .object(["uri": .string(files[place.file].path)]), "region": region,
      ])
      fields["locations"] = .list([.object(["physicalLocation": location])])
    }
    return .object(fields)
  }
}

public import PipeCore

/// Runs the examples of a stage.
public enum ExampleRunner {
  /// - Returns: what differs, in words; empty when the example holds.
  public static func differences(
    of stage: any Stage.Type, _ example: Example
  ) async throws -> [String] {
    let made = try StageUnderTest(stage, options: example.options, patterns: example.patterns)
    let results = try await made.run(on: TestInput.inputs(of: example.input))
    var differences = results.flatMap(\.accountingViolations)
    let kept = results.filter { $0.reason == nil }
    let output = kept.map(\.text).joined(separator: "\n---\n")
    func compare(_ what: String, _ want: String, _ got: String) {
      if want != got {
        differences.append(
          "\(what): want \(want.debugDescription), got \(got.debugDescription)")
      }
    }
    switch example.expectation {
    case .output(let expected):
      compare("output", expected, output)
    case .unchanged:
      compare("output", results.map(\.inputText).joined(separator: "\n---\n"), output)
      compare("edits", "", results.flatMap(\.removed).joined(separator: "\n"))
    case .rejected(let reason):
      // Several documents may be rejected for the one reason.
      var reasons = results.compactMap(\.reason)
      if reasons.allSatisfy({ $0 == reasons[0] }) { reasons = Array(reasons.prefix(1)) }
      compare("reason", reason, reasons.joined(separator: ", "))
    }
    for (name, text) in example.metadata.sorted(by: { $0.key < $1.key }) {
      let got = results.flatMap(\.metadata).filter { $0.name == name }.map(\.text)
      compare("meta.\(name)", text, got.joined(separator: ", "))
    }
    return differences
  }
}

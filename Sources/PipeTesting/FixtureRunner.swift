public import PipeCore
import PipeFormats

/// Golden cases: a file with an input and what a stage must make of it.
///
///     === options
///     min_letters: 8
///     === patterns
///     ads: {unit: line, patterns: [{id: label, regex: '^AD$'}]}
///     === input
///     SPRING SALE
///     === output
///
/// Behind `output` may follow `removed` (an edit a line), `rejected` (the reason), `metadata`
/// (`name: text` lines) and `tags`. Lines before the first section are for readers. Several documents
/// are parted by a line `---`.
public struct FixtureRunner: Sendable {
  /// The folder with one folder for each stage.
  public let folder: String
  /// Rewrites the expected sections of each file instead of comparing them: `PIPE_RECORD=1`.
  public let isRecording: Bool

  public init(folder: String, isRecording: Bool = false) {
    self.folder = folder
    self.isRecording = isRecording
  }

  /// The cases of a stage: paths, sorted.
  public func cases(of stage: any Stage.Type) -> [String] {
    FileListing(
      expanding: [folder + "/" + stage.description.name], extensions: ["txt"]
    ).paths.sorted()
  }

  /// Runs a case.
  ///
  /// - Returns: what differs, in words; empty when all is as expected.
  public func differences(of stage: any Stage.Type, case path: String) async throws -> [String] {
    let text = String(decoding: try readWhole(path), as: UTF8.self)
    let fixture = Fixture(text)
    guard let input = fixture["input"] else { return ["\(path) has no input"] }
    let made = try StageUnderTest(
      stage, options: fixture["options"] ?? "", patterns: fixture["patterns"] ?? "")
    let results = try await made.run(on: TestInput.inputs(of: input))
    let broken = results.flatMap(\.accountingViolations).map { "\(path): \($0)" }
    let recorded = fixture.with(results)
    if isRecording {
      let output = try OutputFile(path: path)
      try output.write(Array(recorded.text.utf8).span)
      try output.finish()
      return broken
    }
    return broken + fixture.differences(from: recorded).map { "\(path): \($0)" }
  }
}

/// The sections of a fixture.
struct Fixture {
  var head: [Substring] = []
  var sections: [(name: String, text: String)] = []

  static let expected = ["output", "rejected", "removed", "metadata", "tags"]

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    for line in lines {
      if line.hasPrefix("=== ") {
        sections.append((String(line.dropFirst(4)), ""))
      } else if sections.isEmpty {
        head.append(line)
      } else {
        sections[sections.count - 1].text += line + "\n"
      }
    }
    for index in sections.indices where !sections[index].text.isEmpty {
      sections[index].text.removeLast()
    }
  }

  subscript(name: String) -> String? { sections.first { $0.name == name }?.text }

  var text: String {
    let parts = sections.map { "=== \($0.name)\n" + ($0.text.isEmpty ? "" : $0.text + "\n") }
    return (head.map { $0 + "\n" } + parts).joined()
  }

  /// The same case with what a stage made of it.
  func with(_ results: [StageResult]) -> Fixture {
    var copy = self
    copy.sections.removeAll { Self.expected.contains($0.name) }
    let kept = results.filter { $0.reason == nil }
    if !kept.isEmpty {
      copy.sections.append(("output", kept.map(\.text).joined(separator: "\n---\n")))
    }
    func add(_ name: String, _ lines: [String]) {
      if !lines.isEmpty { copy.sections.append((name, lines.joined(separator: "\n"))) }
    }
    add("rejected", results.compactMap(\.reason))
    add("removed", results.flatMap(\.removed))
    add("metadata", results.flatMap { $0.metadata.map { "\($0.name): \($0.text)" } })
    add("tags", results.flatMap(\.tags))
    return copy
  }

  /// Sections that are not as they should be; one that the case leaves out is not compared, unless it is
  /// `output` or `rejected`.
  func differences(from actual: Fixture) -> [String] {
    Self.expected.compactMap { name in
      let (want, got) = (self[name], actual[name])
      guard want != got, want != nil || ["output", "rejected"].contains(name) else { return nil }
      return "\(name): want \((want ?? "").debugDescription), got \((got ?? "").debugDescription)"
    }
  }
}

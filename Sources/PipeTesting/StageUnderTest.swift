public import PipeCore
import PipeEngine

/// A stage made from YAML, as a pipeline file makes it.
public struct StageUnderTest: Sendable {
  public let type: any Stage.Type
  public let stage: any Stage
  private let plan: Plan

  /// Checks options and pattern sets, and makes the stage.
  ///
  /// - Parameters:
  ///   - type: the stage.
  ///   - options: flat YAML lines, without the stage's name; keys of the engine such as `zone` too.
  ///   - patterns: the `sets` of a pattern library in YAML; the options name them as `any.set`.
  /// - Throws: ``StageTestError`` with every problem, worded as `pipe check` does.
  public init(_ type: any Stage.Type, options: String = "", patterns: String = "") throws {
    let file = OneStagePipeline(stage: type.description.name, options: options, patterns: patterns)
    let loader = PipelineLoader(
      registry: StageRegistry([type]), access: .memory([:]), environment: { _ in nil })
    let result = loader.load(Array(file.text.utf8), name: "test.yaml")
    guard let pipeline = result.pipeline, let step = pipeline.stages.first else {
      throw StageTestError(
        result.diagnostics.filter { $0.severity == .error }.map { diagnostic in
          ([diagnostic.message, diagnostic.hint].compactMap(\.self)).joined(separator: "; ")
        })
    }
    self.type = type
    stage = step.stage
    plan = Plan(pipeline)
  }

  /// Runs the stage on one text.
  public func run(on text: String, isParsed: Bool = false) async throws -> StageResult {
    try await run(on: [TestInput(text)], isParsed: isParsed)[0]
  }

  /// Runs the stage on documents: each by itself, or, for a corpus stage, all together.
  ///
  /// `isParsed` says that another stage has asked for blocks before, `isEdited` that others have removed,
  /// cut and replaced here and there.
  public func run(
    on inputs: [TestInput], isParsed: Bool = false, isEdited: Bool = false
  ) async throws -> [StageResult] {
    var documents = inputs.enumerated().map { $1.document(row: $0) }
    for index in documents.indices {
      if isEdited { documents[index].wear() }
      if isParsed || stage.reads == .blocks { parseBlocks(ofUnparsed: &documents[index]) }
      if isEdited { documents[index].wear() }
    }
    var batch = documents.map { DocumentInProgress($0) }
    var verdicts: [Int: any VerdictSource] = [:]
    for pass in plan.passes {
      guard let slot = plan.slot(of: pass) else { continue }
      let trial = CorpusTrial(plan: plan, pass: pass, verdicts: verdicts)
      verdicts[slot] = try await trial.verdicts(on: &batch)
    }
    var counts = RunCounts(stageCount: 1)
    let runner = StageRunner(plan: plan, verdicts: verdicts)
    try await runner.run(&batch, stages: 0..<1, counts: &counts)
    return try zip(documents, batch).map { before, progress in
      switch progress.end {
      case .rejected(_, let rejection):
        return StageResult(rejection: rejection, document: progress.document, before: before)
      case .failed(_, let message):
        throw StageTestError(["it failed on a text: \(message)"])
      case .kept, nil:
        return StageResult(rejection: nil, document: progress.document, before: before)
      }
    }
  }
}

/// What keeps a stage from being made or run in a test.
public struct StageTestError: Error, Sendable, CustomStringConvertible {
  public let messages: [String]

  init(_ messages: [String]) { self.messages = messages }

  public var description: String { messages.joined(separator: "\n") }
}

/// A pipeline file of one stage.
struct OneStagePipeline {
  let stage: String
  let options: String
  let patterns: String

  var text: String {
    var lines = ["version: 1", "name: test"]
    if !patterns.isEmpty {
      lines.append("patterns:")
      for library in libraries {
        lines.append("  \(library):")
        lines.append("    sets:")
        lines += indented(patterns, by: 6)
      }
    }
    lines += ["input:", "  paths: [none.txt]"]
    if !fields.isEmpty {
      lines.append("  meta: {\(fields.map { "\($0): \($0)" }.joined(separator: ", "))}")
    }
    lines += ["stages:", "  - stage: \(stage)"] + indented(options, by: 4)
    lines += ["outputs:", "  out: {write: kept, path: out.txt, format: text}"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func indented(_ text: String, by count: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : String(repeating: " ", count: count) + $0
    }
  }

  /// The names that options put before the name of a set: `web` of `web.ads`.
  private var libraries: [String] {
    let sets = patterns.split(separator: "\n").filter { $0.first?.isLetter == true }
      .map { $0.prefix { $0 != ":" } }
    var found: [String] = []
    for word in words(of: options) {
      let parts = word.split(separator: ".")
      if parts.count == 2, sets.contains(parts[1]), !found.contains(String(parts[0])) {
        found.append(String(parts[0]))
      }
    }
    return found.isEmpty ? ["test"] : found
  }

  /// Metadata that conditions read: it comes with the documents.
  private var fields: [String] {
    var found: [String] = []
    for word in words(of: options) where word.hasPrefix("meta.") {
      let name = String(word.dropFirst(5))
      if !found.contains(name) { found.append(name) }
    }
    return found
  }

  private func words(of text: String) -> [Substring] {
    text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-") }
  }
}

extension Document {
  /// Edits as other stages make them: some lines go, some lose or change their first character.
  fileprivate mutating func wear() {
    removeLines { $0.index % 7 == 3 ? Removal("worn") : nil }
    editLines { line, edits in
      guard line.index % 5 == 1, !line.bytes.isEmpty else { return }
      var end = 1
      while end < line.bytes.count, line.bytes[end] & 0xC0 == 0x80 { end += 1 }
      if line.index % 2 == 0 {
        edits.cut(0..<end, Removal("worn"))
      } else {
        edits.replace(0..<end, with: [UInt8(ascii: "x"), UInt8(ascii: " ")], Removal("worn"))
      }
    }
  }
}

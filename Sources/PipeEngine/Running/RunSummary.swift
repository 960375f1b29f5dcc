import PCRE2
import PipeCore
import PipeFormats

/// What a finished run did, in numbers.
package struct RunSummary: Sendable {
  /// The files of one output.
  package struct File: Sendable {
    package let output: String
    package let count: Int
    package let first: String?
  }

  package let pipeline: Pipeline
  package let planID: UInt128
  package let counts: RunCounts
  package let files: [File]
  package let inputFiles: Int
  package let inputBytes: Int
  package let passes: Int
  /// Wall time.
  package let nanoseconds: UInt64
  /// The states that the run has committed to, for ``RunStates/seal()``.
  package var states = RunStates()
  /// Nil when no stage makes clusters.
  package var clusters: ClusterSummary?

  init(
    plan: Plan, counts: RunCounts, files: [File], manifest: Manifest, nanoseconds: UInt64
  ) {
    pipeline = plan.pipeline
    planID = plan.id
    self.counts = counts
    self.files = files
    inputFiles = manifest.fileCount
    inputBytes = manifest.size
    passes = plan.passes.count
    self.nanoseconds = nanoseconds
  }

  /// Whether more documents failed than `run.max_failed` allows.
  package var hasTooManyFailures: Bool {
    switch pipeline.run.maxFailed {
    case .count(let limit): counts.failed > limit
    case .ratio(let limit): Double(counts.failed) > limit * Double(counts.documents)
    }
  }

  /// Patterns of the sets that stages name which matched nowhere.
  package var unusedPatterns: [String] {
    var seen: Set<String> = []
    for stage in counts.stages { seen.formUnion(stage.rules.keys) }
    return pipeline.libraries.flatMap(\.sets).filter { pipeline.usesPatternSet($0.set.name) }
      .flatMap { loaded in loaded.set.entries.map { "\(loaded.set.name)/\($0.id)" } }
      .filter { !seen.contains($0) }
  }

  package var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.field("pipeline", pipeline.name)
    json.field("plan", String(planID, radix: 16))
    json.field("passes", passes)
    json.field("input_files", inputFiles)
    json.field("input_bytes", inputBytes)
    append(counts, to: &json)
    if let clusters {
      json.name("clusters")
      clusters.append(to: &json)
    }
    json.name("outputs")
    json.beginArray()
    for file in files {
      json.beginObject()
      json.field("name", file.output)
      json.field("files", file.count)
      if let first = file.first { json.field("first", first) }
      json.endObject()
    }
    json.endArray()
    json.field("seconds", .double(Double(nanoseconds / 1_000_000) / 1_000))
    json.endObject()
    json.endLine()
    return json.bytes
  }

  private func append(_ counts: RunCounts, to json: inout JSONWriter) {
    json.field("documents", counts.documents)
    json.field("kept", counts.kept)
    json.field("rejected", counts.rejected)
    json.field("failed", counts.failed)
    if !counts.failures.isEmpty { append(counts.failures, to: &json) }
    json.field("source_bytes", counts.sourceBytes)
    json.field("removed_bytes", counts.removedBytes)
    json.field("repairs", counts.repairs)
    json.field("accounting", accounting)
    if !counts.markup.isEmpty { json.field("markup", object(counts.markup)) }
    if !counts.patternsThatGaveUp.isEmpty {
      json.field("patterns_that_gave_up", object(counts.patternsThatGaveUp))
    }
    json.name("stages")
    json.beginArray()
    for (step, stage) in zip(pipeline.stages, counts.stages) { append(step, stage, to: &json) }
    json.endArray()
  }

  private func append(_ failures: [RunCounts.Failure], to json: inout JSONWriter) {
    json.name("failures")
    json.beginArray()
    for failure in failures {
      json.beginObject()
      json.field("doc", failure.id)
      json.field("stage", failure.step < 0 ? "reader" : pipeline.stages[failure.step].id)
      json.field("error", failure.message)
      json.endObject()
    }
    json.endArray()
  }

  private var accounting: MetadataValue {
    .object([
      (key: "documents", value: .int(counts.checkedDocuments)),
      (key: "violations", value: .list(counts.violations.sorted().map { .string($0) })),
    ])
  }

  private func append(
    _ step: StageStep, _ stage: RunCounts.Stage, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.field("id", step.id)
    json.field("stage", step.type)
    json.field("documents", stage.documents)
    if stage.skipped > 0 { json.field("skipped", stage.skipped) }
    if stage.rejected > 0 { json.field("rejected", stage.rejected) }
    if stage.failed > 0 { json.field("failed", stage.failed) }
    if !stage.reasons.isEmpty { json.field("reasons", object(stage.reasons)) }
    json.field("milliseconds", Int(stage.nanoseconds / 1_000_000))
    json.name("rules")
    json.beginObject()
    for (name, rule) in stage.rules.sorted(by: { $0.key < $1.key }) {
      json.field(
        name,
        .object([
          (key: "edits", value: .int(rule.edits)), (key: "documents", value: .int(rule.documents)),
          (key: "bytes", value: .int(rule.bytes)),
        ]))
    }
    json.endObject()
    json.endObject()
  }

  private func object(_ counts: [String: Int]) -> MetadataValue {
    .object(counts.sorted { $0.key < $1.key }.map { (key: $0.key, value: .int($0.value)) })
  }
}

extension Pipeline {
  /// Whether a stage names a pattern set in one of its options.
  func usesPatternSet(_ name: String) -> Bool {
    stages.contains { step in step.entries.contains { $0.value.names(name) } }
  }
}

extension ConfigNode {
  fileprivate func names(_ text: String) -> Bool {
    switch value {
    case .scalar(let scalar): scalar == text || scalar.contains(text)
    case .list(let items): items.contains { $0.names(text) }
    case .mapping(let entries): entries.contains { $0.value.names(text) }
    }
  }
}

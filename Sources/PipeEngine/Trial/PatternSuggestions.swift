package import PCRE2
package import PipeCore
import PipeFormats
import PipeText

/// Patterns for the lines or blocks that many documents have.
///
/// Documents are read twice: once to count what recurs, once to count what the patterns hit and to find lines that are
/// near but stay.
package struct PatternSuggestions: Sendable {
  package struct Options: Sendable {
    package var unit = PatternUnit.line
    /// A pattern must hit in as many documents.
    package var minDocs = 3
    package var groupBy: DocumentPath?
    /// How many patterns are made at most.
    package var limit = 20
    /// How many documents are read at most.
    package var maxDocuments = 10_000

    package init() {}
  }

  package struct Row: Sendable {
    package internal(set) var id: String
    package let regex: String
    package internal(set) var hits: [String]
    package internal(set) var miss: String?
    package internal(set) var documents = 0
    package internal(set) var groups = 0
    package internal(set) var count = 0
    package internal(set) var bytes = 0
  }

  package let options: Options
  /// The best first.
  package private(set) var rows: [Row] = []
  package private(set) var documents = 0

  /// Suggests patterns for what a pipeline leaves, or for files as they are.
  ///
  /// - Throws: `InputError` for files that can't be read.
  package init(
    for pipeline: Pipeline?, files: [String], options: Options
  ) async throws {
    self.options = options
    let reading = try SuggestionReading(pipeline, files: files, limit: options.maxDocuments)
    var counter = ShapeCounter(options)
    try await reading.forEachDocument { counter.count($0) }
    documents = counter.documents
    var looker = SuggestionCheck(counter.candidates(), options)
    if !looker.isEmpty { try await reading.forEachDocument { looker.look(at: $0) } }
    rows = looker.rows()
  }

  /// A pattern library with the suggestions.
  package func library(named set: String) -> String {
    var lines = [
      "version: 1",
      "# Suggested from \(documents) documents. Read each pattern before you use it.",
      "sets:", "  \(set):", "    unit: \(options.unit.rawValue)", "    patterns:",
    ]
    if rows.isEmpty { lines[lines.count - 1] += " []" }
    for row in rows {
      lines.append("      # \(words(for: row))")
      lines.append("      - id: \(row.id)")
      lines.append("        regex: \(quoted(row.regex))")
      lines.append("        hits: [\(row.hits.map(quoted).joined(separator: ", "))]")
      if let miss = row.miss { lines.append("        misses: [\(quoted(miss))]") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How much a pattern takes, in words.
  package func words(for row: Row) -> String {
    let groups =
      options.groupBy.map {
        ", \(row.groups) \(row.groups == 1 ? "value" : "values") of \($0.text)"
      }
    let units = row.count == 1 ? options.unit.rawValue : options.unit.rawValue + "s"
    return "\(row.documents) of \(documents) documents, \(row.count) \(units), "
      + "\(row.bytes) bytes\(groups ?? "")"
  }

  private func quoted(_ text: String) -> String {
    let needsEscapes = text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    guard needsEscapes else { return "'" + text.replacing("'", with: "''") + "'" }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\t", with: "\\t")
    return "\"" + escaped + "\""
  }
}

/// The documents that suggestions are made from, as often as they are read.
private struct SuggestionReading {
  private let reader: DocumentReader
  private let manifest: Manifest
  private let plan: Plan?
  private let limit: Int

  init(_ pipeline: Pipeline?, files: [String], limit: Int) throws {
    self.limit = limit
    plan = pipeline.map { Plan($0) }
    reader =
      pipeline.map { DocumentReader($0) }
      ?? DocumentReader(input: InputSpec(), maxRecord: 64_000_000)
    manifest = try Manifest(
      paths: files.isEmpty ? pipeline?.input.paths ?? [] : files,
      base: files.isEmpty ? pipeline?.input.base ?? "." : ".")
  }

  /// Calls `body` with each document that the stages keep; corpus stages are passed over.
  func forEachDocument(_ body: (Document) -> Void) async throws {
    var rest = limit
    for shard in manifest.shards where rest > 0 {
      try await reader.forEachBatch(of: shard) { batch in
        if rest <= 0 { return }
        batch.removeLast(max(0, batch.count - rest))
        rest -= batch.count
        if let plan {
          var counts = RunCounts(stageCount: plan.pipeline.stages.count)
          try await StageRunner(plan: plan).run(
            &batch, stages: plan.pipeline.stages.indices, counts: &counts)
        }
        for progress in batch where progress.end == nil { body(progress.document) }
      }
    }
  }
}

import PipeEngine

/// The end of a run, for a person.
struct SummaryView {
  private let summary: RunSummary
  private let paint: Paint
  private let folder: String?
  private let isVerbose: Bool

  /// Takes a finished run; its folder is nil when it is gone with the run.
  init(_ summary: RunSummary, paint: Paint, folder: String?, isVerbose: Bool = false) {
    self.summary = summary
    self.paint = paint
    self.folder = folder
    self.isVerbose = isVerbose
  }

  var text: String {
    ([[verdict], changes, remarks, failures, results].filter { !$0.isEmpty })
      .map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  /// What did not come out, and why.
  var losses: String {
    let lines = zip(summary.pipeline.stages, summary.counts.stages).flatMap { step, stage in
      stage.reasons.sorted { $0.key < $1.key }.map { reason, count in
        "\(counted(count, "document")) rejected by \(step.id)/\(reason)"
      }
    }
    return (lines + failures).joined(separator: "\n")
  }

  private var verdict: String {
    let counts = summary.counts
    let share =
      counts.documents > 0 ? " (\(percent(counts.kept, of: counts.documents)))" : ""
    let failed =
      counts.failed > 0 ? paint("\(grouped(counts.failed)) failed", .red) : "0 failed"
    return paint("done in \(duration(summary.nanoseconds))", .strong)
      + "   \(counted(counts.documents, "document")) in, \(grouped(counts.kept)) kept\(share), "
      + "\(grouped(counts.rejected)) rejected, \(failed)"
  }

  // MARK: - Where the text went

  private struct Row {
    let name: String
    let what: String
    let amount: String
    var bytes = ""
    var share = ""
  }

  private var changes: [String] {
    let rows = self.rows
    if rows.isEmpty { return [] }
    let title = "  where the text went"
    let name = max(title.count - 2, rows.map(\.name.count).max() ?? 0)
    let amount = rows.map(\.amount.count).max() ?? 0
    let bytes = max("bytes".count, rows.map(\.bytes.count).max() ?? 0)
    let head = padded(title, to: name + amount + 15) + "  " + padded("bytes", to: -bytes)
    return [paint(head, .faint)]
      + rows.map { row in
        let line =
          "  \(padded(row.name, to: name))   \(padded(row.what, to: 8))  "
          + "\(padded(row.amount, to: -amount))  \(padded(row.bytes, to: -bytes))"
          + (row.share.isEmpty ? "" : "  \(padded(row.share, to: -5))")
        return String(line.reversed().drop { $0 == " " }.reversed())
      }
  }

  /// Stages that took something, in the order of the pipeline; with `-v` each of their rules.
  private var rows: [Row] {
    var rows: [Row] = []
    for (step, stage) in zip(summary.pipeline.stages, summary.counts.stages) {
      for (reason, count) in stage.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        let amount = counted(count, "document")
        rows.append(Row(name: "\(step.id)/\(reason)", what: "rejected", amount: amount))
      }
      if stage.failed > 0 {
        let amount = counted(stage.failed, "document")
        rows.append(Row(name: step.id, what: "failed", amount: amount))
      }
      let bytes = stage.rules.values.reduce(0) { $0 + $1.bytes }
      let edits = stage.rules.values.reduce(0) { $0 + $1.edits }
      if edits == 0 { continue }
      rows.append(row(step.id, "changed", edits: edits, bytes: bytes))
      if !isVerbose { continue }
      rows += stage.rules.sorted { ($1.value.bytes, $0.key) < ($0.value.bytes, $1.key) }.map {
        row("  \($0.key)", "", edits: $0.value.edits, bytes: $0.value.bytes)
      }
    }
    return rows
  }

  private func row(_ name: String, _ what: String, edits: Int, bytes: Int) -> Row {
    let total = max(1, summary.counts.sourceBytes)
    return Row(
      name: name, what: what, amount: counted(edits, "time"), bytes: grouped(bytes),
      share: bytes == 0 ? "" : share(bytes, of: total))
  }

  // MARK: - Remarks

  private var remarks: [String] {
    let counts = summary.counts
    var lines: [String] = []
    if let clusters = summary.clusters {
      lines.append(
        "  clusters: \(grouped(clusters.count)), of \(counted(clusters.documents, "document"))"
          + (clusters.largest.first.map { ", the largest of \(grouped($0.size))" } ?? ""))
      if clusters.cappedBuckets > 0 {
        lines.append(
          "  capped: \(counted(clusters.cappedBuckets, "bucket")) too large to compare each "
            + "document with each")
      }
    }
    if counts.repairs > 0 {
      lines.append("  repaired: invalid UTF-8 in \(counted(counts.repairs, "place"))")
    }
    for (pattern, documents) in counts.patternsThatGaveUp.sorted(by: { $0.key < $1.key }) {
      lines.append(
        paint("  gave up: ", .yellow)
          + "pattern \(pattern) hit the match limit in \(counted(documents, "document"))")
    }
    let unused = summary.unusedPatterns
    if unused.isEmpty || counts.documents == 0 { return lines }
    if isVerbose {
      lines += unused.map { "  unused: pattern \($0) never matched" }
    } else if unused.count <= 2 {
      let names = unused.joined(separator: ", ")
      lines.append("  unused: \(unused.count == 1 ? "pattern" : "patterns") \(names) never matched")
    } else {
      lines.append("  unused: \(grouped(unused.count)) patterns never matched; -v names them")
    }
    return lines
  }

  private var failures: [String] {
    let counts = summary.counts
    var lines = counts.failures.prefix(isVerbose ? counts.failures.count : 5).map { failure in
      let stage = failure.step < 0 ? "" : " in \(summary.pipeline.stages[failure.step].id)"
      return paint("  failed", .red) + "\(stage): \(failure.id): \(failure.message)"
    }
    let more = counts.failed - lines.count
    if more > 0 { lines.append("  and \(grouped(more)) more") }
    return lines
  }

  // MARK: - Results

  private var results: [String] {
    var rows = summary.files.filter(hasRecords).map { (name: $0.output, what: place(of: $0)) }
    if let folder { rows.append((name: "summary", what: "\(folder)/summary.json")) }
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { "  \(padded($0.name, to: width))   \($0.what)" }
  }

  private func place(of file: RunSummary.File) -> String {
    let first = file.first ?? ""
    if first == "-" { return "standard output" }
    guard file.count > 1, let slash = first.lastIndex(of: "/") else { return first }
    return "\(counted(file.count, "file")) in \(first[..<slash])/"
  }

  /// Whether an output can hold anything.
  private func hasRecords(_ file: RunSummary.File) -> Bool {
    guard file.count > 0 else { return false }
    let counts = summary.counts
    return switch summary.pipeline.outputs.first(where: { $0.name == file.output })?.content {
    case .kept: counts.kept > 0
    case .rejected: counts.rejected > 0
    case .failed: counts.failed > 0
    case .removed: counts.removedBytes > 0
    default: true
    }
  }
}

import PipeEngine

/// The end of a run, for a person.
struct SummaryView {
  private let summary: RunSummary
  private let paint: Paint
  private let folder: String?

  init(_ summary: RunSummary, paint: Paint, folder: String?) {
    self.summary = summary
    self.paint = paint
    self.folder = folder
  }

  var text: String {
    let counts = summary.counts
    var lines = [
      paint("done in \(duration(summary.nanoseconds))", .strong)
        + "   \(counted(counts.documents, "document")) in, "
        + "\(grouped(counts.kept)) kept"
        + (counts.documents > 0 ? " (\(percent(counts.kept, of: counts.documents)))" : "")
        + ", \(grouped(counts.rejected)) rejected, "
        + (counts.failed > 0
          ? paint("\(grouped(counts.failed)) failed", .red) : "0 failed")
    ]
    let rows = self.rows
    if !rows.isEmpty {
      lines.append("")
      lines.append("  where the text went")
      let width = rows.map(\.name.count).max() ?? 0
      for row in rows {
        let name = row.name + String(repeating: " ", count: width - row.name.count)
        lines.append("    \(name)   \(row.what)")
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
    lines.append("")
    for file in summary.files where file.count > 0 {
      let more = file.count > 1 ? " and \(grouped(file.count - 1)) more" : ""
      lines.append("  \(file.output): \(file.first ?? "nothing")\(more)")
    }
    if let folder { lines.append("  summary: \(folder)/summary.json") }
    return lines.joined(separator: "\n")
  }

  /// Stages that took something, with their rules, in the order of the pipeline.
  private var rows: [(name: String, what: String)] {
    var rows: [(String, String)] = []
    let total = max(1, summary.counts.sourceBytes)
    for (step, stage) in zip(summary.pipeline.stages, summary.counts.stages) {
      for (reason, count) in stage.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        rows.append(("\(step.id)/\(reason)", "rejected \(counted(count, "document"))"))
      }
      let bytes = stage.rules.values.reduce(0) { $0 + $1.bytes }
      if bytes > 0 {
        let edits = stage.rules.values.reduce(0) { $0 + $1.edits }
        rows.append(
          (
            step.id,
            "\(counted(edits, "edit")), \(grouped(bytes)) bytes (\(percent(bytes, of: total)))"
          ))
      }
    }
    return rows
  }
}

/// `1,204`.
func grouped(_ number: Int) -> String {
  var digits = Array(String(abs(number)))
  var position = digits.count - 3
  while position > 0 {
    digits.insert(",", at: position)
    position -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}

/// `1 document`, `1,204 documents`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}

/// `77.2%`.
func percent(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "0%" }
  let tenths = (part * 1_000 + whole / 2) / whole
  return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
}

/// `2 ms`, `0.4 s`, `3 min 20 s`, `1 h 04 min`.
func duration(_ nanoseconds: UInt64) -> String {
  let milliseconds = Int(nanoseconds / 1_000_000)
  if milliseconds < 100 { return "\(milliseconds) ms" }
  if milliseconds < 60_000 { return "\(milliseconds / 1_000).\(milliseconds / 100 % 10) s" }
  let seconds = milliseconds / 1_000
  if seconds < 3_600 { return "\(seconds / 60) min \(padded(seconds % 60)) s" }
  return "\(seconds / 3_600) h \(padded(seconds / 60 % 60)) min"
}

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

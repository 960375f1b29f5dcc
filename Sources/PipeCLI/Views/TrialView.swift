import PipeCore
import PipeEngine
import PipeFormats

/// One document's way through a pipeline, for a person: each stage, what it took, by which rule,
/// which lines of the source.
struct TrialView {
  let trial: Trial
  let pipeline: Pipeline
  let paint: Paint
  let name: String

  init(_ trial: Trial, pipeline: Pipeline, paint: Paint, name: String) {
    self.trial = trial
    self.pipeline = pipeline
    self.paint = paint
    self.name = name
  }

  // MARK: - The waterfall

  /// Each stage with what it did, and the end; or one stage, where one is named.
  func waterfall(only stage: String?) -> String {
    var text =
      paint(name, .strong)
      + "   \(grouped(trial.start.characterCount)) chars  \(grouped(trial.start.wordCount)) words\n\n"
    let width = max(5, trial.steps.map { $0.stage.id.count }.max() ?? 0)
    text += "  \(padded("stage", to: width))    bytes    what\n"
    for step in trial.steps where stage == nil || step.stage.id == stage {
      let lines = what(step)
      let change = step.change == 0 ? "0" : grouped(step.change)
      for (index, line) in lines.enumerated() {
        let head = index == 0 ? padded(step.stage.id, to: width) : padded("", to: width)
        let bytes = index == 0 ? change : ""
        text += "  \(paint(head, .cyan)) \(padded(bytes, to: -8))    \(line)\n"
      }
    }
    return text + "\n" + end + "\n"
  }

  private func what(_ step: Trial.Step) -> [String] {
    switch step.what {
    case .notRun(state: nil): return ["not run: one document is no corpus"]
    case .notRun(let state?): return ["not run: the state `\(state)` holds nothing yet"]
    case .skipped(let when): return ["skipped: `\(when)` does not hold"]
    case .ran, .compared: break
    }
    if step.stage.id == rejectedBy { return [paint(rejectionText, .yellow)] }
    var lines = groups(of: step.edits).map { group in
      "\(padded(group.place, to: 18))  \(group.rule)\(group.count > 1 ? " x\(group.count)" : "")"
        + group.numbers
    }
    lines += step.metadata.map(words)
    lines += newTables(step)
    lines += step.tags.map { "tagged \($0)" }
    if lines.isEmpty, step.stage.type == "filter" { lines.append(passes(step)) }
    return lines.isEmpty ? [paint(nothing(step), .faint)] : lines
  }

  private func nothing(_ step: Trial.Step) -> String {
    guard case .compared(let documents, let state) = step.what else { return "nothing" }
    return "nothing, by " + counted(documents, "document") + " of `\(state)`"
  }

  /// `author = Mira Holt`, or of a list that quotes the source `summary: 3 from lines 8 27 42`.
  private func words(_ field: (name: String, value: MetadataValue)) -> String {
    guard case .list(let items) = field.value, !items.isEmpty else {
      return "\(field.name) = \(short(field.value.text))"
    }
    let source = trial.start.source
    let text = source.string(in: 0..<source.count)
    var lines = items.compactMap { item in
      item.string.flatMap { text.firstRange(of: $0) }.map {
        "\(source.lineNumber(at: text.utf8.distance(from: text.startIndex, to: $0.lowerBound)))"
      }
    }
    if lines.isEmpty { return "\(field.name) = \(short(field.value.text))" }
    lines = lines.enumerated().filter { !lines[..<$0.offset].contains($0.element) }.map(\.element)
    let place = "\(lines.count == 1 ? "line" : "lines") \(lines.joined(separator: " "))"
    return "\(field.name): \(items.count) from \(place)"
  }

  /// Tables that stand behind the stage and did not before: `1 table (4x4), confidence 0.93`.
  private func newTables(_ step: Trial.Step) -> [String] {
    let index = trial.steps.firstIndex { $0.stage.id == step.stage.id } ?? 0
    let before = index > 0 ? trial.steps[index - 1].document : trial.start
    // Tables of a page stand before any stage: parsing made them.
    let tables = tables(of: step.document).dropFirst(before.isParsed ? tables(of: before).count : 0)
    guard step.stage.type == "restore_tables", !tables.isEmpty else { return [] }
    let sizes = tables.map { "\($0.rows)x\($0.columns)" }.joined(separator: ", ")
    let sure = tables.map { number($0.confidence) }.joined(separator: " ")
    return ["\(counted(tables.count, "table")) (\(sizes)), confidence \(sure)"]
  }

  private func tables(of document: Document) -> [Table] {
    document.blocks.filter { document.isLive($0) }.compactMap { document.table(of: $0) }
  }

  private struct Group {
    let rule: String
    let place: String
    let count: Int
    let numbers: String
  }

  /// Edits by rule, in the order of their first.
  private func groups(of edits: [LedgerEntry]) -> [Group] {
    var order: [String] = []
    var byRule: [String: [LedgerEntry]] = [:]
    for edit in edits {
      let key = edit.action == .tag ? "(\(edit.removal.rule))" : edit.removal.rule
      if byRule[key] == nil { order.append(key) }
      byRule[key, default: []].append(edit)
    }
    return order.map { rule in
      let edits = byRule[rule, default: []]
      let numbers =
        edits.count == 1
        ? [
          edits[0].removal.have.map { "have \(number($0))" },
          edits[0].removal.need.map { "need \(number($0))" },
        ]
        .compactMap(\.self).joined(separator: ", ") : ""
      let detail = edits.count == 1 ? edits[0].removal.detail.map { "  \(short($0))" } ?? "" : ""
      return Group(
        rule: rule, place: place(of: edits), count: edits.count { !$0.isContinuation },
        numbers: (numbers.isEmpty ? "" : "  " + numbers) + detail)
    }
  }

  private func place(of edits: [LedgerEntry]) -> String {
    var lines: [ClosedRange<Int>] = []
    for edit in edits {
      let first = trial.start.source.lineNumber(at: edit.span.lowerBound)
      let last = trial.start.source.lineNumber(
        at: max(edit.span.lowerBound, edit.span.upperBound - 1))
      if let before = lines.last, first <= before.upperBound + 1, first >= before.lowerBound {
        lines[lines.count - 1] = before.lowerBound...max(last, before.upperBound)
      } else {
        lines.append(first...last)
      }
    }
    let names = lines.prefix(5).map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    let isOne = lines.count == 1 && lines[0].count == 1
    return (isOne ? "line " : "lines ") + names.joined(separator: " ")
      + (lines.count > 5 ? " +\(lines.count - 5)" : "")
  }

  private var rejectedBy: String? {
    guard case .rejected(let step, _) = trial.end else { return nil }
    return pipeline.stages[step].id
  }

  private var rejectionText: String {
    guard case .rejected(_, let rejection) = trial.end else { return "" }
    let have = rejection.have.map { "\($0.0) = \($0.1.text)" }.joined(separator: ", ")
    return "rejected: \(rejection.reason)" + (have.isEmpty ? "" : "   \(have)")
      + (rejection.need.map { ", needs \($0)" } ?? "")
      + (rejection.keptLabel.map { "   of \($0)" } ?? "")
      + (rejection.similarity.map { ", similarity \(number($0))" } ?? "")
  }

  private func passes(_ step: Trial.Step) -> String {
    let rules = step.stage.entries.first { $0.key == "rules" }?.value.items ?? []
    let names = rules.compactMap { $0["id"]?.scalar ?? $0["require"]?.scalar }
    let removed = Accounting(of: step.document, reordered: reorders).removed
    return "passes \(names.joined(separator: ", ")): \(grouped(step.document.wordCount)) words, "
      + "\(percent(removed, of: max(1, trial.start.source.count))) removed"
  }

  private var reorders: Bool {
    pipeline.stages.contains { type(of: $0.stage).description.reorders }
  }

  private var end: String {
    let time = duration(trial.nanoseconds)
    switch trial.end {
    case .kept:
      let accounting = Accounting(of: trial.document, reordered: reorders)
      var text =
        paint("kept", .green) + "   \(grouped(trial.document.wordCount)) words, "
        + "\(percent(accounting.removed, of: max(1, trial.document.source.count))) removed   \(time)\n"
      text +=
        "bytes of the source: \(grouped(accounting.kept)) kept, "
        + "\(grouped(accounting.removed)) removed, \(grouped(accounting.structure)) structure"
      if accounting.addedAndKept > 0 { text += "; \(grouped(accounting.addedAndKept)) added" }
      for violation in accounting.violations { text += "\n" + paint("bug: \(violation)", .red) }
      return text + "\n" + paint("--diff shows the text", .faint)
    case .rejected(let step, let rejection):
      let stage = pipeline.stages[step]
      return paint("rejected", .yellow) + " by \(stage.id)/\(rejection.reason)   \(time)"
    case .failed(let step, let message):
      let stage = step >= 0 ? pipeline.stages[step].id : "the reader"
      return paint("failed", .red) + " in \(stage): \(message)"
    }
  }

  // MARK: - Parts

  private func short(_ text: String) -> String {
    let line = text.replacing("\n", with: " ")
    return line.count > 70 ? line.prefix(67) + "..." : line
  }

  private func number(_ value: Double) -> String {
    if value == value.rounded() { return "\(Int(value))" }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

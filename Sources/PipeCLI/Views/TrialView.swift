import PipeCore
import PipeEngine
import PipeFormats

/// One document's way through a pipeline, for a person: each stage, what it took, by which rule,
/// which lines of the source.
struct TrialView {
  private let trial: Trial
  private let pipeline: Pipeline
  private let paint: Paint
  private let name: String

  init(_ trial: Trial, pipeline: Pipeline, paint: Paint, name: String) {
    self.trial = trial
    self.pipeline = pipeline
    self.paint = paint
    self.name = name
  }

  // MARK: - The waterfall

  /// - Parameter stage: the only stage that is shown; nil for all.
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
    case .notRun: return ["not run: one document is no corpus"]
    case .skipped(let when): return ["skipped: not \(when)"]
    case .ran: break
    }
    if step.stage.id == rejectedBy { return [paint(rejectionText, .yellow)] }
    var lines = groups(of: step.edits).map { group in
      "\(padded(group.place, to: 18))  \(group.rule)\(group.count > 1 ? " x\(group.count)" : "")"
        + group.numbers
    }
    lines += step.metadata.map { "\($0.name) = \(short($0.value.text))" }
    lines += step.tags.map { "tagged \($0)" }
    if let passes = passes(step) { lines.append(passes) }
    return lines.isEmpty ? [paint("nothing", .faint)] : lines
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
        ? [edits[0].removal.have.map { "have \(number($0))" }, edits[0].removal.need.map { "need \(number($0))" }]
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
      if let before = lines.last, before.upperBound == first {
        lines[lines.count - 1] = before.lowerBound...max(last, before.upperBound)
      } else {
        lines.append(first...last)
      }
    }
    let names = lines.prefix(5).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
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
  }

  private func passes(_ step: Trial.Step) -> String? {
    guard type(of: step.stage.stage).description.rejects, step.edits.isEmpty else { return nil }
    return "passes: \(grouped(step.document.wordCount)) words"
  }

  private var end: String {
    let time = duration(trial.nanoseconds)
    switch trial.end {
    case .kept:
      let accounting = Accounting(of: trial.document)
      var text = paint("kept", .green) + "   \(grouped(trial.document.wordCount)) words, "
        + "\(percent(accounting.removed, of: max(1, trial.document.source.count))) removed   \(time)\n"
      text += "bytes of the source: \(grouped(accounting.kept)) kept, "
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

  // MARK: - The text

  /// The source's lines: kept ones plain, removed ones with their rule.
  var difference: String {
    let source = trial.start.source
    var rules: [(span: Range<Int>, rule: String)] = []
    for edit in trial.document.ledger.entries where edit.action == .cut || edit.action == .replace {
      let stage = pipeline.stages.indices.contains(edit.stage) ? pipeline.stages[edit.stage].id : "reader"
      rules.append((edit.span, "\(stage): \(edit.removal.rule)"))
    }
    rules.sort { $0.span.lowerBound < $1.span.lowerBound }
    var text = ""
    var number = 0
    Document(id: "", ordinal: Ordinal(rawValue: 0), source: source).forEachLine { line in
      number += 1
      let start = trial.start.lines[line.index].piece.range
      let touching = rules.filter { $0.span.overlaps(start) && !start.isEmpty }
      let gutter = padded("\(number)", to: -5)
      if touching.isEmpty {
        text += "\(paint(gutter, .faint))   \(line.string)\n"
      } else {
        let isWhole = touching.reduce(0) { $0 + $1.span.clamped(to: start).count } >= start.count
        let mark = isWhole ? "-" : "~"
        text += "\(paint(gutter, .faint)) \(paint("\(mark) \(line.string)", .red))"
        text += paint("   [\(touching.map(\.rule).joined(separator: "; "))]", .faint) + "\n"
      }
    }
    return text
  }

  // MARK: - Parts

  /// Padded on the right to a width, or on the left to a negative one.
  private func padded(_ text: String, to width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? blanks + text : text + blanks
  }

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

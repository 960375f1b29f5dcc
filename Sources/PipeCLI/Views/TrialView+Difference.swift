import PipeCore
import PipeEngine

extension TrialView {
  /// The source's lines: kept ones plain, removed ones behind `-`, changed ones behind `~`, each
  /// with the stage and the rule.
  var difference: String {
    let source = trial.start.source
    var rules: [(span: Range<Int>, rule: String)] = []
    for edit in trial.document.ledger.entries where edit.action == .cut || edit.action == .replace {
      let isOfStage = pipeline.stages.indices.contains(edit.stage)
      let stage = isOfStage ? pipeline.stages[edit.stage].id : "reader"
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
        let taken = touching.reduce(0) { $0 + $1.span.clamped(to: start).count }
        let mark = taken >= start.count ? "-" : "~"
        text += "\(paint(gutter, .faint)) \(paint("\(mark) \(line.string)", .red))"
        text += paint("   [\(touching.map(\.rule).joined(separator: "; "))]", .faint) + "\n"
      }
    }
    return text
  }
}

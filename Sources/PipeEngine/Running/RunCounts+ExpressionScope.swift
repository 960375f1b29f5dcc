package import PipeCore

extension RunCounts: ExpressionScope {
  /// What `stop_if` may use.
  package static let expressionNames = [
    "documents", "kept", "rejected", "failed", "kept_ratio", "rejected_ratio", "failed_ratio",
  ]

  package func value(at path: String) -> ExpressionValue {
    switch path {
    case "documents": .number(Double(documents))
    case "kept": .number(Double(kept))
    case "rejected": .number(Double(rejected))
    case "failed": .number(Double(failed))
    case "kept_ratio": ratio(kept)
    case "rejected_ratio": ratio(rejected)
    case "failed_ratio": ratio(failed)
    default: .null
    }
  }

  private func ratio(_ part: Int) -> ExpressionValue {
    documents == 0 ? .null : .number(Double(part) / Double(documents))
  }

  /// A run's counts have no text.
  package func matchCount(of patterns: PatternSets, atMost limit: Int) -> Int { 0 }
}

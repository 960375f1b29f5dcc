package import PipeCore

/// What a corpus stage decided, by document.
package struct VerdictTable: Sendable {
  private struct Entry {
    let ordinal: Ordinal
    let verdict: Verdict
  }

  /// Sorted by ordinal; those of one document in the order they were emitted.
  private let entries: [Entry]
  /// Labels of the documents that verdicts name, for records.
  package var labels: [Ordinal: String] = [:]

  package var count: Int { entries.count }

  /// - Parameter verdicts: on single documents only; the engine has spread the others.
  package init(_ verdicts: [(ordinal: Ordinal, verdict: Verdict)]) {
    let numbered = verdicts.enumerated().sorted {
      ($0.element.ordinal, $0.offset) < ($1.element.ordinal, $1.offset)
    }
    entries = numbered.map { Entry(ordinal: $0.element.ordinal, verdict: $0.element.verdict) }
  }

  /// The documents that stay in place of others.
  package var keptOrdinals: Set<Ordinal> {
    var kept: Set<Ordinal> = []
    for entry in entries {
      switch entry.verdict {
      case .document(_, _, let value): kept.insert(Ordinal(rawValue: UInt64(bitPattern: value)))
      case .copy(_, let other, _): kept.insert(other)
      case .key, .pair, .vote, .bucket: break
      }
    }
    return kept
  }

  package func verdicts(for ordinal: Ordinal) -> [Verdict] {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.ordinal == ordinal }.map(\.verdict)
  }
}

import PipeCore
import Synchronization

/// The sketches and priorities of documents, for stages that verify pairs.
final class Sketches: Sendable {
  private struct Entry {
    let sketch: [UInt8]
    let priority: Int64
  }

  private let entries = Mutex<[Ordinal: Entry]>([:])

  func add(_ sketch: [UInt8], priority: Int64, for ordinal: Ordinal) {
    entries.withLock { $0[ordinal] = Entry(sketch: sketch, priority: priority) }
  }

  /// Compares candidate pairs, and clusters those that hold: of a cluster the document of the highest
  /// priority stays, of equals the earliest.
  ///
  /// Whoever goes is itself alike to the one that stays; a chain is no reason.
  func verdicts(
    on pairs: [(Ordinal, Ordinal)], by stage: some CorpusStage
  ) -> [(ordinal: Ordinal, verdict: Verdict)] {
    if pairs.isEmpty { return [] }
    let entries = entries.withLock { $0 }
    var alike: [Ordinal: [(Ordinal, Double)]] = [:]
    var seen: Set<[Ordinal]> = []
    for (left, right) in pairs where seen.insert([min(left, right), max(left, right)]).inserted {
      guard let a = entries[left], let b = entries[right],
        let similarity = stage.compare(a.sketch.span, b.sketch.span)
      else { continue }
      alike[left, default: []].append((right, similarity))
      alike[right, default: []].append((left, similarity))
    }
    let ranked = alike.keys.sorted { left, right in
      let (a, b) = (entries[left]?.priority ?? 0, entries[right]?.priority ?? 0)
      return a == b ? left < right : a > b
    }
    var gone: Set<Ordinal> = []
    var verdicts: [(ordinal: Ordinal, verdict: Verdict)] = []
    for kept in ranked where !gone.contains(kept) {
      for (copy, similarity) in alike[kept, default: []].sorted(by: { $0.0 < $1.0 })
      where ranks(copy, behind: kept, entries) && gone.insert(copy).inserted {
        verdicts.append((copy, .copy(copy, of: kept, similarity: similarity)))
      }
    }
    return verdicts
  }

  private func ranks(
    _ copy: Ordinal, behind kept: Ordinal, _ entries: [Ordinal: Entry]
  ) -> Bool {
    let (a, b) = (entries[copy]?.priority ?? 0, entries[kept]?.priority ?? 0)
    return a == b ? kept < copy : a < b
  }
}

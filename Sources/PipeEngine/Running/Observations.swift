import PipeCore
import PipeFormats
import Synchronization

/// The observations of one corpus stage, from all workers, sorted and spilled past a ceiling.
///
/// Their order in the end is that of key, ordinal and value, so that neither workers nor memory show.
final class Observations: Sendable {
  private let sorter: Mutex<ExternalSorter>

  init(folder: String, memory: Int) {
    sorter = Mutex(ExternalSorter(memoryLimit: memory, folder: folder))
  }

  func add(_ observations: [Observation]) throws {
    try sorter.withLock { sorter in
      for observation in observations {
        try sorter.add(
          SpillRecord(
            key: observation.key, ordinal: observation.ordinal.rawValue, value: observation.value))
      }
    }
  }

  /// Lets a stage resolve every key.
  ///
  /// - Returns: verdicts on single documents; verdicts on keys are spread, pairs are compared and
  ///   clustered.
  func resolve(_ stage: some CorpusStage, sketches: Sketches) throws -> VerdictTable {
    var verdicts: [(ordinal: Ordinal, verdict: Verdict)] = []
    var pairs: [(Ordinal, Ordinal)] = []
    try sorter.withLock { sorter in
      let sorted = try sorter.finish()
      var group = ObservationGroup()
      while try group.advance(sorted) {
        guard group.observations.count >= stage.minCount else { continue }
        stage.resolve(group.observations) { verdict in
          switch verdict {
          case .document(let ordinal, _, _), .copy(let ordinal, _, _):
            verdicts.append((ordinal, verdict))
          case .key:
            verdicts += group.observations.map { ($0.ordinal, verdict) }
          case .pair(let left, let right):
            pairs.append((left, right))
          }
        }
      }
    }
    verdicts += sketches.verdicts(on: pairs, by: stage)
    return VerdictTable(verdicts)
  }
}

/// The observations of one key, in the order of their ordinals.
private struct ObservationGroup {
  private(set) var observations: [Observation] = []
  private var next: SpillRecord?
  private var hasStarted = false

  /// Reads the next key's; false at the end.
  mutating func advance(_ sorter: SortedRecords) throws -> Bool {
    if !hasStarted {
      next = try sorter.next()
      hasStarted = true
    }
    guard let first = next else { return false }
    observations.removeAll(keepingCapacity: true)
    while let record = next, record.key == first.key {
      observations.append(
        Observation(
          key: record.key, ordinal: Ordinal(rawValue: record.ordinal), value: record.value))
      next = try sorter.next()
    }
    return true
  }
}

import PipeCore
import PipeFormats
import Synchronization

/// The observations of one corpus stage, from all workers, sorted and spilled past a ceiling.
///
/// Their order in the end is that of key, ordinal and value, so that neither workers nor memory show.
final class Observations: Sendable {
  private let sorter: Mutex<ExternalSorter>

  private let folder: String
  private let memory: Int

  init(folder: String, memory: Int) {
    (self.folder, self.memory) = (folder, memory)
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
    var pairs = AlikePairs(stage, folder: folder, memory: memory, name: "pairs")
    var failure: (any Error)?
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
            do { try pairs.add(left, right) } catch { failure = error }
          case .vote(let left, let right, let needed):
            do { try pairs.add(left, right, needed: needed) } catch { failure = error }
          case .bucket:
            do { try pairs.addBucket(group.observations.map(\.ordinal)) } catch { failure = error }
          }
        }
        if let failure { throw failure }
      }
    }
    let clusters = AlikeClusters(
      stage.clusters, folder: folder, memory: memory, name: "clusters")
    try pairs.compare({ sketches.entry($0) }) { try clusters.add($0, priorities: $1) }
    try clusters.finish {
      verdicts.append(($0.copy, .copy($0.copy, of: $0.kept, similarity: $0.similarity)))
    }
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

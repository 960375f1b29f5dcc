package import PipeCore
import PipeFormats
import Synchronization

/// What a corpus stage decided, by document.
package protocol VerdictSource: Sendable {
  /// The verdicts on a document; a source of a shard is asked with rising ordinals.
  func verdicts(on ordinal: Ordinal) throws -> [Verdict]

  /// The label of a document that stays in place of another; nil when it is not known.
  func label(of ordinal: Ordinal) throws -> String?
}

/// Verdicts in memory, for a few documents.
package struct VerdictTable: VerdictSource {
  private let entries: [Ordinal: [Verdict]]
  private let labels: [Ordinal: String]
  private let earlier: EarlierRuns

  /// Takes verdicts on single documents, in the order in which they are applied.
  init(
    _ verdicts: [(ordinal: Ordinal, verdict: Verdict)], labels: [Ordinal: String],
    earlier: EarlierRuns
  ) {
    entries = Dictionary(grouping: verdicts, by: \.ordinal).mapValues { $0.map(\.verdict) }
    self.labels = labels
    self.earlier = earlier
  }

  package func verdicts(on ordinal: Ordinal) -> [Verdict] { entries[ordinal] ?? [] }

  package func label(of ordinal: Ordinal) throws -> String? {
    try labels[ordinal] ?? earlier.label(of: ordinal)
  }
}

/// The verdicts on the documents of one shard, read from its file as the documents go by.
final class ShardVerdicts: VerdictSource {
  private struct State: ~Copyable {
    let reader: SpillReader?
    var next: SpillRecord?
  }

  private let state: Mutex<State>
  private let labels: DocumentLabels?

  /// A shard without a file has no verdicts; `labels` is nil where no record names them.
  init(folder: RunFolder, stage: Int, shard: Int, labels: DocumentLabels?) throws {
    self.labels = labels
    let path = folder.verdicts(ofStage: stage, shard: shard)
    let exists = (try? File.reading(path)) != nil
    state = Mutex(
      try Self.open(exists ? path : nil))
  }

  private static func open(_ path: String?) throws -> sending State {
    guard let path else { return State(reader: nil, next: nil) }
    let reader = try SpillReader(path: path, bufferSize: 64 << 10)
    return State(reader: reader, next: try reader.next())
  }

  func verdicts(on ordinal: Ordinal) throws -> [Verdict] {
    try state.withLock { state in
      var found: [Verdict] = []
      while let record = state.next {
        let stored = StoredVerdict(record)
        if stored.ordinal > ordinal { break }
        if stored.ordinal == ordinal { found.append(stored.verdict) }
        state.next = try state.reader?.next()
      }
      return found
    }
  }

  /// Whether there is any verdict on a document; goes as far as to it, and leaves its own to be asked for.
  func hasVerdicts(on ordinal: Ordinal) throws -> Bool {
    try state.withLock { state in
      while let record = state.next {
        let stored = StoredVerdict(record).ordinal
        if stored >= ordinal { return stored == ordinal }
        state.next = try state.reader?.next()
      }
      return false
    }
  }

  func label(of ordinal: Ordinal) throws -> String? { try labels?.label(of: ordinal) }
}

import PipeCore
import PipeFormats

/// A verdict on one document as it is sorted and stored.
///
/// The order is that of the documents; of one document that of ``Verdict``'s cases (`document`, `key`,
/// `copy`), then of keys and values.
struct StoredVerdict {
  /// Its key is the ordinal, shifted by two for the case, above the upper half of the verdict's key.
  let record: SpillRecord

  private static let document: UInt64 = 0
  private static let key: UInt64 = 1
  private static let copy: UInt64 = 2

  init(_ record: SpillRecord) { self.record = record }

  /// Nil for a document of an earlier run, on which a verdict means nothing, and for pairs.
  init?(_ verdict: Verdict, on ordinal: Ordinal) {
    if ordinal.earlierRow != nil { return nil }
    switch verdict {
    case .document(_, let key, let value): record = Self.record(ordinal, Self.document, key, value)
    case .key(let key, let value): record = Self.record(ordinal, Self.key, key, value)
    case .copy(_, let kept, let similarity):
      record = Self.record(
        ordinal, Self.copy, UInt128(kept.rawValue), Int64(bitPattern: similarity.bitPattern))
    case .pair, .vote, .bucket: return nil
    }
  }

  private static func record(
    _ ordinal: Ordinal, _ kind: UInt64, _ key: UInt128, _ value: Int64
  ) -> SpillRecord {
    SpillRecord(
      key: UInt128(ordinal.rawValue << 2 | kind) << 64 | key >> 64,
      ordinal: UInt64(truncatingIfNeeded: key), value: value)
  }

  var ordinal: Ordinal {
    // Shards are fewer than 2^29, so that nothing was shifted out.
    Ordinal(rawValue: UInt64(truncatingIfNeeded: record.key >> 66))
  }

  var verdict: Verdict {
    let key =
      UInt128(UInt64(truncatingIfNeeded: record.key)) << 64 | UInt128(record.ordinal)
    switch UInt64(truncatingIfNeeded: record.key >> 64) & 3 {
    case Self.document: return .document(ordinal, key: key, value: record.value)
    case Self.key: return .key(key, value: record.value)
    default:
      return .copy(
        ordinal, of: Ordinal(rawValue: record.ordinal),
        similarity: Double(bitPattern: UInt64(bitPattern: record.value)))
    }
  }

  var parts: (ordinal: Ordinal, verdict: Verdict) { (ordinal, verdict) }
}

/// Writes sorted verdicts into a file for each shard that has any.
struct VerdictFiles {
  let folder: RunFolder
  let stage: Int

  /// - Returns: how many there are, and the files.
  func write(_ verdicts: SortedRecords) throws -> (count: Int, files: [String]) {
    var writer: SpillWriter?
    var shard = -1
    var files: [String] = []
    var count = 0
    while let record = try verdicts.next() {
      let home = Int(StoredVerdict(record).ordinal.rawValue >> 32)
      if home != shard {
        try writer?.finish()
        let path = folder.verdicts(ofStage: stage, shard: home)
        writer = try SpillWriter(path: folder.partial(path))
        files.append(path)
        shard = home
      }
      try writer?.append(record)
      count += 1
    }
    try writer?.finish()
    try folder.name(files)
    return (count, files)
  }
}

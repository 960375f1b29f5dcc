import PipeCore
import PipeFormats

/// Candidate pairs, each once, those of documents that hang together beside each other: so that what a
/// document left is read for all of its pairs at once, however many others lie between them.
final class GatheredPairs {
  struct Pair {
    let key: PairKey
    /// The buckets that the pair stands in as the first document beside another.
    var buckets: [UInt64] = []
  }

  private let records: SortedRecords
  private var pending: SpillRecord?

  /// Takes records sorted by their pairs: one with a bucket for each of its large buckets, else one for
  /// each vote. Pairs without votes enough are left out.
  ///
  /// Sorted runs go to files of `folder` that begin with `name`; about `memory` bytes are held.
  init(_ sorted: SortedRecords, folder: String, memory: Int, name: String) throws {
    let sorter = ExternalSorter(memoryLimit: memory, folder: folder, name: name)
    var leaders = Leaders(limit: memory / 2 / Leaders.bytesForEach)
    var next = try sorted.next()
    while let first = next {
      var votes: Int64 = 0
      var needed: Int64 = 0
      let key = PairKey(first.key)
      let leader = leaders.leader(of: key)
      var isCandidate = false
      while let record = next, record.key == first.key {
        if record.ordinal == 0 {
          votes += 1
          needed = max(needed, record.value)
        } else {
          try sorter.add(Self.record(key, leader, bucket: record.ordinal))
          isCandidate = true
        }
        next = try sorted.next()
      }
      if !isCandidate, votes >= needed { try sorter.add(Self.record(key, leader, bucket: 0)) }
    }
    records = try sorter.finish()
    pending = try records.next()
  }

  private static func record(_ key: PairKey, _ leader: Ordinal, bucket: UInt64) -> SpillRecord {
    SpillRecord(
      key: UInt128(leader.sortable) << 64 | UInt128(key.first.sortable),
      ordinal: key.second.sortable, value: Int64(bitPattern: bucket))
  }

  /// The next pairs, `most` at most; nil at the end.
  func next(_ most: Int) throws -> [Pair]? {
    var pairs: [Pair] = []
    while pairs.count < most, let first = pending {
      let document = Ordinal(sortable: UInt64(truncatingIfNeeded: first.key))
      var pair = Pair(key: PairKey(ofAny: document, Ordinal(sortable: first.ordinal)))
      while let record = pending, record.key == first.key, record.ordinal == first.ordinal {
        if record.value != 0 { pair.buckets.append(UInt64(bitPattern: record.value)) }
        pending = try records.next()
      }
      pairs.append(pair)
    }
    return pairs.isEmpty ? nil : pairs
  }
}

/// Of documents the earliest that they hang on, as far as pairs in their order tell.
private struct Leaders {
  static let bytesForEach = 40

  private let limit: Int
  private var leaders: [Ordinal: Ordinal] = [:]

  /// Past `limit` documents, new ones lead themselves.
  init(limit: Int) { self.limit = limit }

  mutating func leader(of pair: PairKey) -> Ordinal {
    let leader = leaders[pair.first] ?? pair.first
    if leaders.count < limit, leaders[pair.second] == nil { leaders[pair.second] = leader }
    return leader
  }
}

/// Sorts records by key, ordinal and value; keeps its tables for the next time.
///
/// One pass scatters the records by the first bits in which their keys differ, which spreads hashes
/// evenly over buckets of about four; buckets are sorted by insertion, and large ones again by the
/// first bits in which they differ.
struct RecordSort {
  private var ends: [UInt32] = []

  /// More buckets would leave the processor's cache.
  private static let maxBits = 17

  /// Sorts `records` into `target`, which has room for as many; what is left in `records` is of no
  /// use.
  ///
  /// - Complexity: O(n) for hashed keys, O(n log n) at worst.
  mutating func sort(
    _ records: UnsafeMutableBufferPointer<SpillRecord>,
    into target: UnsafeMutableBufferPointer<SpillRecord>
  ) {
    let count = records.count
    guard count > 64, count < Int(UInt32.max), let differing = Self.differingBits(records) else {
      _ = target.update(fromContentsOf: records)
      Self.sortByComparing(UnsafeMutableBufferPointer(rebasing: target[..<count]))
      return
    }
    let bits = min(Self.maxBits, max(4, Int.bitWidth - count.leadingZeroBitCount - 3))
    let shift = UInt128(max(0, differing - bits))
    let buckets = 1 << bits
    if ends.count < buckets { ends = [UInt32](repeating: 0, count: buckets) }
    var large: [Range<Int>] = []
    ends.withUnsafeMutableBufferPointer { ends in
      Self.scatter(records, into: target, ends, buckets, shift)
      var start = 0
      for bucket in 0..<buckets {
        let end = Int(ends[bucket])
        if end - start > 32 {
          large.append(start..<end)
        } else if end - start > 1 {
          Self.insertionSort(target, start, end)
        }
        start = end
      }
    }
    for range in large {
      let part = UnsafeMutableBufferPointer(rebasing: target[range])
      let spare = UnsafeMutableBufferPointer(rebasing: records[range])
      sort(part, into: spare)
      _ = part.update(fromContentsOf: spare)
    }
  }

  /// How many bits of keys, from the lowest, have to be looked at; nil when all keys are equal.
  private static func differingBits(_ records: UnsafeMutableBufferPointer<SpillRecord>) -> Int? {
    let first = records[0].key
    var differing: UInt128 = 0
    for record in records { differing |= record.key ^ first }
    return differing == 0 ? nil : 128 - differing.leadingZeroBitCount
  }

  /// Moves each record to its bucket; `ends` has where each bucket ends.
  private static func scatter(
    _ records: UnsafeMutableBufferPointer<SpillRecord>,
    into target: UnsafeMutableBufferPointer<SpillRecord>,
    _ ends: UnsafeMutableBufferPointer<UInt32>, _ buckets: Int, _ shift: UInt128
  ) {
    let mask = UInt64(buckets - 1)
    for bucket in 0..<buckets { ends[bucket] = 0 }
    for record in records {
      ends[Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: record.key &>> shift) & mask)] &+= 1
    }
    var start: UInt32 = 0
    for bucket in 0..<buckets {
      let count = ends[bucket]
      ends[bucket] = start
      start &+= count
    }
    for record in records {
      let bucket = Int(truncatingIfNeeded: UInt64(truncatingIfNeeded: record.key &>> shift) & mask)
      target[Int(ends[bucket])] = record
      ends[bucket] &+= 1
    }
  }

  private static func sortByComparing(_ records: UnsafeMutableBufferPointer<SpillRecord>) {
    if records.count <= 32 {
      insertionSort(records, 0, records.count)
      // Those of one key mostly come in the order of their documents.
    } else if !zip(records, records.dropFirst()).allSatisfy({ $0 <= $1 }) {
      var records = records
      records.sort()
    }
  }

  private static func insertionSort(
    _ records: UnsafeMutableBufferPointer<SpillRecord>, _ start: Int, _ end: Int
  ) {
    var i = start + 1
    while i < end {
      let record = records[i]
      var j = i
      while j > start && record < records[j - 1] {
        records[j] = records[j - 1]
        j -= 1
      }
      records[j] = record
      i += 1
    }
  }
}

extension [SpillRecord] {
  /// Sorts by key, ordinal and value; `scratch` keeps its storage for the next time.
  ///
  /// One pass scatters the records by the first bits in which their keys differ, which spreads
  /// hashes evenly; each bucket is then sorted by comparing.
  ///
  /// - Complexity: O(n) for hashed keys, O(n log n) at worst.
  mutating func sortBySpreading(scratch: inout [SpillRecord]) {
    // Sixteen records in a bucket; more than 2^18 buckets would leave the processor's cache.
    let bits = Swift.min(18, Int.bitWidth - count.leadingZeroBitCount - 5)
    guard count > 256, let shift = shift(toDiffering: bits) else {
      sort()
      return
    }
    let buckets = 1 << bits
    let mask = UInt128(buckets - 1)
    var starts = [Int](repeating: 0, count: buckets + 1)
    for record in self { starts[Int(truncatingIfNeeded: record.key >> shift & mask) + 1] += 1 }
    for i in 1...buckets { starts[i] += starts[i - 1] }
    var next = starts
    if scratch.count < count {
      scratch = Array(repeating: SpillRecord(key: 0, ordinal: 0), count: count)
    }
    scratch.withUnsafeMutableBufferPointer { target in
      for record in self {
        let bucket = Int(truncatingIfNeeded: record.key >> shift & mask)
        target[next[bucket]] = record
        next[bucket] += 1
      }
      for bucket in 0..<buckets where starts[bucket + 1] - starts[bucket] > 1 {
        var part = UnsafeMutableBufferPointer(rebasing: target[starts[bucket]..<starts[bucket + 1]])
        part.sortSmall()
      }
    }
    withUnsafeMutableBufferPointer { target in
      scratch.withUnsafeBufferPointer { _ = target.update(fromContentsOf: $0[..<target.count]) }
    }
  }

  /// How far to shift a key for the first bits in which keys differ; nil when all are equal.
  private func shift(toDiffering bits: Int) -> Int? {
    guard let first else { return nil }
    var differing: UInt128 = 0
    for record in self { differing |= record.key ^ first.key }
    guard differing != 0 else { return nil }
    return Swift.max(0, 128 - differing.leadingZeroBitCount - bits)
  }
}

extension UnsafeMutableBufferPointer<SpillRecord> {
  /// Sorts in place: by insertion when there are few, which allocates nothing.
  fileprivate mutating func sortSmall() {
    guard count <= 32 else {
      sort()
      return
    }
    for i in 1..<count {
      let record = self[i]
      var j = i
      while j > 0 && record < self[j - 1] {
        self[j] = self[j - 1]
        j -= 1
      }
      self[j] = record
    }
  }
}

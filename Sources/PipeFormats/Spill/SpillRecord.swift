/// An observation as it is sorted and stored: 32 bytes.
package struct SpillRecord: Sendable, Hashable, Comparable {
  package var key: UInt128
  package var ordinal: UInt64
  package var value: Int64

  package init(key: UInt128, ordinal: UInt64, value: Int64 = 0) {
    self.key = key
    self.ordinal = ordinal
    self.value = value
  }

  /// By key, then ordinal, then value.
  package static func < (a: SpillRecord, b: SpillRecord) -> Bool {
    if a.key != b.key { return a.key < b.key }
    if a.ordinal != b.ordinal { return a.ordinal < b.ordinal }
    return a.value < b.value
  }

  static let size = 32
  /// Behind all others: no record has both its key and its ordinal.
  static let last = SpillRecord(key: .max, ordinal: .max, value: .max)

  var isLast: Bool { ordinal == .max && key == .max }
}

#if _endian(big)
  #error("records are stored as they lie in the memory of a little-endian machine")
#endif

/// A checksum of records, against disks that lose or change bytes.
///
/// A sum, so that parts of a file add up; it does not see their order.
struct SpillChecksum {
  private(set) var value: UInt64 = 0

  mutating func add(_ record: SpillRecord) {
    let key = (UInt64(truncatingIfNeeded: record.key) ^ 0x9E37_79B9_7F4A_7C15)
      .multipliedFullWidth(
        by: UInt64(truncatingIfNeeded: record.key &>> 64) ^ 0x243F_6A88_85A3_08D3)
    let rest = (record.ordinal ^ 0xA409_3822_299F_31D1)
      .multipliedFullWidth(by: UInt64(bitPattern: record.value) ^ 0x082E_FA98_EC4E_6C89)
    value &+= key.high ^ key.low ^ (rest.high &* 3) ^ (rest.low &* 5)
  }

  mutating func add(_ records: UnsafeBufferPointer<SpillRecord>) {
    for record in records { add(record) }
  }
}

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

/// The first 64 bytes of a spill file, all numbers little-endian.
struct SpillHeader: Hashable {
  static let size = 64
  static let version: UInt32 = 2
  private static let magic: UInt64 = 0x4C4C_4950_5345_5049  // "IPESPILL"
  /// The count of a file whose writer has not finished.
  static let unfinished = UInt64.max

  var count: UInt64
  var checksum: UInt64

  init(count: UInt64, checksum: UInt64) {
    self.count = count
    self.checksum = checksum
  }

  /// - Throws: `FormatError.badSpill`, with what differs.
  init(reading bytes: UnsafeRawBufferPointer, path: String) throws(FormatError) {
    func field<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> Number {
      Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
    guard bytes.count == Self.size, field(0, UInt64.self) == Self.magic else {
      throw .badSpill(path: path, reason: "it does not begin as a spill file does")
    }
    let version = field(8, UInt32.self)
    guard version == Self.version else {
      throw .badSpill(path: path, reason: "it has version \(version), not \(Self.version)")
    }
    guard field(12, UInt32.self) == UInt32(SpillRecord.size) else {
      throw .badSpill(path: path, reason: "its records do not have \(SpillRecord.size) bytes")
    }
    count = field(16, UInt64.self)
    checksum = field(24, UInt64.self)
    guard count != Self.unfinished else {
      throw .badSpill(path: path, reason: "it was never finished")
    }
    guard self.bytes.elementsEqual(bytes) else {
      throw .badSpill(path: path, reason: "its header is damaged")
    }
  }

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.size)
    bytes.withUnsafeMutableBytes {
      $0.storeBytes(of: Self.magic.littleEndian, toByteOffset: 0, as: UInt64.self)
      $0.storeBytes(of: Self.version.littleEndian, toByteOffset: 8, as: UInt32.self)
      $0.storeBytes(of: UInt32(SpillRecord.size).littleEndian, toByteOffset: 12, as: UInt32.self)
      $0.storeBytes(of: count.littleEndian, toByteOffset: 16, as: UInt64.self)
      $0.storeBytes(of: checksum.littleEndian, toByteOffset: 24, as: UInt64.self)
    }
    return bytes
  }
}

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

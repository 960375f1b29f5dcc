/// The first 64 bytes of a file of records or rows, all numbers little-endian: magic, version, size of a
/// unit, number of units, bytes of records or rows, checksum.
struct StoredHeader: Hashable {
  /// What stands behind the header.
  struct Kind: Hashable {
    let magic: UInt64
    let version: UInt32
    /// Bytes of a record, or of an entry of the index of rows.
    let unitSize: Int
    let name: String

    /// Records, in order.
    static let records = Kind(
      magic: 0x4C4C_4950_5345_5049,  // "IPESPILL"
      version: 3, unitSize: SpillRecord.size, name: "a spill file")

    /// Rows, one after the other, and then the index: for each row where it ends, and its hash.
    static let rows = Kind(
      magic: 0x5357_4F52_4550_4950,  // "PIPEROWS"
      version: 2, unitSize: 16, name: "a row file")
  }

  static let size = 64
  /// The count of a file whose writer has not finished.
  private static let unfinished = UInt64.max

  let kind: Kind
  private var storedCount = Self.unfinished
  /// Bytes of all records or rows.
  var dataSize = 0
  var checksum: UInt64 = 0

  /// The header of a file that is being written.
  init(_ kind: Kind) { self.kind = kind }

  /// How many units there are; a file is whole once its header tells.
  var count: Int {
    get { Int(storedCount) }
    set { storedCount = UInt64(newValue) }
  }

  /// - Throws: `FormatError.badSpill`, with what differs.
  init(
    _ kind: Kind, reading bytes: UnsafeRawBufferPointer, path: String
  ) throws(FormatError) {
    func field<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> Number {
      Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
    guard bytes.count == Self.size, field(0, UInt64.self) == kind.magic else {
      throw .badSpill(path: path, reason: "it does not begin as \(kind.name) does")
    }
    let version = field(8, UInt32.self)
    guard version == kind.version else {
      throw .badSpill(path: path, reason: "it has version \(version), not \(kind.version)")
    }
    self.kind = kind
    storedCount = field(16, UInt64.self)
    guard storedCount != Self.unfinished else {
      throw .badSpill(path: path, reason: "it was never finished")
    }
    let size = field(24, UInt64.self)
    checksum = field(32, UInt64.self)
    guard storedCount <= UInt64(Int32.max) << 16, size <= UInt64(Int64.max) else {
      throw .badSpill(path: path, reason: "its header is damaged")
    }
    dataSize = Int(size)
    guard self.bytes.elementsEqual(bytes) else {
      throw .badSpill(path: path, reason: "its header is damaged")
    }
  }

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.size)
    bytes.withUnsafeMutableBytes {
      $0.storeBytes(of: kind.magic.littleEndian, toByteOffset: 0, as: UInt64.self)
      $0.storeBytes(of: kind.version.littleEndian, toByteOffset: 8, as: UInt32.self)
      $0.storeBytes(of: UInt32(kind.unitSize).littleEndian, toByteOffset: 12, as: UInt32.self)
      $0.storeBytes(of: storedCount.littleEndian, toByteOffset: 16, as: UInt64.self)
      $0.storeBytes(of: UInt64(dataSize).littleEndian, toByteOffset: 24, as: UInt64.self)
      $0.storeBytes(of: checksum.littleEndian, toByteOffset: 32, as: UInt64.self)
    }
    return bytes
  }
}

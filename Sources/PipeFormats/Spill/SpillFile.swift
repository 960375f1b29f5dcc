/// Writes records to a file, in the order given.
///
/// The file reads as unfinished until `finish()`.
package final class SpillWriter {
  package let path: String
  package private(set) var count = 0
  private let file: File
  private var buffer: [UInt8] = []
  private var checksum = SpillChecksum()

  private static let bufferSize = 128 << 10

  package init(path: String) throws(FileError) {
    self.path = path
    file = try File.writing(path)
    buffer = SpillHeader(count: SpillHeader.unfinished, checksum: 0).bytes
    buffer.reserveCapacity(Self.bufferSize + SpillRecord.size)
  }

  package func append(_ record: SpillRecord) throws(FileError) {
    checksum.add(record)
    count += 1
    withUnsafeBytes(of: (record.key.littleEndian, record.ordinal.littleEndian)) {
      buffer.append(contentsOf: $0)
    }
    withUnsafeBytes(of: record.value.littleEndian) { buffer.append(contentsOf: $0) }
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// Writes what is left and the header, which makes the file whole; the bytes may not be on the
  /// disk yet.
  package func finish() throws(FileError) {
    try flush()
    let header = SpillHeader(count: UInt64(count), checksum: checksum.value).bytes
    try file.write(header.span, at: 0)
  }

  private func flush() throws(FileError) {
    var bytes = buffer
    buffer = []
    try file.write(bytes.span)
    bytes.removeAll(keepingCapacity: true)
    buffer = bytes
  }
}

/// Reads the records of a spill file, and checks that it is whole.
package final class SpillReader {
  package let path: String
  package let count: Int
  /// Of the records in their order, as it is stored.
  package var storedChecksum: UInt64 { header.checksum }
  private let file: File
  private let header: SpillHeader
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0..<0
  private var offset = SpillHeader.size
  private var checksum = SpillChecksum()

  /// Opens a file; `bufferSize` bytes are held while it is read.
  ///
  /// - Throws: `FileError`, or `FormatError.badSpill` when the header or the size is wrong.
  package init(path: String, bufferSize: Int = 128 << 10) throws {
    self.path = path
    file = try File.reading(path)
    let records = max(1, bufferSize / SpillRecord.size)
    buffer = .allocate(byteCount: max(SpillHeader.size, records * SpillRecord.size), alignment: 16)
    do {
      let read = try file.read(into: .init(rebasing: buffer[..<SpillHeader.size]), at: 0)
      header = try SpillHeader(reading: .init(rebasing: buffer[..<read]), path: path)
      let stored = (try file.size() - SpillHeader.size) / SpillRecord.size
      guard header.count == stored, (try file.size()) % SpillRecord.size == 0 else {
        throw FormatError.badSpill(
          path: path, reason: "it holds \(stored) records, not the \(header.count) of its header")
      }
      count = stored
    } catch {
      // Swift runs no deinit for an object that was never made.
      buffer.deallocate()
      throw error
    }
  }

  deinit { buffer.deallocate() }

  /// The next record, or nil at the end.
  ///
  /// - Throws: `FormatError.badSpill` at the end when the checksum differs, or `FileError`.
  package func next() throws -> SpillRecord? {
    if filled.isEmpty {
      let whole = buffer.count / SpillRecord.size * SpillRecord.size
      let read = try file.read(into: .init(rebasing: buffer[..<whole]), at: offset)
      offset += read
      filled = 0..<read
      if read == 0 {
        guard checksum.value == header.checksum else {
          throw FormatError.badSpill(path: path, reason: "its checksum differs")
        }
        return nil
      }
    }
    let at = filled.lowerBound
    filled = at + SpillRecord.size..<filled.upperBound
    let record = SpillRecord(
      key: UInt128(littleEndian: buffer.load(fromByteOffset: at, as: UInt128.self)),
      ordinal: UInt64(littleEndian: buffer.load(fromByteOffset: at + 16, as: UInt64.self)),
      value: Int64(littleEndian: buffer.load(fromByteOffset: at + 24, as: Int64.self)))
    checksum.add(record)
    return record
  }
}

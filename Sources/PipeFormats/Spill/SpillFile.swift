import PipeText

/// Writes records to a file, in the order given.
///
/// The file reads as unfinished until `finish()`.
package final class SpillWriter {
  package let path: String
  /// Records that were appended.
  package var count: Int { written + filled }
  private let file: File
  private var written = 0
  private let buffer: UnsafeMutableBufferPointer<SpillRecord>
  private var filled = 0
  private var checksum = SpillChecksum()

  private static let bufferCount = 4_096

  package init(path: String) throws(FileError) {
    self.path = path
    file = try File.writing(path)
    try file.write(StoredHeader(.records).bytes.span)
    buffer = .allocate(capacity: Self.bufferCount)
  }

  deinit { buffer.deallocate() }

  package func append(_ record: SpillRecord) throws(FileError) {
    if filled == Self.bufferCount { try flush() }
    buffer.initializeElement(at: filled, to: record)
    filled += 1
  }

  /// Appends many, past the buffer.
  func append(contentsOf records: UnsafeBufferPointer<SpillRecord>) throws(FileError) {
    try flush()
    try write(records)
  }

  /// Writes what is left and the header, which makes the file whole; `syncs` waits until the bytes are
  /// on the disk.
  package func finish(syncs: Bool = false) throws(FileError) {
    try flush()
    var header = StoredHeader(.records)
    header.count = count
    header.dataSize = count * SpillRecord.size
    header.checksum = checksum.value
    try file.write(header.bytes.span, at: 0)
    if syncs { try file.sync() }
  }

  private func flush() throws(FileError) {
    let records = UnsafeBufferPointer(rebasing: buffer[..<filled])
    filled = 0
    try write(records)
  }

  private func write(_ records: UnsafeBufferPointer<SpillRecord>) throws(FileError) {
    checksum.add(records)
    written += records.count
    try file.write(UnsafeRawBufferPointer(records))
  }
}

/// Reads the records of a spill file, and checks that it is whole.
package final class SpillReader {
  package let path: String
  package let count: Int
  /// Of the records, as it is stored.
  package var storedChecksum: UInt64 { header.checksum }
  private let file: File
  private let header: StoredHeader
  private let buffer: UnsafeMutableRawBufferPointer
  private var records: UnsafePointer<SpillRecord>
  private var position = 0
  private var filled = 0
  private var offset = StoredHeader.size
  /// Where the records end that are read.
  private var end = 0
  private let part: SpillPart?
  private var checksum = SpillChecksum()

  /// Opens a file; `bufferSize` bytes are held while it is read.
  ///
  /// - Throws: `FileError`, or `FormatError.badSpill` when the header or the size is wrong.
  package convenience init(path: String, bufferSize: Int = 128 << 10) throws {
    try self.init(path: path, bufferSize: bufferSize, part: nil)
  }

  /// Opens a file of which a `part` is read.
  init(path: String, bufferSize: Int, part: SpillPart?) throws {
    self.path = path
    self.part = part
    file = try File.reading(path)
    let capacity = max(2, bufferSize / SpillRecord.size) * SpillRecord.size
    buffer = .allocate(byteCount: capacity, alignment: 16)
    records = UnsafePointer(
      buffer.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: SpillRecord.self))
    do {
      let read = try file.read(into: .init(rebasing: buffer[..<StoredHeader.size]), at: 0)
      header = try StoredHeader(.records, reading: .init(rebasing: buffer[..<read]), path: path)
      let stored = (try file.size() - StoredHeader.size) / SpillRecord.size
      guard header.count == stored, header.dataSize == stored * SpillRecord.size,
        (try file.size()) % SpillRecord.size == 0
      else {
        throw FormatError.badSpill(
          path: path, reason: "it holds \(stored) records, not the \(header.count) of its header")
      }
      count = stored
      end = StoredHeader.size + stored * SpillRecord.size
      if let part { try seek(part) }
    } catch {
      // Swift runs no deinit for an object that was never made.
      buffer.deallocate()
      throw error
    }
  }

  deinit { buffer.deallocate() }

  /// The next record, or nil at the end.
  ///
  /// - Throws: `FormatError.badSpill` when the checksum differs at the end, or `FileError`.
  package func next() throws -> SpillRecord? {
    if position == filled {
      if try !fill() { return nil }
    }
    position += 1
    return records[position - 1]
  }

  /// Whether there is no record left; else there is one in the buffer.
  ///
  /// - Throws: as `next()`.
  func isAtEnd() throws -> Bool { try position == filled && !fill() }

  /// Whether records stand behind those in the buffer.
  var hasMore: Bool { offset < end }

  /// - Precondition: there is one.
  var lastInBuffer: SpillRecord { records[filled - 1] }

  /// Takes the records in the buffer that are not behind `bound`; valid until the buffer is filled.
  func take(upTo bound: SpillRecord) -> UnsafeBufferPointer<SpillRecord> {
    let rest = UnsafeBufferPointer(start: records + position, count: filled - position)
    let taken = rest.indices.partitioningIndex { bound < rest[$0] }
    position += taken
    return UnsafeBufferPointer(rebasing: rest[..<taken])
  }

  /// One record, out of turn.
  ///
  /// - Precondition: it is none that comes next.
  func record(at index: Int) throws -> SpillRecord {
    let offset = StoredHeader.size + index * SpillRecord.size
    let read = try file.read(into: .init(rebasing: buffer[..<SpillRecord.size]), at: offset)
    guard read == SpillRecord.size else {
      throw FormatError.badSpill(path: path, reason: "it ends early")
    }
    return records[0]
  }

  private func seek(_ part: SpillPart) throws {
    let first = try position(of: part.first)
    let last = try part.end.map { try position(of: $0) } ?? count
    offset = StoredHeader.size + first * SpillRecord.size
    end = StoredHeader.size + max(first, last) * SpillRecord.size
  }

  /// How many records come before a key.
  private func position(of key: UInt128) throws -> Int {
    var range = 0..<count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      range =
        try record(at: middle).key < key
        ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return range.lowerBound
  }

  private func fill() throws -> Bool {
    let size = min(buffer.count, end - offset)
    let read = try file.read(into: .init(rebasing: buffer[..<size]), at: offset)
    offset += read
    (position, filled) = (0, read / SpillRecord.size)
    checksum.add(UnsafeBufferPointer(start: records, count: filled))
    if filled > 0 { return true }
    let sum = part.map { $0.sum.add(checksum) } ?? checksum.value
    guard sum == nil || sum == header.checksum else {
      throw FormatError.badSpill(path: path, reason: "its checksum differs")
    }
    return false
  }
}

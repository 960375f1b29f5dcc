import PipeText

/// Writes a file of byte strings that are found by their number, from 0.
///
/// Holds two buffers, however many rows there are; what the index has more stands in a file beside,
/// `PATH.index`, until `finish()`.
package final class RowWriter {
  package let path: String
  package private(set) var count = 0
  private let file: File
  /// The file beside, once there is one.
  private var index: File?
  private var header = StoredHeader(.rows)
  private var buffer: [UInt8]
  private var entries: [UInt8] = []

  private static let bufferSize = 128 << 10

  package init(path: String) throws(FileError) {
    self.path = path
    file = try File.writing(path)
    buffer = header.bytes
  }

  package func append(_ row: Span<UInt8>) throws(FileError) {
    row.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    try finishRow(of: row.count)
  }

  /// Appends a row of a number, in eight bytes, and what follows it.
  package func append(_ number: Int64, _ rest: Span<UInt8>) throws(FileError) {
    withUnsafeBytes(of: number.littleEndian) { buffer.append(contentsOf: $0) }
    rest.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    try finishRow(of: 8 + rest.count)
  }

  /// Takes the last bytes of the buffer as a row.
  private func finishRow(of size: Int) throws(FileError) {
    let hash = hash64(buffer.span.extracting(last: size))
    header.dataSize += size
    header.checksum = combineHashes(combineHashes(header.checksum, UInt64(size)), hash)
    count += 1
    withUnsafeBytes(of: (UInt64(header.dataSize).littleEndian, hash.littleEndian)) {
      entries.append(contentsOf: $0)
    }
    if buffer.count >= Self.bufferSize { try Self.flush(&buffer, to: file) }
    if entries.count >= Self.bufferSize {
      let beside: File
      if let index { beside = index } else { beside = try File.writing(path + ".index") }
      try Self.flush(&entries, to: beside)
      index = beside
    }
  }

  /// Writes what is left, the index and the header, which makes the file whole; the bytes may not be
  /// on the disk yet.
  package func finish() throws(FileError) {
    try Self.flush(&buffer, to: file)
    if let index {
      try file.append(contentsOf: index.path)
      removeFile(index.path)
    }
    try Self.flush(&entries, to: file)
    header.count = count
    try file.write(header.bytes.span, at: 0)
  }

  private static func flush(_ buffer: inout [UInt8], to file: File) throws(FileError) {
    try file.write(buffer.span)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Reads the rows of a row file by their numbers; many threads may.
///
/// Holds the index and the data of a file each when they are small, up to 256 KB: one that is asked for row after row
/// asks the system once.
package final class RowReader: Sendable {
  package let path: String
  package let count: Int
  /// Of the lengths and hashes of all rows in order.
  package let checksum: UInt64
  private let dataSize: Int
  private let file: File
  private let heldIndex: [UInt8]
  private let heldData: [UInt8]

  private static let mostHeld = 256 << 10

  /// - Throws: `FileError`, or `FormatError.badSpill` when the header or the size is wrong.
  package init(path: String) throws {
    self.path = path
    let file = try File.reading(path)
    let header = try withUnsafeTemporaryAllocation(byteCount: StoredHeader.size, alignment: 8) {
      let read = try file.read(into: $0, at: 0)
      return try StoredHeader(
        .rows, reading: UnsafeRawBufferPointer(rebasing: $0[..<read]), path: path)
    }
    self.file = file
    checksum = header.checksum
    let size = try file.size()
    guard header.dataSize <= size,
      StoredHeader.size + header.dataSize + StoredHeader.Kind.rows.unitSize * header.count == size
    else {
      throw FormatError.badSpill(
        path: path, reason: "it has \(size) bytes, which is not what its header says")
    }
    (count, dataSize) = (header.count, header.dataSize)
    let indexSize = size - StoredHeader.size - dataSize
    heldIndex =
      indexSize <= Self.mostHeld
      ? try Self.bytes(of: file, at: StoredHeader.size + dataSize, count: indexSize) : []
    heldData =
      dataSize <= Self.mostHeld
      ? try Self.bytes(of: file, at: StoredHeader.size, count: dataSize) : []
  }

  /// One row, checked against its hash.
  ///
  /// - Throws: `FormatError.badSpill` when it is damaged.
  /// - Precondition: `number` is below ``count``.
  package func row(_ number: Int) throws -> [UInt8] {
    precondition(number >= 0 && number < count, "no row \(number) in \(path)")
    let entries = try index(max(0, number - 1)..<number + 1)
    let start = number == 0 ? 0 : entries[0].end
    let entry = entries[entries.count - 1]
    let bytes = try data(start, entry.end)
    guard hash64(bytes.span) == entry.hash else { throw damaged(number) }
    return bytes
  }

  /// Calls `body` with every row in order, and checks the file against its checksum.
  ///
  /// - Throws: `FormatError.badSpill` at the first row that is damaged, or what `body` throws.
  package func forEachRow(_ body: (Int, Span<UInt8>) throws -> Void) throws {
    var checksum: UInt64 = 0
    var done = 0
    var start = 0
    while done < count {
      let entries = try index(done..<min(count, done + 1024))
      var next = 0
      while next < entries.count {
        // As many rows as a buffer takes, or one.
        var last = next
        while last + 1 < entries.count, entries[last + 1].end - start <= 1 << 20 { last += 1 }
        let bytes = try data(start, entries[last].end)
        let base = start
        for position in next...last {
          let (end, hash) = entries[position]
          guard end >= start, end - base <= bytes.count else { throw damaged(done + position) }
          let row = bytes.span.extracting(start - base..<end - base)
          guard hash64(row) == hash else { throw damaged(done + position) }
          checksum = combineHashes(combineHashes(checksum, UInt64(end - start)), hash)
          try body(done + position, row)
          start = end
        }
        next = last + 1
      }
      done += entries.count
    }
    guard checksum == self.checksum, start == dataSize else {
      throw FormatError.badSpill(path: path, reason: "its checksum differs")
    }
  }

  private func damaged(_ row: Int) -> FormatError {
    .badSpill(path: path, reason: "its row \(row) is damaged")
  }

  private func index(_ rows: Range<Int>) throws -> [(end: Int, hash: UInt64)] {
    let unit = StoredHeader.Kind.rows.unitSize
    let range = rows.lowerBound * unit..<rows.upperBound * unit
    let bytes =
      heldIndex.isEmpty
      ? try Self.bytes(
        of: file, at: StoredHeader.size + dataSize + range.lowerBound, count: range.count)[...]
      : heldIndex[range]
    return try bytes.withUnsafeBytes { buffer in
      try rows.indices.map { row in
        let offset = (row - rows.lowerBound) * unit
        let end = UInt64(
          littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        guard end <= UInt64(dataSize) else { throw damaged(row) }
        let hash = buffer.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
        return (Int(end), UInt64(littleEndian: hash))
      }
    }
  }

  /// The bytes of the data from one offset to another.
  private func data(_ start: Int, _ end: Int) throws -> [UInt8] {
    guard start <= end else {
      throw FormatError.badSpill(path: path, reason: "its index is damaged")
    }
    if !heldData.isEmpty { return Array(heldData[start..<end]) }
    return try Self.bytes(of: file, at: StoredHeader.size + start, count: end - start)
  }

  private static func bytes(of file: File, at offset: Int, count: Int) throws -> [UInt8] {
    var failure: (any Error)?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do {
        filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard bytes.count == count else {
      throw FormatError.badSpill(path: file.path, reason: "it ends early")
    }
    return bytes
  }
}

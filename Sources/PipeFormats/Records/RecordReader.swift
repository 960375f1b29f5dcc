#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads batches of whole lines in bounded memory.
///
/// A batch has about `batchSize` bytes and grows only for one longer line, up to `maxRecord`. A
/// line longer than that is skipped and told as a `problem`, and so is the break of a damaged
/// compressed file, after the lines before it.
package final class RecordReader {
  package let path: String
  /// What was read of the file so far, where the source tells.
  package var content: FileContent? { source.content }
  private let source: ByteSource
  private let batchSize: Int
  private let maxRecord: Int
  /// What follows the last whole line of the batch before.
  private var rest: [UInt8] = []
  private var isAtEnd = false
  private var number = 1
  private var offset: Int
  private var isAtFileStart: Bool

  package static let defaultBatchSize = 1 << 20
  package static let defaultMaxRecord = 64 << 20

  /// `startOffset` is where the source begins in its file: 0 for a whole file.
  package init(
    _ source: ByteSource, startOffset: Int = 0, batchSize: Int = defaultBatchSize,
    maxRecord: Int = defaultMaxRecord
  ) {
    self.source = source
    self.batchSize = max(1, min(batchSize, maxRecord))
    self.maxRecord = maxRecord
    path = source.path
    offset = startOffset
    isAtFileStart = startOffset == 0
  }

  /// Reads the records of a shard: a range that begins and ends between lines.
  package convenience init(
    path: String, shard: Range<Int>, batchSize: Int = defaultBatchSize,
    maxRecord: Int = defaultMaxRecord, identified: Bool = false
  ) throws {
    self.init(
      try ByteSource(path: path, range: shard, identified: identified),
      startOffset: shard.lowerBound, batchSize: batchSize, maxRecord: maxRecord)
  }

  /// The next batch, or nil at the end.
  ///
  /// `spent` is the storage of a batch that is done with, to be written over.
  ///
  /// - Throws: `FileError` when the file can't be read.
  package func next(reusing spent: consuming [UInt8] = []) throws -> LineBatch? {
    while !isAtEnd {
      let batch = try readBatch(reusing: spent)
      if !batch.lines.isEmpty || batch.problem != nil { return batch }
      spent = []
    }
    return nil
  }

  private func readBatch(reusing spent: consuming [UInt8]) throws -> LineBatch {
    // Never more than the longest record and its line end, so that what is too long does not depend
    // on the batch.
    var capacity = min(max(batchSize, rest.count + batchSize / 2), maxRecord + 1)
    var buffer = spent
    buffer.removeAll(keepingCapacity: buffer.capacity < 4 * batchSize)
    buffer.append(contentsOf: rest)
    rest.removeAll(keepingCapacity: true)
    // What follows a line that was skipped may hold whole lines.
    var searched = 0
    while true {
      let broken = try fill(&buffer, to: capacity)
      if isAtEnd { return lastBatch(&buffer, broken: broken) }
      if let end = endOfLastLine(in: buffer, from: searched) {
        return batch(of: &buffer, upTo: end)
      }
      searched = buffer.count
      if buffer.count > maxRecord { return try skipLine(startingWith: buffer.count) }
      capacity = min(capacity * 2, maxRecord + 1)
    }
  }

  /// Reads until the buffer has `capacity` bytes or the input ends.
  private func fill(_ buffer: inout [UInt8], to capacity: Int) throws -> FormatError? {
    let wanted = capacity - buffer.count
    guard wanted > 0 else { return nil }
    var failure: (any Error)?
    buffer.append(addingCapacity: wanted + LineBatch.padding) { (span: inout OutputSpan<UInt8>) in
      span.withUnsafeMutableBufferPointer { target, count in
        while count < wanted && !isAtEnd && failure == nil {
          let room = UnsafeMutableBufferPointer(rebasing: target[count..<wanted])
          do {
            let read = try source.read(into: UnsafeMutableRawBufferPointer(room))
            isAtEnd = read == 0
            count += read
          } catch {
            failure = error
          }
        }
      }
    }
    guard let failure else { return nil }
    guard let broken = failure as? FormatError else { throw failure }
    isAtEnd = true
    return broken
  }

  /// Behind the last line feed at or after `start`.
  private func endOfLastLine(in buffer: [UInt8], from start: Int = 0) -> Int? {
    let feeds = SIMD32<UInt8>(repeating: UInt8(ascii: "\n"))
    return buffer.withUnsafeBytes { bytes in
      var end = bytes.count
      // Records are long: most stretches have none. Masks are joined as words, which is quicker than as masks.
      while end - 32 >= start {
        let stretch = bytes.loadUnaligned(fromByteOffset: end - 32, as: SIMD32<UInt8>.self)
        let found = unsafeBitCast(stretch .== feeds, to: SIMD4<UInt64>.self)
        if found[0] | found[1] | found[2] | found[3] != 0 { break }
        end -= 32
      }
      while end > start {
        if bytes[end - 1] == UInt8(ascii: "\n") { return end }
        end -= 1
      }
      return nil
    }
  }

  private func batch(of buffer: inout [UInt8], upTo end: Int) -> LineBatch {
    rest.append(contentsOf: buffer[end...])
    buffer.removeLast(buffer.count - end)
    return split(&buffer)
  }

  /// What is left at the end of the input; of broken input, without the line that the break is in.
  private func lastBatch(_ buffer: inout [UInt8], broken: FormatError?) -> LineBatch {
    guard let broken else {
      if buffer.count > maxRecord && !buffer.contains(UInt8(ascii: "\n")) {
        var batch = LineBatch(bytes: [])
        batch.problem = tooLong(buffer.count)
        return batch
      }
      return split(&buffer)
    }
    let end = endOfLastLine(in: buffer) ?? 0
    buffer.removeLast(buffer.count - end)
    var batch = split(&buffer)
    batch.problem = .init(number: number, offset: offset, error: .inputBroken(broken))
    return batch
  }

  private func tooLong(_ size: Int) -> LineBatch.Problem {
    .init(number: number, offset: offset, error: .tooLong(size: size, limit: maxRecord))
  }

  /// Passes over the rest of a line of which `size` bytes have been read.
  private func skipLine(startingWith size: Int) throws -> LineBatch {
    var size = size
    var batch = LineBatch(bytes: [])
    var broken: FormatError?
    while true {
      var buffer: [UInt8] = []
      broken = try fill(&buffer, to: batchSize)
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        size += end
        rest = Array(buffer[(end + 1)...])
        batch.problem = tooLong(size)
        isAtEnd = false  // what follows the line is still to be cut, and a break to be told
        number += 1
        offset += size + 1
        return batch
      }
      size += buffer.count
      if isAtEnd { break }
    }
    batch.problem = tooLong(size)
    if let broken {
      batch.problem = .init(number: number, offset: offset, error: .inputBroken(broken))
    }
    return batch
  }

  /// Cuts whole lines, and pads.
  private func split(_ buffer: inout [UInt8]) -> LineBatch {
    let count = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: LineBatch.padding))
    var lines: [LineBatch.Line] = []
    lines.reserveCapacity(64)
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var start = 0
      while start < count {
        let found = memchr(base + start, Int32(UInt8(ascii: "\n")), count - start)
        let end = found.map { UnsafeRawPointer($0) - base } ?? count
        let range = trimmed(start..<end, in: bytes)
        if !range.isEmpty {
          let moved = range.lowerBound - start
          lines.append(.init(range: range, number: number, offset: offset + moved))
        }
        number += 1
        offset += end + 1 - start
        start = end + 1
        isAtFileStart = false
      }
    }
    var batch = LineBatch(bytes: buffer)
    batch.lines = lines
    return batch
  }

  /// A line without the byte order mark of its file and the blanks around it, the `\r` of CRLF
  /// among them.
  private func trimmed(_ line: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Range<Int> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var start = line.lowerBound
    var end = line.upperBound
    if isAtFileStart, line.count >= 3, bytes[start..<start + 3].elementsEqual([0xEF, 0xBB, 0xBF]) {
      start += 3
    }
    while start < end && isBlank(bytes[end - 1]) { end -= 1 }
    while start < end && isBlank(bytes[start]) { start += 1 }
    return start..<end
  }
}

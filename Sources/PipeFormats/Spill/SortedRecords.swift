/// Sorted records, merged from their runs as they are asked for.
///
/// Merged in blocks: what all runs have up to the least of the records that their buffers end with is
/// gathered and sorted as one. For hashed keys that takes a third of the time of a tournament, whose
/// matches no processor can foresee.
package final class SortedRecords {
  private let runs: [SpillRun]
  private var readers: [SpillReader]
  /// The next records, sorted.
  private let block: RecordBuffer
  private var position = 0
  private var sort = RecordSort()

  /// Sorted files of others, which stay; about `bufferSize` bytes are held for each.
  ///
  /// - Throws: `FileError`, or `FormatError.badSpill`, here or while they are read.
  package convenience init(files: [String], bufferSize: Int) throws {
    try self.init(files.map { SpillRun(path: $0, isOwned: false) }, bufferSize: bufferSize)
  }

  init(_ runs: [SpillRun], bufferSize: Int) throws {
    self.runs = runs
    // A block may hold what all buffers do, and is sorted into as much room again.
    let size = min(max(bufferSize / 3, 4 << 10), 256 << 10)
    readers = try runs.map { try SpillReader(path: $0.path, bufferSize: size, part: $0.part) }
    block = RecordBuffer(limit: .max)
  }

  init(inMemory: RecordBuffer) {
    (runs, readers, block) = ([], [], inMemory)
  }

  /// The next record, or nil at the end.
  package func next() throws -> SpillRecord? {
    if position == block.count, try !fillBlock() { return nil }
    position += 1
    return block.records[position - 1]
  }

  /// The next record, or ``SpillRecord/last`` at the end.
  func nextOrLast() throws -> SpillRecord { try next() ?? .last }

  /// Makes the next block; false at the end.
  private func fillBlock() throws -> Bool {
    try readers.removeAll { try $0.isAtEnd() }
    if readers.isEmpty { return false }
    var bound = SpillRecord.last
    for reader in readers where reader.hasMore { bound = min(bound, reader.lastInBuffer) }
    block.removeAll()
    position = 0
    var sources = 0
    for reader in readers {
      let taken = reader.take(upTo: bound)
      sources += taken.isEmpty ? 0 : 1
      block.append(contentsOf: taken)
    }
    if sources > 1 { block.sort(with: &sort) }
    return true
  }
}

/// Sorted records, merged from their runs as they are asked for.
package final class SortedRecords {
  private let runs: [SpillRun]
  private let readers: [SpillReader]
  private let inMemory: RecordBuffer?
  private var nextInMemory = 0
  /// The next record of each reader; ``SpillRecord/last`` at its end.
  private let heads: UnsafeMutableBufferPointer<SpillRecord>
  /// A tournament: the root holds the reader with the least record, each other node the loser of
  /// its match (Knuth, The Art of Computer Programming 3, 5.4.1).
  private let losers: UnsafeMutableBufferPointer<Int>

  /// Sorted files of others, which stay; a buffer of `bufferSize` bytes is held for each.
  ///
  /// - Throws: `FileError`, or `FormatError.badSpill`, here or while they are read.
  package convenience init(files: [String], bufferSize: Int) throws {
    try self.init(files.map { SpillRun(path: $0, isOwned: false) }, bufferSize: bufferSize)
  }

  init(_ runs: [SpillRun], bufferSize: Int) throws {
    self.runs = runs
    inMemory = nil
    let size = min(max(bufferSize, 4 << 10), 1 << 20)
    readers = try runs.map { try SpillReader(path: $0.path, bufferSize: size, part: $0.part) }
    heads = .allocate(capacity: max(1, readers.count))
    losers = .allocate(capacity: max(1, readers.count))
    heads.initialize(repeating: .last)
    losers.initialize(repeating: -1)
    for (index, reader) in readers.enumerated() { heads[index] = try reader.nextOrLast() }
    for index in readers.indices { enter(index) }
  }

  init(inMemory: RecordBuffer) {
    (runs, readers, self.inMemory) = ([], [], inMemory)
    heads = .allocate(capacity: 1)
    losers = .allocate(capacity: 1)
  }

  deinit {
    heads.deallocate()
    losers.deallocate()
  }

  /// The next record, or nil at the end.
  package func next() throws -> SpillRecord? {
    let record = try nextOrLast()
    return record.isLast ? nil : record
  }

  func nextOrLast() throws -> SpillRecord {
    if let inMemory {
      guard nextInMemory < inMemory.count else { return .last }
      nextInMemory += 1
      return inMemory.records[nextInMemory - 1]
    }
    if readers.isEmpty { return .last }
    let winner = losers[0]
    let record = heads[winner]
    if record.isLast { return record }
    heads[winner] = try readers[winner].nextOrLast()
    replay(winner)
    return record
  }

  /// Lets a reader in while the tournament is set up: it waits at the first free node.
  private func enter(_ reader: Int) {
    var winner = reader
    var node = (reader + readers.count) / 2
    while node > 0 {
      let other = losers[node]
      if other < 0 {
        losers[node] = winner
        return
      }
      if heads[other] < heads[winner] {
        losers[node] = winner
        winner = other
      }
      node /= 2
    }
    losers[0] = winner
  }

  private func replay(_ reader: Int) {
    var winner = reader
    var record = heads[reader]
    var node = (reader &+ heads.count) &>> 1
    while node > 0 {
      let other = losers[node]
      if heads[other] < record {
        losers[node] = winner
        winner = other
        record = heads[other]
      }
      node &>>= 1
    }
    losers[0] = winner
  }
}

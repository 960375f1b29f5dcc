/// Sorted records, merged from their runs as they are asked for.
package final class SortedRecords {
  private let runs: [SpillRun]
  private let readers: [SpillReader]
  private let inMemory: [SpillRecord]
  private var nextInMemory = 0
  /// A heap of the next record of each reader, the least first.
  private var heap: [(record: SpillRecord, reader: Int)] = []
  private var peeked: SpillRecord?

  init(_ runs: [SpillRun], inMemory: [SpillRecord], bufferSize: Int) throws {
    self.runs = runs
    self.inMemory = inMemory
    let size = min(max(bufferSize, 4 << 10), 1 << 20)
    readers = try runs.map { try SpillReader(path: $0.path, bufferSize: size) }
    for (index, reader) in readers.enumerated() {
      if let record = try reader.next() { heap.append((record, index)) }
    }
    for i in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(i) }
  }

  /// The next record, or nil at the end.
  package func next() throws -> SpillRecord? {
    if let record = peeked {
      peeked = nil
      return record
    }
    return try advance()
  }

  private func advance() throws -> SpillRecord? {
    guard !readers.isEmpty else {
      guard nextInMemory < inMemory.count else { return nil }
      nextInMemory += 1
      return inMemory[nextInMemory - 1]
    }
    guard let least = heap.first else { return nil }
    if let record = try readers[least.reader].next() {
      heap[0].record = record
    } else if let last = heap.popLast(), !heap.isEmpty {
      heap[0] = last
    }
    siftDown(0)
    return least.record
  }

  private func siftDown(_ start: Int) {
    heap.withUnsafeMutableBufferPointer { heap in
      var i = start
      while 2 * i + 1 < heap.count {
        var least = 2 * i + 1
        if least + 1 < heap.count && heap[least + 1].record < heap[least].record { least += 1 }
        guard heap[least].record < heap[i].record else { return }
        heap.swapAt(i, least)
        i = least
      }
    }
  }

  /// Calls `body` with each key, in order, and the records of that key, which it may read to the
  /// end or not.
  package func forEachGroup(_ body: (UInt128, Group) throws -> Void) throws {
    while let first = try next() {
      peeked = first
      let group = Group(key: first.key, records: self)
      try body(first.key, group)
      while try group.next() != nil {}
    }
  }

  /// The records of one key, in order of ordinal and value, one at a time however many there are.
  package final class Group {
    package let key: UInt128
    private let records: SortedRecords
    private var isAtEnd = false

    fileprivate init(key: UInt128, records: SortedRecords) {
      self.key = key
      self.records = records
    }

    package func next() throws -> (ordinal: UInt64, value: Int64)? {
      guard !isAtEnd, let record = try records.next() else { return nil }
      guard record.key == key else {
        records.peeked = record
        isAtEnd = true
        return nil
      }
      return (record.ordinal, record.value)
    }
  }
}

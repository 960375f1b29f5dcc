import PipeCore
import PipeFormats

/// The observations of all segments of a state, in order of key and row, read from start to end
/// once.
///
/// A merge that follows the keys of a run: keys that only earlier documents have are passed over.
final class EarlierRecords: EarlierSpillRecords {
  private let state: String
  private let readers: [SpillReader]
  private let firstRows: [UInt64]
  /// A heap of the next record of each reader, the least first.
  private var heap: [(record: SpillRecord, reader: Int)] = []

  /// - Throws: `FormatError.badSpill` or `FileError`.
  convenience init(_ segments: [OpenSegment], memory: Int, state: String) throws {
    try self.init(segments, memory: memory, state: state) {
      try $1.observationReader(bufferSize: $2)
    }
  }

  /// Reads what `open` gives of each segment, by a buffer of as many bytes.
  init(
    _ segments: [OpenSegment], memory: Int, from first: UInt64 = 0, state: String,
    open: (_ index: Int, OpenSegment, _ bufferSize: Int) throws -> SpillReader
  ) throws {
    self.state = state
    let size = min(max(memory / max(1, segments.count), 16 << 10), 1 << 20)
    readers = try segments.enumerated().map { try open($0, $1, size) }
    firstRows = segments.map { first + UInt64($0.firstRow) }
    for (index, reader) in readers.enumerated() {
      if let record = try reader.next() { heap.append((shifted(record, index), index)) }
    }
    for i in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(i) }
  }

  /// The next record; nil at the end.
  ///
  /// - Throws: `StateError` for a file that is damaged.
  func next() throws -> SpillRecord? {
    guard let least = heap.first else { return nil }
    try advance()
    return least.record
  }

  func next(of key: UInt128) throws -> SpillRecord? {
    while let least = heap.first, least.record.key <= key {
      try advance()
      if least.record.key == key { return least.record }
    }
    return nil
  }

  func finish() throws { while !heap.isEmpty { try advance() } }

  private func advance() throws {
    let index = heap[0].reader
    if let record = try mending(state, { try readers[index].next() }) {
      heap[0].record = shifted(record, index)
    } else if let last = heap.popLast(), !heap.isEmpty {
      heap[0] = last
    }
    if heap.count > 1 { siftDown(0) }
  }

  private func shifted(_ record: SpillRecord, _ reader: Int) -> SpillRecord {
    var record = record
    record.ordinal += firstRows[reader]
    return record
  }

  private func siftDown(_ start: Int) {
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

/// Sorted records of an earlier time, whose documents come before all others.
package protocol EarlierSpillRecords: AnyObject {
  /// The next record of a key, or nil when there is none left; passes over what is before the key.
  ///
  /// Asked with rising keys.
  func next(of key: UInt128) throws -> SpillRecord?

  /// Reads what is left, so that the checksums of the files are checked.
  func finish() throws
}

/// The records of one key after the other, however many it has.
package final class SpillGroups {
  private let records: SortedRecords
  private let earlier: (any EarlierSpillRecords)?
  private let minCount: Int
  private let overflow: String
  private let inMemory: Int
  private var pending: SpillRecord
  private var current: [SpillRecord] = []

  /// Groups `records`, behind the `earlier` ones of the same key; keys that only those have, and keys
  /// with fewer than `minCount` records, are passed over.
  ///
  /// The file `overflow` takes the records of a key that has more than `inMemory`.
  package init(
    _ records: SortedRecords, earlier: (any EarlierSpillRecords)? = nil, minCount: Int,
    overflow: String, inMemory: Int = 1 << 16
  ) throws {
    self.records = records
    self.earlier = earlier
    self.minCount = max(1, minCount)
    self.overflow = overflow
    self.inMemory = max(1, inMemory)
    pending = try records.nextOrLast()
  }

  /// The records of the next key that has enough, in order of ordinal and value; nil at the end.
  ///
  /// A group ends when the next one is asked for.
  package func next() throws -> SpillGroup? {
    while !pending.isLast {
      let first = pending
      if let earlier {
        current.removeAll(keepingCapacity: true)
        if let group = try collect(first, try earlier.next(of: first.key)) { return group }
        continue
      }
      pending = try records.nextOrLast()
      if minCount > 1, pending.key != first.key || pending.isLast { continue }
      current.removeAll(keepingCapacity: true)
      current.append(first)
      if let group = try collectRest(of: first.key, nil) { return group }
    }
    return nil
  }

  /// The group of a key of which earlier records come first.
  private func collect(_ first: SpillRecord, _ before: SpillRecord?) throws -> SpillGroup? {
    var writer: SpillWriter?
    var record = before
    while let found = record {
      try add(found, &writer)
      record = try earlier?.next(of: first.key)
    }
    return try collectRest(of: first.key, writer)
  }

  private func collectRest(of key: UInt128, _ begun: SpillWriter?) throws -> SpillGroup? {
    var writer = begun
    while pending.key == key, !pending.isLast {
      try add(pending, &writer)
      pending = try records.nextOrLast()
    }
    guard let writer else {
      return current.count < minCount ? nil : SpillGroup(key: key, records: current, file: nil)
    }
    guard writer.count + current.count >= minCount else { return nil }
    for record in current { try writer.append(record) }
    current.removeAll(keepingCapacity: true)
    try writer.finish()
    return SpillGroup(key: key, records: [], file: (writer.path, writer.count))
  }

  private func add(_ record: SpillRecord, _ writer: inout SpillWriter?) throws {
    if current.count == inMemory {
      let file = try writer ?? SpillWriter(path: overflow)
      for record in current { try file.append(record) }
      current.removeAll(keepingCapacity: true)
      writer = file
    }
    current.append(record)
  }

  deinit { removeFile(overflow) }
}

/// The records of one key, which may be gone through several times.
package struct SpillGroup {
  package let key: UInt128
  /// All of them, unless they are in a file.
  package let records: [SpillRecord]
  private let file: (path: String, count: Int)?

  init(key: UInt128, records: [SpillRecord], file: (path: String, count: Int)?) {
    self.key = key
    self.records = records
    self.file = file
  }

  package var count: Int { file?.count ?? records.count }
  /// Whether the records have to be read from a file.
  package var isStored: Bool { file != nil }

  /// A reader of the file; nil when the records are in memory.
  package func reader() throws -> SpillReader? {
    try file.map { try SpillReader(path: $0.path) }
  }
}

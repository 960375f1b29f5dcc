import PipeCore

/// Records in memory, up to a limit, with as much room again for sorting them.
final class RecordBuffer {
  let limit: Int
  private(set) var count = 0
  private var storage: UnsafeMutableBufferPointer<SpillRecord>
  /// As large as the storage, once the records have been sorted.
  private var spare: UnsafeMutableBufferPointer<SpillRecord>

  private static let firstCapacity = 1_024

  init(limit: Int) {
    self.limit = limit
    storage = .allocate(capacity: 0)
    spare = .allocate(capacity: 0)
  }

  deinit { free() }

  var isFull: Bool { count == limit }

  var records: UnsafeMutableBufferPointer<SpillRecord> {
    UnsafeMutableBufferPointer(rebasing: storage[..<count])
  }

  /// - Precondition: it is not full.
  func append(_ record: SpillRecord) {
    if count == storage.count { grow(to: count + 1) }
    storage.initializeElement(at: count, to: record)
    count += 1
  }

  /// - Precondition: there is room for them.
  func append(contentsOf records: UnsafeBufferPointer<SpillRecord>) {
    if count + records.count > storage.count { grow(to: count + records.count) }
    _ = storage[count...].initialize(fromContentsOf: records)
    count += records.count
  }

  /// Appends as many as there is room for; gives their number.
  func append(_ observations: ArraySlice<Observation>) -> Int {
    let added = min(observations.count, limit - count)
    if count + added > storage.count { grow(to: count + added) }
    var index = count
    for observation in observations.prefix(added) {
      storage.initializeElement(
        at: index,
        to: SpillRecord(
          key: observation.key, ordinal: observation.ordinal.rawValue, value: observation.value))
      index += 1
    }
    count = index
    return added
  }

  func sort(with sort: inout RecordSort) {
    if spare.count < count {
      spare.deallocate()
      spare = .allocate(capacity: storage.count)
    }
    sort.sort(records, into: UnsafeMutableBufferPointer(rebasing: spare[..<count]))
    swap(&storage, &spare)
  }

  func removeAll() { count = 0 }

  /// Gives the memory back.
  func free() {
    storage.deallocate()
    spare.deallocate()
    storage = .allocate(capacity: 0)
    spare = .allocate(capacity: 0)
    count = 0
  }

  private func grow(to least: Int) {
    let capacity = min(limit, max(least, storage.count * 2, Self.firstCapacity))
    let larger = UnsafeMutableBufferPointer<SpillRecord>.allocate(capacity: capacity)
    _ = larger.moveInitialize(fromContentsOf: records)
    storage.deallocate()
    storage = larger
  }
}

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sorts more records than memory holds: sorted runs go to files, which are merged when they are
/// read.
///
/// The order does not depend on the limit nor on the order of adding. The runs are removed with the
/// sorter and what it returned. One sorter serves one thread.
package final class ExternalSorter {
  private let folder: String
  private let name: String
  private let capacity: Int
  private let memoryLimit: Int
  private var records: [SpillRecord] = []
  private var scratch: [SpillRecord] = []
  private var runs: [SpillRun] = []
  private var runsMade = 0

  /// Most runs that are merged at once: each holds an open file and a buffer.
  static let maxFanIn = 128

  /// Holds at most about `memoryLimit` bytes, at least 2 KB while adding and 512 KB while merging.
  ///
  /// The runs are files of `folder` that begin with `name`.
  package init(memoryLimit: Int, folder: String, name: String = "run") {
    self.folder = folder
    self.name = name
    self.memoryLimit = memoryLimit
    // Sorting needs the records twice.
    capacity = max(32, memoryLimit / SpillRecord.size / 2)
  }

  package func add(_ record: SpillRecord) throws(FileError) {
    if records.count == capacity { try spill() }
    records.append(record)
  }

  /// All records in order; the sorter is empty afterwards.
  ///
  /// - Throws: `FileError` or `FormatError.badSpill`, here or while they are read.
  package func finish() throws -> SortedRecords {
    if !runs.isEmpty && !records.isEmpty { try spill() }
    while runs.count > Self.maxFanIn {
      let merged = try merge(Array(runs.prefix(Self.maxFanIn)))
      runs = Array(runs.dropFirst(Self.maxFanIn)) + [merged]
    }
    records.sortBySpreading(scratch: &scratch)
    let sorted = try SortedRecords(
      runs, inMemory: records, bufferSize: memoryLimit / max(1, runs.count))
    (records, scratch, runs) = ([], [], [])
    return sorted
  }

  private func spill() throws(FileError) {
    records.sortBySpreading(scratch: &scratch)
    let run = nextRun()
    let writer = try SpillWriter(path: run.path)
    for record in records { try writer.append(record) }
    try writer.finish()
    runs.append(run)
    records.removeAll(keepingCapacity: true)
  }

  private func merge(_ runs: [SpillRun]) throws -> SpillRun {
    let merged = nextRun()
    let writer = try SpillWriter(path: merged.path)
    let sorted = try SortedRecords(runs, inMemory: [], bufferSize: memoryLimit / runs.count)
    while let record = try sorted.next() { try writer.append(record) }
    try writer.finish()
    return merged
  }

  private func nextRun() -> SpillRun {
    runsMade += 1
    return SpillRun(path: "\(folder)/\(name)-\(runsMade).spill")
  }
}

/// A file of sorted records, removed with its last user.
final class SpillRun {
  let path: String

  init(path: String) { self.path = path }

  deinit { unlink(path) }
}

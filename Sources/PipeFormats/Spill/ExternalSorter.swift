#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

package import PipeCore

/// Sorts more records than memory holds: sorted runs go to files, which are merged when they are
/// read.
///
/// The order does not depend on the limit nor on the order of adding. The runs are removed with the
/// sorter and what it returned. One sorter serves one thread.
package final class ExternalSorter {
  private let folder: String
  private let name: String
  private let memoryLimit: Int
  private var buffer: RecordBuffer
  private var sort = RecordSort()
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
    buffer = RecordBuffer(limit: max(32, memoryLimit / SpillRecord.size / 2))
  }

  package func add(_ record: SpillRecord) throws(FileError) {
    if buffer.isFull { try spill() }
    buffer.append(record)
  }

  package func add(_ observations: [Observation]) throws(FileError) {
    var rest = observations[...]
    while !rest.isEmpty {
      if buffer.isFull { try spill() }
      rest = rest.dropFirst(buffer.append(rest))
    }
  }

  /// All records in order; the sorter is empty afterwards.
  ///
  /// - Throws: `FileError` or `FormatError.badSpill`, here or while they are read.
  package func finish() throws -> SortedRecords {
    if runs.isEmpty {
      buffer.sort(with: &sort)
      let sorted = buffer
      buffer = RecordBuffer(limit: sorted.limit)
      return SortedRecords(inMemory: sorted)
    }
    if buffer.count > 0 { try spill() }
    buffer.free()
    let merged = try Self.merging(runs, memory: memoryLimit) { nextRun() }
    runs = []
    return try SortedRecords(merged, bufferSize: memoryLimit / max(1, merged.count))
  }

  /// Writes all records in order to a file; the sorter is empty afterwards.
  ///
  /// - Returns: how many there are.
  package func finish(into path: String, syncs: Bool = false) throws -> Int {
    let writer = try SpillWriter(path: path)
    if runs.isEmpty {
      buffer.sort(with: &sort)
      try writer.append(contentsOf: UnsafeBufferPointer(buffer.records))
      buffer.removeAll()
    } else {
      let sorted = try finish()
      while let record = try sorted.next() { try writer.append(record) }
    }
    try writer.finish(syncs: syncs)
    return writer.count
  }

  /// Leaves all records in files, for a sorter of another thread; the sorter is empty afterwards.
  package func finishRuns() throws(FileError) -> [SpillRun] {
    if buffer.count > 0 { try spill() }
    buffer.free()
    defer { runs = [] }
    return runs
  }

  /// Takes over what another sorter has left in files; its name must be another.
  package func add(_ runs: [SpillRun]) { self.runs += runs }

  private func spill() throws(FileError) {
    buffer.sort(with: &sort)
    let run = nextRun()
    let writer = try SpillWriter(path: run.path)
    try writer.append(contentsOf: UnsafeBufferPointer(buffer.records))
    try writer.finish()
    runs.append(run)
    buffer.removeAll()
  }

  /// Merges sorted files of others until few enough are left to be read at once; what comes of that
  /// are files of `folder` that begin with `name`.
  package static func merge(
    files: [String], memory: Int, folder: String, name: String
  ) throws -> SortedRecords {
    try merge(
      files.map { SpillRun(path: $0, isOwned: false) }, memory: memory, folder: folder, name: name)
  }

  static func merge(
    _ files: [SpillRun], memory: Int, maxFanIn: Int = maxFanIn, folder: String, name: String
  ) throws -> SortedRecords {
    var made = 0
    let runs = try merging(files, memory: memory, maxFanIn: maxFanIn) {
      made += 1
      return SpillRun(path: "\(folder)/\(name)-\(made).spill")
    }
    return try SortedRecords(runs, bufferSize: memory / max(1, runs.count))
  }

  private static func merging(
    _ runs: [SpillRun], memory: Int, maxFanIn: Int = maxFanIn, into nextRun: () -> SpillRun
  ) throws -> [SpillRun] {
    var runs = runs
    let maxFanIn = max(2, maxFanIn)
    while runs.count > maxFanIn {
      // No more than it takes for the last merge to be one.
      let count = min(maxFanIn, runs.count - maxFanIn + 1)
      let run = nextRun()
      let writer = try SpillWriter(path: run.path)
      let sorted = try SortedRecords(Array(runs.prefix(count)), bufferSize: memory / count)
      while let record = try sorted.next() { try writer.append(record) }
      try writer.finish()
      runs = Array(runs.dropFirst(count)) + [run]
    }
    return runs
  }

  private func nextRun() -> SpillRun {
    runsMade += 1
    return SpillRun(path: "\(folder)/\(name)-\(runsMade).spill")
  }
}

/// A file of sorted records; one that the sorter made is removed with its last user.
package final class SpillRun: Sendable {
  let path: String
  /// What is read of it; nil for all.
  let part: SpillPart?
  private let isOwned: Bool

  init(path: String, isOwned: Bool = true, part: SpillPart? = nil) {
    self.path = path
    self.isOwned = isOwned
    self.part = part
  }

  deinit {
    if isOwned { unlink(path) }
  }
}

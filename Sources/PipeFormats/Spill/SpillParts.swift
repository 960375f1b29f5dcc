import Synchronization

/// Sorted files cut by key into parts of about the same size, which threads read beside each other.
///
/// No key is in two parts, and the parts in their order are all records in order. The checksum of a
/// file is checked by whoever is the last to end a part of it.
package final class SpillParts: Sendable {
  package let count: Int
  private let files: [String]
  /// The first key of every part but the first.
  private let splits: [UInt128]
  private let sums: [SharedChecksum]

  /// Fewer records are not worth a part.
  private static let minRecords = 64
  /// Keys that are looked at for each part.
  private static let samples = 64

  /// Cuts the files into `count` parts at most.
  ///
  /// - Throws: `FileError` or `FormatError.badSpill`.
  package convenience init(files: [String], count: Int) throws {
    try self.init(files: files, splits: count > 1 ? Self.splits(files, into: count) : [])
  }

  private init(files: [String], splits: [UInt128]) {
    (self.files, self.splits, count) = (files, splits, splits.count + 1)
    sums = files.map { _ in SharedChecksum(parts: splits.count + 1) }
  }

  /// Other files, cut at the same keys.
  package func same(of files: [String]) -> SpillParts { SpillParts(files: files, splits: splits) }

  /// Keys that divide the records well, by a sample of each file in proportion to its size.
  private static func splits(_ files: [String], into most: Int) throws -> [UInt128] {
    let readers = try files.map { try SpillReader(path: $0, bufferSize: 0) }
    let all = readers.reduce(0) { $0 + $1.count }
    let count = min(most, all / minRecords)
    if count < 2 { return [] }
    let step = max(1, all / (samples * count))
    var keys: [UInt128] = []
    var next = step / 2
    for reader in readers {
      while next < reader.count {
        keys.append(try reader.record(at: next).key)
        next += step
      }
      next -= reader.count
    }
    keys.sort()
    var splits: [UInt128] = []
    for part in 1..<count where !keys.isEmpty {
      let key = keys[keys.count * part / count]
      if key != splits.last, key > 0 { splits.append(key) }
    }
    return splits
  }

  /// Reads what a part has of one of the files; each is to be read once, to its end.
  package func reader(of file: Int, part: Int, bufferSize: Int) throws -> SpillReader {
    try SpillReader(path: files[file], bufferSize: bufferSize, part: range(file, part))
  }

  /// The records of a part in order; each part is to be read once, to its end.
  ///
  /// About `memory` bytes are held, and `maxFiles` are open at a time; where there are more, what is
  /// merged before goes to files of `folder` that begin with `name`.
  package func records(
    ofPart part: Int, memory: Int, maxFiles: Int, folder: String, name: String
  ) throws -> SortedRecords {
    let runs = files.indices.map {
      SpillRun(path: files[$0], isOwned: false, part: range($0, part))
    }
    return try ExternalSorter.merge(
      runs, memory: memory, maxFanIn: maxFiles, folder: folder, name: "\(name)-\(part)")
  }

  private func range(_ file: Int, _ part: Int) -> SpillPart? {
    if count == 1 { return nil }
    return SpillPart(
      first: part == 0 ? 0 : splits[part - 1], end: part == splits.count ? nil : splits[part],
      sum: sums[file])
  }
}

/// The records of a sorted file whose keys are in a range.
struct SpillPart: Sendable {
  let first: UInt128
  /// The first key behind it; nil when there is none.
  let end: UInt128?
  let sum: SharedChecksum
}

/// Adds up the checksums of the parts of a file.
final class SharedChecksum: Sendable {
  private let state: Mutex<(partsLeft: Int, sum: UInt64)>

  init(parts: Int) { state = Mutex((partsLeft: parts, sum: 0)) }

  /// The sum of all parts, once the last of them comes.
  func add(_ checksum: SpillChecksum) -> UInt64? {
    state.withLock { state in
      state.partsLeft -= 1
      state.sum &+= checksum.value
      return state.partsLeft == 0 ? state.sum : nil
    }
  }
}

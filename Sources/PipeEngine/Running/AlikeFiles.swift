import PipeCore
import PipeFormats

/// What a corpus stage found alike, in files of the run's folder.
struct AlikeFiles {
  /// Every pair, in order: ``PairKey``, and its similarity as bits.
  let pairs: String
  /// Every document that goes as a copy, in order: its ordinal, the one that stays, and their
  /// similarity as bits.
  let copies: String

  init(pairs: String, copies: String) {
    self.pairs = pairs
    self.copies = copies
  }

  init(stage: Int, in folder: RunFolder) {
    self.init(
      pairs: "\(folder.spill)/\(stage)-pairs", copies: "\(folder.spill)/\(stage)-copies")
  }

  func forEachPair(_ body: (AlikePairs.Pair) throws -> Void) throws {
    guard let reader = try Self.reader(pairs) else { return }
    while let record = try reader.next() {
      let key = PairKey(record.key)
      try body(
        AlikePairs.Pair(first: key.first, second: key.second, similarity: record.similarity))
    }
  }

  func forEachCopy(_ body: (AlikeClusters.Copy) throws -> Void) throws {
    guard let reader = try Self.reader(copies) else { return }
    while let record = try reader.next() {
      try body(
        AlikeClusters.Copy(
          copy: Ordinal(sortable: UInt64(truncatingIfNeeded: record.key)),
          kept: Ordinal(sortable: record.ordinal), similarity: record.similarity))
    }
  }

  /// Nil for a stage that compared nothing.
  private static func reader(_ path: String) throws -> SpillReader? {
    (try? File.reading(path)) == nil ? nil : try SpillReader(path: path)
  }
}

/// Gathers what a corpus stage finds alike and writes it into its files.
final class AlikeWriter {
  private let pairs: ExternalSorter
  private let copies: ExternalSorter

  init(folder: String, memory: Int, name: String) {
    let share = memory == .max ? .max : max(64 << 10, memory / 8)
    pairs = ExternalSorter(memoryLimit: share, folder: folder, name: "\(name)-pairs-run")
    copies = ExternalSorter(memoryLimit: share, folder: folder, name: "\(name)-copies-run")
  }

  /// A pair may come more than once.
  func add(_ pair: AlikePairs.Pair) throws {
    guard let key = PairKey(pair.first, pair.second) else { return }
    try pairs.add(
      SpillRecord(
        key: key.value, ordinal: 0, value: Int64(bitPattern: pair.similarity.bitPattern)))
  }

  func add(_ copy: AlikeClusters.Copy) throws {
    try copies.add(
      SpillRecord(
        key: UInt128(copy.copy.sortable), ordinal: copy.kept.sortable,
        value: Int64(bitPattern: copy.similarity.bitPattern)))
  }

  /// Gives the copies away, in files.
  func finishCopies() throws -> [SpillRun] { try copies.finishRuns() }

  /// Takes over the copies of another.
  func add(copies runs: [SpillRun]) { copies.add(runs) }

  /// Writes the files; the bytes may not be on the disk yet.
  func finish(pairs pairPath: String, copies copyPath: String) throws {
    try Self.write(try pairs.finish(), to: pairPath)
    try Self.write(try copies.finish(), to: copyPath)
  }

  private static func write(_ records: SortedRecords, to path: String) throws {
    let writer = try SpillWriter(path: path)
    var last: SpillRecord?
    while let record = try records.next() {
      if record != last { try writer.append(record) }
      last = record
    }
    try writer.finish()
  }
}

extension SpillRecord {
  /// A similarity that was stored as bits.
  var similarity: Double { Double(bitPattern: UInt64(bitPattern: value)) }
}

import PipeCore
import PipeFormats
import Synchronization

/// The sketches and priorities that the documents of a run left for one corpus stage, looked up in the
/// files of their shards, and those of earlier runs.
final class Sketches: Sendable {
  private let stage: Int
  private let folder: RunFolder
  private let earlier: EarlierRuns
  private let readers = Mutex<[Int: RowReader]>([:])

  /// Files that are held open at a time.
  private static let maxOpen = 128

  init(of stage: Int, in folder: RunFolder, earlier: EarlierRuns = EarlierRuns()) {
    self.stage = stage
    self.folder = folder
    self.earlier = earlier
  }

  /// What a document left; nil when it left nothing.
  func entry(_ ordinal: Ordinal) throws -> SketchEntry? {
    if ordinal.earlierRow != nil { return try earlier.sketch(of: ordinal) }
    let row = Int(ordinal.rawValue & 0xFFFF_FFFF)
    guard let reader = try reader(of: Int(ordinal.rawValue >> 32)), row < reader.count else {
      return nil
    }
    return SketchEntry(row: try reader.row(row))
  }

  /// Nil for a shard without a sketch.
  private func reader(of shard: Int) throws -> RowReader? {
    try readers.withLock { readers in
      if let reader = readers[shard] { return reader }
      let path = folder.sketches(ofStage: stage, shard: shard)
      guard (try? File.reading(path)) != nil else { return nil }
      if readers.count >= Self.maxOpen { readers.removeAll() }
      let reader = try RowReader(path: path)
      readers[shard] = reader
      return reader
    }
  }
}

extension SketchEntry {
  /// Reads a row as it is stored: the priority, the least byte first, and the sketch; nil for an empty
  /// one.
  init?(row: [UInt8]) {
    guard row.count >= 8 else { return nil }
    let priority = (0..<8).reduce(Int64(0)) { $0 | Int64(row[$1]) << Int64(8 * $1) }
    self.init(sketch: Array(row[8...]), priority: priority)
  }
}

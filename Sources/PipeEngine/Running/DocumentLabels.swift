import PipeCore
import PipeFormats
import Synchronization

/// The labels of the documents of a run, looked up in the files of their shards, and of earlier runs.
final class DocumentLabels: Sendable {
  private struct State {
    var readers: [Int: RowReader] = [:]
  }

  private let folder: RunFolder
  private let earlier: EarlierRuns
  private let state = Mutex(State())

  /// Files that are held open at a time.
  private static let maxOpen = 64

  init(_ folder: RunFolder, earlier: EarlierRuns = EarlierRuns()) {
    self.folder = folder
    self.earlier = earlier
  }

  /// The label of a document; nil for a number that is no document's.
  func label(of ordinal: Ordinal) throws -> String? {
    if ordinal.earlierRow != nil { return try earlier.label(of: ordinal) }
    // A verdict's value need not be an ordinal.
    guard let reader = try reader(of: Int(ordinal.rawValue >> 32))
    else { return nil }
    let row = Int(ordinal.rawValue & 0xFFFF_FFFF)
    guard row < reader.count else { return nil }
    return String(decoding: try reader.row(row), as: UTF8.self)
  }

  private func reader(of shard: Int) throws -> RowReader? {
    try state.withLock { state in
      if let reader = state.readers[shard] { return reader }
      let path = folder.labels(ofShard: shard)
      guard (try? File.reading(path)) != nil else { return nil }
      if state.readers.count >= Self.maxOpen { state.readers.removeAll() }
      let reader = try RowReader(path: path)
      state.readers[shard] = reader
      return reader
    }
  }
}

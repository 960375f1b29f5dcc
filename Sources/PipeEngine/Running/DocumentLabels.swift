import PipeCore
import PipeFormats
import Synchronization

/// The labels of a shard's documents in the order of their rows, so that records can name the document
/// that stays in place of a copy.
struct DocumentLabels {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ batch: [DocumentInProgress]) {
    for progress in batch {
      bytes += Array(progress.document.id.utf8).filter { $0 != 0 }
      bytes.append(0)
    }
  }
}

extension RunFolder {
  private func labelsPath(_ shard: Int) -> String { "\(spill)/labels-\(shard)" }

  func write(labels: DocumentLabels, ofShard shard: Int) throws {
    try write("spill/labels-\(shard)", labels.bytes)
  }

  /// The labels of a few documents.
  func labels(of ordinals: Set<Ordinal>) throws -> [Ordinal: String] {
    var labels: [Ordinal: String] = [:]
    let shards = Dictionary(grouping: ordinals) { Int($0.rawValue >> 32) }
    for (shard, wanted) in shards {
      // A verdict's value need not be an ordinal: such a shard has no labels.
      guard let bytes = try? readWhole(labelsPath(shard)) else { continue }
      let names = bytes.split(separator: 0, omittingEmptySubsequences: false)
      for ordinal in wanted {
        let row = Int(ordinal.rawValue & 0xFFFF_FFFF)
        if row < names.count { labels[ordinal] = String(decoding: names[row], as: UTF8.self) }
      }
    }
    return labels
  }
}

/// The labels of documents that are asked for one by one, shard after shard.
final class ShardLabels: Sendable {
  private let folder: RunFolder
  private let names = Mutex<[Int: [String]]>([:])

  init(_ folder: RunFolder) { self.folder = folder }

  func label(of ordinal: Ordinal) throws -> String? {
    let shard = Int(ordinal.rawValue >> 32)
    let row = Int(ordinal.rawValue & 0xFFFF_FFFF)
    return try names.withLock { names in
      if names[shard] == nil {
        let bytes = try readWhole("\(folder.spill)/labels-\(shard)")
        names[shard] = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
      guard let labels = names[shard], row < labels.count else { return nil }
      return labels[row]
    }
  }
}

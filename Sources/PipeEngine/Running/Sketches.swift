import PipeCore
import PipeFormats
import Synchronization

/// The sketches and priorities of documents, for stages that verify pairs.
struct Sketches {
  struct Entry: Sendable {
    let sketch: [UInt8]
    let priority: Int64
  }

  /// What a document left; nil when it left nothing.
  let entry: (Ordinal) throws -> Entry?

  init(_ entry: @escaping (Ordinal) throws -> Entry?) { self.entry = entry }

  /// Those in the files of a run's shards.
  init(of stage: Int, in folder: RunFolder) {
    var readers: [Int: RowReader] = [:]
    self.init { ordinal in
      let shard = Int(ordinal.rawValue >> 32)
      let row = Int(ordinal.rawValue & 0xFFFF_FFFF)
      let path = folder.sketches(ofStage: stage, shard: shard)
      let reader = try readers[shard] ?? RowReader(path: path)
      if readers.count > 64 { readers.removeAll() }
      readers[shard] = reader
      guard row < reader.count else { return nil }
      let bytes = try reader.row(row)
      guard bytes.count >= 8 else { return nil }
      let priority = (0..<8).reduce(Int64(0)) { $0 | Int64(bytes[$1]) << Int64(8 * $1) }
      return Entry(sketch: Array(bytes[8...]), priority: priority)
    }
  }

  /// Compares candidate pairs, and clusters those that hold: of a cluster the document of the highest
  /// priority stays, of equals the earliest.
  ///
  /// Whoever goes is itself alike to the one that stays; a chain is no reason. The sorted pairs have
  /// the ordinals of two documents as their keys; `emit` takes a document that goes, the one that
  /// stays, and how alike they are.
  func compare(
    _ pairs: SortedRecords, by stage: some CorpusStage,
    emit: (Ordinal, Ordinal, Double) throws -> Void
  ) throws {
    var alike: [Ordinal: [(Ordinal, Double)]] = [:]
    var priorities: [Ordinal: Int64] = [:]
    var last: UInt128?
    while let pair = try pairs.next() {
      if pair.key == last { continue }
      last = pair.key
      let left = Ordinal(rawValue: UInt64(truncatingIfNeeded: pair.key >> 64))
      let right = Ordinal(rawValue: UInt64(truncatingIfNeeded: pair.key))
      guard let a = try entry(left), let b = try entry(right),
        let similarity = stage.compare(a.sketch.span, b.sketch.span)
      else { continue }
      alike[left, default: []].append((right, similarity))
      alike[right, default: []].append((left, similarity))
      priorities[left] = a.priority
      priorities[right] = b.priority
    }
    func ranks(_ first: Ordinal, before second: Ordinal) -> Bool {
      let (a, b) = (priorities[first] ?? 0, priorities[second] ?? 0)
      return a == b ? first < second : a > b
    }
    var gone: Set<Ordinal> = []
    for kept in alike.keys.sorted(by: ranks) where !gone.contains(kept) {
      for (copy, similarity) in alike[kept, default: []].sorted(by: { $0.0 < $1.0 })
      where ranks(kept, before: copy) && gone.insert(copy).inserted {
        try emit(copy, kept, similarity)
      }
    }
  }
}

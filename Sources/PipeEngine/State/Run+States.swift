import PipeCore
import PipeFormats

/// The rows of a shard that come out, gathered while it is written.
struct KeptRows {
  private var words: [UInt64] = []

  /// Inserts rows from that of a document on.
  mutating func insert(_ first: Ordinal, count: Int) {
    let start = Int(first.rawValue & 0xFFFF_FFFF)
    for row in start..<start + count {
      while words.count <= row >> 6 { words.append(0) }
      words[row >> 6] |= 1 << UInt64(row & 63)
    }
  }

  /// Words of 64 bits, the least byte first.
  var bytes: [UInt8] {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
  }

  static func words(of bytes: [UInt8]) -> [UInt64] {
    stride(from: 0, to: bytes.count - 7, by: 8).map { at in
      (0..<8).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64(8 * $1) }
    }
  }
}

extension RunFolder {
  private func kept(ofShard shard: Int) -> String { "parts/kept-\(shard)" }

  func write(_ rows: KeptRows, ofShard shard: Int) throws {
    try write(kept(ofShard: shard), rows.bytes)
  }

  fileprivate func keptDocuments(_ shards: [Manifest.Shard]) throws -> KeptDocuments {
    KeptDocuments(
      try shards.map { shard in
        let bytes = try readWhole("\(path)/\(kept(ofShard: shard.index))")
        return (index: shard.index, rows: KeptRows.words(of: bytes))
      })
  }
}

extension Run {
  /// Adds the documents that came out to the state of every stage that has one; done again, it changes
  /// nothing.
  func commit(to states: RunStates, memory: Int) throws {
    if states.isEmpty { return }
    let kept = try folder.keptDocuments(manifest.shards)
    for (stage, state) in states.byStage {
      try folder.step("before commit \(stage)")
      let sketches = manifest.shards.map { folder.sketches(ofStage: stage, shard: $0.index) }
      let hasSketches = sketches.contains { (try? File.reading($0)) != nil }
      try state.commit(sketches: hasSketches) { writer in
        try addObservations(of: kept, stage: stage, to: writer, memory: memory)
        for (shard, sketches) in zip(manifest.shards, sketches) {
          let rows = kept.rows(ofShard: shard.index)
          try forEachRow(rows, of: folder.labels(ofShard: shard.index)) {
            try writer.append(label: $0)
          }
          if hasSketches { try forEachRow(rows, of: sketches) { try writer.append(sketch: $0) } }
        }
      }
      try folder.step("after commit \(stage)")
    }
  }

  private func addObservations(
    of kept: KeptDocuments, stage: Int, to writer: SegmentWriter, memory: Int
  ) throws {
    let files = manifest.shards.map { folder.observations(ofStage: stage, shard: $0.index) }
    let records = try ExternalSorter.merge(
      files: files, memory: memory, folder: folder.spill, name: "\(stage)-commit")
    while var record = try records.next() {
      guard let rank = kept.rank(of: Ordinal(rawValue: record.ordinal)) else { continue }
      record.ordinal = UInt64(rank)
      try writer.append(record)
    }
  }

  /// Calls `body` with chosen rows of a file, in order; one that is not there is empty.
  private func forEachRow(
    _ rows: [Int], of path: String, _ body: (Span<UInt8>) throws -> Void
  ) throws {
    var done = 0
    if (try? File.reading(path)) != nil {
      try RowReader(path: path).forEachRow { row, bytes in
        guard done < rows.count, rows[done] == row else { return }
        try body(bytes)
        done += 1
      }
    }
    let nothing: [UInt8] = []
    while done < rows.count {
      try body(nothing.span)
      done += 1
    }
  }
}

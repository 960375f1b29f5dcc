import PipeCore
import PipeFormats

/// What one shard's documents tell one corpus stage, in files: sorted observations, sketches, labels.
///
/// The bytes depend on the plan and the shard alone. One shard is read by one worker.
final class ShardObservations {
  private let folder: RunFolder
  private let observer: CorpusObserver
  private let first: (any VerdictSource)?
  private let sorter: ExternalSorter
  private let observations: String
  private let sketches: String
  private let labels: String?
  private var sink = ObservationSink()
  private var sketchWriter: RowWriter?
  private var labelWriter: RowWriter?
  private var row: [UInt8] = []

  /// Begins the files.
  ///
  /// `labelled` where those of the labels are written too, `memory` in bytes for
  /// sorting. A second look goes by the verdicts of the `first`.
  init(
    _ observer: CorpusObserver, after first: (any VerdictSource)?, stage: Int, shard: Int,
    folder: RunFolder, labelled: Bool,
    memory: Int
  ) throws {
    self.folder = folder
    self.observer = observer
    self.first = first
    observations = folder.observations(ofStage: stage, shard: shard)
    sketches = folder.sketches(ofStage: stage, shard: shard)
    labels = labelled ? folder.labels(ofShard: shard) : nil
    sorter = ExternalSorter(
      memoryLimit: memory, folder: folder.spill, name: "\(stage)-obs-\(shard)-run")
    labelWriter = try labels.map { try RowWriter(path: folder.partial($0)) }
  }

  /// Writes the labels of a batch as it was read.
  func label(_ batch: [DocumentInProgress]) throws {
    guard let labelWriter else { return }
    for position in batch.indices {
      let label = Array(batch[position].document.id.utf8)
      try labelWriter.append(label.span)
    }
  }

  /// Observes the documents of a batch that have not ended.
  func observe(_ batch: inout [DocumentInProgress]) throws {
    sink.reset()
    try observer.observe(&batch, after: first, into: &sink) { ordinal, sink in
      try write(sink.sketch, priority: sink.priority, at: Int(ordinal.rawValue & 0xFFFF_FFFF))
    }
    try sorter.add(sink.observations)
  }

  private func write(_ sketch: [UInt8], priority: Int64, at number: Int) throws {
    let writer = try sketchWriter ?? RowWriter(path: folder.partial(sketches))
    sketchWriter = writer
    let nothing: [UInt8] = []
    while writer.count < number { try writer.append(nothing.span) }
    var row: [UInt8] = []
    swap(&row, &self.row)
    row.removeAll(keepingCapacity: row.capacity < 1 << 20)
    for shift in 0..<8 {
      row.append(UInt8(truncatingIfNeeded: priority >> Int64(8 * shift)))
    }
    row += sketch
    try writer.append(row.span)
    self.row = row
  }

  /// Gives the files their names.
  ///
  /// - Returns: the number of observations.
  func finish() throws -> Int {
    let count = try sorter.finish(into: folder.partial(observations))
    try sketchWriter?.finish()
    try labelWriter?.finish()
    try folder.promise(
      [observations] + (sketchWriter == nil ? [] : [sketches]) + (labels.map { [$0] } ?? []))
    return count
  }
}

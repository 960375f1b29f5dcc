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
  /// Bytes of source text as long as all records became documents as they stand.
  private var wholeBytes: Int? = 0

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

  /// Takes a batch as it was read: writes its labels.
  func begin(_ batch: [DocumentInProgress]) throws {
    guard let labelWriter else { return }
    for position in batch.indices {
      if let bytes = wholeBytes, batch[position].isWhole {
        wholeBytes = bytes + batch[position].document.source.count
      } else {
        wholeBytes = nil
      }
      try labelWriter.append(batch[position].document.id.utf8.span)
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
    try writer.append(priority, sketch.span)
  }

  /// Gives the files their names.
  ///
  func finish() throws -> ObservedShard {
    let count = try sorter.finish(into: folder.partial(observations))
    try sketchWriter?.finish()
    try labelWriter?.finish()
    let files = [observations, sketchWriter == nil ? nil : sketches, labels].compactMap(\.self)
    try folder.name(files)
    return ObservedShard(
      count: count, files: files, wholeBytes: labels == nil ? nil : wholeBytes)
  }
}

/// What was made of a shard by observing it.
struct ObservedShard {
  /// Of observations.
  let count: Int
  let files: [String]
  /// See ``DoneMark/wholeBytes``.
  let wholeBytes: Int?
}

import PipeCore
import PipeFormats

/// Asks documents what they tell one corpus stage.
struct CorpusObserver: Sendable {
  let stage: any CorpusStage
  private let step: StageStep
  private let parses: Bool

  init(plan: Plan, stage index: Int) {
    step = plan.pipeline.stages[index]
    guard let stage = step.stage as? any CorpusStage else {
      preconditionFailure("\(step.id) is no corpus stage")
    }
    self.stage = stage
    parses = plan.parsesBefore.map { index >= $0 } ?? false
  }

  /// Observes the documents of a batch that have not ended; the sink gathers the observations, and
  /// `tell` is called while it has the sketch of a document.
  func observe(
    _ batch: inout [DocumentInProgress], into sink: inout ObservationSink,
    tell: (Ordinal, ObservationSink) throws -> Void
  ) throws {
    for position in batch.indices where batch[position].end == nil {
      if parses { parseBlocks(ofUnparsed: &batch[position].document) }
      if let when = step.when, !when.holds(in: batch[position].document) { continue }
      batch[position].document.zone = step.zone?.range(of: batch[position].document.source.count)
      observe(batch[position].document, into: &sink)
      if sink.hasSketch { try tell(batch[position].document.ordinal, sink) }
    }
  }

  /// What a document tells; nothing of one that fails here, since the same failure meets it when the
  /// stage is applied.
  private func observe(_ document: Document, into sink: inout ObservationSink) {
    sink.begin(document.ordinal)
    do {
      try stage.observe(document, into: &sink)
    } catch {
      sink.discard()
    }
  }
}

/// Lets one corpus stage decide over documents in memory: for tests and examples.
package struct CorpusTrial {
  private let observer: CorpusObserver

  package init(plan: Plan, stage index: Int) {
    observer = CorpusObserver(plan: plan, stage: index)
  }

  /// What the stage says of the documents of a batch that have not ended; afterwards they are as the
  /// stage saw them.
  package func verdicts(on batch: inout [DocumentInProgress]) throws -> VerdictTable {
    let sorter = ExternalSorter(memoryLimit: .max, folder: ".")
    var sink = ObservationSink()
    var sketches: [Ordinal: SketchEntry] = [:]
    try observer.observe(&batch, into: &sink) { ordinal, sink in
      sketches[ordinal] = SketchEntry(sketch: sink.sketch, priority: sink.priority)
    }
    try sorter.add(sink.observations)
    let found = sketches
    let resolver = CorpusResolver(
      stage: observer.stage, sketch: { found[$0] }, folder: nil, memory: .max)
    let sorted = try resolver.resolve(try sorter.finish())
    var verdicts: [(ordinal: Ordinal, verdict: Verdict)] = []
    while let record = try sorted.next() { verdicts.append(StoredVerdict(record).parts) }
    return VerdictTable(
      verdicts,
      labels: Dictionary(
        batch.map { ($0.document.ordinal, $0.document.id) }, uniquingKeysWith: { first, _ in first }
      ))
  }
}

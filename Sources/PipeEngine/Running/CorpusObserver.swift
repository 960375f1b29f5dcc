import PipeCore
import PipeFormats

/// Gathers what documents tell one corpus stage, and lets it decide.
package struct CorpusObserver: Sendable {
  private let stage: any CorpusStage
  private let step: StageStep
  private let parses: Bool
  private let observations: Observations
  let sketches = Sketches()
  private let index: Int
  private let folder: String?

  /// Observations spill to `folder`; nil keeps them in memory.
  package init(plan: Plan, stage index: Int, folder: String?) {
    (self.index, self.folder) = (index, folder)
    step = plan.pipeline.stages[index]
    guard let stage = step.stage as? any CorpusStage else {
      preconditionFailure("\(step.id) is no corpus stage")
    }
    self.stage = stage
    parses = plan.parsesBefore.map { index >= $0 } ?? false
    observations = Observations(
      folder: folder ?? ".",
      memory: folder == nil ? .max : max(1 << 20, plan.pipeline.run.memory.bytes / 4))
  }

  /// Observes the documents of a batch that have not ended.
  package func observe(_ batch: inout [DocumentInProgress]) throws {
    var sink = ObservationSink()
    for position in batch.indices where batch[position].end == nil {
      if parses { parseBlocks(ofUnparsed: &batch[position].document) }
      if let when = step.when, !when.holds(in: batch[position].document) { continue }
      batch[position].document.zone = step.zone?.range(of: batch[position].document.source.count)
      observe(batch[position].document, into: &sink)
    }
    try observations.add(sink.observations)
  }

  /// What a document tells; nothing of one that fails here, since the same failure meets it when the
  /// stage is applied.
  private func observe(_ document: Document, into sink: inout ObservationSink) {
    sink.begin(document.ordinal)
    do {
      try stage.observe(document, into: &sink)
    } catch {
      sink.discard()
      return
    }
    guard sink.hasSketch else { return }
    sketches.add(sink.sketch, priority: sink.priority, for: document.ordinal)
  }

  package func resolve() throws -> VerdictTable {
    try observations.resolve(
      stage, sketches: sketches,
      into: folder.map { AlikeFiles(stage: index, folder: $0) })
  }
}

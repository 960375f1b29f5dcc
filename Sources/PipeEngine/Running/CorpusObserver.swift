import PipeCore
import PipeFormats

/// Gathers what documents tell one corpus stage, and lets it decide.
package struct CorpusObserver: Sendable {
  private let stage: any CorpusStage
  private let step: StageStep
  private let parses: Bool
  private let observations: Observations
  private let sketches = Sketches()

  /// Observes for the stage of a pass that ends with one; `verdicts` are what was decided before, by slot.
  ///
  /// Observations spill to `folder`; nil keeps them in memory.
  package init(plan: Plan, pass: Plan.Pass, verdicts: [Int: VerdictTable], folder: String?) {
    guard let index = pass.observes,
      let stage = plan.pipeline.stages[index].stage as? any CorpusStage
    else { preconditionFailure("the pass observes no corpus stage") }
    step = plan.pipeline.stages[index]
    if pass.isSecondLook, let stage = stage as? any TwoLookStage {
      self.stage = secondLook(of: stage, after: verdicts[index] ?? VerdictTable([]))
    } else {
      self.stage = stage
    }
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
    try observations.resolve(stage, sketches: sketches)
  }
}

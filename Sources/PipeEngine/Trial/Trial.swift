package import PipeCore
import PipeFormats

/// One document's way through a pipeline, stage by stage: what `pipe try` shows.
package struct Trial: Sendable {
  /// What one stage did.
  package struct Step: Sendable {
    package enum What: Sendable {
      case ran
      /// `when` did not hold.
      case skipped(when: String)
      /// A corpus stage without a state, or with one that holds nothing yet: one document is no corpus.
      case notRun(state: String?)
      /// A corpus stage, over the documents of earlier runs that its state holds.
      case compared(documents: Int, state: String)
    }

    package let stage: StageStep
    package let what: What
    /// The document behind the stage.
    package let document: Document
    /// What the stage wrote to the ledger.
    package let edits: [LedgerEntry]
    /// Metadata that it set or changed: name and value.
    package let metadata: [(name: String, value: MetadataValue)]
    package let tags: [String]
    /// Bytes that the stage added less those that it took out.
    package let change: Int
  }

  package let start: Document
  package private(set) var steps: [Step] = []
  package private(set) var document: Document
  package private(set) var end: DocumentEnd = .kept
  package let nanoseconds: UInt64

  /// Stops behind the stage of the id `last`; nil runs all.
  ///
  /// - Throws: ``StateError`` for the state of a stage that can't be used, `FileError`.
  package init(_ progress: DocumentInProgress, plan: Plan, until last: String? = nil) async throws {
    let begin = MonotonicClock.nanoseconds()
    start = progress.document
    document = progress.document
    var progress = progress
    if let end = progress.end { self.end = end }
    for (index, stage) in plan.pipeline.stages.enumerated() where progress.end == nil {
      let before = progress.document
      var (what, verdicts) = try await Self.comparison(of: progress, by: index, plan)
      if what.isRun {
        let runner = StageRunner(plan: plan, verdicts: verdicts.map { [index: $0] } ?? [:])
        var counts = RunCounts(stageCount: plan.pipeline.stages.count)
        try runner.run(&progress, stages: index..<(index + 1), counts: &counts)
        if counts.stages[index].skipped > 0 { what = .skipped(when: stage.when?.text ?? "") }
      }
      steps.append(Step(stage, what, before: before, after: progress.document))
      if stage.id == last { break }
    }
    if progress.end == nil {
      if plan.parsesBefore != nil { parseBlocks(ofUnparsed: &progress.document) }
      progress.document.proposeTitle()
    }
    document = progress.document
    end = progress.end ?? .kept
    nanoseconds = MonotonicClock.nanoseconds() - begin
  }

  /// What a stage compares the document with, and what comes of it; a stage that compares nothing ran.
  ///
  /// A state is read as it is now, and stays so.
  private static func comparison(
    of progress: DocumentInProgress, by index: Int, _ plan: Plan
  ) async throws -> (Step.What, VerdictTable?) {
    let stage = plan.pipeline.stages[index].stage
    guard stage is any CorpusStage else { return (.ran, nil) }
    guard let stage = stage as? any StatefulStage, let state = stage.state?.path,
      let pass = plan.passes.first(where: { $0.observes == index })
    else { return (.notRun(state: nil), nil) }
    guard let earlier = try StateReport.documents(of: state, for: StateShape(of: stage)) else {
      return (.notRun(state: state), nil)
    }
    var trial = CorpusTrial(plan: plan, pass: pass, verdicts: [:])
    trial.earlier = earlier
    var batch = [progress]
    let verdicts = try await trial.verdicts(on: &batch)
    return (.compared(documents: earlier.count, state: state), verdicts)
  }
}

extension Trial.Step.What {
  fileprivate var isRun: Bool {
    if case .notRun = self { false } else { true }
  }
}

extension Trial.Step {
  fileprivate init(
    _ stage: StageStep, _ what: What, before: Document, after: Document
  ) {
    self.stage = stage
    self.what = what
    document = after
    edits = Array(after.ledger.entries.dropFirst(before.ledger.entries.count))
    metadata = after.metadata.fields.filter { before.metadata[$0.name] != $0.value }
      .map { ($0.name, $0.value) }
    tags = after.tags.filter { !before.tags.contains($0) }
    change = edits.reduce(0) { sum, edit in
      switch edit.action {
      case .cut: sum - edit.span.count
      case .replace, .add: sum + edit.added.count - edit.span.count
      case .tag: sum
      }
    }
  }
}

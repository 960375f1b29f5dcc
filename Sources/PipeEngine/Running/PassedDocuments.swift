import PipeCore

/// Tells which documents of a shard the last pass keeps as they came: those on which no corpus stage
/// has a verdict, where there are no other stages and nothing is made of the texts.
///
/// Most documents of a large corpus are such, and need no more than their record copied.
final class PassedDocuments {
  private let sources: [ShardVerdicts]
  /// Whether all records of the shard are known to become documents as they stand, so that nothing of
  /// one that is passed on needs to be read.
  var areWhole = false
  /// What went wrong while verdicts were read.
  private(set) var failure: (any Error)?

  /// Nil where every document has to be looked at.
  init?(_ plan: Plan, _ pass: Plan.Pass, shard: Manifest.Shard, in folder: RunFolder) throws {
    guard Self.isPossible(plan, pass) else { return nil }
    sources = try plan.passes.compactMap { plan.slot(of: $0) }.map {
      try ShardVerdicts(folder: folder, stage: $0, shard: shard.index, labels: nil)
    }
  }

  private static func isPossible(_ plan: Plan, _ pass: Plan.Pass) -> Bool {
    let stages = plan.pipeline.stages[pass.stages]
    return plan.pipeline.input.htmlField == nil && plan.pipeline.input.metadata.isEmpty
      && plan.parsesBefore == nil
      && stages.allSatisfy { $0.stage is any CorpusStage && $0.when == nil }
      && plan.pipeline.outputs.allSatisfy(isOfRecords)
  }

  /// Whether an output takes no kept document, or its record alone.
  private static func isOfRecords(_ output: OutputSpec) -> Bool {
    switch output.content {
    case .rejected, .failed, .removed, .pairs, .clusters: true
    case .kept:
      output.format == .jsonl && output.fields.isEmpty && output.when == nil && output.sample == nil
        && !OutputFiles(output).isFramed
    }
  }

  /// Whether a document is passed on; asked with rising ordinals.
  ///
  /// Those whose accounting is checked are not.
  func contains(_ ordinal: Ordinal) -> Bool {
    do {
      if Run.isChecked(ordinal) { return false }
      for source in sources where try source.hasVerdicts(on: ordinal) { return false }
      return failure == nil
    } catch {
      failure = error
      return false
    }
  }
}

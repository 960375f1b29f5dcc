package import PipeCore
import PipeFormats

/// Runs a pipeline over a few documents in memory, corpus stages included: for tests and examples.
///
/// Only the stages of these ids run, or all. The documents come back in their order, ended.
package func runInMemory(
  _ pipeline: Pipeline, documents: [Document], stages: Set<String>? = nil, parse: Bool = false
) async throws -> [DocumentInProgress] {
  var pipeline = pipeline
  if let stages { pipeline.stages.removeAll { !stages.contains($0.id) } }
  let plan = Plan(pipeline)
  var verdicts: [Int: any VerdictSource] = [:]
  for pass in plan.passes {
    var counts = RunCounts(stageCount: pipeline.stages.count)
    var batch = documents.map { DocumentInProgress($0) }
    let runner = StageRunner(plan: plan, verdicts: verdicts)
    try await runner.run(&batch, stages: pass.stages, counts: &counts)
    guard let slot = plan.slot(of: pass) else {
      for position in batch.indices where batch[position].end == nil {
        if parse { parseBlocks(ofUnparsed: &batch[position].document) }
        batch[position].document.proposeTitle()
        batch[position].end = .kept
      }
      return batch
    }
    let trial = CorpusTrial(plan: plan, pass: pass, verdicts: verdicts)
    verdicts[slot] = try await trial.verdicts(on: &batch)
  }
  return []
}

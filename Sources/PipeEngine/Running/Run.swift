import PipeCore
import PipeFormats
import Synchronization

/// Runs a plan over a manifest: passes over shards by a number of workers.
///
/// The bytes of the outputs depend on the plan and the manifest alone.
package struct Run: Sendable {
  let plan: Plan
  let manifest: Manifest
  let folder: RunFolder
  let workers: Int
  let progress: RunProgress
  /// Whether the accounting of every document is checked, not of a sample.
  package var audits = false
  private var pipeline: Pipeline { plan.pipeline }

  package init(
    plan: Plan, manifest: Manifest, folder: RunFolder, workers: Int, progress: RunProgress
  ) {
    self.plan = plan
    self.manifest = manifest
    self.folder = folder
    self.workers = max(1, workers)
    self.progress = progress
  }

  /// - Throws: `FileError` for outputs that can't be written, ``RunStopped`` where the policy says so.
  package func run() async throws -> RunSummary {
    let start = MonotonicClock.nanoseconds()
    var verdicts: [Int: VerdictTable] = [:]
    for (index, pass) in plan.passes.enumerated() {
      progress.begin(pass: index, of: plan.passes.count, bytes: manifest.size)
      guard let slot = plan.slot(of: pass) else {
        let joints = try pipeline.outputs.map { spec in
          let files = OutputFiles(spec)
          return files.isFramed ? nil : try JointOutput(files)
        }
        let counts = try await write(pass, index: index, verdicts, joints: joints)
        let files = try finishOutputs(joints)
        folder.removeScratch()
        let summary = RunSummary(
          plan: plan, counts: counts, files: files, manifest: manifest,
          nanoseconds: MonotonicClock.nanoseconds() - start)
        try folder.write("summary.json", summary.json)
        return summary
      }
      verdicts[slot] = try await observe(pass, verdicts)
    }
    preconditionFailure("a plan ends with a pass that writes")
  }

  // MARK: - Passes

  private func observe(
    _ pass: Plan.Pass, _ verdicts: [Int: VerdictTable]
  ) async throws -> VerdictTable {
    let runner = StageRunner(plan: plan, verdicts: verdicts)
    let observer = CorpusObserver(
      plan: plan, pass: pass, verdicts: verdicts, folder: folder.spill)
    try await forEachShard { shard in
      var counts = RunCounts(stageCount: pipeline.stages.count)
      var labels = DocumentLabels()
      try await DocumentReader(pipeline).forEachBatch(of: shard) { batch in
        labels.append(batch)
        try await runner.run(&batch, stages: pass.stages, counts: &counts)
        try observer.observe(&batch)
        progress.add(batch, of: shard)
        try Task.checkCancellation()
      }
      try folder.write(labels: labels, ofShard: shard.index)
      progress.finish(shard)
    }
    var table = try observer.resolve()
    table.labels = try folder.labels(of: table.keptOrdinals)
    return table
  }

  private func write(
    _ pass: Plan.Pass, index: Int, _ verdicts: [Int: VerdictTable], joints: [JointOutput?]
  ) async throws -> RunCounts {
    let runner = StageRunner(plan: plan, verdicts: verdicts)
    let total = Mutex(RunCounts(stageCount: pipeline.stages.count))
    try await forEachShard { shard in
      var counts = RunCounts(stageCount: pipeline.stages.count)
      let outputs = try ShardOutputs(
        plan: plan, folder: folder, shard: shard, joints: joints)
      try await DocumentReader(pipeline).forEachBatch(of: shard) { batch in
        try await runner.run(&batch, stages: pass.stages, counts: &counts)
        for position in batch.indices {
          let end = batch[position].end ?? .kept
          counts.count(batch[position].document, end: end)
          try outputs.write(&batch[position].document, end: end)
          check(batch[position].document, &counts)
        }
        progress.add(batch, of: shard)
        try Task.checkCancellation()
      }
      try outputs.finish()
      try folder.mark(pass: index, shard: shard.index, counts)
      progress.finish(shard)
      let sum = total.withLock { total in
        total.add(counts)
        return total
      }
      try stopIfAsked(sum)
    }
    return total.withLock { $0 }
  }

  /// Checks the partition law, on a sample of the documents unless all are asked for.
  private func check(_ document: Document, _ counts: inout RunCounts) {
    guard audits || document.ordinal.rawValue & 63 == 0 else { return }
    counts.checkedDocuments += 1
    let reorders = pipeline.stages.contains { type(of: $0.stage).description.reorders }
    let accounting = Accounting(of: document, reordered: reorders)
    counts.violations += accounting.violations.prefix(3).map { "\(document.id): \($0)" }
  }

  private func stopIfAsked(_ counts: RunCounts) throws {
    for condition in pipeline.run.stopIf where condition.holds(in: counts) {
      throw RunStopped(message: "stop_if: \(condition.text)")
    }
  }

  private func finishOutputs(_ joints: [JointOutput?]) throws -> [RunSummary.File] {
    try pipeline.outputs.enumerated().map { index, spec in
      if let joint = joints[index] {
        try joint.close()
        return RunSummary.File(output: spec.name, count: 1, first: spec.path)
      }
      let parts = manifest.shards.map { folder.part(output: index, shard: $0.index) }
      let (count, first) = try OutputFiles(spec).join(parts)
      return RunSummary.File(output: spec.name, count: count, first: first)
    }
  }

  // MARK: - Workers

  /// Lets the workers take the shards in order.
  private func forEachShard(
    _ body: @Sendable @escaping (Manifest.Shard) async throws -> Void
  ) async throws {
    let queue = ShardQueue(manifest.shards)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<min(workers, max(1, manifest.shards.count)) {
        group.addTask {
          while !Task.isCancelled, let shard = queue.next() { try await body(shard) }
        }
      }
      try await group.waitForAll()
    }
    try Task.checkCancellation()
  }
}

/// The shards that no worker has taken yet, in order.
private final class ShardQueue: Sendable {
  private let shards: [Manifest.Shard]
  private let taken = Mutex(0)

  init(_ shards: [Manifest.Shard]) { self.shards = shards }

  func next() -> Manifest.Shard? {
    taken.withLock { taken in
      guard taken < shards.count else { return nil }
      taken += 1
      return shards[taken - 1]
    }
  }
}

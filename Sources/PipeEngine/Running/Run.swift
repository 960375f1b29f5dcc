import PipeCore
import PipeFormats
import Synchronization

/// Runs a plan over a manifest: passes over shards by a number of workers.
///
/// The bytes of the outputs depend on the plan and the manifest alone. What done-marks of the folder
/// say is done already is not done again, so that a run that was stopped goes on.
package struct Run: Sendable {
  let plan: Plan
  let manifest: Manifest
  let folder: RunFolder
  let workers: Int
  let progress: RunProgress
  let planID: UInt128
  let inputID: UInt128
  var labels: DocumentLabels
  private(set) var states = RunStates()
  /// Whether the accounting of every document is checked, not of a sample.
  package var audits = false
  var pipeline: Pipeline { plan.pipeline }

  package init(
    plan: Plan, manifest: Manifest, folder: RunFolder, workers: Int, progress: RunProgress
  ) {
    self.plan = plan
    self.manifest = manifest
    self.folder = folder
    self.workers = max(1, workers)
    self.progress = progress
    planID = plan.id
    inputID = manifest.fingerprint
    labels = DocumentLabels(folder)
  }

  /// Runs to the end; states are to be sealed when all else has been said and done.
  ///
  /// - Throws: `FileError` for outputs that can't be written, ``RunStopped`` where the policy says so,
  ///   ``StateError``.
  package func run() async throws -> RunSummary {
    var run = self
    run.states = try RunStates(plan, manifest, folder)
    run.labels = DocumentLabels(folder, earlier: run.states.earlier)
    do {
      return try await run.runPasses()
    } catch {
      // What is done stays done; the reason of the stop is what counts.
      try? folder.writeMarks()
      throw error
    }
  }

  private func runPasses() async throws -> RunSummary {
    let start = MonotonicClock.nanoseconds()
    for (index, pass) in plan.passes.enumerated() {
      progress.begin(pass: index, of: plan.passes.count, bytes: manifest.size)
      guard let slot = plan.slot(of: pass) else {
        let (mark, clusters) = try await write(pass, index: index)
        let files = try placeOutputs()
        try commit(to: states, memory: sortMemory / 4)
        var summary = RunSummary(
          plan: plan, counts: mark.counts ?? RunCounts(stageCount: pipeline.stages.count),
          files: files, manifest: manifest, nanoseconds: MonotonicClock.nanoseconds() - start)
        summary.clusters = clusters
        summary.states = states
        try summary.clusters?.name(label: labels.label, shared: { mark.sharedTexts[$0] })
        try folder.write("summary.json", summary.json)
        try folder.step("summary")
        await folder.removeScratch(workers: workers)
        return summary
      }
      try await observe(pass, index: index, slot: slot)
    }
    preconditionFailure("a plan ends with a pass that writes")
  }

  // MARK: - Memory

  /// Bytes that sorting may take, of all workers together: a half of the ceiling, since batches and the
  /// largest records need room too.
  private var sortMemory: Int { max(64 << 10, pipeline.run.memory.bytes / 2) }

  /// A worker's share while shards are observed; more than a shard's observations take is of no use.
  private var sortMemoryOfWorker: Int {
    min(max(32 << 10, sortMemory / workers), 512 << 20)
  }

  /// Files that a worker has open while it merges.
  private var maxOpenFiles: Int { min(128, 512 / workers) }

  // MARK: - Observing

  /// The name of what a pass does with a shard.
  static func phase(_ pass: Int, of shard: Manifest.Shard) -> String { "\(pass)-\(shard.index)" }

  /// The name of what follows when a pass has observed all.
  func resolving(_ pass: Int) -> String { "\(pass)-resolve" }

  private func observe(_ pass: Plan.Pass, index: Int, slot: Int) async throws {
    let phase = resolving(index)
    if folder.mark(of: phase, plan: planID, input: inputID) != nil { return }
    let observer = CorpusObserver(plan: plan, pass: pass)
    try await forEachShard { shard in
      let name = Self.phase(index, of: shard)
      if folder.mark(of: name, plan: planID, input: shard.fingerprint) != nil {
        progress.finish(shard)
        return
      }
      var mark = DoneMark(plan: planID, input: shard.fingerprint)
      let files = try await observe(pass, index: index, observer, slot, shard, &mark)
      try folder.mark(name, mark, of: files)
      progress.finish(shard)
    }
    try await resolve(observer, slot: slot, phase: phase)
  }

  private func observe(
    _ pass: Plan.Pass, index: Int, _ observer: CorpusObserver, _ slot: Int,
    _ shard: Manifest.Shard, _ mark: inout DoneMark
  ) async throws -> [String] {
    let runner = StageRunner(
      plan: plan, verdicts: try verdicts(before: pass.stages.upperBound, of: shard))
    let first =
      try pass.isSecondLook ? pass.observes.map { try verdicts(inSlot: $0, of: shard) } : nil
    let observations = try ShardObservations(
      observer, after: first, stage: slot, shard: shard.index, folder: folder, labelled: index == 0,
      memory: sortMemoryOfWorker)
    var counts = RunCounts(stageCount: pipeline.stages.count)
    mark.contents = try await reader(ofPass: index).forEachBatch(of: shard) { batch in
      try observations.begin(batch)
      try await runner.run(&batch, stages: pass.stages, counts: &counts)
      try observations.observe(&batch)
      progress.add(batch, of: shard)
      try Task.checkCancellation()
    }
    let observed = try observations.finish()
    mark.observations = observed.count
    mark.wholeBytes = observed.wholeBytes
    return observed.files
  }

  private func resolve(_ observer: CorpusObserver, slot: Int, phase: String) async throws {
    let alike = AlikeFiles(stage: slot, in: folder)
    var resolver = CorpusResolver(
      stage: observer.stage,
      sketch: Sketches(of: slot, in: folder, earlier: states.earlier).entry, folder: folder.spill,
      memory: sortMemory, name: "\(slot)")
    resolver.workers = workers
    resolver.alikeFiles = AlikeFiles(
      pairs: folder.partial(alike.pairs), copies: folder.partial(alike.copies))
    let resolved = try await resolver.resolve(try keyedObservations(ofStage: slot))
    let verdicts = try VerdictFiles(folder: folder, stage: slot).write(resolved.verdicts)
    try folder.name([alike.pairs, alike.copies])
    try Task.checkCancellation()
    var mark = DoneMark(plan: planID, input: inputID)
    mark.observations = verdicts.count
    mark.cappedBuckets = resolved.cappedBuckets
    try folder.mark(phase, mark, of: verdicts.files + [alike.pairs, alike.copies])
  }

  /// What all shards and earlier runs observed for a stage, in parts for the workers.
  private func keyedObservations(ofStage slot: Int) throws -> KeyedObservations {
    // Some parts take longer than others, so that there are a few for each worker.
    let parts = try SpillParts(
      files: manifest.shards.map { folder.observations(ofStage: slot, shard: $0.index) },
      count: workers == 1 ? 1 : 4 * workers)
    let memory = sortMemory / 4 / min(workers, parts.count)
    let earlier = states[slot]?.earlier.records(
      memory: memory, from: EarlierRuns.firstOrdinal(ofStage: slot), like: parts)
    return KeyedObservations(count: parts.count) { part in
      KeyedObservations.Part(
        records: try parts.records(
          ofPart: part, memory: memory, maxFiles: maxOpenFiles,
          folder: folder.spill, name: "\(slot)-merge"),
        earlier: try earlier?(part))
    }
  }

  /// What the corpus stages before a stage said of a shard's documents.
  func verdicts(
    before end: Int, of shard: Manifest.Shard
  ) throws -> [Int: any VerdictSource] {
    var found: [Int: any VerdictSource] = [:]
    for pass in plan.passes {
      guard let stage = pass.observes, stage < end, let slot = plan.slot(of: pass) else { continue }
      found[slot] = try verdicts(inSlot: slot, of: shard)
    }
    return found
  }

  private func verdicts(
    inSlot slot: Int, of shard: Manifest.Shard
  ) throws -> any VerdictSource {
    let named = pipeline.outputs.contains { [.rejected, .removed].contains($0.content) }
    return try ShardVerdicts(
      folder: folder, stage: slot, shard: shard.index, labels: named ? labels : nil)
  }

  /// The first pass lets the input be recognised.
  func reader(ofPass index: Int) -> DocumentReader {
    var reader = DocumentReader(
      pipeline, splitsLines: plan.readsLines(plan.passes[index]))
    reader.identifiesFiles = index == 0
    return reader
  }

  // MARK: - Workers

  /// Lets the workers take the shards in order, the first of them behind another `job`.
  func forEachShard(
    beside job: @Sendable @escaping () throws -> Void = {},
    _ body: @Sendable @escaping (Manifest.Shard) async throws -> Void
  ) async throws {
    let queue = ShardQueue(manifest.shards)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<workers {
        group.addTask {
          if worker == 0 { try job() }
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

import PipeCore
import PipeFormats
import Synchronization

extension Run {
  /// The last pass: writes the outputs of every shard.
  ///
  /// - Returns: the mark of the whole pass, and the clusters that were found.
  func write(
    _ pass: Plan.Pass, index: Int
  ) async throws -> (mark: DoneMark, clusters: ClusterSummary?) {
    let clusters = try clusterSummary()
    let phase = "\(index)-whole"
    if let mark = folder.mark(of: phase, plan: planID, input: inputID), mark.counts != nil {
      return (mark, clusters)
    }
    let done = try marksToTrust(pass: index)
    let joints = try joints(done)
    var start = DoneMark(plan: planID, input: inputID)
    start.counts = RunCounts(stageCount: pipeline.stages.count)
    for mark in done.values { start.add(mark) }
    let total = Mutex(start)
    let ends = ShardEnds()
    let held = HeldBytes(limit: pipeline.run.memory.bytes / 8)
    try await forEachShard(beside: writeAlike) { shard in
      if let mark = done[shard.index] {
        try ends.add(shard.index) {
          for (output, joint) in joints.enumerated() {
            let part = folder.part(output: output, shard: shard.index)
            try joint?.skip(shard: shard.index, part: mark.outputs[output].bytes > 0 ? part : nil)
          }
          progress.finish(shard)
        }
        return
      }
      let written = try await write(
        pass, index: index, shard, to: joints, held, watched: clusters?.copiesToShow ?? [])
      try ends.add(shard.index) {
        let mark = try commit(written, index: index, shard)
        progress.finish(shard)
        let counts = total.withLock { total in
          total.add(mark)
          return total.counts
        }
        if let counts { try stopIfAsked(counts) }
      }
    }
    for joint in joints { try joint?.finish() }
    let mark = total.withLock { $0 }
    try folder.mark(phase, mark, of: [])
    if !states.isEmpty { try folder.writeMarks() }
    return (mark, clusters)
  }

  /// What a worker made of a shard, before the outputs have it.
  private struct WrittenShard: Sendable {
    let endings: [OutputPart.Ending?]
    let kept: KeptRows
    var mark: DoneMark
  }

  private func write(
    _ pass: Plan.Pass, index: Int, _ shard: Manifest.Shard, to joints: [JointOutput?],
    _ held: HeldBytes, watched: Set<Ordinal>
  ) async throws -> WrittenShard {
    let shared = sharedTexts(watched: watched)
    var runner = StageRunner(
      plan: plan, verdicts: try verdicts(before: pass.stages.upperBound, of: shard))
    runner.sharedTexts = shared
    var counts = RunCounts(stageCount: pipeline.stages.count)
    var kept = KeptRows()
    let outputs = try ShardOutputs(
      plan: plan, folder: folder, shard: shard, joints: joints, held: held)
    let passed = audits ? nil : try PassedDocuments(plan, pass, shard: shard, in: folder)
    let observed = folder.mark(
      of: Self.phase(0, of: shard), plan: planID, input: shard.fingerprint)
    passed?.areWhole = observed?.wholeBytes != nil
    let reader = reader(ofPass: index)
    let contents = try await reader.forEachBatch(of: shard, passed: passed) { batch in
      if let failure = passed?.failure { throw failure }
      try await runner.run(&batch, stages: pass.stages, counts: &counts)
      for position in batch.indices {
        let end = batch[position].end ?? .kept
        let records = batch[position].passed
        if case .kept = end {
          kept.insert(batch[position].document.ordinal, count: records?.count ?? 1)
        }
        if let records {
          counts.count(records, stages: pass.stages)
        } else {
          counts.count(batch[position].document, end: end)
          check(batch[position].document, &counts)
        }
        try outputs.write(&batch[position].document, end: end)
      }
      progress.add(batch, of: shard)
      try Task.checkCancellation()
    }
    if passed?.areWhole == true, let bytes = observed?.wholeBytes { counts.sourceBytes = bytes }
    var mark = DoneMark(plan: planID, input: shard.fingerprint)
    mark.contents = contents
    mark.counts = counts
    mark.sharedTexts = shared.texts
    return WrittenShard(endings: try outputs.finish(), kept: kept, mark: mark)
  }

  /// Lets the outputs have what a shard gave, and says that it is done; in the order of the shards.
  private func commit(
    _ written: WrittenShard, index: Int, _ shard: Manifest.Shard
  ) throws -> DoneMark {
    var mark = written.mark
    mark.outputs = try written.endings.map {
      try $0?.commit() ?? DoneMark.Written(bytes: 0, isDirect: false)
    }
    if !states.isEmpty { try folder.write(written.kept, ofShard: shard.index) }
    try folder.mark(Self.phase(index, of: shard), mark, of: sharedFiles(of: mark))
    removeParts(before: shard.index, mark)
    return mark
  }

  // MARK: - What is alike

  private var alikeFiles: [AlikeFiles] {
    plan.passes.compactMap(plan.slot).map { AlikeFiles(stage: $0, in: folder) }
  }

  private var alikeOutputs: AlikeOutputs {
    AlikeOutputs(
      stages: alikeFiles, label: labels.label, folder: folder.spill,
      memory: pipeline.run.memory.bytes)
  }

  /// Writes the outputs of pairs and clusters that are files.
  private func writeAlike() throws {
    for (index, spec) in pipeline.outputs.enumerated()
    where spec.content.isOfCorpus && OutputFiles(spec).isJoint {
      _ = try writeAlike(index, spec)
    }
  }

  /// Writes an output of pairs or clusters into the run's folder, unless it is there.
  private func writeAlike(_ index: Int, _ spec: OutputSpec) throws -> String {
    let growing = folder.joint(output: index)
    if (try? File.reading(growing)) == nil { try alikeOutputs.write(spec, to: growing) }
    return growing
  }

  private func clusterSummary() throws -> ClusterSummary? {
    let links = ClusterLinks(
      alikeFiles, folder: folder.spill, memory: pipeline.run.memory.bytes)
    var summary = try ClusterSummary(links)
    summary.cappedBuckets = plan.passes.indices.reduce(0) {
      $0 + (folder.mark(of: resolving($1), plan: planID, input: inputID)?.cappedBuckets ?? 0)
    }
    return summary.count + summary.cappedBuckets == 0 ? nil : summary
  }

  private func sharedTexts(watched: Set<Ordinal>) -> SharedTexts {
    let sketches = Dictionary(
      uniqueKeysWithValues: plan.passes.compactMap(plan.slot).map {
        ($0, Sketches(of: $0, in: folder, earlier: states.earlier))
      })
    return SharedTexts(
      isForAll: pipeline.outputs.contains { $0.content == .rejected }, watched: watched
    ) { stage, ordinal in try sketches[stage]?.entry(ordinal)?.sketch }
  }

  /// The growing files of outputs that a shard wrote into.
  private func sharedFiles(of mark: DoneMark) -> [String] {
    mark.outputs.indices.filter {
      mark.outputs[$0].isDirect && OutputFiles(pipeline.outputs[$0]).isJoint
    }.map(folder.joint)
  }

  /// Parts before a shard that went straight into the output's file are in that file.
  private func removeParts(before shard: Int, _ mark: DoneMark) {
    for (output, written) in mark.outputs.enumerated()
    where written.isDirect && OutputFiles(pipeline.outputs[output]).isJoint {
      var earlier = shard - 1
      while earlier >= 0, removeFile(folder.part(output: output, shard: earlier)) { earlier -= 1 }
    }
  }

  /// Whether a document is of the sample of which the accounting is checked.
  static func isChecked(_ ordinal: Ordinal) -> Bool { ordinal.rawValue & 63 == 0 }

  /// Checks the partition law, on a sample of the documents unless all are asked for.
  private func check(_ document: Document, _ counts: inout RunCounts) {
    guard audits || Self.isChecked(document.ordinal) else { return }
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

  // MARK: - What is done

  /// The marks of shards whose bytes are all there.
  ///
  /// What a shard wrote straight into an output's file counts only when all shards before it are done
  /// too; what it wrote into a part counts while the part is there, or when a later shard that counts
  /// wrote behind it.
  private func marksToTrust(pass: Int) throws -> [Int: DoneMark] {
    var marks: [Int: DoneMark] = [:]
    for shard in manifest.shards {
      let mark = folder.mark(
        of: Self.phase(pass, of: shard), plan: planID, input: shard.fingerprint)
      if let mark, mark.outputs.count == pipeline.outputs.count { marks[shard.index] = mark }
    }
    while let lost = try shardsLost(marks) {
      for shard in lost { marks[shard] = nil }
    }
    return marks
  }

  /// Shards whose marks promise bytes that are not there; nil when there are none.
  private func shardsLost(_ marks: [Int: DoneMark]) throws -> [Int]? {
    var lost: Set<Int> = []
    for (output, spec) in pipeline.outputs.enumerated() {
      let files = OutputFiles(spec)
      if spec.content.isOfCorpus { continue }
      let inFile = files.isJoint ? try shardsInFile(output, files, marks) : 0
      for (shard, mark) in marks where shard >= inFile {
        let size = try? File.reading(folder.part(output: output, shard: shard)).size()
        if mark.outputs[output].isDirect || size != mark.outputs[output].bytes {
          lost.insert(shard)
        }
      }
    }
    return lost.isEmpty ? nil : Array(lost)
  }

  /// How many shards, from the first on, are surely in the file of an output.
  private func shardsInFile(
    _ output: Int, _ files: OutputFiles, _ marks: [Int: DoneMark]
  ) throws -> Int {
    var written: [DoneMark.Written] = []
    var sure = 0
    while let mark = marks[written.count] {
      written.append(mark.outputs[output])
      if mark.outputs[output].isDirect { sure = written.count }
    }
    let separator = try files.compressed(files.separator).count
    let size = try JointOutput.place(Array(written.prefix(sure)), separator: separator).size
    let there = (try? File.reading(folder.joint(output: output)).size()) ?? 0
    return there >= size ? sure : 0
  }

  private func joints(_ done: [Int: DoneMark]) throws -> [JointOutput?] {
    try pipeline.outputs.enumerated().map { output, spec in
      let files = OutputFiles(spec)
      if files.isFramed || spec.content.isOfCorpus { return nil }
      let sure = files.isJoint ? try shardsInFile(output, files, done) : 0
      let written = (0..<sure).compactMap { done[$0]?.outputs[output] }
      return try JointOutput(files, growing: folder.joint(output: output), done: written)
    }
  }

  // MARK: - The end

  /// Gives the files of all outputs their places; done again, it does what is left.
  func placeOutputs() throws -> [RunSummary.File] {
    try pipeline.outputs.enumerated().map { index, spec in
      try folder.step("before output \(index)")
      let files = OutputFiles(spec)
      if spec.content.isOfCorpus {
        if files.isJoint {
          try OutputFile.move(writeAlike(index, spec), to: spec.path)
        } else {
          try alikeOutputs.write(spec, to: spec.path)
        }
        return RunSummary.File(output: spec.name, count: 1, first: spec.path)
      }
      if files.isFramed {
        let parts = manifest.shards.map { folder.part(output: index, shard: $0.index) }
        let (count, first) = try files.join(parts)
        return RunSummary.File(output: spec.name, count: count, first: first)
      }
      let growing = folder.joint(output: index)
      if files.isJoint, (try? File.reading(growing)) != nil {
        try OutputFile.move(growing, to: spec.path)
        OutputFile.removeAbandoned(besides: [spec.path])
      }
      return RunSummary.File(output: spec.name, count: 1, first: spec.path)
    }
  }
}

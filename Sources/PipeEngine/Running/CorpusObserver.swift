import PipeCore
import PipeFormats

/// Asks documents what they tell one corpus stage.
struct CorpusObserver: Sendable {
  /// What resolves the observations.
  let stage: any CorpusStage
  /// The stage, where it looks for the second time.
  private let lookingAgain: (any TwoLookStage)?
  private let step: StageStep
  private let parses: Bool

  init(plan: Plan, pass: Plan.Pass) {
    guard let index = pass.observes,
      let stage = plan.pipeline.stages[index].stage as? any CorpusStage
    else { preconditionFailure("the pass observes no corpus stage") }
    step = plan.pipeline.stages[index]
    lookingAgain = pass.isSecondLook ? stage as? any TwoLookStage : nil
    self.stage = lookingAgain.map { secondLook(of: $0) } ?? stage
    parses = plan.parsesBefore.map { index >= $0 } ?? false
  }

  /// Observes the documents of a batch that have not ended; the sink gathers the observations, and
  /// `tell` is called while it has the sketch of a document.
  ///
  /// A second look needs the verdicts of the first, and passes over documents without any.
  func observe(
    _ batch: inout [DocumentInProgress], after first: (any VerdictSource)?,
    into sink: inout ObservationSink, tell: (Ordinal, ObservationSink) throws -> Void
  ) throws {
    for position in batch.indices where batch[position].end == nil {
      if parses { parseBlocks(ofUnparsed: &batch[position].document) }
      if let when = step.when, !when.holds(in: batch[position].document) { continue }
      // Not inside: a file that can't be read is no fault of the document.
      let found = try first?.verdicts(on: batch[position].document.ordinal) ?? []
      if lookingAgain != nil, found.isEmpty { continue }
      batch[position].document.zone = step.zone?.range(of: batch[position].document.source.count)
      observe(batch[position].document, after: found, into: &sink)
      if sink.hasSketch { try tell(batch[position].document.ordinal, sink) }
    }
  }

  /// What a document tells; nothing of one that fails here, since the same failure meets it when the
  /// stage is applied.
  private func observe(
    _ document: Document, after found: [Verdict], into sink: inout ObservationSink
  ) {
    sink.begin(document.ordinal)
    do {
      if let lookingAgain {
        try lookingAgain.observeAgain(document, after: found, into: &sink)
      } else {
        try stage.observe(document, into: &sink)
      }
    } catch {
      sink.discard()
    }
  }
}

/// Lets one corpus stage decide over documents in memory: for tests, examples and `pipe try`.
package struct CorpusTrial {
  private let observer: CorpusObserver
  private let first: (any VerdictSource)?
  private let slot: Int
  /// Those that the documents are compared with, beside each other.
  var earlier: EarlierDocuments?

  /// Bytes that reading earlier documents may take.
  private static let memory = 16 << 20

  /// Asks for the stage of a pass; `verdicts` are those of earlier passes, by slot.
  package init(plan: Plan, pass: Plan.Pass, verdicts: [Int: any VerdictSource]) {
    observer = CorpusObserver(plan: plan, pass: pass)
    slot = plan.slot(of: pass) ?? 0
    first = pass.isSecondLook ? pass.observes.flatMap { verdicts[$0] } : nil
  }

  /// What the stage says of the documents of a batch that have not ended; afterwards they are as the
  /// stage saw them.
  package func verdicts(on batch: inout [DocumentInProgress]) async throws -> VerdictTable {
    let sorter = ExternalSorter(memoryLimit: .max, folder: ".")
    var sink = ObservationSink()
    var sketches: [Ordinal: SketchEntry] = [:]
    try observer.observe(&batch, after: first, into: &sink) { ordinal, sink in
      sketches[ordinal] = SketchEntry(sketch: sink.sketch, priority: sink.priority)
    }
    try sorter.add(sink.observations)
    let found = sketches
    let runs = EarlierRuns(earlier.map { [slot: $0] } ?? [:])
    let resolver = CorpusResolver(
      stage: observer.stage, sketch: { try found[$0] ?? runs.sketch(of: $0) }, folder: nil,
      memory: .max)
    let part = KeyedObservations.Part(
      records: try sorter.finish(),
      earlier: try earlier?.records(
        memory: Self.memory, from: EarlierRuns.firstOrdinal(ofStage: slot)))
    let sorted = try await resolver.resolve(part).verdicts
    var verdicts: [(ordinal: Ordinal, verdict: Verdict)] = []
    while let record = try sorted.next() { verdicts.append(StoredVerdict(record).parts) }
    return VerdictTable(
      verdicts,
      labels: Dictionary(
        batch.map { ($0.document.ordinal, $0.document.id) }, uniquingKeysWith: { first, _ in first }
      ), earlier: runs)
  }
}

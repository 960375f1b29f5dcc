import PipeCore

/// The second look of a stage, in the shape of a stage that looks once.
struct SecondLook<Stage: TwoLookStage>: CorpusStage {
  typealias Options = Stage.Options

  static var description: StageDescription { Stage.description }
  static var keyBits: Int { Stage.keyBits }

  private let stage: Stage
  /// What the corpus said after the first look.
  private let first: VerdictTable

  init(_ stage: Stage, after first: VerdictTable) {
    self.stage = stage
    self.first = first
  }

  init(options: Options) throws {
    self.init(try Stage(options: options), after: VerdictTable([]))
  }

  var minCount: Int { stage.minCount }

  func observe(_ document: Document, into sink: inout ObservationSink) throws {
    let verdicts = first.verdicts(for: document.ordinal)
    if !verdicts.isEmpty { try stage.observeAgain(document, after: verdicts, into: &sink) }
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    stage.resolveAgain(observations, emit: emit)
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) throws -> Outcome {
    try stage.apply(verdicts, to: &document)
  }
}

/// The stage as it looks for the second time.
func secondLook(of stage: some TwoLookStage, after first: VerdictTable) -> any CorpusStage {
  SecondLook(stage, after: first)
}

import PipeCore

/// The second look of a stage, in the shape of a stage that looks once.
struct SecondLook<Stage: TwoLookStage>: CorpusStage {
  typealias Options = Stage.Options

  static var description: StageDescription { Stage.description }
  static var keyBits: Int { Stage.keyBits }

  private let stage: Stage

  init(_ stage: Stage) { self.stage = stage }

  init(options: Options) throws { self.init(try Stage(options: options)) }

  var minCount: Int { stage.minCount }

  /// Never called: a second look needs the verdicts of the first.
  func observe(_ document: Document, into sink: inout ObservationSink) {}

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    stage.resolveAgain(observations, emit: emit)
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) throws -> Outcome {
    try stage.apply(verdicts, to: &document)
  }
}

/// The stage as it resolves what its second look observed.
func secondLook(of stage: some TwoLookStage) -> any CorpusStage { SecondLook(stage) }

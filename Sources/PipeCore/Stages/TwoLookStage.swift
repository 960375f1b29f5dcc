/// A corpus stage that looks at the documents twice: what the corpus said after the first look tells each
/// document what is worth observing in the second.
///
/// For what is too much to be observed of every document. `observe` and `resolve` are the first look; of a
/// document without verdicts after it nothing more is asked. `apply` gets the verdicts of both looks, those
/// of the first before.
public protocol TwoLookStage: CorpusStage {
  /// Tells the sink what the corpus must know after the first look, whose verdicts on the document are never
  /// none. Nothing is kept of a document that fails here.
  func observeAgain(
    _ document: Document, after verdicts: [Verdict], into sink: inout ObservationSink) throws

  /// Decides on one key of the second look, as `resolve` does on one of the first.
  func resolveAgain(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void)
}

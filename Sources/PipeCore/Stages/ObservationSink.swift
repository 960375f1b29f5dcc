/// Takes what a document tells the corpus: observations, at most one sketch, and a priority.
///
/// One sink goes from document to document, so that its storage is made once.
public struct ObservationSink: Sendable {
  /// In the order they were emitted, those of all documents since ``reset()``.
  package private(set) var observations: [Observation] = []
  /// The bytes of ``writeSketch(_:)``; empty when the document has none.
  package private(set) var sketch: [UInt8] = []
  package private(set) var hasSketch = false
  /// Of a cluster of alike documents the one with the highest priority stays, of equals the
  /// earliest.
  public var priority: Int64 = 0
  private var ordinal = Ordinal(rawValue: 0)
  private var start = 0

  package init() {}

  /// Tells the corpus that the document has a key, with a number of the stage's own.
  public mutating func emit(key: UInt128, value: Int64 = 0) {
    observations.append(Observation(key: key, ordinal: ordinal, value: value))
  }

  /// Appends to the document's sketch, its summary for ``CorpusStage/compare(_:_:)``.
  public mutating func writeSketch(_ write: (inout [UInt8]) throws -> Void) rethrows {
    hasSketch = true
    try write(&sketch)
  }

  /// What is emitted from now on is the document's.
  package mutating func begin(_ document: Ordinal) {
    ordinal = document
    start = observations.count
    sketch.removeAll(keepingCapacity: true)
    hasSketch = false
    priority = 0
  }

  /// Forgets what the document said.
  package mutating func discard() {
    observations.removeSubrange(start...)
    sketch.removeAll(keepingCapacity: true)
    hasSketch = false
  }

  /// Forgets all observations.
  package mutating func reset() {
    observations.removeAll(keepingCapacity: true)
    start = 0
  }
}

/// A step of a pipeline: options, a description, and work.
///
/// Conform to ``DocumentStage``, ``CorpusStage`` or ``BatchStage``.
public protocol Stage: Sendable {
  associatedtype Options: StageOptions

  static var description: StageDescription { get }

  /// Does once what can be done once; the options are complete and valid.
  init(options: Options) throws

  /// What this stage needs of a document: the description's, or more where options ask for it.
  var reads: StageDescription.Reads { get }
}

extension Stage {
  public var reads: StageDescription.Reads { Self.description.reads }
}

/// Sees one document; runs anywhere, in parallel.
public protocol DocumentStage: Stage {
  /// Edits the document, or rejects it and leaves it as it came.
  ///
  /// - Throws: when the document can't be processed: a failure, never a rejection.
  func process(_ document: inout Document) throws -> Outcome
}

/// Works on many documents at once and may wait: for child processes and servers.
public protocol BatchStage: Stage {
  /// How many batches may wait at a time.
  var concurrency: Int { get }

  /// - Returns: an outcome for each document, in order.
  func process(_ batch: inout [Document]) async throws -> [Outcome]
}

/// Decides by comparing documents.
///
/// It says what it observes of a document, how the observations of one key resolve, and what a
/// verdict does when it is applied. Sorting, spilling and shards are the engine's.
public protocol CorpusStage: Stage {
  /// How many bits of a key decide: 128 where equality alone does, else 64.
  static var keyBits: Int { get }

  /// Keys with fewer observations are never resolved.
  var minCount: Int { get }

  /// Tells the sink what the corpus must know of a document: observations, a sketch where pairs are
  /// verified, a priority. Nothing is kept of a document that fails here.
  func observe(_ document: Document, into sink: inout ObservationSink) throws

  /// Decides on one key, in one pass over its observations in the order of their ordinals.
  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void)

  /// A sketch in the form in which it is compared: once for a document that may be alike to others,
  /// so that what costs time and helps with comparing is done for those alone.
  func prepare(_ sketch: Span<UInt8>) -> [UInt8]

  /// How alike two documents are by their prepared sketches, when they are alike enough; else nil.
  func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Double?

  /// What a cluster is of documents that ``compare(_:_:)`` finds alike.
  var clusters: ClusterRule { get }

  /// A stretch of the document's text that the other one has too, by its sketch: for people, who
  /// want to see why one of the two went.
  func sharedText(of document: Document, with sketch: Span<UInt8>) -> String?

  /// Applies the verdicts on a document: edits or rejects it.
  func apply(_ verdicts: [Verdict], to document: inout Document) throws -> Outcome
}

extension CorpusStage {
  public static var keyBits: Int { 64 }
  public var minCount: Int { 2 }
  public func prepare(_ sketch: Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(copying: sketch)
    return bytes
  }
  public func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Double? { nil }
  public var clusters: ClusterRule { .centred }
  public func sharedText(of document: Document, with sketch: Span<UInt8>) -> String? { nil }
}

/// Which documents of a net of alike pairs are one cluster, of which one stays.
public enum ClusterRule: String, Sendable, CaseIterable, OptionValue {
  /// Whoever goes is itself alike to the one that stays; a chain is no reason.
  case centred
  /// All that hang together, over however many others.
  case connected
}

/// What a document tells the corpus about a key.
public struct Observation: Sendable, Equatable {
  public let key: UInt128
  /// The document; the engine sets it.
  public let ordinal: Ordinal
  /// A number of the stage's own.
  public let value: Int64

  public init(key: UInt128, value: Int64 = 0) {
    self.init(key: key, ordinal: Ordinal(rawValue: 0), value: value)
  }

  package init(key: UInt128, ordinal: Ordinal, value: Int64) {
    self.key = key
    self.ordinal = ordinal
    self.value = value
  }
}

/// What the corpus tells a document.
public enum Verdict: Sendable, Equatable {
  /// About one document: what its key means for it.
  case document(Ordinal, key: UInt128, value: Int64)
  /// About every document that observed the key.
  case key(UInt128, value: Int64)
  /// Two documents that may be alike; the engine compares their sketches and clusters what holds.
  case pair(Ordinal, Ordinal)
  /// One of the reasons to think that two documents are alike; they are compared from `needed` of
  /// them on.
  case vote(Ordinal, Ordinal, needed: Int)
  /// All documents that observed the key may be alike, and are too many to compare each with each.
  ///
  /// The first is compared with all others, then the first of those that are not alike to it with the
  /// rest of them, and so on.
  case bucket(UInt128)
  /// Of a cluster of alike documents this one goes, and the other stays.
  case copy(Ordinal, of: Ordinal, similarity: Double)
}

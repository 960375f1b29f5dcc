/// What a stage decided of a document.
public enum Outcome: Sendable {
  case keep
  case reject(Rejection)

  /// Rejects for a reason, with the numbers that decided.
  public static func reject(
    _ reason: String, have: [(String, ExpressionValue)] = [], need: String? = nil
  ) -> Outcome {
    .reject(Rejection(reason: reason, have: have, need: need))
  }

  /// Rejects a copy of a document that stays.
  public static func reject(
    _ reason: String, kept: Ordinal, similarity: Double? = nil
  ) -> Outcome {
    .reject(Rejection(reason: reason, kept: kept, similarity: similarity))
  }
}

/// Why a document was rejected.
public struct Rejection: Sendable {
  /// A snake-case noun; records show it behind the stage's id: `quality/too_short`.
  public let reason: String
  /// What was measured, by name.
  public let have: [(String, ExpressionValue)]
  /// What would have been right: `doc.words >= 80`.
  public let need: String?
  /// The document that stays, when this one is its copy.
  public let kept: Ordinal?
  public let similarity: Double?
  /// The label of the document that stays; the engine knows it.
  package var keptLabel: String?
  /// A stretch of text that both documents have, where records ask for it.
  package var shared: String?

  public init(
    reason: String, have: [(String, ExpressionValue)] = [], need: String? = nil,
    kept: Ordinal? = nil, similarity: Double? = nil
  ) {
    self.reason = reason
    self.have = have
    self.need = need
    self.kept = kept
    self.similarity = similarity
  }
}

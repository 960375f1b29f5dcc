/// Why something was taken out: the rule, and the numbers it compared.
public struct Removal: Sendable {
  /// A snake-case noun, or `library.set/pattern`.
  public let rule: String
  /// What was measured.
  public let have: Double?
  /// The threshold that it was compared with.
  public let need: Double?
  /// Words for a person: what the removed text repeats, which features decided.
  public var detail: String? { details?.detail(of: index) ?? text }
  /// Whether the text is private: records and samples then show a hash of it.
  public let isSecret: Bool
  /// The document that keeps the text, where a corpus stage removed a copy.
  public var kept: Ordinal?
  /// The label of that document; the engine knows it.
  package var keptLabel: String?

  let text: String?
  let details: (any RemovalDetails)?
  let index: Int

  public init(
    _ rule: String, have: Double? = nil, need: Double? = nil, detail: String? = nil,
    isSecret: Bool = false
  ) {
    self.rule = rule
    self.have = have
    self.need = need
    self.isSecret = isSecret
    text = detail
    details = nil
    index = 0
  }

  /// The same, for another number and another detail.
  func with(have: Double?, detail index: Int) -> Removal {
    Removal(self, have: have, detail: index)
  }

  private init(_ other: Removal, have: Double?, detail index: Int) {
    rule = other.rule
    self.have = have
    need = other.need
    isSecret = other.isSecret
    kept = other.kept
    keptLabel = other.keptLabel
    text = other.text
    details = other.details
    self.index = index
  }

  /// Whether the two differ in what they measured and in the index of their detail at most.
  func hasSameReason(as other: Removal) -> Bool {
    rule == other.rule && (have == nil) == (other.have == nil) && need == other.need
      && isSecret == other.isSecret && kept == other.kept && keptLabel == other.keptLabel
      && text == other.text && details === other.details
  }

  /// A removal whose detail is written when somebody asks for it: details cost more than most decisions.
  public init(
    _ rule: String, have: Double? = nil, need: Double? = nil, detail index: Int,
    of details: any RemovalDetails
  ) {
    self.rule = rule
    self.have = have
    self.need = need
    isSecret = false
    text = nil
    self.details = details
    self.index = index
  }
}

/// Writes the details of a document's removals; the answers must not depend on when it is asked.
public protocol RemovalDetails: AnyObject, Sendable {
  func detail(of index: Int) -> String
}

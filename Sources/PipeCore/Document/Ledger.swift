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

  private let text: String?
  private let details: (any RemovalDetails)?
  private let index: Int

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

/// One edit of a document.
public struct LedgerEntry: Sendable {
  public enum Action: String, Sendable {
    /// Bytes of the source text went.
    case cut
    /// Bytes of the source text were exchanged for added ones.
    case replace
    /// Text was added.
    case add
    /// Nothing went; the place was marked.
    case tag
  }

  public let action: Action
  /// Index of the stage in the pipeline.
  public let stage: Int
  public internal(set) var removal: Removal
  /// Bytes of the source text; empty where text was added.
  public let span: Range<Int>
  /// Bytes of the side arena that were added; empty for cuts.
  package let added: Range<Int>
  /// Whether the entry belongs to the edit of the entry before it, which it does not count beside.
  public let isContinuation: Bool
}

/// All edits of a document, in the order they were made.
public struct Ledger: Sendable {
  public fileprivate(set) var entries: [LedgerEntry] = []

  /// Spans of the source text that a parser turned into structure: bullets, pipes, rules.
  public package(set) var structure: [Range<Int>] = []

  /// The spans of the entries that are private.
  private var secrets: [Range<Int>] = []

  /// Whether a cut took nothing but white space.
  var hasBlankCuts = false

  /// Bytes of the source text that cuts took.
  private(set) var cutByteCount = 0

  mutating func append(_ entry: consuming LedgerEntry) {
    if entry.action == .cut { cutByteCount += entry.span.count }
    if entry.removal.isSecret { secrets.append(entry.span) }
    entries.append(entry)
  }

  /// Whether a span of the source text holds anything that was cut as private; it is never shown.
  public func isSecret(_ span: Range<Int>) -> Bool {
    secrets.contains { $0.overlaps(span) }
  }

  /// The spans of the source text that are gone, in the order in which they went.
  var removedSpans: [Range<Int>] {
    var spans: [Range<Int>] = []
    spans.reserveCapacity(entries.count)
    for index in entries.indices {
      let action = entries[index].action
      let span = entries[index].span
      if action == .cut || action == .replace, !span.isEmpty { spans.append(span) }
    }
    return spans
  }

  mutating func reserve(_ count: Int) { entries.reserveCapacity(entries.count + count) }

  /// How many edits a rule of a stage made.
  public func count(stage: Int, rule: String? = nil) -> Int {
    entries.count {
      $0.stage == stage && !$0.isContinuation && (rule == nil || $0.removal.rule == rule)
    }
  }
}

extension Document {
  /// Names the documents that keep what the entries of the ledger from `start` on removed.
  package mutating func nameKept(
    from start: Int, label: (Ordinal) throws -> String?
  ) rethrows {
    for index in ledger.entries.indices.dropFirst(start) {
      guard let kept = ledger.entries[index].removal.kept else { continue }
      ledger.entries[index].removal.keptLabel = try label(kept)
    }
  }
}

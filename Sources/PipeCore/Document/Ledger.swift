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
  public let removal: Removal
  /// Bytes of the source text; empty where text was added.
  public let span: Range<Int>
  /// Bytes of the side arena that were added; empty for cuts.
  package let added: Range<Int>
  /// Whether the entry belongs to the edit of the entry before it, which it does not count beside.
  public let isContinuation: Bool
}

/// All edits of a document, in the order they were made.
public struct Ledger: Sendable {
  public fileprivate(set) var entries = LedgerEntries()

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
    entries.forEachRun { run in
      if run.action != .cut, run.action != .replace { return }
      for span in run.spans where !span.isEmpty { spans.append(span) }
    }
    return spans
  }

  mutating func reserve(_ count: Int) { entries.reserve(count) }

  /// How many edits a rule of a stage made.
  public func count(stage: Int, rule: String? = nil) -> Int {
    var count = 0
    entries.forEachRun { run in
      if run.stage == stage, !run.isContinuation, rule == nil || run.rule == rule {
        count += run.spans.count
      }
    }
    return count
  }
}

extension Document {
  /// Names the documents that keep what the entries of the ledger from `start` on removed.
  package mutating func nameKept(
    from start: Int, label: (Ordinal) throws -> String?
  ) rethrows {
    try ledger.entries.nameKept(from: start, label: label)
  }
}

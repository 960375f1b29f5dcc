/// The entries of a ledger, each in 24 bytes: what neighbours have in common is held once.
///
/// A page can lose a block for every four of its bytes.
public struct LedgerEntries: RandomAccessCollection, Sendable {
  fileprivate struct Stored: BitwiseCopyable {
    let start: UInt32
    let end: UInt32
    /// What was measured; 0 when nothing was.
    let have: Double
    /// Index of the removal's detail.
    let detail: Int32
    /// Index among the reasons.
    let reason: Int32

    var span: Range<Int> { Int(start)..<Int(end) }
  }

  /// What entries that follow each other have in common.
  private struct Reason {
    let action: LedgerEntry.Action
    let stage: Int
    var removal: Removal
    let added: Range<Int>
    let isContinuation: Bool

    init(_ entry: LedgerEntry) {
      action = entry.action
      stage = entry.stage
      removal = entry.removal
      added = entry.added
      isContinuation = entry.isContinuation
    }

    func isReason(of entry: LedgerEntry) -> Bool {
      action == entry.action && stage == entry.stage && added == entry.added
        && isContinuation == entry.isContinuation && removal.hasSameReason(as: entry.removal)
    }
  }

  private var stored: [Stored] = []
  private var reasons: [Reason] = []

  init() {}

  public var startIndex: Int { 0 }
  public var endIndex: Int { stored.count }

  public subscript(index: Int) -> LedgerEntry {
    let it = stored[index]
    let reason = reasons[Int(it.reason)]
    return LedgerEntry(
      action: reason.action, stage: reason.stage,
      removal: reason.removal.with(
        have: reason.removal.have == nil ? nil : it.have, detail: Int(it.detail)),
      span: it.span, added: reason.added, isContinuation: reason.isContinuation)
  }

  mutating func append(_ entry: LedgerEntry) {
    // Looked at where it is: a copy counts references.
    if reasons.isEmpty || !reasons[reasons.count - 1].isReason(of: entry) {
      reasons.append(Reason(entry))
    }
    stored.append(
      Stored(
        start: UInt32(truncatingIfNeeded: entry.span.lowerBound),
        end: UInt32(truncatingIfNeeded: entry.span.upperBound), have: entry.removal.have ?? 0,
        detail: Int32(truncatingIfNeeded: entry.removal.index),
        reason: Int32(truncatingIfNeeded: reasons.count - 1)))
  }

  mutating func reserve(_ count: Int) { stored.reserveCapacity(stored.count + count) }

  // MARK: - Runs

  /// Entries that follow each other and have their reason in common, but for what was measured.
  package struct Run {
    package let action: LedgerEntry.Action
    package let stage: Int
    package let rule: String
    /// Bytes of the side arena that each of them added.
    package let added: Range<Int>
    package let isContinuation: Bool
    /// Bytes of the source text, one span for each entry.
    package let spans: Spans
  }

  package struct Spans: RandomAccessCollection {
    private let stored: ArraySlice<Stored>

    fileprivate init(_ stored: ArraySlice<Stored>) { self.stored = stored }

    package var startIndex: Int { stored.startIndex }
    package var endIndex: Int { stored.endIndex }
    package subscript(index: Int) -> Range<Int> { stored[index].span }

    /// Of all spans.
    package var byteCount: Int { stored.reduce(0) { $0 + $1.span.count } }
  }

  /// Calls `body` with one run after the other, for work that needs no entry by itself: an entry costs references.
  package func forEachRun(from start: Int = 0, _ body: (Run) -> Void) {
    var first = start
    while first < stored.count {
      let number = stored[first].reason
      var end = first + 1
      while end < stored.count, stored[end].reason == number { end += 1 }
      let reason = reasons[Int(number)]
      body(
        Run(
          action: reason.action, stage: reason.stage, rule: reason.removal.rule,
          added: reason.added, isContinuation: reason.isContinuation,
          spans: Spans(stored[first..<end])))
      first = end
    }
  }

  /// Names the documents that keep what the entries from `start` on removed.
  mutating func nameKept(
    from start: Int, label: (Ordinal) throws -> String?
  ) rethrows {
    guard start < stored.count else { return }
    for index in Int(stored[start].reason)..<reasons.count {
      guard let kept = reasons[index].removal.kept else { continue }
      reasons[index].removal.keptLabel = try label(kept)
    }
  }
}

package import PipeCore
import PipeFormats

/// What a run counts around every stage; counts of shards add up to the run's.
package struct RunCounts: Sendable {
  /// One rule of a stage.
  package struct Rule: Sendable {
    package var edits = 0
    package var documents = 0
    package var bytes = 0
  }

  package struct Stage: Sendable {
    package var documents = 0
    /// Documents for which `when` did not hold.
    package var skipped = 0
    package var rejected = 0
    package var failed = 0
    package var nanoseconds: UInt64 = 0
    package var rules: [String: Rule] = [:]
    /// Rejections by reason.
    package var reasons: [String: Int] = [:]
  }

  /// A document that failed.
  package struct Failure: Sendable {
    package let ordinal: Ordinal
    package let id: String
    /// The stage's index; -1 for the reader.
    package let step: Int
    package let message: String
  }

  package var documents = 0
  package var kept = 0
  package var rejected = 0
  package var failed = 0
  /// The first of the failed documents, in the order of the input.
  package var failures: [Failure] = []
  static let maxFailures = 20
  /// Bytes of source text.
  package var sourceBytes = 0
  package var removedBytes = 0
  /// Times that readers mended invalid UTF-8.
  package var repairs = 0
  package var stages: [Stage]
  /// Bytes of pages that are no visible text, by element.
  package var markup: [String: Int] = [:]
  /// Documents in which a pattern gave up, by pattern.
  package var patternsThatGaveUp: [String: Int] = [:]
  /// Documents whose accounting was checked, and what broke the law.
  package var checkedDocuments = 0
  package var violations: [String] = []

  package init(stageCount: Int) {
    stages = Array(repeating: Stage(), count: stageCount)
  }

  /// Counts what one stage did to a document, by the new entries of its ledger.
  mutating func count(
    _ index: Int, of progress: DocumentInProgress, from entry: Int, since start: UInt64?
  ) {
    stages[index].documents += 1
    if let start { stages[index].nanoseconds += MonotonicClock.nanoseconds() - start }
    switch progress.end {
    case .rejected(_, let rejection):
      stages[index].rejected += 1
      stages[index].reasons[rejection.reason, default: 0] += 1
    case .failed: stages[index].failed += 1
    case .kept, nil: break
    }
    let entries = progress.document.ledger.entries
    if entry >= entries.count { return }
    var seen: Set<String> = []
    entries.forEachRun(from: entry) { run in
      if run.action == .tag { return }
      var sums = Rule(documents: seen.insert(run.rule).inserted ? 1 : 0)
      sums.edits = run.isContinuation ? 0 : run.spans.count
      sums.bytes = run.spans.byteCount
      stages[index].rules[run.rule, default: Rule()].add(sums)
    }
  }

  /// Counts documents that were passed on, which `passes` stages had nothing to do with.
  mutating func count(_ passed: PassedRecords, stages passes: Range<Int>) {
    for index in passes { stages[index].documents += passed.count }
    documents += passed.count
    kept += passed.count
    sourceBytes += passed.size
  }

  /// Counts a document that has ended.
  mutating func count(_ document: Document, end: DocumentEnd) {
    documents += 1
    sourceBytes += document.source.count
    repairs += document.repairs
    for (element, bytes) in document.markup { markup[element, default: 0] += bytes }
    for pattern in document.patternsThatGaveUp { patternsThatGaveUp[pattern, default: 0] += 1 }
    switch end {
    case .kept:
      kept += 1
      removedBytes += document.removedByteCount
    case .rejected: rejected += 1
    case .failed(let step, let message):
      failed += 1
      if failures.count < Self.maxFailures {
        failures.append(
          Failure(ordinal: document.ordinal, id: document.id, step: step, message: message))
      }
    }
  }

  mutating func add(_ other: RunCounts) {
    documents += other.documents
    kept += other.kept
    rejected += other.rejected
    failed += other.failed
    failures = Array(
      (failures + other.failures).sorted { $0.ordinal < $1.ordinal }.prefix(Self.maxFailures))
    sourceBytes += other.sourceBytes
    removedBytes += other.removedBytes
    repairs += other.repairs
    checkedDocuments += other.checkedDocuments
    violations += other.violations
    markup.merge(other.markup, uniquingKeysWith: +)
    patternsThatGaveUp.merge(other.patternsThatGaveUp, uniquingKeysWith: +)
    for index in stages.indices { stages[index].add(other.stages[index]) }
  }
}

extension RunCounts.Stage {
  fileprivate mutating func add(_ other: RunCounts.Stage) {
    documents += other.documents
    skipped += other.skipped
    rejected += other.rejected
    failed += other.failed
    nanoseconds += other.nanoseconds
    reasons.merge(other.reasons, uniquingKeysWith: +)
    for (rule, sums) in other.rules { rules[rule, default: RunCounts.Rule()].add(sums) }
  }
}

extension RunCounts.Rule {
  fileprivate mutating func add(_ other: RunCounts.Rule) {
    edits += other.edits
    documents += other.documents
    bytes += other.bytes
  }
}

package import PipeCore
import PipeFormats

/// How a document's way through a pipeline ended.
package enum DocumentEnd: Sendable {
  case kept
  /// By the stage of this index.
  case rejected(step: Int, Rejection)
  /// In the stage of this index, or in the reader (-1).
  case failed(step: Int, message: String)
}

/// A document in the middle of its way.
package struct DocumentInProgress: Sendable {
  package var document: Document
  /// nil while it is still going on.
  package var end: DocumentEnd?

  /// Of documents that were passed on unread; nil for all others.
  private(set) var passed: PassedRecords?

  package init(_ document: consuming Document) {
    self.document = document
  }

  /// Documents that are kept as they came: one that has no text, and their records as its own.
  init(passedOn document: consuming Document, _ records: PassedRecords) {
    self.document = document
    passed = records
    end = .kept
  }

  /// Adds the next record, of that line, to those that were passed on; false where it stands elsewhere,
  /// or the document is another one.
  mutating func pass(on line: Range<Int>, size: Int) -> Bool {
    guard passed != nil, let record = document.record,
      line.lowerBound == record.line.upperBound + 1
    else { return false }
    document.record?.line = record.line.lowerBound..<line.upperBound
    passed?.count += 1
    passed?.size += size
    return true
  }

  /// Bytes of the source text.
  var sourceSize: Int { passed?.size ?? document.source.count }

  /// Whether the record became a document as it stands, so that the record is what comes out while
  /// nobody changes the document.
  var isWhole: Bool { end == nil && document.record?.isWhole == true }
}

/// Records that stand together and were passed on unread.
struct PassedRecords: Sendable {
  var count: Int
  /// Bytes of their texts; 0 where the shard's are known.
  var size: Int
}

/// Ends the run: `on_error: stop`.
package struct RunStopped: Error, Sendable {
  package let message: String
}

/// Runs a range of a pipeline's stages over documents, and measures each.
package struct StageRunner: Sendable {
  private let steps: [StageStep]
  private let parsesBefore: Int?
  /// What corpus stages decided, by ``Plan/slot(of:)``; stages that are missing are passed over.
  private let verdicts: [Int: any VerdictSource]
  /// Where rejections are to say what the documents have in common.
  var sharedTexts: SharedTexts?

  package init(plan: Plan, verdicts: [Int: any VerdictSource] = [:]) {
    steps = plan.pipeline.stages
    parsesBefore = plan.parsesBefore
    self.verdicts = verdicts
  }

  /// Runs `stages` over a batch; documents that have ended are passed over.
  package func run(
    _ batch: inout [DocumentInProgress], stages: Range<Int>, counts: inout RunCounts
  ) async throws {
    var start = stages.lowerBound
    while start < stages.upperBound {
      let waiting = stages.dropFirst(start - stages.lowerBound).first {
        steps[$0].stage is any BatchStage
      }
      let end = waiting ?? stages.upperBound
      for index in batch.indices where batch[index].end == nil {
        try run(&batch[index], stages: start..<end, counts: &counts)
      }
      guard let waiting, let stage = steps[waiting].stage as? any BatchStage else { break }
      try await run(stage, at: waiting, &batch, &counts)
      start = waiting + 1
    }
    if parsesBefore == stages.upperBound, stages.upperBound == steps.count {
      for index in batch.indices where batch[index].end == nil {
        parseBlocks(ofUnparsed: &batch[index].document)
      }
    }
  }

  /// Runs stages that do not wait over one document.
  package func run(
    _ progress: inout DocumentInProgress, stages: Range<Int>, counts: inout RunCounts
  ) throws {
    for index in stages {
      let start = MonotonicClock.nanoseconds()
      if let parsesBefore, index >= parsesBefore {
        parseBlocks(ofUnparsed: &progress.document)
      }
      let step = steps[index]
      let entries = progress.document.ledger.entries.count
      if let when = step.when, !when.holds(in: progress.document) {
        counts.stages[index].skipped += 1
        continue
      }
      let before = step.onError == .skip ? progress.document : nil
      progress.document.enter(index, zone: step.zone)
      // Not inside: a file that can't be read is no fault of the document.
      let found = try verdicts(by: index, on: progress.document.ordinal)
      var outcome = Outcome.keep
      do {
        outcome = try process(step.stage, found, &progress.document)
      } catch {
        try fail(&progress, at: index, "\(error)", before: before)
      }
      try progress.document.nameKept(from: entries) { try verdicts[index]?.label(of: $0) }
      if case .reject(var rejection) = outcome {
        if let kept = rejection.kept {
          rejection.keptLabel = try verdicts[index]?.label(of: kept)
          if let stage = step.stage as? any CorpusStage {
            rejection.shared = try sharedTexts?.text(
              of: progress.document, with: kept, by: stage, index)
          }
        }
        progress.end = .rejected(step: index, rejection)
      }
      progress.document.leave()
      counts.count(index, of: progress, from: entries, since: start)
      if progress.end != nil { return }
    }
  }

  /// What a corpus stage decided on a document, after both looks where it has two.
  private func verdicts(by index: Int, on ordinal: Ordinal) throws -> [Verdict] {
    let first = try verdicts[index]?.verdicts(on: ordinal) ?? []
    guard let second = verdicts[steps.count + index] else { return first }
    return first + (try second.verdicts(on: ordinal))
  }

  private func process(
    _ stage: any Stage, _ found: [Verdict], _ document: inout Document
  ) throws -> Outcome {
    switch stage {
    case let stage as any DocumentStage: try stage.process(&document)
    case let stage as any CorpusStage:
      found.isEmpty ? .keep : try stage.apply(found, to: &document)
    default: .keep
    }
  }

  private func fail(
    _ progress: inout DocumentInProgress, at index: Int, _ message: String, before: Document?
  ) throws {
    switch steps[index].onError {
    case .fail: progress.end = .failed(step: index, message: message)
    case .skip:
      if let before { progress.document = before }
      progress.document.tag("skipped.\(steps[index].id)")
    case .stop:
      throw RunStopped(
        message: "\(steps[index].id) failed on `\(progress.document.id)`: \(message)")
    }
  }

  private func run(
    _ stage: any BatchStage, at index: Int, _ batch: inout [DocumentInProgress],
    _ counts: inout RunCounts
  ) async throws {
    let start = MonotonicClock.nanoseconds()
    let step = steps[index]
    var chosen: [Int] = []
    for position in batch.indices where batch[position].end == nil {
      if let when = step.when, !when.holds(in: batch[position].document) {
        counts.stages[index].skipped += 1
      } else {
        chosen.append(position)
      }
    }
    var documents = chosen.map { batch[$0].document }
    for position in documents.indices { documents[position].enter(index, zone: step.zone) }
    let entries = documents.map(\.ledger.entries.count)
    do {
      let outcomes = try await stage.process(&documents)
      for (offset, position) in chosen.enumerated() {
        batch[position].document = documents[offset]
        if case .reject(let rejection) = outcomes[offset] {
          batch[position].end = .rejected(step: index, rejection)
        }
      }
    } catch {
      for position in chosen {
        try fail(&batch[position], at: index, "\(error)", before: batch[position].document)
      }
    }
    for (offset, position) in chosen.enumerated() {
      batch[position].document.leave()
      counts.count(
        index, of: batch[position], from: entries[offset], since: offset == 0 ? start : nil)
    }
  }
}

extension Document {
  /// Lets a stage in: its edits are written under its index, and it sees its zone only.
  fileprivate mutating func enter(_ stage: Int, zone: Zone?) {
    self.stage = stage
    self.zone = zone?.range(of: source.count)
  }

  fileprivate mutating func leave() {
    stage = -1
    zone = nil
  }
}

/// Parses a document into blocks unless it has been.
package func parseBlocks(ofUnparsed document: inout Document) {
  if !document.isParsed { parseBlocks(of: &document) }
}

import PCRE2
import PipeCore
import PipeText

/// Removes the lines that many documents share.
struct DropSharedLines: StatefulStage {
  struct Options: StageOptions {
    @Option(
      "Compare documents with the same value of this path only; those without one stay as they are. Without it all are compared."
    )
    var groupBy: DocumentPath? = nil

    @Option("Fewest documents that share a line for it to go.", in: 2...1_000_000_000)
    var minDocs = 5

    @Option("Least share of the documents of the group that have it, beside `min_docs`.", in: 0...1)
    var minDocsRatio = 0.0

    @Option("Fewest words of a line that is compared.", in: 1...10_000)
    var minWords = 3

    @Option(
      "How alike lines are that count as shared: 1 compares exactly, less by samples of three words each.",
      in: 0...1)
    var similarity = 1.0

    @Option("Count all numbers as one, so that dates and counters do not hide a shared line.")
    var foldDigits = false

    @Option("Which document keeps the line: none of them, the first or the last.")
    var keep = SharedText.Keep.none

    @Option("Cut the lines, or only mark them in the ledger.")
    var action = SharedText.Action.cut

    @Option("Never remove a line in which one of these patterns matches.", units: .line)
    var unless: PatternSets = []

    @Option(StateFolder.help)
    var state: StateFolder? = nil

    var shared: SharedText {
      SharedText(
        groupBy: groupBy, minDocs: minDocs, minDocsRatio: minDocsRatio, minWords: minWords,
        similarity: similarity, foldDigits: foldDigits, keep: keep)
    }

    func validate() throws { try shared.validate() }
  }

  static let description = StageDescription(
    name: "drop_shared_lines",
    summary: "Removes the lines that many documents share.",
    details: """
      A line that stands in a document five times counts once. Case, white space and punctuation do not count. \
      Works on the lines as they come, or behind a stage that parses: then the lines of a wrapped paragraph \
      are one. Cells of tables stay. `min_docs` and `min_docs_ratio` must both hold. The ledger has the \
      number of documents that share the line, and the number that was needed. With `keep: first` over all \
      documents this is the paragraph deduplication of CCNet.
      """,
    source: """
      CCNet (Wenzek et al., 2020), where a paragraph is a line; removal line by line as in RefinedWeb (Penedo et \
      al., 2023). Samples: MinHash (Broder, 1997).
      """,
    examples: examples)

  let options: Options
  private let shared: SharedText

  init(options: Options) {
    self.options = options
    shared = options.shared
  }

  var minCount: Int { options.minDocs }
  var state: StateFolder? { options.state }
  var stateShape: [(name: String, value: String)] { shared.stateShape }

  func observe(_ document: Document, into sink: inout ObservationSink) {
    guard let group = shared.group(of: document) else { return }
    var keys = SharedKeys(shared, group: group)
    let wrapped = WrappedBlocks(of: document)
    document.forEachLine { line in
      if line.kind != .table, !wrapped.contains(line.index) { keys.add(line.bytes) }
    }
    wrapped.forEach(in: document) { keys.add($0.bytes) }
    keys.emit(into: &sink)
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    shared.resolve(observations, emit: emit)
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome {
    guard var found = SharedVerdicts(verdicts, on: document, shared) else { return .keep }
    let spared = document.hits(of: options.unless)
    let wrapped = WrappedBlocks(of: document)
    var removals: [(lines: Range<Int>, removal: Removal)] = []
    var sparedLines: [Int] = []
    document.forEachLine { line in
      if spared[line] { return sparedLines.append(line.index) }
      guard line.kind != .table, !wrapped.contains(line.index),
        let removal = found.removal(of: line.bytes, rule: "shared_line")
      else { return }
      removals.append((line.index..<(line.index + 1), removal))
    }
    wrapped.forEach(in: document) { block in
      guard !sparedLines.contains(where: block.block.lines.contains),
        let removal = found.removal(of: block.bytes, rule: "shared_line")
      else { return }
      removals.append((block.block.lines, removal))
    }
    removals.sort { $0.lines.lowerBound < $1.lines.lowerBound }
    edit(&document, removals)
    return .keep
  }

  private func edit(
    _ document: inout Document, _ removals: [(lines: Range<Int>, removal: Removal)]
  ) {
    for (lines, removal) in removals {
      switch options.action {
      case .cut: document.remove(Array(lines), removal)
      case .tag:
        guard let span = document.sourceSpan(ofLines: lines) else { continue }
        document.note(span, removal)
        document.tag("shared_lines")
      }
    }
  }
}

/// The blocks of several lines that are one wrapped text.
private struct WrappedBlocks {
  /// In order.
  private let lines: [Range<Int>]

  init(of document: Document) {
    lines = document.blocks.filter { $0.isWrapped && $0.lines.count > 1 }.map(\.lines)
  }

  func contains(_ line: Int) -> Bool {
    let first = (0..<lines.count).partitioningIndex { lines[$0].upperBound > line }
    return first < lines.count && lines[first].contains(line)
  }

  func forEach(in document: Document, _ body: (borrowing BlockView) -> Void) {
    if lines.isEmpty { return }
    document.forEachBlock { block in
      if block.block.isWrapped, block.block.lines.count > 1 { body(block) }
    }
  }
}

extension DropSharedLines {
  fileprivate static var examples: [Example] {
    [
      Example(
        options: "min_docs: 3",
        input: """
          The ferry sails at noon.
          Sign up for our letter
          ---
          The mill on the river was sold.
          Sign up for our letter
          Sign up for our letter
          ---
          SIGN UP for our letter.
          The comet returns every 76 years.
          """,
        output: """
          The ferry sails at noon.
          ---
          The mill on the river was sold.
          ---
          The comet returns every 76 years.
          """),
      Example(
        options: """
          min_docs: 2
          keep: first
          """,
        input: """
          The ferry sails at noon.
          ---
          It is the last of the day.
          The ferry sails at noon.
          """,
        output: """
          The ferry sails at noon.
          ---
          It is the last of the day.
          """),
      Example(
        options: "min_docs_ratio: 60%\nmin_docs: 2",
        input: "A quoted line here\n---\nA quoted line here\n---\nAnother text\n---\nOne more text",
        unchanged: true),
    ]
  }
}

import PCRE2
import PipeCore

/// Removes the blocks that many documents share.
struct DropSharedBlocks: StatefulStage {
  struct Options: StageOptions {
    @Option(
      "Compare documents with the same value of this path only; those without one stay as they are. Without it all are compared."
    )
    var groupBy: DocumentPath? = nil

    @Option("Fewest documents that share a block for it to go.", in: 2...1_000_000_000)
    var minDocs = 5

    @Option("Least share of the documents of the group that have it, beside `min_docs`.", in: 0...1)
    var minDocsRatio = 0.0

    @Option("Fewest words of a block that is compared.", in: 1...10_000)
    var minWords = 4

    @Option(
      "How alike blocks are that count as shared: 1 compares exactly, less by samples of three words each.",
      in: 0...1)
    var similarity = 1.0

    @Option("Count all numbers as one, so that dates and counters do not hide a shared block.")
    var foldDigits = false

    @Option("Which document keeps the block: none of them, the first or the last.")
    var keep = SharedText.Keep.none

    @Option("Cut the blocks, or only mark them in the ledger.")
    var action = SharedText.Action.cut

    @Option("Never remove a block in which one of these patterns matches.", units: .block)
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
    name: "drop_shared_blocks",
    summary:
      "Removes the blocks (paragraphs, headings, list items, tables) that many documents share.",
    details: """
      A block that stands in a document five times counts once. Case, white space, punctuation, and bullets do not \
      count. On a site of six pages `min_docs: 5` is much, on one of sixty thousand a quotation reaches it: give \
      `min_docs_ratio` there, and both must hold. The ledger has the number of documents that share the block, \
      and the number that was needed. With `similarity` below 1 each block gives eight observations instead of \
      one, and three words in a row are compared at a time.
      """,
    reads: .blocks,
    source: """
      Paragraphs that a corpus repeats: CCNet (Wenzek et al., 2020). Samples: MinHash (Broder, 1997).
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
    document.forEachBlock { keys.add($0.bytes) }
    keys.emit(into: &sink)
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    shared.resolve(observations, emit: emit)
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome {
    guard var found = SharedVerdicts(verdicts, on: document, shared) else { return .keep }
    let spared = document.blockHits(of: options.unless)
    var removals: [Int: Removal] = [:]
    document.forEachBlock { block in
      guard spared[block.index] == nil else { return }
      removals[block.index] = found.removal(of: block.bytes, rule: "shared_block")
    }
    switch options.action {
    case .cut: document.removeBlocks { removals[$0.index] }
    case .tag:
      for (index, removal) in removals.sorted(by: { $0.key < $1.key }) {
        guard let span = document.sourceSpan(ofLines: document.blocks[index].lines) else {
          continue
        }
        document.note(span, removal)
        document.tag("shared_blocks")
      }
    }
    return .keep
  }
}

extension DropSharedBlocks {
  fileprivate static var examples: [Example] {
    [
      Example(
        options: "min_docs: 3",
        input: """
          The ferry sails at noon.

          Write to the desk at any hour.
          ---
          The mill on the river was sold.

          Write to the desk at any hour.
          ---
          The comet returns every 76 years.

          WRITE TO THE DESK at any hour!
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
          group_by: meta.site
          fold_digits: true
          keep: first
          """,
        input: """
          @meta site: elm.example
          Page 1 of 9 pages
          ---
          @meta site: elm.example
          Page 2 of 9 pages

          The ferry sails at noon.
          ---
          @meta site: oak.example
          Page 3 of 9 pages
          """,
        output: """
          Page 1 of 9 pages
          ---
          The ferry sails at noon.
          ---
          Page 3 of 9 pages
          """),
      Example(
        options: "min_docs: 2",
        input: """
          The ferry sails at noon.

          The ferry sails at noon.
          ---
          The mill on the river was sold.
          """,
        unchanged: true),
    ]
  }
}

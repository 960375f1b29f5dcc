import PipeCore
import PipeText

/// Takes out what does not show, and writes white space and letters in one way.
struct NormalizeText: DocumentStage {
  enum BlankRuns: String, CaseIterable, OptionValue {
    case prose, all, keep
  }

  struct Options: StageOptions {
    @Option(
      "Runs of blanks inside a line become one: in all lines, in prose (not where a neighbouring line has runs too: they may be columns), or nowhere."
    )
    var blankRuns = BlankRuns.prose

    @Option("Most blank lines that may follow each other.", in: 0...100)
    var maxBlankLines = 2

    @Option("Write a letter and its combining marks as one character where there is one (NFC).")
    var compose = true

    @Option("Write curly quotation marks and apostrophes as straight ones.")
    var quotes = false

    @Option("Write all dashes as `-`.")
    var dashes = false

    @Option("Write `…` as three full stops.")
    var ellipsis = false
  }

  static let description = StageDescription(
    name: "normalize_text",
    summary: "Takes out what does not show, and writes white space and letters in one way.",
    details: """
      Always: blanks at the end of lines, control characters, zero-width spaces, byte order marks and soft \
      hyphens go; non-breaking and other special spaces become a blank. Indentation, tabs, the joiners of \
      emoji, Persian and Indic scripts and the marks of right-to-left text stay. Letters are composed in \
      Latin, Greek and Cyrillic.
      """,
    source: "Unicode Standard Annex 15, Unicode Normalization Forms (composition)",
    examples: [
      Example(input: "The  comet\u{A0}returns.  ", output: "The comet returns."),
      Example(
        options: "quotes: true", input: "It\u{2019}s a \u{201C}soft\u{AD}ware\u{201D} fault.",
        output: "It's a \"software\" fault."),
    ])

  private let options: Options
  private let normalizer: LineNormalizer

  init(options: Options) {
    self.options = options
    normalizer = LineNormalizer(
      composes: options.compose, quotes: options.quotes, dashes: options.dashes,
      ellipsis: options.ellipsis)
  }

  func process(_ document: inout Document) -> Outcome {
    let (needs, blankLines) = needs(of: document)
    if !needs.isEmpty { normalize(&document, needs) }
    if blankLines > options.maxBlankLines { dropBlankLines(&document) }
    return .keep
  }

  private struct Need {
    let line: Int
    let runs: Bool
    let edits: Bool
  }

  /// The lines that have something to do, in order, and the most lines that follow each other without
  /// anything to see: one scan for all the others.
  private func needs(of document: Document) -> (needs: [Need], blankLines: Int) {
    var needs: [Need] = []
    var blank = 0
    var mostBlank = 0
    var isAfterRun = false
    document.forEachLine { line in
      let found = normalizer.findings(in: line.bytes)
      blank = found.hasVisible ? 0 : blank + 1
      mostBlank = max(mostBlank, blank)
      var collapses = found.hasRun && options.blankRuns != .keep && line.kind != .code
      if options.blankRuns == .prose {
        if found.hasRun, isAfterRun {
          collapses = false
          // A neighbour of the line before, whose runs may be columns then.
          if let last = needs.last {
            needs[needs.count - 1] = Need(line: last.line, runs: false, edits: last.edits)
          }
        }
        isAfterRun = found.hasRun
      }
      if found.hasEdit || found.hasRun {
        needs.append(Need(line: line.index, runs: collapses, edits: found.hasEdit))
      }
    }
    return (needs.filter { $0.edits || $0.runs }, mostBlank)
  }

  private func normalize(_ document: inout Document, _ needs: [Need]) {
    var next = 0
    document.editLines { line, edits in
      guard next < needs.count, needs[next].line == line.index else { return }
      normalizer.normalize(line.bytes, collapsingRuns: needs[next].runs, into: &edits)
      next += 1
    }
  }

  private func dropBlankLines(_ document: inout Document) {
    var blank = 0
    document.removeLines { line in
      blank = line.bytes.isEmpty ? blank + 1 : 0
      guard blank > options.maxBlankLines else { return nil }
      return Removal(
        "blank_lines", have: Double(blank), need: Double(options.maxBlankLines))
    }
  }
}

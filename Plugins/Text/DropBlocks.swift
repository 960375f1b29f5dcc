import PCRE2
import PipeCore

/// Removes the blocks in which a pattern matches.
struct DropBlocks: DocumentStage {
  struct Options: StageOptions {
    @Option("Remove each block in which one of these patterns matches.", units: .block)
    var match: PatternSets

    @Option("Never remove a block in which one of these patterns matches.", units: .block)
    var unless: PatternSets = []
  }

  static let description = StageDescription(
    name: "drop_blocks",
    summary:
      "Removes the blocks (paragraphs, headings, list items, tables) in which a pattern matches.",
    details: """
      A pattern sees one block at a time, the line feeds inside it included: `.` stops at them unless the set \
      has the flag `dotall`. A removed block is one edit, whatever its number of lines.
      """,
    reads: .blocks,
    examples: [
      Example(
        options: "match: web.disclaimers",
        patterns: """
          disclaimers:
            unit: block
            flags: [caseless, dotall]
            patterns:
              - {id: aggregator, regex: '^disclaimer\\b.*\\bnot responsible\\b'}
          """,
        input: """
          The bridge opens in May.

          Disclaimer: this site collects articles
          and is not responsible for them.
          """,
        output: "The bridge opens in May."),
      Example(
        options: "match: web.disclaimers",
        patterns: """
          disclaimers:
            unit: block
            patterns:
              - {id: label, regex: '^Disclaimer:'}
          """,
        input: "The court called the disclaimer void.", unchanged: true),
    ])

  let options: Options

  func process(_ document: inout Document) -> Outcome {
    let found = document.blockHits(of: options.match)
    if found.isEmpty { return .keep }
    let spared = document.blockHits(of: options.unless)
    document.removeBlocks { block in
      guard let hit = found[block.index], spared[block.index] == nil else { return nil }
      return Removal(hit.rule)
    }
    return .keep
  }
}

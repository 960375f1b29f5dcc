import PCRE2
import PipeCore
import PipeText

/// Removes the lines in which a pattern matches.
struct DropLines: DocumentStage {
  struct Options: StageOptions {
    @Option("Remove each line in which one of these patterns matches.", units: .line)
    var match: PatternSets

    @Option("Never remove a line in which one of these patterns matches.", units: .line)
    var unless: PatternSets = []

    @Option(
      "Leave lines of more words than this alone; without it lines of any length go.",
      in: 1...10_000)
    var maxWords: Int? = nil
  }

  static let description = StageDescription(
    name: "drop_lines",
    summary: "Removes the lines in which a pattern matches.",
    details: """
      The rule in the ledger is the first pattern that matches, in the order of `match`. A pattern without \
      `^` and `$` takes a line for a single word in it: anchor it, or give `max_words` the length that \
      furniture has. Cells of tables are never removed.
      """,
    examples: [
      Example(
        options: "match: web.ads",
        patterns: """
          ads:
            unit: line
            patterns:
              - {id: label, regex: '^ADVERTISEMENT$'}
          """,
        input: """
          The comet returns every 76 years.
          ADVERTISEMENT
          It was last seen in 1986.
          """,
        output: """
          The comet returns every 76 years.
          It was last seen in 1986.
          """),
      Example(
        options: """
          match: web.share
          max_words: 3
          """,
        patterns: """
          share:
            unit: line
            patterns:
              - {id: word, regex: '(?i)\\bshare\\b'}
          """,
        input: "They share the prize with a school in Lyon.", unchanged: true),
    ])

  let options: Options

  func process(_ document: inout Document) -> Outcome {
    guard let maxWords = options.maxWords else {
      document.removeLines(matching: options.match, unless: options.unless)
      return .keep
    }
    let found = document.hits(of: options.match)
    let spared = document.hits(of: options.unless)
    document.removeLines { line in
      guard let hit = found[hit: line], !spared[line] else { return nil }
      let words = wordCount(of: line.bytes)
      return words > maxWords
        ? nil : Removal(hit.rule, have: Double(words), need: Double(maxWords))
    }
    return .keep
  }
}

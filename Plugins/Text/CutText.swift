import PCRE2
import PipeCore

/// Cuts out what a pattern matches, over as many lines as it matches.
struct CutText: DocumentStage {
  struct Options: StageOptions {
    @Option("Cut out what these patterns match.", units: .text)
    var match: PatternSets

    @Option("Keep a match that one of these patterns touches.", units: .text)
    var unless: PatternSets = []
  }

  static let description = StageDescription(
    name: "cut_text",
    summary: "Cuts out what a pattern matches; a match may span lines.",
    details: """
      Lines that a match covers go whole, of others a part goes. Matches do not overlap: of two the one \
      that begins first is taken. A match longer than 4 KB may not be found.
      """,
    examples: [
      Example(
        options: "match: web.calendar",
        patterns: """
          calendar:
            unit: text
            flags: [multiline]
            patterns:
              - {id: week, regex: '^M T W T F S S\\n(?:[\\d ]+\\n?)+'}
          """,
        input: """
          The talks resumed.
          M T W T F S S
           1 2 3 4 5 6 7
          They end on Friday.
          """,
        output: """
          The talks resumed.
          They end on Friday.
          """),
      Example(
        options: "match: wiki.references",
        patterns: """
          references:
            unit: text
            patterns:
              - {id: number, regex: '\\[\\d+\\]'}
          """,
        input: "The tower[1] is 90 m high[2].", output: "The tower is 90 m high."),
    ])

  let options: Options

  func process(_ document: inout Document) -> Outcome {
    document.cutText(matching: options.match, unless: options.unless)
    return .keep
  }
}

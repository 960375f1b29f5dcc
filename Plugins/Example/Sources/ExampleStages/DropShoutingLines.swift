import PipeCore

/// Removes the lines that are mostly capitals: labels, shop banners, shouted comments.
struct DropShoutingLines: DocumentStage {
  struct Options: StageOptions {
    @Option("Fewest letters a line needs before it can count as shouting.", in: 1...1000)
    var minLetters = 12

    @Option("Share of capitals among the letters from which a line shouts.", in: 0...1)
    var minCapitalRatio = 0.8

    @Option("Never remove a line in which one of these patterns matches.", units: .line)
    var unless: PatternSets = []
  }

  static let description = StageDescription(
    name: "drop_shouting_lines",
    summary: "Removes the lines that are mostly capitals.",
    details: """
      Only the letters A to Z count. Headings of old newswire shout as well: give `min_letters` their \
      length, or name them in `unless`.
      """,
    examples: [
      Example(
        input: """
          The comet returns every 76 years.
          BUY NOW WHILE STOCKS LAST
          """,
        output: "The comet returns every 76 years."),
      Example(
        options: "min_letters: 30", input: "BUY NOW WHILE STOCKS LAST", unchanged: true),
    ])

  let options: Options

  func process(_ document: inout Document) -> Outcome {
    let spared = document.hits(of: options.unless)
    document.removeLines { line in
      let letters = letterCounts(of: line.bytes)
      guard letters.all >= options.minLetters,
        letters.capitalRatio >= options.minCapitalRatio,
        !spared[line]
      else { return nil }
      return Removal("capitals", have: letters.capitalRatio, need: options.minCapitalRatio)
    }
    return .keep
  }
}

private struct LetterCounts {
  var all = 0
  var capitals = 0

  var capitalRatio: Double { all == 0 ? 0 : Double(capitals) / Double(all) }
}

private func letterCounts(of bytes: Span<UInt8>) -> LetterCounts {
  var counts = LetterCounts()
  for index in bytes.indices {
    switch bytes[index] {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      counts.all += 1
      counts.capitals += 1
    case UInt8(ascii: "a")...UInt8(ascii: "z"): counts.all += 1
    default: break
    }
  }
  return counts
}

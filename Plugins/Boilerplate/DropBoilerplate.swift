import PipeCore
import PipeText

/// Keeps the text of the page itself, and drops that of its site.
struct DropBoilerplate: DocumentStage {
  enum Mode: String, CaseIterable, OptionValue {
    case balance, precision, recall
  }

  struct Options: StageOptions {
    @Option(
      "Which mistake weighs more: text of the site that stays (`precision`), or text of the page that goes (`recall`)."
    )
    var mode = Mode.balance
  }

  static let description = StageDescription(
    name: "drop_boilerplate",
    summary:
      "Keeps the main content and drops the boilerplate: menus, teasers, comments, legal text.",
    details: """
      A small recurrent net judges each block by its text, its place and the blocks above and below it; in pages \
      also by links, elements, class words and parts that repeat, such as comments and teasers. In flattened text \
      it judges the lines of a block one by one, unless they are one wrapped paragraph, a table or code. The \
      threshold is set for each document, where the expected F1 is highest. The headline above the content stays. \
      A removal shows the probability that the block is content, the threshold, and what spoke most against it: \
      features of its own, or the blocks around it. A document without a sentence is left alone and tagged \
      `boilerplate.no_sentence`.
      """,
    reads: .blocks,
    source: """
      Features and threshold after Kohlschütter et al. (2010) and Lipton et al. (2014), "keep what is more likely \
      than half of the best F1"; weights from pages of the Web Content Extraction Benchmark (Foley, 2026, \
      CC BY 4.0) and two collections under the MIT licence.
      """,
    examples: examples)

  let options: Options

  func process(_ document: inout Document) -> Outcome {
    let page = PageUnits(document)
    guard page.units.contains(where: { $0.endsSentence && $0.words >= 3 }) else {
      if !page.units.isEmpty { document.tag("boilerplate.no_sentence") }
      return .keep
    }
    let judgement = Judgement(of: page, mode: options.mode)
    remove(from: &document, page, judgement)
    return .keep
  }

  private func remove(
    from document: inout Document, _ page: PageUnits, _ judgement: Judgement
  ) {
    let details = JudgementDetails(document)
    let headline = headline(of: page, judgement.isKept)
    document.expectEdits(judgement.isKept.count { !$0 })
    for areLines in [false, true] {
      for index in page.units.indices where !judgement.isKept[index] && index != headline {
        let line = Int(page.units[index].line)
        if (line >= 0) != areLines { continue }
        let removal = judgement.removal(of: index, details)
        if areLines {
          document.removeLine(line, removal)
        } else {
          document.removeBlock(Int(page.units[index].block), removal)
        }
      }
    }
  }
}

extension DropBoilerplate {
  /// The nearest level-1 heading above the first content, which readers want and collections of labelled
  /// pages keep or leave out by their own convention; nil when the content has one.
  private func headline(of page: PageUnits, _ isKept: [Bool]) -> Int? {
    func isHeadline(_ index: Int) -> Bool { page.units[index].isHeadline }
    guard let first = isKept.firstIndex(of: true),
      !isKept.indices.contains(where: { isKept[$0] && isHeadline($0) })
    else { return nil }
    return isKept.indices.prefix(first).last(where: isHeadline)
  }

  fileprivate static var examples: [Example] {
    [
      Example(
        input: """
          Home | News | Sport | Weather

          The old mill on the river was sold to the town on Monday, after nine years of talks. It will house \
          a library and two workshops, said the mayor, and the wheel is going to turn again.

          Repairs begin in spring. The council has set aside four hundred thousand for the roof, which lost \
          a third of its tiles in the storms of the last winter.

          Read more | Share on Facebook | Subscribe to our newsletter
          """,
        output: """
          The old mill on the river was sold to the town on Monday, after nine years of talks. It will house \
          a library and two workshops, said the mayor, and the wheel is going to turn again.

          Repairs begin in spring. The council has set aside four hundred thousand for the roof, which lost \
          a third of its tiles in the storms of the last winter.
          """),
      Example(input: "Monday 12\nTuesday 14\nWednesday 9", unchanged: true),
    ]
  }
}

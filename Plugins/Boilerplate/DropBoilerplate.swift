import PipeCore
import PipeText

/// Keeps the text of the page itself, and drops that of its site.
struct DropBoilerplate: DocumentStage {
  enum Mode: String, CaseIterable, OptionValue {
    case balance, precision, recall
  }

  /// What stands in or under the text of a page, and some want and others do not.
  enum Part: String, CaseIterable, OptionValue {
    case comments, tables, captions, links
  }

  struct Options: StageOptions {
    @Option(
      "Which mistake weighs more: text of the site that stays (`precision`), or text of the page that goes (`recall`)."
    )
    var mode = Mode.balance

    @Option(
      """
      What belongs to the content besides its text: `comments` of readers below it, `tables` and `captions` \
      in it, the addresses of its `links`.
      """)
    var include: [Part] = [.tables, .links]
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
      `boilerplate.no_sentence`. Posts of a forum are content; comments under an article are not, unless `include` \
      names them: then their sentences stay, told by the class words of a page, or by the line that names them in \
      flattened text. A page of more than 8,192 blocks, and a text of more than 32,768 lines, is judged in parts, each \
      by itself: one without a sentence is no content then. Tables and captions go as `table` and `caption` where they are not included; a caption that \
      is stays with the content around it. Without `links` their text stays, and Markdown shows no addresses.
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
    let judgement = Judgement(of: document, mode: options.mode)
    guard judgement.hasSentence else {
      if judgement.hasUnits { document.tag("boilerplate.no_sentence") }
      return .keep
    }
    let details = JudgementDetails(document)
    let content = content(judgement, document)
    document.expectEdits(content.count { !$0 })
    for areLines in [false, true] {
      for (index, unit) in judgement.units.enumerated() where (unit.line >= 0) == areLines {
        guard
          let removal = content[index] ? exclusion(of: unit) : judgement.removal(of: index, details)
        else { continue }
        if areLines {
          document.removeLine(Int(unit.line), removal)
        } else {
          document.removeBlock(Int(unit.block), removal)
        }
      }
    }
    if !options.include.contains(.links) {
      document.removeAnnotations { if case .link = $0.kind { true } else { false } }
    }
    return .keep
  }

  /// Of each unit, whether it is content: by the judgement, as the headline above it, or as a comment.
  private func content(_ judgement: Judgement, _ document: Document) -> [Bool] {
    var content = judgement.isKept
    if let headline = headline(judgement) { content[headline] = true }
    if options.include.contains(.captions) {
      for (index, unit) in judgement.units.enumerated() where unit.kind == .caption {
        if isAmong(judgement.isKept, index) { content[index] = true }
      }
    }
    if options.include.contains(.comments) {
      let comments = ReaderComments(below: judgement.isKept, of: judgement.units, document)
      for index in comments.units { content[index] = true }
    }
    return content
  }

  /// Whether content stands closely above and below a unit.
  private func isAmong(_ isKept: [Bool], _ index: Int) -> Bool {
    isKept[max(0, index - 3)..<index].contains(true)
      && isKept[min(index + 1, isKept.count)..<min(index + 4, isKept.count)].contains(true)
  }

  /// Why a unit that is content goes; nil when it stays.
  private func exclusion(of unit: Unit) -> Removal? {
    switch unit.kind {
    case .table where !options.include.contains(.tables): Removal("table")
    case .caption where !options.include.contains(.captions): Removal("caption")
    default: nil
    }
  }
}

extension DropBoilerplate {
  /// The nearest level-1 heading above the first content, which readers want and collections of labelled
  /// pages keep or leave out by their own convention; nil when the content has one.
  private func headline(_ judgement: Judgement) -> Int? {
    let isKept = judgement.isKept
    func isHeadline(_ index: Int) -> Bool { judgement.units[index].isHeadline }
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

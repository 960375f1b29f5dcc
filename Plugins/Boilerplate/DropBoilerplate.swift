import PCRE2
import PipeCore
import PipeText

/// Keeps the main content of a page or of a flattened text, and drops what the site put around it.
struct DropBoilerplate: DocumentStage {
  enum Mode: String, CaseIterable, OptionValue {
    case balance
    case precision
    case recall
  }

  struct Options: StageOptions {
    @Option("What to risk: `precision` drops more, `recall` keeps more.")
    var mode = Mode.balance

    @Option("Keep blocks in which one of these patterns matches.", units: .block)
    var unless: PatternSets = []
  }

  static let description = StageDescription(
    name: "drop_boilerplate",
    summary: "Keeps the main content, and drops navigation, adverts, related links and footers.",
    details: """
      Works on pages and on text that was flattened already. A small model weighs each block by its \
      length, sentences, links, words, place and neighbours, of pages also by the elements and class \
      names around it; the ledger and `pipe try` name what weighed most. The threshold follows from the \
      document itself (best expected F1). A document in which no block looks like content stays as it \
      is, and is tagged `boilerplate.unsure`.
      """,
    reads: .blocks,
    source: """
      Features after Kohlschütter et al. 2010, "Boilerplate detection using shallow text features"; \
      weights: see ContentWeights.swift.
      """,
    examples: [
      Example(
        input: """
          Home | News | Sport | Contact

          The harbour at Sandvik closed on Monday after a storm broke two of its cranes, and the \
          company that runs it said the repairs would take until the autumn.

          Ferries will leave from the old pier, which has room for two ships, and the town has asked \
          drivers to come early because the road to it is narrow.

          Share this | Subscribe to our newsletter

          Copyright 2031. All rights reserved.
          """,
        output: """
          The harbour at Sandvik closed on Monday after a storm broke two of its cranes, and the \
          company that runs it said the repairs would take until the autumn.

          Ferries will leave from the old pier, which has room for two ships, and the town has asked \
          drivers to come early because the road to it is narrow.
          """),
      Example(input: "Home", unchanged: true),
    ])

  let options: Options
  private let page = ContentModel(contentWeights.page)
  private let text = ContentModel(contentWeights.text)

  init(options: Options) { self.options = options }

  func process(_ document: inout Document) -> Outcome {
    let facts = blockFacts(of: document)
    guard !facts.isEmpty else { return .keep }
    let model = document.isPage ? page : text
    let (likely, reasons) = model.probabilities(BlockFeatures(facts))
    let threshold = threshold(likely, facts)
    guard zip(likely, facts).contains(where: { $0 >= threshold && $1.words >= 5 }) else {
      document.tag("boilerplate.unsure")
      return .keep
    }
    let spared = document.blockHits(of: options.unless)
    for (position, block) in facts.enumerated()
    where likely[position] < threshold && spared[block.index] == nil {
      document.removeBlock(
        block.index,
        Removal(
          "boilerplate", have: likely[position], need: threshold, detail: reasons[position]))
    }
    return .keep
  }

  /// The threshold with the best expected F1 by words: blocks from half of the F1 that they attain.
  ///
  /// Lipton et al. 2014, "Optimal thresholding of classifiers to maximize F1 measure".
  private func threshold(_ likely: [Double], _ facts: [BlockFacts]) -> Double {
    let expected = zip(likely, facts).reduce(0) { $0 + $1.0 * Double($1.1.words) }
    var threshold = 0.45
    for _ in 0..<4 {
      var hit = 0.0
      var chosen = 0.0
      for (value, block) in zip(likely, facts) where value >= threshold {
        hit += value * Double(block.words)
        chosen += Double(block.words)
      }
      if chosen + expected == 0 { break }
      threshold = max(0.2, min(0.6, hit / (chosen + expected) * 1.1))
    }
    switch options.mode {
    case .balance: return threshold
    case .precision: return max(threshold, 0.6) + 0.1
    case .recall: return threshold * 0.5
    }
  }
}

/// The facts of all blocks that are left.
func blockFacts(of document: Document) -> [BlockFacts] {
  var facts: [BlockFacts] = []
  document.forEachBlock { facts.append(BlockFacts($0)) }
  var copies: [UInt64: Int] = [:]
  for block in facts { copies[block.hash, default: 0] += 1 }
  for index in facts.indices { facts[index].copies = copies[facts[index].hash] ?? 1 }
  return facts
}

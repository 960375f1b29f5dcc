import PipeCore
import PipeText

/// The numbers that the model weighs, block by block.
///
/// Everything is a running sum or a look at a neighbour: linear in the blocks.
struct BlockFeatures {
  /// Names in the order of the values, for explanations.
  static let names: [String] = {
    let own = [
      "words", "long", "links", "sentence end", "sentences", "commas", "stop words", "capitals",
      "digits", "symbols", "colon", "starts lower", "cue words", "cue share", "date", "copies",
      "heading", "list item", "table", "quote or code", "one word", "position", "near the start",
      "near the end", "prose before", "prose after", "in the best run", "best run ahead",
      "best run behind", "share of the best run", "hidden", "link count", "short and linked",
      "prose nearby", "links nearby", "cues nearby", "sentence ends nearby", "page prose share",
      "page size",
    ]
    let neighbours = [-2, -1, 1, 2].flatMap { offset in
      ["words", "links", "sentence end", "heading", "cues"].map { "\($0) \(offset)" }
    }
    return own + neighbours + PageMarks.names.map { "in " + $0 }
      + PageMarks.names.map { "near " + $0 }
  }()

  static var count: Int { names.count }

  let facts: [BlockFacts]
  private let totalWords: Double
  private let proseBefore: [Double]
  private let best: Range<Int>
  private let bestShare: Double

  init(_ facts: [BlockFacts]) {
    self.facts = facts
    var prose = 0.0
    var before: [Double] = []
    for block in facts {
      before.append(prose)
      if block.isLong { prose += Double(block.words) }
    }
    proseBefore = before + [prose]
    totalWords = max(1, facts.reduce(0) { $0 + Double($1.words) })
    best = Self.bestRun(facts)
    bestShare = facts[best].reduce(0) { $0 + Double($1.words) } / totalWords
  }

  /// The run of blocks with the largest sum of words less a toll for each block.
  private static func bestRun(_ facts: [BlockFacts]) -> Range<Int> {
    var best = 0..<0
    var bestSum = 0.0
    var start = 0
    var sum = 0.0
    for (index, block) in facts.enumerated() {
      let words = min(Double(block.words), 80) * (1 - block.linkShare)
      sum += words - 12 + (block.endsSentence ? 6 : 0) - 4 * Double(min(block.cues, 3))
      if sum > bestSum {
        bestSum = sum
        best = start..<(index + 1)
      }
      if sum < 0 {
        sum = 0
        start = index + 1
      }
    }
    return best
  }

  /// Appends the values of one block.
  func append(_ index: Int, to values: inout [Double]) {
    let block = facts[index]
    let words = Double(max(1, block.words))
    let characters = Double(max(1, block.characters))
    let last = max(1, facts.count - 1)
    let position = Double(index) / Double(last)
    let prose = max(1, proseBefore[facts.count])
    values += [
      log(words), flag(block.isLong), block.linkShare, flag(block.endsSentence),
      log(Double(block.sentences + 1)), log(Double(block.commas + 1)),
      Double(block.stopWords) / words, Double(block.capitalized) / words,
      Double(block.digits) / characters, Double(block.symbols) / characters * 10,
      flag(block.endsColon), flag(block.startsLower), log(Double(block.cues + 1)),
      Double(block.cues) / words, flag(block.hasDate), log(Double(block.copies)),
      flag(block.kind == .heading), flag(block.kind == .listItem), flag(block.kind == .table),
      flag(block.kind == .quote || block.kind == .code), flag(block.words <= 1), position,
      flag(index < 5), flag(facts.count - index <= 8), proseBefore[index] / prose,
      (prose - proseBefore[index]) / prose, flag(best.contains(index)),
      log(Double(max(0, best.lowerBound - index)) + 1),
      log(Double(max(0, index - best.upperBound + 1)) + 1), bestShare, flag(block.isHidden),
      log(Double(block.links + 1)), flag(block.words < 6 && block.linkShare > 0.5),
    ]
    values += window(around: index)
    values += [proseBefore[facts.count] / totalWords, log(Double(facts.count))]
    for offset in [-2, -1, 1, 2] { append(neighbour: index + offset, to: &values) }
    append(bits: block.around, to: &values)
    append(bits: block.near, to: &values)
  }

  private func window(around index: Int) -> [Double] {
    var prose = 0.0
    var links = 0.0
    var cues = 0.0
    var ends = 0.0
    let range = max(0, index - 5)..<min(facts.count, index + 6)
    for block in facts[range] {
      if block.isLong { prose += Double(block.words) }
      links += block.linkShare
      cues += Double(min(1, block.cues))
      ends += flag(block.endsSentence)
    }
    let size = Double(range.count)
    return [log(prose + 1), links / size, cues / size, ends / size]
  }

  private func append(neighbour index: Int, to values: inout [Double]) {
    guard facts.indices.contains(index) else {
      values += [0, 0, 0, 0, 0]
      return
    }
    let block = facts[index]
    values += [
      log(Double(block.words + 1)), block.linkShare, flag(block.endsSentence),
      flag(block.kind == .heading), flag(block.cues > 0),
    ]
  }

  private func append(bits: UInt64, to values: inout [Double]) {
    for bit in PageMarks.names.indices { values.append(Double(bits >> UInt64(bit) & 1)) }
  }

  private func flag(_ value: Bool) -> Double { value ? 1 : 0 }
  private func log(_ value: Double) -> Double { FixedLog.ln(max(1, value)) }
}

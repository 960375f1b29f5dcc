/// A logistic model in two passes: the second also sees what the first made of the neighbours.
///
/// Sums run in the order of the features, and the exponential is made of multiplications, so that the
/// answer is the same bits on every processor.
struct ContentModel: Sendable {
  private let first: [Double]
  private let second: [Double]

  /// Weights of both passes in ten-thousandths, parted by blanks: for each pass a bias, then one for each feature.
  init(_ text: String) {
    let values = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      .map { Double($0) / 10_000 }
    let size = BlockFeatures.count + 1
    first = Array(values.prefix(size))
    second = Array(values.dropFirst(size))
  }

  /// What the second pass sees of the first: the block's own, its neighbours', means and the page's.
  static let contextNames = [
    "likely", "likely -2", "likely -1", "likely 1", "likely 2", "likely around 5",
    "likely around 20",
    "likely on the page", "likely before", "likely behind",
  ]

  /// The probability of each block to be main content, and the features that weighed most.
  func probabilities(_ features: BlockFeatures) -> (values: [Double], reasons: [String]) {
    var rows: [[Double]] = []
    var early: [Double] = []
    for index in features.facts.indices {
      var row: [Double] = []
      row.reserveCapacity(BlockFeatures.count + Self.contextNames.count)
      features.append(index, to: &row)
      early.append(Self.probability(sum(row, first)))
      rows.append(row)
    }
    var values: [Double] = []
    var reasons: [String] = []
    for index in rows.indices {
      let row = rows[index] + Self.context(early, features.facts, index)
      values.append(Self.probability(sum(row, second)))
      reasons.append(reason(row))
    }
    return (values, reasons)
  }

  private func sum(_ row: [Double], _ weights: [Double]) -> Double {
    var sum = weights.first ?? 0
    for index in row.indices where index + 1 < weights.count {
      sum += row[index] * weights[index + 1]
    }
    return sum
  }

  private func reason(_ row: [Double]) -> String {
    let names = BlockFeatures.names + Self.contextNames
    let effects = row.indices.map { index in
      (index, index + 1 < second.count ? row[index] * second[index + 1] : 0)
    }
    let strongest = effects.filter { $0.1 < 0 }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(3)
    return strongest.map { names[$0.0] }.joined(separator: ", ")
  }

  static func context(_ early: [Double], _ facts: [BlockFacts], _ index: Int) -> [Double] {
    func at(_ position: Int) -> Double { early.indices.contains(position) ? early[position] : 0 }
    func mean(_ reach: Int) -> Double {
      var sum = 0.0
      var weight = 0.0
      for position in max(0, index - reach)..<min(early.count, index + reach + 1) {
        let words = Double(min(facts[position].words, 60) + 1)
        sum += early[position] * words
        weight += words
      }
      return sum / weight
    }
    var before = 0.0
    var behind = 0.0
    for position in early.indices {
      let words = early[position] * Double(facts[position].words)
      if position < index { before += words } else if position > index { behind += words }
    }
    let total = max(1, before + behind)
    return [
      at(index), at(index - 2), at(index - 1), at(index + 1), at(index + 2), mean(5), mean(20),
      mean(early.count), before / total, behind / total,
    ]
  }

  /// The logistic function, by repeated squaring of 1 + x/4096.
  static func probability(_ score: Double) -> Double {
    let x = max(-30, min(30, score))
    var power = 1 + abs(x) / 4096
    for _ in 0..<12 { power *= power }
    let exponential = x < 0 ? 1 / power : power
    return exponential / (1 + exponential)
  }
}

/// What the cells of one column look like: expected counts over the lines of a block.
struct ColumnProfile {
  private(set) var filled = 0.0
  private(set) var empty = 0.0
  private(set) var first: [Double]
  private(set) var last: [Double]
  private(set) var type: [Double]
  private(set) var length: [Double]
  /// Counts by the block's interned numbers: words, whole cells, sequences, first and last words,
  /// endings.
  private(set) var interned: [Double]

  init(_ numbers: Int) {
    first = [Double](repeating: 0, count: WordClass.count)
    last = [Double](repeating: 0, count: WordClass.count)
    type = [Double](repeating: 0, count: CellType.count)
    length = [Double](repeating: 0, count: 9)
    interned = [Double](repeating: 0, count: numbers)
  }

  mutating func add(_ cell: LatticeCell, of lattice: CellLattice, _ weight: Double) {
    filled += weight
    first[Int(cell.first)] += weight
    last[Int(cell.last)] += weight
    type[Int(cell.type)] += weight
    length[Int(cell.length)] += weight
    interned[Int(cell.exact)] += weight
    interned[Int(cell.sequence)] += weight
    interned[Int(cell.firstWord)] += weight
    interned[Int(cell.lastWord)] += weight
    interned[Int(cell.ending)] += weight
    for word in cell.words { interned[Int(lattice.wordNumbers[word])] += weight }
  }

  mutating func addEmpty(_ weight: Double) { empty += weight }
}

/// Shares of all cells in tables known to training, against which a column's counts are held.
enum Background {
  /// Strength of the background in a profile, in cells.
  static let weight = 1.5
  static let sequence = 0.02
  static let ending = 0.02
  static let length = [0.01, 0.34, 0.3, 0.13, 0.07, 0.07, 0.05, 0.03, 0.02]

  static func first(_ kind: Int) -> Double { classShare[kind] }
  static func type(_ type: Int) -> Double { 1.0 / Double(CellType.count) }

  /// By `WordClass`: titles, lower case and integers are common, the rest rare.
  private static let classShare: [Double] = {
    var share = [Double](repeating: 0.02, count: WordClass.count)
    share[Int(WordClass.title.rawValue)] = 0.3
    share[Int(WordClass.lower.rawValue)] = 0.12
    share[Int(WordClass.integer.rawValue)] = 0.1
    return share
  }()
}

/// Names of the dense features of a cell in a column.
enum RowFeature: Int, CaseIterable {
  case gap, first, last, type, length, sequence, ending, seenShare, elsewhereShare, exact, firstWord
  case lastWord, badEnd, badStart, logLength, seen, agreement, empty, emptyShare
}

/// Names of the dense features of a header's cell.
enum HeaderFeature: Int, CaseIterable {
  case gap, badEnd, badStart, logLength, agreement, long
}

/// A column's profile with the logarithms that the cells of one line need, made once a line.
struct ProfileScores {
  let profile: ColumnProfile
  private let first: [Double]
  private let last: [Double]
  private let type: [Double]
  private let length: [Double]
  private let total: Double
  let emptyShare: Double

  init(_ profile: ColumnProfile) {
    let total = max(0, profile.filled) + Background.weight
    func ratios(_ counts: [Double], _ share: (Int) -> Double) -> [Double] {
      counts.indices.map { index in
        let background = share(index)
        let count = max(0, counts[index]) + Background.weight * background
        return Numbers.ln(count / total / background)
      }
    }
    self.profile = profile
    self.total = total
    first = ratios(profile.first) { Background.first($0) }
    last = ratios(profile.last) { Background.first($0) }
    type = ratios(profile.type) { Background.type($0) }
    length = ratios(profile.length) { Background.length[$0] }
    let empty = max(0, profile.empty)
    emptyShare = Numbers.ln((empty + 0.1) / (max(0, profile.filled) + empty + 1))
  }

  private func ratio(_ number: Int32, _ share: Double) -> Double {
    let count = max(0, profile.interned[Int(number)]) + Background.weight * share
    return Numbers.ln(count / total / share)
  }

  /// Fills `values` with the dense features (`RowFeature`) of a cell in this column, the `column`th
  /// of `all`.
  func features(
    _ cell: LatticeCell, of lattice: CellLattice, _ column: Int, _ all: [ProfileScores],
    agreement: Double, into values: inout [Double]
  ) {
    let words = Double(cell.words.count)
    var seen = 0.0
    var elsewhere = 0.0
    for word in cell.words {
      let number = Int(lattice.wordNumbers[word])
      if profile.interned[number] > 0.5 {
        seen += 1
      } else if all.indices.contains(where: {
        $0 != column && all[$0].profile.interned[number] > 0.5
      }) {
        elsewhere += 1
      }
    }
    func share(_ number: Int32) -> Double { min(1, max(0, profile.interned[Int(number)])) }
    let exact = share(cell.exact)
    values[RowFeature.gap.rawValue] = cell.gap
    values[RowFeature.first.rawValue] = first[Int(cell.first)]
    values[RowFeature.last.rawValue] = last[Int(cell.last)]
    values[RowFeature.type.rawValue] = type[Int(cell.type)]
    values[RowFeature.length.rawValue] = length[Int(cell.length)]
    values[RowFeature.sequence.rawValue] = ratio(cell.sequence, Background.sequence)
    values[RowFeature.ending.rawValue] = ratio(cell.ending, Background.ending)
    values[RowFeature.seenShare.rawValue] = seen / words
    values[RowFeature.elsewhereShare.rawValue] = elsewhere / words
    values[RowFeature.exact.rawValue] = exact
    values[RowFeature.firstWord.rawValue] = share(cell.firstWord) * (1 - exact)
    values[RowFeature.lastWord.rawValue] = share(cell.lastWord) * (1 - exact)
    values[RowFeature.badEnd.rawValue] = cell.badEnd
    values[RowFeature.badStart.rawValue] = cell.badStart
    values[RowFeature.logLength.rawValue] = cell.logLength
    values[RowFeature.seen.rawValue] = min(3, seen)
    values[RowFeature.agreement.rawValue] = agreement
    values[RowFeature.empty.rawValue] = 0
    values[RowFeature.emptyShare.rawValue] = 0
  }

  func emptyFeatures(into values: inout [Double]) {
    for index in values.indices { values[index] = 0 }
    values[RowFeature.empty.rawValue] = 1
    values[RowFeature.emptyShare.rawValue] = emptyShare
  }
}

func dot(_ weights: [Double], _ values: [Double]) -> Double {
  var sum = 0.0
  for index in weights.indices { sum += weights[index] * values[index] }
  return sum
}

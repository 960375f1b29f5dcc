/// A run of short lines in which a flattened table is sought.
final class FlatBlock {
  /// Indices of the lines in the text.
  let lines: Range<Int>
  let words: [[Word]]
  let shapes: [LineShape]
  /// Score of each gap of each line as a cell boundary of a row, and as one of a header.
  let gaps: [[Double]]
  let scored: [LineScores.Line]
  /// Log-odds that a line belongs to a table, -4...4.
  let scores: [Double]
  private let features: GapFeatures
  private let model: TableModel

  init(
    _ lines: Range<Int>, _ text: TableText, _ facts: [LineFacts], _ pairs: [UInt64: Int],
    _ model: TableModel
  ) {
    self.lines = lines
    self.model = model
    words = lines.map { text.words(of: facts[$0].content, model) }
    shapes = words.map { LineShape($0) }
    features = GapFeatures(block: BlockCounts(words), document: pairs)
    var gaps: [[Double]] = []
    for (line, shape) in zip(words, shapes) {
      gaps.append(Self.scores(line, shape, isHeader: false, features, model))
    }
    self.gaps = gaps
    var scored: [LineScores.Line] = []
    for (line, (shape, gap)) in zip(words, zip(shapes, gaps)) {
      scored.append(LineScores.line(line, shape, gap))
    }
    self.scored = scored
    scores = scored.indices.map { index in
      min(4, max(-4, model.sum(LineScores.features(scored, index, model))))
    }
  }

  /// Gap scores of a line read as the header of the table.
  func headerGaps(_ line: Int) -> [Double] {
    Self.scores(words[line], shapes[line], isHeader: true, features, model)
  }

  private static func scores(
    _ line: [Word], _ shape: LineShape, isHeader: Bool, _ features: GapFeatures, _ model: TableModel
  ) -> [Double] {
    var found: [UInt32] = []
    return line.indices.map { index in
      guard index > 0 else { return 0 }
      found.removeAll(keepingCapacity: true)
      features.collect(
        line, index, isHeader: isHeader, shape, withWords: model.readsWords, &found)
      return min(7, max(-7, model.sum(found)))
    }
  }
}

/// A reading of some lines as a flattened table.
struct FlatCandidate {
  let kind: TableKind
  let lines: Range<Int>
  let columns: Int
  let cells: [[CellSlice]]
  /// What the chooser reads, in 1/64.
  var values: [Int16]
  /// Logarithm of the belief that the lines are cut at the right places.
  var certainty = 0.0
}

/// Gathers a candidate's numbers.
struct ValueList {
  private(set) var values: [Int16] = []

  mutating func add(_ value: Double) {
    let scaled = (min(500, max(-500, value)) * 64).rounded(.toNearestOrEven)
    values.append(Int16(scaled))
  }

  mutating func add(_ value: Int) { add(Double(value)) }
  mutating func add(_ value: Bool) { add(value ? 1 : 0) }

  /// Mean and least of some values; 0 for none.
  mutating func addSummary(_ list: [Double]) {
    add(mean(list))
    add(list.min() ?? 0)
  }
}

func mean(_ list: [Double]) -> Double {
  var sum = 0.0
  for value in list { sum += value }
  return list.isEmpty ? 0 : sum / Double(list.count)
}

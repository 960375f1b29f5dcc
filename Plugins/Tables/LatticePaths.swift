/// A cell of a cut line: column and the cuts it lies between; `start == end` is an empty cell.
struct CutCell: Equatable {
  let column: Int
  let start: Int
  let end: Int
  /// Probability under all ways to cut the line.
  var weight = 1.0

  var isEmpty: Bool { start == end }
}

/// All ways to cut one line into a number of columns, with the score of each possible cell.
struct LatticePaths {
  let columns: Int
  /// Number of cuts, 0 and the line's end included.
  let cuts: Int
  /// Score of the cell of column c between x and y at `(c * cuts + x) * cuts + y`.
  private var scores: [Double]
  /// Score of an empty cell by column; nil where cells must not be empty.
  private let emptyScores: [Double]?

  init(
    columns: Int, cuts: Int, emptyScores: [Double]?,
    score: (_ column: Int, _ x: Int, _ y: Int) -> Double
  ) {
    self.columns = columns
    self.cuts = cuts
    self.emptyScores = emptyScores
    scores = [Double](repeating: 0, count: columns * cuts * cuts)
    guard isPossible else { return }
    for column in 0..<columns {
      for x in 0..<cuts - 1 where isReachable(column, x) {
        for y in ends(column, x) { scores[(column * cuts + x) * cuts + y] = score(column, x, y) }
      }
    }
  }

  private func isReachable(_ column: Int, _ x: Int) -> Bool {
    if column == 0 { return x == 0 }
    return emptyScores != nil || x >= column && x <= cuts - 1 - (columns - column)
  }

  private func ends(_ column: Int, _ x: Int) -> ClosedRange<Int> {
    if column == columns - 1 { return cuts - 1...cuts - 1 }
    return x + 1...(emptyScores != nil ? cuts - 1 : cuts - 1 - (columns - column - 1))
  }

  private func score(_ column: Int, _ x: Int, _ y: Int) -> Double {
    scores[(column * cuts + x) * cuts + y]
  }

  /// Whether the line has enough words.
  var isPossible: Bool { emptyScores != nil || cuts - 1 >= columns }

  /// The best way and its score.
  func best() -> (score: Double, cells: [CutCell]) {
    let none = -1e18
    var value = [Double](repeating: none, count: (columns + 1) * cuts)
    var back = [Int](repeating: 0, count: (columns + 1) * cuts)
    value[0] = 0
    for column in 0..<columns {
      for x in 0..<cuts
      where value[column * cuts + x] > none && (x == cuts - 1 || isReachable(column, x)) {
        let before = value[column * cuts + x]
        func offer(_ y: Int, _ score: Double) {
          if before + score > value[(column + 1) * cuts + y] {
            value[(column + 1) * cuts + y] = before + score
            back[(column + 1) * cuts + y] = x
          }
        }
        if let emptyScores { offer(x, emptyScores[column]) }
        guard x < cuts - 1 else { continue }
        for y in ends(column, x) { offer(y, score(column, x, y)) }
      }
    }
    var cells: [CutCell] = []
    var y = cuts - 1
    for column in (0..<columns).reversed() {
      let x = back[(column + 1) * cuts + y]
      cells.append(CutCell(column: column, start: x, end: y))
      y = x
    }
    return (value[columns * cuts + cuts - 1], cells.reversed())
  }

  /// The logarithm of the sum over all ways, and each cell with its probability, those below 0.002
  /// left out.
  func marginals() -> (logSum: Double, cells: [CutCell]) {
    let size = (columns + 1) * cuts
    var forward = [Double](repeating: 0, count: size)
    var backward = [Double](repeating: 0, count: size)
    var weights = [Double](repeating: 0, count: scores.count)
    let empty = emptyScores?.map { Numbers.exp(bounded($0)) }
    forward[0] = 1
    for column in 0..<columns {
      for x in 0..<cuts
      where forward[column * cuts + x] > 0 && (x == cuts - 1 || isReachable(column, x)) {
        let before = forward[column * cuts + x]
        if let empty { forward[(column + 1) * cuts + x] += before * empty[column] }
        guard x < cuts - 1 else { continue }
        for y in ends(column, x) {
          let weight = Numbers.exp(bounded(score(column, x, y)))
          weights[(column * cuts + x) * cuts + y] = weight
          forward[(column + 1) * cuts + y] += before * weight
        }
      }
    }
    backward[size - 1] = 1
    for column in (0..<columns).reversed() {
      for x in 0..<cuts where x == cuts - 1 || isReachable(column, x) {
        var sum = 0.0
        if let empty { sum += empty[column] * backward[(column + 1) * cuts + x] }
        if x < cuts - 1 {
          for y in ends(column, x) {
            sum += weights[(column * cuts + x) * cuts + y] * backward[(column + 1) * cuts + y]
          }
        }
        backward[column * cuts + x] = sum
      }
    }
    let total = forward[size - 1]
    guard total > 0 else { return (-1e3, best().cells) }
    var cells: [CutCell] = []
    for column in 0..<columns {
      for x in 0..<cuts
      where forward[column * cuts + x] > 0 && (x == cuts - 1 || isReachable(column, x)) {
        let before = forward[column * cuts + x] / total
        func add(_ y: Int, _ weight: Double) {
          let share = before * weight * backward[(column + 1) * cuts + y]
          if share > 0.002 {
            cells.append(CutCell(column: column, start: x, end: y, weight: share))
          }
        }
        if let empty { add(x, empty[column]) }
        guard x < cuts - 1 else { continue }
        for y in ends(column, x) { add(y, weights[(column * cuts + x) * cuts + y]) }
      }
    }
    return (Numbers.ln(total), cells)
  }

  private func bounded(_ score: Double) -> Double { min(40, max(-40, score)) }
}

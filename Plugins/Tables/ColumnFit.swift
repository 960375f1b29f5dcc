/// Cuts all lines of a block into the same number of columns.
///
/// Columns and cuts tell each other: the first cuts come from the gaps alone; then each line is cut
/// again against profiles of the columns that the other lines suggest, weighted by how sure their
/// cuts are, for a few rounds.
struct ColumnFit {
  let model: TableModel
  let header: CellLattice
  let rows: [CellLattice]
  let numbers: Int
  /// How each possible cell of the header goes with each type of cell, at `x * header.cuts.count +
  /// y`.
  private let agreements: [[Double]]

  init(model: TableModel, header: CellLattice, rows: [CellLattice], numbers: Int) {
    self.model = model
    self.header = header
    self.rows = rows
    self.numbers = numbers
    let cuts = header.cuts
    agreements = (0..<cuts.count * cuts.count).map { index in
      let (x, y) = (index / cuts.count, index % cuts.count)
      guard x < y else { return [] }
      let words = header.words[cuts[x]..<cuts[y]]
      return (0..<Int32(CellType.count)).map { model.sum(CellFeatures.agreement(words, $0)) }
    }
  }

  struct Result {
    var columns = 0
    var allowsEmpty = false
    var headerCells: [CutCell] = []
    var cells: [[CutCell]] = []
    /// Score of the chosen cuts, and the logarithm of the sum over all cuts, of the header and each
    /// line.
    var headerScore = 0.0
    var headerLogSum = 0.0
    var scores: [Double] = []
    var logSums: [Double] = []
    /// Sums of the dense features of the chosen cells, by column.
    var features: [[Double]] = []
    var profiles: [ColumnProfile] = []
  }

  static let rounds = 3

  /// The cuts for a number of columns; nil when a line has too few words.
  func fit(columns: Int, allowsEmpty: Bool, rounds: Int = Self.rounds) -> Result? {
    var posterior: [[CutCell]] = []
    for row in rows {
      let paths = firstPaths(row, columns, allowsEmpty)
      guard paths.isPossible else { return nil }
      posterior.append(paths.marginals().cells)
    }
    guard header.cuts.count > columns else { return nil }
    var profiles = self.profiles(posterior, columns)
    var result = Result(columns: columns, allowsEmpty: allowsEmpty)
    for round in 0..<rounds {
      let isLast = round == rounds - 1
      let headerPaths = self.headerPaths(columns, profiles)
      let headerBest = headerPaths.best()
      let agreement = headerBest.cells.map { self.agreement($0) }
      if isLast {
        result.headerCells = headerBest.cells
        result.headerScore = headerBest.score
        result.headerLogSum = headerPaths.marginals().logSum
        result.features = [[Double]](
          repeating: [Double](repeating: 0, count: RowFeature.allCases.count), count: columns)
      }
      var next: [[CutCell]] = []
      for (row, before) in zip(rows, posterior) {
        add(before, of: row, to: &profiles, -1)
        let cells = cut(row, profiles, agreement, isLast, &result)
        add(cells, of: row, to: &profiles, 1)
        next.append(cells)
      }
      posterior = next
    }
    result.profiles = profiles
    return result
  }

  /// The cells of a line with their probabilities under profiles of the other lines; the last time
  /// its best cut goes into `result`.
  private func cut(
    _ row: CellLattice, _ profiles: [ColumnProfile], _ agreement: [[Double]], _ isLast: Bool,
    _ result: inout Result
  ) -> [CutCell] {
    let scored = profiles.map { ProfileScores($0) }
    let paths = rowPaths(row, scored, agreement, result.allowsEmpty)
    let (logSum, cells) = paths.marginals()
    guard isLast else { return cells }
    let best = paths.best()
    result.cells.append(best.cells)
    result.scores.append(best.score)
    result.logSums.append(logSum)
    addFeatures(best.cells, row, scored, agreement, &result.features)
    return cells
  }

  // MARK: Paths

  func firstPaths(_ row: CellLattice, _ columns: Int, _ allowsEmpty: Bool) -> LatticePaths {
    let gap = model.row[RowFeature.gap.rawValue]
    let length = model.row[RowFeature.logLength.rawValue]
    let empty =
      model.row[RowFeature.empty.rawValue] + 2 * model.row[RowFeature.emptyShare.rawValue] * -1
    return LatticePaths(
      columns: columns, cuts: row.cuts.count,
      emptyScores: allowsEmpty ? [Double](repeating: empty, count: columns) : nil
    ) { column, x, y in
      let cell = row.cell(x, y)
      return gap * cell.gap + length * cell.logLength + cell.fixed(in: column, of: columns)
    }
  }

  func rowPaths(
    _ row: CellLattice, _ profiles: [ProfileScores], _ agreement: [[Double]], _ allowsEmpty: Bool
  ) -> LatticePaths {
    let columns = profiles.count
    var values = [Double](repeating: 0, count: RowFeature.allCases.count)
    var empty: [Double]?
    if allowsEmpty {
      empty = profiles.map { profile in
        profile.emptyFeatures(into: &values)
        return dot(model.row, values)
      }
    }
    return LatticePaths(columns: columns, cuts: row.cuts.count, emptyScores: empty) {
      column, x, y in
      let cell = row.cell(x, y)
      profiles[column].features(
        cell, of: row, column, profiles, agreement: agreement[column][Int(cell.type)], into: &values
      )
      return dot(model.row, values) + cell.fixed(in: column, of: columns)
    }
  }

  func headerPaths(_ columns: Int, _ profiles: [ColumnProfile]) -> LatticePaths {
    LatticePaths(columns: columns, cuts: header.cuts.count, emptyScores: nil) { column, x, y in
      let cell = header.cell(x, y)
      return dot(model.header, headerFeatures(x, y, profiles[column])) + cell.fixed.1
    }
  }

  /// The dense features (`HeaderFeature`) of a header's cell over a column.
  func headerFeatures(_ x: Int, _ y: Int, _ profile: ColumnProfile) -> [Double] {
    let cell = header.cell(x, y)
    var values = [Double](repeating: 0, count: HeaderFeature.allCases.count)
    values[HeaderFeature.gap.rawValue] = cell.gap
    values[HeaderFeature.badEnd.rawValue] = cell.badEnd
    values[HeaderFeature.badStart.rawValue] = cell.badStart
    values[HeaderFeature.logLength.rawValue] = cell.logLength
    values[HeaderFeature.long.rawValue] = cell.words.count > 4 ? 1 : 0
    if profile.filled > 0.5 {
      var sum = 0.0
      for (type, weight) in agreements[x * header.cuts.count + y].enumerated() {
        sum += weight * max(0, profile.type[type])
      }
      values[HeaderFeature.agreement.rawValue] = sum / profile.filled
    }
    return values
  }

  func agreement(_ cell: CutCell) -> [Double] {
    agreements[cell.start * header.cuts.count + cell.end]
  }

  // MARK: Profiles

  func profiles(_ posterior: [[CutCell]], _ columns: Int) -> [ColumnProfile] {
    var profiles = [ColumnProfile](repeating: ColumnProfile(numbers), count: columns)
    for (row, cells) in zip(rows, posterior) { add(cells, of: row, to: &profiles, 1) }
    return profiles
  }

  func add(
    _ cells: [CutCell], of row: CellLattice, to profiles: inout [ColumnProfile], _ sign: Double
  ) {
    for cell in cells {
      if cell.isEmpty {
        profiles[cell.column].addEmpty(sign * cell.weight)
      } else {
        profiles[cell.column].add(row.cell(cell.start, cell.end), of: row, sign * cell.weight)
      }
    }
  }

  private func addFeatures(
    _ cells: [CutCell], _ row: CellLattice, _ profiles: [ProfileScores], _ agreement: [[Double]],
    _ sums: inout [[Double]]
  ) {
    var values = [Double](repeating: 0, count: RowFeature.allCases.count)
    for cell in cells {
      if cell.isEmpty {
        profiles[cell.column].emptyFeatures(into: &values)
      } else {
        let found = row.cell(cell.start, cell.end)
        profiles[cell.column].features(
          found, of: row, cell.column, profiles, agreement: agreement[cell.column][Int(found.type)],
          into: &values)
      }
      for index in values.indices { sums[cell.column][index] += values[index] }
    }
  }
}

/// Cell and header weights by the likelihood of the true cuts of a line, given profiles of the
/// others.
struct CellTrainer {
  var model: TableModel
  private(set) var learner = Adagrad()
  private var random = Generator(state: 11)

  init(_ model: TableModel) {
    self.model = model
    learner.rate = 0.05
  }

  mutating func train(
    _ documents: [TrainingDocument], _ gaps: (TrainingDocument) -> TableModel, epochs: Int
  ) {
    for epoch in 0..<epochs {
      var good = 0
      var all = 0
      for document in documents.shuffled(using: &random) {
        var base = gaps(document)
        base.row = model.row
        base.header = model.header
        // Cell features live beside those of gaps in one table: their kinds differ.
        let blocks = document.blocks(base)
        for table in document.tables where table.isRows && table.counts.count > 2 {
          guard let block = block(of: table, in: blocks) else { continue }
          let (right, lines) = learn(table, block, document, Float(epoch))
          good += right
          all += lines
        }
      }
      print("cells, epoch \(epoch): \(good) of \(all) lines")
    }
  }

  private mutating func learn(
    _ table: TrueTable, _ block: FlatBlock, _ document: TrainingDocument, _ epoch: Float
  ) -> (Int, Int) {
    let lines =
      table.lines.lowerBound - block.lines.lowerBound..<table.lines.upperBound
      - block.lines.lowerBound
    let columns = table.counts[0].count
    guard FlatRows.columns.contains(columns), lines.count <= 40 else { return (0, 0) }
    let fit = FlatRows(text: document.text, model: model).makeFit(block, lines)
    var truth: [[CutCell]] = []
    for (lattice, counts) in zip([fit.header] + fit.rows, table.counts) {
      guard let cells = cutCells(lattice, counts) else { return (0, 0) }
      truth.append(cells)
    }
    guard fit.header.cuts.count > columns, !truth[0].contains(where: \.isEmpty) else {
      return (0, 0)
    }
    let hasEmpty = truth.dropFirst().joined().contains(where: \.isEmpty)
    let allowsEmpty = hasEmpty || Int.random(in: 0..<3, using: &random) == 0
    guard let found = fit.fit(columns: columns, allowsEmpty: allowsEmpty, rounds: 2) else {
      return (0, 0)
    }
    withWords = document.hasKnownWords
    model.readsWords = withWords
    defer { model.readsWords = true }
    let share = [0, 0.3, 0.7, 1.0][Int.random(in: 0..<4, using: &random)]
    var mixed: [[CutCell]] = []
    for (right, guess) in zip(truth.dropFirst(), found.cells) {
      mixed.append(
        right.map { CutCell(column: $0.column, start: $0.start, end: $0.end, weight: share) }
          + guess.map {
            CutCell(column: $0.column, start: $0.start, end: $0.end, weight: 1 - share)
          })
    }
    let rate = 0.004 / (1 + Double(epoch)) * Double(document.weight)
    var profiles = fit.profiles(mixed, columns)
    learnHeader(fit, truth[0], profiles, rate * 2, document.weight)
    let agreement = (Bool.random(using: &random) ? truth[0] : found.headerCells).map {
      fit.agreement($0)
    }
    let headers = truth[0].map { fit.header.words[fit.header.cell($0.start, $0.end).words] }
    var good = 0
    for (index, row) in fit.rows.enumerated() {
      fit.add(mixed[index], of: row, to: &profiles, -1)
      let scored = profiles.map { ProfileScores($0) }
      let paths = fit.rowPaths(row, scored, agreement, allowsEmpty)
      if found.cells[index] == truth[index + 1] { good += 1 }
      var dense = [Double](repeating: 0, count: RowFeature.allCases.count)
      for (cells, sign) in [(truth[index + 1], 1.0), (paths.marginals().cells, -1.0)] {
        for cell in cells {
          add(cell, sign * cell.weight, row, scored, agreement, headers, &dense, document.weight)
        }
      }
      for feature in dense.indices where feature != RowFeature.agreement.rawValue {
        model.row[feature] += rate * max(-5, min(5, dense[feature]))
      }
      // The first pass, which knows no profiles, learns the same fixed weights.
      fit.add(mixed[index], of: row, to: &profiles, 1)
    }
    model.features.merge(touched)
    touched = FeatureWeights(capacity: 1 << 10)
    return (good, fit.rows.count)
  }

  private var withWords = true
  /// Hashed weights changed by the current table.
  private var touched = FeatureWeights(capacity: 1 << 10)

  private mutating func step(_ features: [UInt32], _ gradient: Double, _ weight: Float) {
    guard gradient > 0.01 || gradient < -0.01 else { return }
    learner.step(features, Float(-gradient) * weight)
    for feature in features { touched[feature] = learner.weights[feature] }
  }

  private mutating func add(
    _ cell: CutCell, _ sign: Double, _ row: CellLattice, _ profiles: [ProfileScores],
    _ agreement: [[Double]], _ headers: [ArraySlice<Word>], _ dense: inout [Double], _ weight: Float
  ) {
    var values = [Double](repeating: 0, count: dense.count)
    if cell.isEmpty {
      profiles[cell.column].emptyFeatures(into: &values)
    } else {
      let found = row.cell(cell.start, cell.end)
      profiles[cell.column].features(
        found, of: row, cell.column, profiles, agreement: agreement[cell.column][Int(found.type)],
        into: &values)
      var features: [UInt32] = []
      let place = cell.column == 0 ? 0 : cell.column == profiles.count - 1 ? 2 : 1
      CellFeatures.row(row.words[found.words], found, place, withWords: withWords, &features)
      features += CellFeatures.agreement(headers[cell.column], found.type)
      step(features, sign, weight)
    }
    for index in values.indices { dense[index] += sign * values[index] }
  }

  private mutating func learnHeader(
    _ fit: ColumnFit, _ truth: [CutCell], _ profiles: [ColumnProfile], _ rate: Double,
    _ weight: Float
  ) {
    let paths = fit.headerPaths(profiles.count, profiles)
    var dense = [Double](repeating: 0, count: HeaderFeature.allCases.count)
    for (cells, sign) in [(truth, 1.0), (paths.marginals().cells, -1.0)] {
      for cell in cells {
        let found = fit.header.cell(cell.start, cell.end)
        for (index, value) in fit.headerFeatures(cell.start, cell.end, profiles[cell.column])
          .enumerated()
        {
          dense[index] += sign * cell.weight * value
        }
        var features: [UInt32] = []
        CellFeatures.header(fit.header.words[found.words], found, withWords: withWords, &features)
        step(features, sign * cell.weight, weight)
      }
    }
    for index in dense.indices { model.header[index] += rate * max(-5, min(5, dense[index])) }
  }

  /// The true cells as cuts of a lattice; nil when a true cut is not among those tried.
  private func cutCells(_ lattice: CellLattice, _ counts: [Int]) -> [CutCell]? {
    var cells: [CutCell] = []
    var position = 0
    for (column, count) in counts.enumerated() {
      guard let start = lattice.cuts.firstIndex(of: position),
        let end = lattice.cuts.firstIndex(of: position + count)
      else { return nil }
      cells.append(CutCell(column: column, start: start, end: end))
      position += count
    }
    return position == lattice.words.count ? cells : nil
  }
}

/// Tables flattened to one cell a line, rows parted by a blank line or by nothing.
struct FlatCells {
  let text: TableText
  let model: TableModel

  /// Lines of a sequence without blank lines; six or seven can be read as two columns and tell too
  /// little.
  static let minLines = 8
  static let maxLines = 400
  static let columns = 2...6

  /// Where each cell of a reading stands: line of the sequence, row by row; the header first.
  private struct Layout {
    var columns: Int
    var rows: [[Int?]]
    /// Lines of the sequence before and after.
    var before: Int
    var after: Int
    var isParted = false
  }

  /// The readings of a sequence of lines; `parts` are its stretches between blank lines.
  func candidates(in sequence: [FlatLine], parts: [Range<Int>]) -> [FlatCandidate] {
    guard !isVerse(sequence) else { return [] }
    let layouts =
      parts.count > 2 ? partedLayouts(parts, sequence.count) : tightLayouts(sequence.count)
    guard !layouts.isEmpty else { return [] }
    let interner = Interner()
    let cells = sequence.map { CellLattice(whole: $0.words, model, interner, text) }
    let evidence = layouts.map { layout in
      CellEvidence(
        sequence: sequence, cells: cells, model: model, rows: layout.rows,
        numbers: Int(interner.count))
    }
    let scores = evidence.map(\.score)
    let best = scores.max() ?? 0
    return layouts.indices.map { index in
      let layout = layouts[index]
      var values = ValueList()
      values.add(layout.columns)
      values.add(layout.rows.count)
      values.add(layout.before)
      values.add(layout.after)
      values.add(layout.isParted)
      values.add(layout.isParted ? layout.rows.count { $0.contains(nil) } : 0)
      values.add(scores[index] - best)
      let others = layouts.indices.filter { layouts[$0].columns != layout.columns }.map {
        scores[$0]
      }
      values.add(scores[index] - (others.max() ?? best - 10))
      evidence[index].add(to: &values)
      addEdges(layout, sequence, cells, evidence[index], &values)
      return candidate(layout, sequence, values.values)
    }
  }

  /// Lines that end in a comma or semicolon go on in the next: verse, addresses, letters.
  private func isVerse(_ sequence: [FlatLine]) -> Bool {
    let open = sequence.count { line in
      let last = text.bytes[line.content.upperBound - 1]
      return last == Byte.comma || last == Byte.semicolon
    }
    return 8 * open > sequence.count
  }

  // MARK: Layouts

  /// Every period and start, the last rows left off up to two times.
  private func tightLayouts(_ count: Int) -> [Layout] {
    var layouts: [Layout] = []
    for start in 0..<max(0, min(3, count - 3)) {
      for columns in Self.columns {
        let full = (count - start) / columns
        for dropped in 0..<3 where full - dropped > 2 && full - dropped <= FlatRows.maxRows {
          let rows = (0..<full - dropped).map { row in
            (0..<columns).map { Optional(start + row * columns + $0) }
          }
          layouts.append(
            Layout(
              columns: columns, rows: rows, before: start,
              after: count - start - columns * (full - dropped)))
        }
      }
    }
    return layouts
  }

  /// A block of as many lines as there are columns, then blocks of at most as many.
  private func partedLayouts(_ parts: [Range<Int>], _ count: Int) -> [Layout] {
    var layouts: [Layout] = []
    for head in 0..<min(4, parts.count - 2) {
      for skipped in 0..<min(3, max(0, parts[head].count - 1)) {
        let columns = parts[head].count - skipped
        guard Self.columns.contains(columns) else { continue }
        var end = head + 1
        while end < parts.count, parts[end].count <= columns { end += 1 }
        let header = Array(parts[head].dropFirst(skipped))
        for last in Set([end, end - 1, fullEnd(parts, head + 1, end, columns)]).sorted()
        where last - head > 2 && last - head <= FlatRows.maxRows {
          let rows = parts[head + 1..<last]
          guard 2 * rows.count(where: { $0.count == columns }) >= rows.count else { continue }
          layouts.append(
            Layout(
              columns: columns,
              rows: [header]
                + rows.map { part in
                  part.map { Optional($0) } + [Int?](repeating: nil, count: columns - part.count)
                }, before: head, after: count - parts[last - 1].upperBound, isParted: true))
        }
      }
    }
    return layouts
  }

  private func fullEnd(_ parts: [Range<Int>], _ start: Int, _ end: Int, _ columns: Int) -> Int {
    var last = start
    while last < end, parts[last].count >= max(2, columns - 1) { last += 1 }
    return last
  }

  // MARK: Evidence

  private func addEdges(
    _ layout: Layout, _ sequence: [FlatLine], _ cells: [CellLattice], _ evidence: CellEvidence,
    _ values: inout ValueList
  ) {
    let first = layout.rows[0].compactMap { $0 }.first ?? 0
    let last = layout.rows[layout.rows.count - 1].compactMap { $0 }.last ?? 0
    func edge(_ line: Int) {
      guard sequence.indices.contains(line) else {
        values.add(-9)
        values.add(-9)
        return
      }
      values.add(sequence[line].words.count)
      values.add(evidence.score(of: line, in: 0))
    }
    edge(first - 1)
    edge(last + 1)
    edge(last + 2)
    values.add(evidence.lastRowScore - evidence.score)
  }

  private func candidate(_ layout: Layout, _ sequence: [FlatLine], _ values: [Int16])
    -> FlatCandidate
  {
    let cells = layout.rows.map { row in
      row.map { line in line.map { [sequence[$0].content] } ?? [] }
    }
    let used = layout.rows.joined().compactMap { $0 }
    let first = sequence[used.min() ?? 0].line
    let last = sequence[used.max() ?? 0].line
    return FlatCandidate(
      kind: .flattenedCells, lines: first..<last + 1, columns: layout.columns, cells: cells,
      values: values)
  }
}

/// A line read as one cell.
struct FlatLine {
  let line: Int
  let content: Range<Int>
  let words: [Word]
  /// Expected number of cell boundaries inside.
  let cuts: Double
}

/// What speaks for one reading of lines as cells.
struct CellEvidence {
  private let sequence: [FlatLine]
  private let cells: [CellLattice]
  private let model: TableModel
  private let rows: [[Int?]]
  private let profiles: [ProfileScores]
  private let agreement: [[Double]]
  /// Mean dense features of the cells, by column.
  private var features: [[Double]]
  private var rowScores: [Double]
  /// Mean score of the cells.
  let score: Double

  init(sequence: [FlatLine], cells: [CellLattice], model: TableModel, rows: [[Int?]], numbers: Int)
  {
    self.sequence = sequence
    self.cells = cells
    self.model = model
    self.rows = rows
    let columns = rows[0].count
    agreement = rows[0].map { line in
      let words = line.map { cells[$0].words } ?? []
      return (0..<Int32(CellType.count)).map { model.sum(CellFeatures.agreement(words[...], $0)) }
    }
    var counts = [ColumnProfile](repeating: ColumnProfile(numbers), count: columns)
    for row in rows.dropFirst() {
      for (column, line) in row.enumerated() {
        if let line {
          counts[column].add(cells[line].cell(0, 1), of: cells[line], 1)
        } else {
          counts[column].addEmpty(1)
        }
      }
    }
    profiles = counts.map { ProfileScores($0) }
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: RowFeature.allCases.count), count: columns)
    var values = sums[0]
    var rowScores: [Double] = []
    var all = profiles
    for row in rows.dropFirst() {
      var total = 0.0
      for (column, line) in row.enumerated() {
        guard let line else { continue }
        let lattice = cells[line]
        let cell = lattice.cell(0, 1)
        counts[column].add(cell, of: lattice, -1)
        all[column] = ProfileScores(counts[column])
        all[column].features(
          cell, of: lattice, column, all, agreement: agreement[column][Int(cell.type)],
          into: &values)
        total += dot(model.row, values) + cell.fixed(in: column, of: columns)
        for index in values.indices { sums[column][index] += values[index] }
        counts[column].add(cell, of: lattice, 1)
        all[column] = profiles[column]
      }
      rowScores.append(total / Double(columns))
    }
    self.rowScores = rowScores
    features = sums.map { $0.map { $0 / Double(rows.count - 1) } }
    score = mean(rowScores)
  }

  var lastRowScore: Double { rowScores.last ?? 0 }

  /// How well another line would do as a cell of a column.
  func score(of line: Int, in column: Int) -> Double {
    var values = [Double](repeating: 0, count: RowFeature.allCases.count)
    let cell = cells[line].cell(0, 1)
    profiles[column].features(
      cell, of: cells[line], column, profiles, agreement: agreement[column][Int(cell.type)],
      into: &values)
    return dot(model.row, values) + cell.fixed(in: column, of: profiles.count)
  }

  func add(to values: inout ValueList) {
    values.add(score)
    values.add(rowScores.min() ?? 0)
    for feature in RowFeature.allCases where feature != .gap {
      values.add(mean(features.map { $0[feature.rawValue] }))
    }
    for feature in [RowFeature.type, .length, .sequence, .first, .last] {
      values.add(features.map { $0[feature.rawValue] }.min() ?? 0)
    }
    addPurity(&values)
    addHeader(&values)
    let used = rows.dropFirst().joined().compactMap { $0 }
    let lengths = used.map { Double(sequence[$0].words.count) }
    values.add(mean(lengths))
    values.add(lengths.max() ?? 0)
    values.addSummary(used.map { sequence[$0].cuts })
    values.add(mean(used.map { isSentenceEnd(sequence[$0].words.last) ? 1 : 0 }))
    values.add(
      Double(Set(used.map { cells[$0].cell(0, 1).exact }).count) / Double(max(1, used.count)))
  }

  private func isSentenceEnd(_ word: Word?) -> Bool {
    word.map { [0x2E, 0x21, 0x3F, 0x3A].contains($0.lastSign) } ?? false
  }

  private func addPurity(_ values: inout ValueList) {
    func summary(_ share: (ColumnProfile) -> Double) {
      let shares = profiles.map { share($0.profile) }
      values.addSummary(shares)
      values.add(shares.max() ?? 0)
    }
    summary { ($0.type.max() ?? 0) / ($0.filled + 0.01) }
    summary { ($0.first.max() ?? 0) / ($0.filled + 0.01) }
    summary { ($0.length.max() ?? 0) / ($0.filled + 0.01) }
    // Types that differ between neighbouring columns are what tells a period.
    var distance: [Double] = []
    for (left, right) in zip(profiles, profiles.dropFirst()) {
      var common = 0.0
      for (a, b) in zip(left.profile.type, right.profile.type) { common += min(a, b) }
      distance.append(1 - common / (left.profile.filled + 0.01))
    }
    values.addSummary(distance)
  }

  private func addHeader(_ values: inout ValueList) {
    let lines = rows[0].compactMap { $0 }
    var fixed: [Double] = []
    for line in lines {
      var found: [UInt32] = []
      CellFeatures.header(cells[line].words[...], cells[line].cell(0, 1), &found)
      fixed.append(model.sum(found))
    }
    values.addSummary(fixed)
    let words = lines.flatMap { sequence[$0].words }
    values.addSummary(words.map { model.weight(CellFeatures.headerWord($0.key)) })
    values.add(mean(words.map { $0.kind.isNumeric ? 1 : 0 }))
    values.add(Double(lines.map { sequence[$0].words.count }.max() ?? 0))
    let agreements = zip(agreement, profiles).map { weights, profile in
      var sum = 0.0
      for (weight, count) in zip(weights, profile.profile.type) { sum += weight * count }
      return sum / (profile.profile.filled + 0.01)
    }
    values.addSummary(agreements)
    let before = (lines.first ?? 0) - 1
    guard before >= 0 else {
      values.add(-9)
      return
    }
    var found: [UInt32] = []
    CellFeatures.header(cells[before].words[...], cells[before].cell(0, 1), &found)
    values.add(model.sum(found))
  }
}

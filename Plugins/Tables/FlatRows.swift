/// Tables flattened to one row a line.
struct FlatRows {
  let text: TableText
  let model: TableModel

  /// Rows of a table that is cut, the header included; longer blocks are left alone.
  static let maxRows = 60
  static let columns = 2...6

  /// The readings of a block.
  func candidates(in block: FlatBlock) -> [FlatCandidate] {
    guard block.lines.count > 2 else { return [] }
    return extents(block).enumerated().flatMap { rank, extent in
      candidates(block, extent.lines, rank, extent.score)
    }
  }

  /// The stretches of lines that score best, and the whole block with or without its outer lines.
  private func extents(_ block: FlatBlock) -> [(score: Double, lines: Range<Int>)] {
    var sums = [0.0]
    for score in block.scores { sums.append(sums[sums.count - 1] + score) }
    let count = block.scores.count
    var best: [(score: Double, lines: Range<Int>)] = []
    for start in 0..<count - 2 {
      for end in start + 3...min(count, start + Self.maxRows) {
        let score = sums[end] - sums[start]
        guard score > -2 * Double(end - start) else { continue }
        if best.count < 3 || score > best[best.count - 1].score {
          let place = best.firstIndex { $0.score < score } ?? best.count
          best.insert((score, start..<end), at: place)
          if best.count > 3 { best.removeLast() }
        }
      }
    }
    guard count <= 16 else { return best }
    for lines in [0..<count, 1..<count, 0..<count - 1, 1..<count - 1]
    where lines.count > 2 && !best.contains(where: { $0.lines == lines }) {
      let score = sums[lines.upperBound] - sums[lines.lowerBound]
      if score > -1.5 * Double(lines.count) { best.append((score, lines)) }
    }
    return best
  }

  func makeFit(_ block: FlatBlock, _ lines: Range<Int>) -> ColumnFit {
    let interner = Interner()
    let head = lines.lowerBound
    let header = CellLattice(
      block.words[head], gaps: block.headerGaps(head), isHeader: true, model, interner, text)
    let rows = lines.dropFirst().map { line in
      CellLattice(block.words[line], gaps: block.gaps[line], isHeader: false, model, interner, text)
    }
    return ColumnFit(model: model, header: header, rows: rows, numbers: Int(interner.count))
  }

  private func candidates(
    _ block: FlatBlock, _ lines: Range<Int>, _ rank: Int, _ score: Double
  ) -> [FlatCandidate] {
    guard lines.count <= Self.maxRows else { return [] }
    let fit = makeFit(block, lines)
    var results: [(result: ColumnFit.Result, isTwin: Bool)] = []
    let expected = mean(lines.dropFirst().map { block.scored[$0].cuts }) + 1
    for columns in Self.columns
    where Double(columns) < expected + 3 && Double(columns) > expected - 3 {
      var previous: ColumnFit.Result?
      for allowsEmpty in [false, true] {
        guard let result = fit.fit(columns: columns, allowsEmpty: allowsEmpty) else { continue }
        if let previous, previous.cells == result.cells, previous.headerCells == result.headerCells
        {
          results[results.count - 1].isTwin = true
          continue
        }
        previous = result
        results.append((result, false))
      }
    }
    let totals = results.map { mean($0.result.scores) + $0.result.headerScore }
    let sums = results.map { mean($0.result.logSums) + $0.result.headerLogSum }
    let bestTotal = totals.max() ?? 0
    let bestSum = sums.max() ?? 0
    return results.indices.map { index in
      var values = ValueList()
      values.add(rank)
      values.add(score / Double(lines.count))
      values.add(totals[index] - bestTotal)
      values.add(sums[index] - bestSum)
      values.add(results[index].isTwin)
      addContext(block, lines, &values)
      RowEvidence(block: block, lines: lines, fit: fit, result: results[index].result).add(
        to: &values)
      return candidate(block, lines, fit, results[index].result, values.values)
    }
  }

  private func addContext(_ block: FlatBlock, _ lines: Range<Int>, _ values: inout ValueList) {
    let scores = block.scores
    values.add(lines.count - 1)
    values.add(scores[lines.lowerBound])
    values.add(scores[lines.upperBound - 1])
    values.add(lines.lowerBound > 0 ? scores[lines.lowerBound - 1] : -5)
    values.add(lines.upperBound < scores.count ? scores[lines.upperBound] : -5)
    values.add(min(9, lines.lowerBound))
    values.add(min(9, scores.count - lines.upperBound))
    values.addSummary(lines.map { scores[$0] })
  }

  private func candidate(
    _ block: FlatBlock, _ lines: Range<Int>, _ fit: ColumnFit, _ result: ColumnFit.Result,
    _ values: [Int16]
  ) -> FlatCandidate {
    func slices(_ lattice: CellLattice, _ cells: [CutCell]) -> [CellSlice] {
      cells.map { cell in
        guard !cell.isEmpty else { return [] }
        let first = lattice.words[lattice.cuts[cell.start]]
        let last = lattice.words[lattice.cuts[cell.end] - 1]
        return [first.range.lowerBound..<last.range.upperBound]
      }
    }
    let rows = [slices(fit.header, result.headerCells)] + zip(fit.rows, result.cells).map(slices)
    let start = block.lines.lowerBound
    return FlatCandidate(
      kind: .flattenedRows, lines: lines.lowerBound + start..<lines.upperBound + start,
      columns: result.columns, cells: rows, values: values, certainty: certainty(result))
  }
}

/// Between the belief that all lines are cut right (the sum of their logarithms) and that one line
/// is (the mean).
///
/// `doubt` was set on tables of sources unknown to training: at 0.6 it keeps 19 of 20 that are
/// exactly right and leaves alone a quarter of the others.
private func certainty(_ result: ColumnFit.Result) -> Double {
  let doubt = 1.15
  var sum = result.headerScore - result.headerLogSum
  for (score, logSum) in zip(result.scores, result.logSums) { sum += min(0, score - logSum) }
  return doubt * min(0, sum) / Double(result.scores.count + 1).squareRoot()
}

/// What speaks for one reading of lines as rows, as numbers for the chooser.
struct RowEvidence {
  let block: FlatBlock
  let lines: Range<Int>
  let fit: ColumnFit
  let result: ColumnFit.Result

  func add(to values: inout ValueList) {
    values.add(result.columns)
    values.add(result.allowsEmpty)
    values.addSummary(zip(result.scores, result.logSums).map { $0 - $1 })
    values.add(result.headerScore - result.headerLogSum)
    values.addSummary(result.scores)
    values.add(result.headerScore)
    addFeatures(&values)
    addGaps(&values)
    addPurity(&values)
    addHeader(&values)
    let lengths = fit.rows.map { Double($0.words.count) }
    values.addSummary(lengths)
    values.add((lengths.max() ?? 0) - (lengths.min() ?? 0))
    values.add(mean(fit.rows.map { isSentenceEnd($0.words.last) ? 1 : 0 }))
    values.add(mean(fit.rows.map { $0.words.first?.isLower ?? false ? 1 : 0 }))
  }

  private func isSentenceEnd(_ word: Word?) -> Bool {
    word.map { [0x2E, 0x21, 0x3F, 0x3A].contains($0.lastSign) } ?? false
  }

  private func addFeatures(_ values: inout ValueList) {
    let rows = Double(fit.rows.count)
    for feature in RowFeature.allCases {
      values.add(mean(result.features.map { $0[feature.rawValue] }) / rows)
    }
    for feature in [RowFeature.type, .length, .sequence, .first, .last, .ending] {
      values.add((result.features.map { $0[feature.rawValue] }.min() ?? 0) / rows)
    }
  }

  /// Scores of the gaps that were cut and of those that were not.
  private func addGaps(_ values: inout ValueList) {
    var cut: [Double] = []
    var uncut: [Double] = []
    var expected: [Double] = []
    for (row, cells) in zip(fit.rows, result.cells) {
      let starts = Set(cells.filter { !$0.isEmpty }.map { row.cuts[$0.start] })
      for index in row.words.indices.dropFirst() {
        if starts.contains(index) {
          cut.append(row.gaps[index])
        } else {
          uncut.append(row.gaps[index])
        }
      }
    }
    for line in lines.dropFirst() { expected.append(block.scored[line].cuts) }
    let rows = Double(fit.rows.count)
    values.addSummary(cut)
    values.add(mean(uncut))
    values.add(uncut.max() ?? -7)
    values.add(Double(uncut.count { $0 > 0 }) / rows)
    values.add(Double(cut.count { $0 < 0 }) / rows)
    values.add(mean(expected) - Double(result.columns - 1))
    let starts = Set(result.headerCells.map { fit.header.cuts[$0.start] })
    let header = fit.header.words.indices.dropFirst()
    let headerCut = header.filter { starts.contains($0) }.map { fit.header.gaps[$0] }
    let headerUncut = header.filter { !starts.contains($0) }.map { fit.header.gaps[$0] }
    values.addSummary(headerCut)
    values.add(headerUncut.max() ?? -7)
  }

  /// Share of the commonest type, class and sequence in each column.
  private func addPurity(_ values: inout ValueList) {
    func summary(_ share: (ColumnProfile) -> Double) {
      let shares = result.profiles.map(share)
      values.addSummary(shares)
      values.add(shares.max() ?? 0)
    }
    summary { ($0.type.max() ?? 0) / ($0.filled + 0.01) }
    summary { ($0.first.max() ?? 0) / ($0.filled + 0.01) }
    summary { ($0.last.max() ?? 0) / ($0.filled + 0.01) }
    summary { $0.empty / ($0.filled + $0.empty + 0.01) }
    summary { profile in
      var numeric = 0.0
      for type in 0...Int(CellType.yearRange.rawValue) { numeric += profile.type[type] }
      return numeric / (profile.filled + 0.01)
    }
  }

  private func addHeader(_ values: inout ValueList) {
    let cells = result.headerCells.map { fit.header.cell($0.start, $0.end) }
    let agreement = zip(result.headerCells, result.profiles).map { cell, profile in
      fit.headerFeatures(cell.start, cell.end, profile)[HeaderFeature.agreement.rawValue]
    }
    values.addSummary(agreement)
    values.addSummary(cells.map(\.fixed.1))
    values.add(Double(cells.map(\.words.count).max() ?? 0))
    let words = fit.header.words
    values.add(words.count)
    values.add(mean(words.map { $0.kind.isNumeric ? 1 : 0 }))
    values.addSummary(words.map { model.weight(CellFeatures.headerWord($0.key)) })
    values.add(isSentenceEnd(words.last))
    values.add(Int(block.shapes[lines.lowerBound].casing))
  }

  private var model: TableModel { fit.model }
}

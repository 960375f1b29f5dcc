extension FlatTables {
  /// Picks among readings of the same lines.
  ///
  /// Readings of one kind that overlap compete, and "no table" competes with them; trees give the
  /// scores.
  ///
  /// The confidence of the best one is the share that is not left to "no table", lowered where cuts
  /// are doubtful.
  func choose(_ candidates: [FlatCandidate]) -> [FoundTable] {
    var picked: [(candidate: FlatCandidate, confidence: Double)] = []
    for (index, kind) in [TableKind.flattenedRows, .flattenedCells].enumerated()
    where model.choosers.count > index {
      for group in Self.groups(candidates.filter { $0.kind == kind }) {
        picked += pick(group, model.choosers[index], noTable: Self.noTable[index])
      }
    }
    picked.sort {
      $0.confidence != $1.confidence
        ? $0.confidence > $1.confidence
        : $0.candidate.lines.lowerBound < $1.candidate.lines.lowerBound
    }
    var tables: [FoundTable] = []
    for (candidate, confidence) in picked
    where !tables.contains(where: { $0.lines.overlaps(candidate.lines) }) {
      tables.append(
        FoundTable(
          lines: candidate.lines, kind: candidate.kind, columns: candidate.columns, headerRows: 1,
          cells: candidate.cells, confidence: confidence))
    }
    return tables
  }

  /// Readings whose lines overlap, directly or through others.
  static func groups(_ candidates: [FlatCandidate]) -> [[FlatCandidate]] {
    var groups: [[FlatCandidate]] = []
    var end = -1
    let sorted = candidates.enumerated().sorted {
      ($0.element.lines.lowerBound, $0.offset) < ($1.element.lines.lowerBound, $1.offset)
    }
    for (_, candidate) in sorted {
      if candidate.lines.lowerBound >= end { groups.append([]) }
      groups[groups.count - 1].append(candidate)
      end = max(end, candidate.lines.upperBound)
    }
    return groups
  }

  /// The weight of "no table" beside the readings of a group, by kind.
  ///
  /// Training weighs lists that are no tables heavily; these values give 5 tables in 100 pages
  /// without one.
  static let noTable = [0.02, 0.05]

  private func pick(
    _ group: [FlatCandidate], _ chooser: Boosted, noTable: Double
  ) -> [(candidate: FlatCandidate, confidence: Double)] {
    var left = group
    var picked: [(candidate: FlatCandidate, confidence: Double)] = []
    while !left.isEmpty {
      let scores = left.map { Double(chooser.score($0.values)) / 256 }
      var total = 0.0
      for score in scores { total += Numbers.exp(min(30, score)) }
      guard let best = scores.indices.max(by: { scores[$0] < scores[$1] }) else { break }
      let candidate = left[best]
      picked.append((candidate, total / (total + noTable) * Numbers.exp(candidate.certainty)))
      left.removeAll { $0.lines.overlaps(candidate.lines) }
    }
    return picked
  }
}

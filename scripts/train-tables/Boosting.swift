import Foundation

// MARK: Choosing

/// Readings of the same lines, with the share of belief that each should get; what is left belongs
/// to "no table".
struct Group {
  var values: [[Int16]] = []
  var target: [Double] = []
  var weight = 1.0
}

/// How right a reading is: 1 when every cell is, else the share of right cells among those of both.
func quality(_ candidate: FlatCandidate, _ table: TrueTable, _ document: TrainingDocument) -> Double
{
  let truth = trueCells(table, document)
  var right = 0
  var size = 0
  for row in 0..<max(truth.count, candidate.cells.count) {
    let left = row < truth.count ? truth[row] : []
    let found = row < candidate.cells.count ? candidate.cells[row] : []
    size += max(left.count, found.count)
    right += zip(left, found).count { $0 == $1 }
  }
  return Double(right) / Double(max(1, size))
}

func trueCells(_ table: TrueTable, _ document: TrainingDocument) -> [[CellSlice]] {
  if !table.isRows {
    return table.cells.map { $0.map { $0.map { [document.facts[$0].content] } ?? [] } }
  }
  return zip(table.lines, table.counts).map { line, counts in
    let words = document.text.words(
      of: document.facts[line].content,
      TableModel(
        features: FeatureWeights(capacity: 2), row: [], header: [], choosers: [], names: [],
        places: []))
    var position = 0
    return counts.map { count in
      defer { position += count }
      guard count > 0, position + count <= words.count else { return [] }
      return [words[position].range.lowerBound..<words[position + count - 1].range.upperBound]
    }
  }
}

func groups(
  _ documents: [TrainingDocument], _ kind: TableKind, _ model: (TrainingDocument) -> TableModel
) -> [Group] {
  var found: [Group] = []
  for document in documents {
    let candidates = document.finder(model(document)).candidates(isTaken: document.isTaken)
    for readings in FlatTables.groups(candidates.filter { $0.kind == kind }) {
      var group = Group()
      let tables = document.tables.filter { $0.isRows == (kind == .flattenedRows) }
      let qualities = readings.map { reading in
        tables.map { quality(reading, $0, document) }.max() ?? 0
      }
      let best = qualities.max() ?? 0
      let winners = qualities.filter { $0 > best - 1e-9 }.count
      let mass = best >= 1 ? 1 : best > 0.6 ? best * best : 0
      for (reading, quality) in zip(readings, qualities) {
        group.values.append(reading.values)
        group.target.append(quality > best - 1e-9 ? mass / Double(winners) : 0)
      }
      let overlaps = document.tables.contains { table in
        readings.contains { $0.lines.overlaps(table.lines) }
      }
      group.weight = overlaps ? 1 : 3
      group.weight *= Double(document.weight)
      found.append(group)
    }
  }
  return found
}

/// Listwise boosting: trees fit the gradient of a softmax over the readings of a group and "no
/// table" at 0.
struct Booster {
  var trees = 120
  var depth = 5
  var rate = 0.12
  private let bins = 32
  private var limits: [[Int16]] = []
  private var columns: [[UInt8]] = []

  mutating func train(_ groups: [Group]) -> Boosted {
    let values = groups.flatMap(\.values)
    let target = groups.flatMap(\.target)
    guard let width = values.first?.count else { return Boosted(base: 0, trees: []) }
    quantise(values, width)
    var scores = [Double](repeating: 0, count: values.count)
    var gradient = scores
    var hessian = scores
    var boosted = Boosted(base: 0, trees: [])
    for round in 0..<trees {
      var index = 0
      var loss = 0.0
      for group in groups {
        let range = index..<index + group.values.count
        index = range.upperBound
        var total = 1.0
        for item in range { total += exp(min(30, scores[item])) }
        var left = 1.0
        for item in range {
          let share = exp(min(30, scores[item])) / total
          gradient[item] = (share - target[item]) * group.weight
          hessian[item] = max(share * (1 - share), 1e-4) * group.weight
          if target[item] > 0 { loss -= target[item] * log(max(1e-9, share)) * group.weight }
          left -= target[item]
        }
        if left > 0.001 { loss += left * log(total) * group.weight }
      }
      if round % 30 == 0 || round == trees - 1 {
        print("round \(round): loss \(loss / Double(groups.count))")
      }
      var nodes: [Boosted.Node] = []
      grow(Array(values.indices), depth, gradient, hessian, &scores, &nodes)
      boosted.trees.append(nodes)
    }
    return boosted
  }

  private mutating func quantise(_ values: [[Int16]], _ width: Int) {
    for field in 0..<width {
      let sorted = values.map { $0[field] }.sorted()
      var cuts: [Int16] = []
      for bin in 1..<bins {
        let value = sorted[sorted.count * bin / bins]
        if cuts.last != value, value != sorted[sorted.count - 1] { cuts.append(value) }
      }
      limits.append(cuts)
      columns.append(
        values.map { row in UInt8(cuts.firstIndex { row[field] <= $0 } ?? cuts.count) })
    }
  }

  private func grow(
    _ items: [Int], _ depth: Int, _ gradient: [Double], _ hessian: [Double],
    _ scores: inout [Double],
    _ nodes: inout [Boosted.Node]
  ) {
    var sumG = 0.0
    var sumH = 0.0
    for item in items {
      sumG += gradient[item]
      sumH += hessian[item]
    }
    let ridge = 3.0
    var best = (gain: 0.05, field: -1, bin: 0)
    if depth > 0, items.count > 40 {
      for field in columns.indices where !limits[field].isEmpty {
        var g = [Double](repeating: 0, count: bins + 1)
        var h = g
        let column = columns[field]
        for item in items {
          g[Int(column[item])] += gradient[item]
          h[Int(column[item])] += hessian[item]
        }
        var leftG = 0.0
        var leftH = 0.0
        for bin in limits[field].indices {
          leftG += g[bin]
          leftH += h[bin]
          guard leftH > 1, sumH - leftH > 1 else { continue }
          let rightG = sumG - leftG
          let gain =
            leftG * leftG / (leftH + ridge) + rightG * rightG / (sumH - leftH + ridge) - sumG * sumG
            / (sumH + ridge)
          if gain > best.gain { best = (gain, field, bin) }
        }
      }
    }
    guard best.field >= 0 else {
      let value = max(-120, min(120, (-sumG / (sumH + ridge) * rate * 256).rounded()))
      for item in items { scores[item] += value / 256 }
      nodes.append(Boosted.Node(field: -1, limit: Int16(value), right: 0))
      return
    }
    let place = nodes.count
    nodes.append(
      Boosted.Node(field: Int16(best.field), limit: limits[best.field][best.bin], right: 0))
    let column = columns[best.field]
    grow(items.filter { column[$0] <= best.bin }, depth - 1, gradient, hessian, &scores, &nodes)
    nodes[place].right = Int16(nodes.count)
    grow(items.filter { column[$0] > best.bin }, depth - 1, gradient, hessian, &scores, &nodes)
  }
}

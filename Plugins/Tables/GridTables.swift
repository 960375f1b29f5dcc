/// Tables drawn with `+---+` borders or box-drawing characters.
struct GridTables {
  let text: TableText
  let facts: [LineFacts]

  func table(at line: Int) -> FoundTable? {
    guard facts[line].marks.contains(.rule),
      let top = GridLine(text, facts[line], text.lines[line]),
      top.isBorder
    else { return nil }
    var drawn = [top]
    var end = line + 1
    while end < facts.count, let next = GridLine(text, facts[end], text.lines[end]) {
      drawn.append(next)
      end += 1
    }
    while let last = drawn.last, !last.isBorder, drawn.count > 1, !last.startsWithBar {
      drawn.removeLast()
      end -= 1
    }
    guard drawn.count >= 3 else { return nil }
    return table(of: drawn, lines: line..<end)
  }

  private func table(of drawn: [GridLine], lines: Range<Int>) -> FoundTable? {
    var positions = Set<Int>()
    for line in drawn where line.isBorder { positions.formUnion(line.junctions) }
    let edges = positions.sorted()
    var groups: [[GridLine]] = [[]]
    for line in drawn {
      if line.isBorder {
        groups.append([])
      } else {
        groups[groups.count - 1].append(line)
      }
    }
    groups.removeAll { $0.isEmpty }
    let borders = drawn.count { $0.isBorder }
    let hasHeaderRule = drawn.dropFirst().contains { $0.isBorder && $0.hasEquals }
    let merges = hasHeaderRule || borders > 3 || groups.allSatisfy { $0.count == 1 }
    var rows: [[Range<Int>]] = []
    var parts: [[[Range<Int>]]] = []
    for group in groups {
      let fields = group.map { self.fields($0, edges) }
      if merges { parts.append(fields) } else { parts += fields.map { [$0] } }
      rows += fields
    }
    guard let columns = mostCommon(rows.map(\.count))?.value, parts.count > 1 else { return nil }
    let cells = parts.map { lines in
      var row = [CellSlice](repeating: [], count: columns)
      for line in lines { append(text.row(line, columns: columns).map(withoutLineBlock), to: &row) }
      return row
    }
    return FoundTable(
      lines: lines, kind: .grid, columns: columns, headerRows: 1, cells: cells, confidence: 0.98)
  }

  /// Between the borders' junctions when a bar stands at each of them, else between the bars.
  private func fields(_ line: GridLine, _ edges: [Int]) -> [Range<Int>] {
    let bars = line.bars
    if edges.count > 1, edges.allSatisfy({ bars[$0] != nil }) {
      return zip(edges, edges.dropFirst()).compactMap { left, right in
        guard let start = bars[left], let end = bars[right] else { return nil }
        return start.upperBound..<end.lowerBound
      }
    }
    let sorted = bars.values.sorted { $0.lowerBound < $1.lowerBound }
    return zip(sorted, sorted.dropFirst()).map { $0.upperBound..<$1.lowerBound }
  }

  /// A reStructuredText line block starts its lines with a bar of its own.
  private func withoutLineBlock(_ cell: CellSlice) -> CellSlice {
    guard let part = cell.first, part.count > 2, text.bytes[part.lowerBound] == Byte.pipe,
      text.bytes[part.lowerBound + 1] == Byte.space
    else { return cell }
    return text.slice(part.dropFirst())
  }
}

/// A line of a drawn table: a border, or a row between bars.
private struct GridLine {
  /// Character position and bytes of each bar.
  var bars: [Int: Range<Int>] = [:]
  var junctions: [Int] = []
  var isBorder = false
  var hasEquals = false
  var startsWithBar = false

  init?(_ text: TableText, _ facts: LineFacts, _ line: Range<Int>) {
    guard facts.marks.contains(.rule), !facts.isBlank else { return nil }
    var index = line.lowerBound
    var position = 0
    var others = 0
    var dashes = 0
    var isFirst = true
    while index < line.upperBound {
      let sign = Sign(text, index)
      let width = sign.width(text, index)
      switch sign {
      case .bar: bars[position] = index..<index + width
      case .junction: junctions.append(position)
      case .dash: dashes += 1
      case .doubleDash:
        dashes += 1
        hasEquals = hasEquals || width == 1
      case .space: break
      case .other: others += 1
      }
      if isFirst, sign != .space {
        startsWithBar = sign == .bar
        guard sign == .bar || sign == .junction else { return nil }
        isFirst = false
      }
      position += text.isWide(index) ? 2 : 1
      index += width
    }
    isBorder = others == 0 && dashes > 0 && !startsWithBar
    guard isBorder || startsWithBar && bars.count > 1 else { return nil }
  }

  private enum Sign {
    case bar, junction, dash, doubleDash, space, other

    init(_ text: TableText, _ index: Int) {
      switch text.bytes[index] {
      case Byte.pipe: self = .bar
      case Byte.plus: self = .junction
      case Byte.dash: self = .dash
      case Byte.equals: self = .doubleDash
      case Byte.colon, Byte.space, Byte.tab: self = .space
      default:
        guard text.isBoxDrawing(at: index) else {
          self = .other
          return
        }
        switch (text.bytes[index + 1], text.bytes[index + 2]) {
        case (0x94, 0x80), (0x94, 0x81): self = .dash
        case (0x95, 0x90): self = .doubleDash
        case (0x94, 0x82), (0x94, 0x83), (0x95, 0x91): self = .bar
        default: self = .junction
        }
      }
    }

    func width(_ text: TableText, _ index: Int) -> Int {
      switch text.bytes[index] {
      case 0..<0xC0: 1
      case 0xC0..<0xE0: 2
      case 0xE0..<0xF0: 3
      default: 4
      }
    }
  }
}

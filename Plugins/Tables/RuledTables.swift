/// Tables that carry a rule line: Markdown, psql, reStructuredText, pandoc.
///
/// The sizes of rule lines are read only where columns stand under them.
struct RuledTables {
  let text: TableText
  let facts: [LineFacts]

  /// The table whose first rule stands at or right below `line`.
  func table(at line: Int) -> FoundTable? {
    if facts[line].marks.contains(.pipe), let table = pipeTable(at: line) { return table }
    guard facts[line].marks.contains(.rule), let rule = Rule(text, facts[line].content) else {
      return nil
    }
    switch rule.sign {
    case Byte.equals: return simpleTable(at: line, rule)
    default: return dashedTable(at: line, rule)
    }
  }

  // MARK: Markdown and psql

  private func pipeTable(at line: Int) -> FoundTable? {
    guard line + 1 < facts.count, let rule = pipeRule(line + 1) else { return nil }
    let isPsql = rule == .psql
    func fields(_ line: Int) -> [Range<Int>] {
      text.pipeFields(text.lines[line], outer: !isPsql)
    }
    let columns = fields(line).count
    guard columns >= 1 else { return nil }
    func row(_ line: Int) -> [CellSlice] {
      text.row(fields(line), columns: columns).map { text.withoutMarkdown($0) }
    }
    var rows = [row(line)]
    var end = line + 2
    while end < facts.count, facts[end].marks.contains(.pipe) {
      rows.append(row(end))
      end += 1
    }
    guard rows.count > 1 else { return nil }
    var table = FoundTable(
      lines: line..<end, kind: isPsql ? .psql : .markdown, columns: columns, headerRows: 1,
      cells: rows, confidence: 0.99)
    if isPsql, end < facts.count, isRowCount(facts[end].content) { table.notes = end..<end + 1 }
    return table
  }

  private enum PipeRule { case markdown, psql }

  /// What kind of rule a line is; nil for anything else.
  private func pipeRule(_ line: Int) -> PipeRule? {
    var dashes = 0
    var pipes = 0
    var pluses = 0
    for index in facts[line].content {
      switch text.bytes[index] {
      case Byte.dash: dashes += 1
      case Byte.pipe: pipes += 1
      case Byte.plus: pluses += 1
      case Byte.colon, Byte.space, Byte.tab: break
      default: return nil
      }
    }
    guard dashes > 0 else { return nil }
    if pipes > 0 { return .markdown }
    guard pluses > 0, text.bytes[facts[line].content.lowerBound] == Byte.dash else { return nil }
    return .psql
  }

  /// Whether a line counts the rows above, as psql does.
  private func isRowCount(_ content: Range<Int>) -> Bool {
    content.count > 5 && text.bytes[content.lowerBound] == 0x28
      && text.bytes[content.upperBound - 1] == 0x29
      && Byte.isDigit(text.bytes[content.lowerBound + 1])
  }

  // MARK: reStructuredText

  /// Lines between `=== ===` borders.
  ///
  /// A row whose first cell is empty continues the one above.
  private func simpleTable(at line: Int, _ rule: Rule) -> FoundTable? {
    guard rule.runs > 1 else { return nil }
    var borders = [line]
    var next = line + 1
    while next < facts.count, borders.count < 3 {
      if let other = Rule(text, facts[next].content), other.sign == Byte.equals, other.runs > 1 {
        borders.append(next)
        if borders.count == 2, next + 1 >= facts.count || facts[next + 1].isBlank { break }
      }
      next += 1
      if next - line > 500 { break }
    }
    guard borders.count > 1, let end = borders.last else { return nil }
    let positions = rule.positions(in: text, text.lines[line])
    var rows: [[CellSlice]] = []
    var body = borders[0] + 1
    if borders.count == 3 {
      var header = [CellSlice](repeating: [], count: positions.count)
      for line in body..<borders[1] where !facts[line].isBlank {
        append(cells(line, positions), to: &header)
      }
      rows.append(header)
      body = borders[1] + 1
    }
    let headerRows = rows.count
    for line in body..<end where !facts[line].isBlank && Rule(text, facts[line].content) == nil {
      let cells = cells(line, positions)
      if rows.count > headerRows, cells[0].isEmpty {
        append(cells, to: &rows[rows.count - 1])
      } else {
        rows.append(cells)
      }
    }
    guard rows.count > 1 else { return nil }
    return FoundTable(
      lines: line..<end + 1, kind: .rst, columns: positions.count, headerRows: 1, cells: rows,
      confidence: 0.97)
  }

  private func cells(_ line: Int, _ positions: [Int]) -> [CellSlice] {
    text.fields(text.lines[line], at: positions).map { withoutEscape(text.slice($0)) }
  }

  /// reStructuredText writes `\` for an empty cell and before a sign that would start a list.
  private func withoutEscape(_ cell: CellSlice) -> CellSlice {
    guard let part = cell.first, text.bytes[part.lowerBound] == Byte.backslash, part.count <= 2
    else {
      return cell
    }
    return text.slice(part.dropFirst())
  }

  // MARK: pandoc

  /// A header above a `--- ---` rule.
  ///
  /// Between two full rules blank lines part rows; else every line is a row.
  private func dashedTable(at line: Int, _ rule: Rule) -> FoundTable? {
    guard rule.runs > 1, line > 0, !facts[line - 1].isBlank else { return nil }
    let positions = rule.positions(in: text, text.lines[line])
    var first = line - 1
    var top = line - 1
    while top >= 0, line - top <= 6, !facts[top].isBlank, !isFullRule(top) { top -= 1 }
    let isFull = top >= 0 && line - top <= 6 && isFullRule(top)
    if isFull { first = top }
    var header = [CellSlice](repeating: [], count: positions.count)
    for line in (isFull ? top + 1 : first)..<line { append(cells(line, positions), to: &header) }
    var rows = [header]
    let end = isFull ? fullRows(line + 1, positions, &rows) : plainRows(line + 1, positions, &rows)
    guard rows.count > 1 else { return nil }
    return FoundTable(
      lines: first..<end, kind: .rst, columns: positions.count, headerRows: 1, cells: rows,
      confidence: 0.96)
  }

  private func isFullRule(_ line: Int) -> Bool {
    guard let rule = Rule(text, facts[line].content) else { return false }
    return rule.sign == Byte.dash && rule.runs == 1 && facts[line].content.count >= 8
  }

  private func fullRows(_ start: Int, _ positions: [Int], _ rows: inout [[CellSlice]]) -> Int {
    var isOpen = false
    for line in start..<facts.count {
      if facts[line].isBlank {
        isOpen = false
      } else if Rule(text, facts[line].content) != nil {
        return line + 1
      } else if isOpen {
        append(cells(line, positions), to: &rows[rows.count - 1])
      } else {
        rows.append(cells(line, positions))
        isOpen = true
      }
    }
    return facts.count
  }

  private func plainRows(_ start: Int, _ positions: [Int], _ rows: inout [[CellSlice]]) -> Int {
    for line in start..<facts.count {
      if facts[line].isBlank { return line }
      if Rule(text, facts[line].content) != nil { return line + 1 }
      if crosses(line, positions) { return line }
      rows.append(cells(line, positions))
    }
    return facts.count
  }

  /// Whether text stands right before the start of a column.
  private func crosses(_ line: Int, _ positions: [Int]) -> Bool {
    let offsets = text.characterOffsets(text.lines[line])
    return positions.contains { position in
      position > 0 && position < offsets.count
        && !Byte.isSpace(text.bytes[offsets[position - 1]])
    }
  }
}

/// A line of one sign repeated, in runs parted by spaces: `=== ==`, `----  ---`.
private struct Rule {
  let sign: UInt8
  let runs: Int

  init?(_ text: TableText, _ content: Range<Int>) {
    guard content.count > 2, let first = content.first else { return nil }
    let sign = text.bytes[first]
    guard sign == Byte.equals || sign == Byte.dash else { return nil }
    var runs = 0
    var previous = Byte.space
    for index in content {
      let byte = text.bytes[index]
      guard byte == sign || byte == Byte.space else { return nil }
      if byte == sign, previous == Byte.space { runs += 1 }
      previous = byte
    }
    // `- - -` is an ornament.
    guard runs == 1 || content.count >= 3 * runs - 1 else { return nil }
    self.sign = sign
    self.runs = runs
  }

  /// The character positions where the runs start.
  func positions(in text: TableText, _ line: Range<Int>) -> [Int] {
    var positions: [Int] = []
    for (position, index) in line.enumerated() where text.bytes[index] == sign {
      if index == line.lowerBound || text.bytes[index - 1] != sign { positions.append(position) }
    }
    return positions
  }
}

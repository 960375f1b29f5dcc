/// Tables without a rule line, sought in a run of non-blank lines: tabs, leaders, pipes, blank
/// columns.
struct RunTables {
  let text: TableText
  let facts: [LineFacts]

  func table(in run: Range<Int>) -> FoundTable? {
    var marks: LineFacts.Marks = []
    for line in run { marks.formUnion(facts[line].marks) }
    if marks.contains(.tab), let table = tabs(run) { return table }
    if marks.contains(.dots), let table = leaders(run) { return table }
    if marks.contains(.pipe), let table = pipes(run) { return table }
    if marks.contains(.gap), let table = spaces(run) { return table }
    return nil
  }

  // MARK: tabs

  private func tabs(_ run: Range<Int>) -> FoundTable? {
    let lines = narrowed(run) { facts[$0].marks.contains(.tab) }
    guard lines.count > 1, lines.allSatisfy({ facts[$0].marks.contains(.tab) }) else { return nil }
    let single = lines.map { text.tabFields(text.lines[$0], merging: false) }
    let merged = lines.map { text.tabFields(text.lines[$0], merging: true) }
    guard let one = mostCommon(single.map(\.count)), let many = mostCommon(merged.map(\.count))
    else { return nil }
    let isUniform = one.count == lines.count
    let merges: Bool
    if many.count == lines.count {
      merges = !isUniform || one.value > many.value && merged.allSatisfy { $0.count > 1 }
    } else {
      merges = !isUniform && many.count >= one.count
    }
    let columns = merges ? many.value : one.value
    let fit = merges ? many.count : one.count
    guard columns > 1 else { return nil }
    let rows = (merges ? merged : single).map { text.row($0, columns: columns) }
    return table(rows, lines, .tabs, fit == lines.count ? 0.97 : 0.75)
  }

  // MARK: leaders and pipes

  private func leaders(_ run: Range<Int>) -> FoundTable? {
    let fields = run.map { line in
      facts[line].marks.contains(.dots) ? text.leaderFields(text.lines[line]) : []
    }
    guard let best = longestRun(fields.map(\.count), atLeast: 2, rows: 2) else { return nil }
    let columns = fields[best.lowerBound].count
    let rows = fields[best].map { text.row($0, columns: columns) }
    guard rows.allSatisfy({ $0.allSatisfy { !$0.isEmpty } }), !isContents(rows) else { return nil }
    return table(rows, shifted(best, run), .leaders, 0.95)
  }

  /// A table of contents: the last cell of every row, the first one's too, is a page number.
  private func isContents(_ rows: [[CellSlice]]) -> Bool {
    rows.allSatisfy { row in
      row.last?.allSatisfy { $0.count <= 4 && $0.allSatisfy { isPageDigit(text.bytes[$0]) } }
        ?? false
    }
  }

  /// A digit or a letter of a small Roman number.
  private func isPageDigit(_ byte: UInt8) -> Bool {
    Byte.isDigit(byte) || byte == 0x69 || byte == 0x76 || byte == 0x78
  }

  private func pipes(_ run: Range<Int>) -> FoundTable? {
    let fields = run.map { line in
      guard facts[line].marks.contains(.pipe) else { return [Range<Int>]() }
      let content = facts[line].content
      return text.pipeFields(text.lines[line], outer: text.bytes[content.lowerBound] == Byte.pipe)
    }
    guard let best = longestRun(fields.map(\.count), atLeast: 2, rows: 2) else { return nil }
    let columns = fields[best.lowerBound].count
    let rows = fields[best].map { text.row($0, columns: columns) }
    return table(rows, shifted(best, run), .pipes, best.count > 2 ? 0.9 : 0.65)
  }

  // MARK: blank columns

  private func spaces(_ run: Range<Int>) -> FoundTable? {
    let lines = narrowed(run) { facts[$0].marks.contains(.gap) }
    guard lines.count > 1, lines.count <= 2000 else { return nil }
    let gaps = lines.count { facts[$0].marks.contains(.gap) }
    let bullets = lines.count { facts[$0].marks.contains(.bullet) }
    guard 5 * gaps >= 3 * lines.count, 10 * bullets <= 3 * lines.count else { return nil }
    let fields = lines.map { text.gapFields(text.lines[$0]) }
    guard let common = mostCommon(fields.map(\.count)) else { return nil }
    if common.count == lines.count, common.value > 1 {
      return table(
        fields.map { text.row($0, columns: common.value) }, lines, .spaces,
        lines.count > 2 ? 0.93 : 0.55)
    }
    let starts = columnStarts(lines)
    if starts.count > 1 {
      var lines = lines
      while lines.upperBound < run.upperBound, fits(lines.upperBound, starts) {
        lines = lines.lowerBound..<lines.upperBound + 1
      }
      let rows = lines.map { line in
        text.row(text.fields(text.lines[line], at: starts), columns: starts.count)
      }
      return table(rows, lines, .spaces, lines.count > 2 ? 0.85 : 0.55)
    }
    guard common.value > 1, 10 * common.count >= 7 * lines.count else { return nil }
    return table(fields.map { text.row($0, columns: common.value) }, lines, .spaces, 0.65)
  }

  /// Positions with a space before them on every line where the header has a character and many
  /// lines have one.
  private func columnStarts(_ lines: Range<Int>) -> [Int] {
    let padded = lines.map { line in
      text.characterOffsets(text.lines[line].lowerBound..<facts[line].content.upperBound)
    }
    let width = padded.map { $0.count - 1 }.max() ?? 0
    func isSpace(_ row: Int, _ position: Int) -> Bool {
      position >= padded[row].count - 1 || Byte.isSpace(text.bytes[padded[row][position]])
    }
    guard width > 0, width < 1000 else { return [] }
    var starts = [0]
    var sinceRiver = true
    for position in 1..<max(1, width) where padded.indices.allSatisfy({ isSpace($0, position - 1) })
    {
      sinceRiver = !isSpace(0, position)
      guard sinceRiver else { continue }
      let filled = padded.indices.count { !isSpace($0, position) }
      guard 5 * filled >= 2 * padded.count else { continue }
      let hasGap = padded.indices.contains {
        position > 1 && position < padded[$0].count && isSpace($0, position - 1)
          && isSpace($0, position - 2)
      }
      if hasGap || lines.count > 3 && isNumbers(padded, (starts.last ?? 0)..<position) {
        starts.append(position)
      }
    }
    return starts
  }

  /// Whether the rows below the first hold one number each at these positions.
  private func isNumbers(_ rows: [[Int]], _ positions: Range<Int>) -> Bool {
    rows.dropFirst().allSatisfy { offsets in
      guard positions.upperBound < offsets.count else { return false }
      let cell = text.trimmed(offsets[positions.lowerBound]..<offsets[positions.upperBound])
      return !cell.isEmpty && cell.allSatisfy { Byte.isDigit(text.bytes[$0]) }
    }
  }

  /// Whether a line has a space before, and a character at, each start of a column.
  private func fits(_ line: Int, _ starts: [Int]) -> Bool {
    let offsets = text.characterOffsets(text.lines[line])
    return starts.dropFirst().allSatisfy { position in
      position < offsets.count - 1 && !Byte.isSpace(text.bytes[offsets[position]])
        && Byte.isSpace(text.bytes[offsets[position - 1]])
    }
  }

  // MARK: helpers

  private func table(
    _ rows: [[CellSlice]], _ lines: Range<Int>, _ kind: TableKind, _ confidence: Double
  ) -> FoundTable {
    FoundTable(
      lines: lines, kind: kind, columns: rows[0].count, headerRows: 1, cells: rows,
      confidence: confidence)
  }

  /// `run` without the lines at its ends that fail `test`.
  private func narrowed(_ run: Range<Int>, _ test: (Int) -> Bool) -> Range<Int> {
    guard let first = run.first(where: test), let last = run.last(where: test) else {
      return run.lowerBound..<run.lowerBound
    }
    return first..<last + 1
  }

  private func shifted(_ range: Range<Int>, _ run: Range<Int>) -> Range<Int> {
    range.lowerBound + run.lowerBound..<range.upperBound + run.lowerBound
  }
}

/// The longest stretch of one value that is at least `least`, the first of equals; nil when shorter
/// than `rows`.
func longestRun(_ values: [Int], atLeast least: Int, rows: Int) -> Range<Int>? {
  var best: Range<Int>?
  var start = 0
  while start < values.count {
    var end = start
    while end < values.count, values[end] == values[start] { end += 1 }
    if values[start] >= least, end - start >= max(rows, (best?.count ?? 0) + 1) {
      best = start..<end
    }
    start = end
  }
  return best
}

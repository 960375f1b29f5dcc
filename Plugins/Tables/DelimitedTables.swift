/// Comma- and semicolon-separated values inside a text, sought in a run of non-blank lines.
///
/// Commas are everywhere, so most of this refuses: prose, numbers with grouped digits, flattened
/// rows whose last column lists things.
struct DelimitedTables {
  let text: TableText
  let facts: [LineFacts]

  func table(in run: Range<Int>) -> FoundTable? {
    var best: FoundTable?
    for (mark, delimiter) in [(LineFacts.Marks.semicolon, Byte.semicolon), (.comma, Byte.comma)]
    where run.count(where: { facts[$0].marks.contains(mark) }) > 2 {
      guard let table = table(in: run, delimiter, mark) else { continue }
      let size = table.columns * table.cells.count
      if let other = best, other.columns * other.cells.count >= size { continue }
      best = table
    }
    return best
  }

  private func table(
    in run: Range<Int>, _ delimiter: UInt8, _ mark: LineFacts.Marks
  ) -> FoundTable? {
    let fields = run.map { line in
      facts[line].marks.contains(mark) && !facts[line].marks.contains(.bullet)
        ? csvFields(facts[line].content, delimiter) : []
    }
    guard let best = longestRun(fields.map(\.count), atLeast: 2, rows: 3) else { return nil }
    let lines = best.lowerBound + run.lowerBound..<best.upperBound + run.lowerBound
    let columns = fields[best.lowerBound].count
    let rows = fields[best].map { fields in fields.map { cell($0) } }
    let counts = Counts(text, lines.map { facts[$0].content }, delimiter)
    guard !isRefused(lines, rows, counts, delimiter, columns, after: run.lowerBound) else {
      return nil
    }
    return FoundTable(
      lines: lines, kind: .csv, columns: columns, headerRows: 1, cells: rows,
      confidence: counts.quoted > 0 || 5 * counts.spaced < counts.delimiters ? 0.92 : 0.75)
  }

  private func isRefused(
    _ lines: Range<Int>, _ rows: [[CellSlice]], _ counts: Counts, _ delimiter: UInt8,
    _ columns: Int, after start: Int
  ) -> Bool {
    let isComma = delimiter == Byte.comma
    let isSpaced = 2 * counts.spaced > counts.delimiters
    if isSpaced, text.isWrapped(lines, facts) { return true }
    if isSpaced, columns < 3, 2 * counts.quoted < lines.count { return true }
    let ends = lines.count { Byte.isSentenceEnd(text.bytes[facts[$0].content.upperBound - 1]) }
    if counts.quoted == 0, isComma {
      if 10 * counts.grouped > 3 * counts.delimiters { return true }
      if lines.lowerBound > start, isHeaderOfRows(lines.lowerBound - 1, delimiter),
        isSpaced
          || facts[lines.lowerBound].content.contains(where: { Byte.isDigit(text.bytes[$0]) })
      {
        return true
      }
    }
    if isSpaced, counts.quoted == 0 || isComma && ends > 0 {
      // A comma and a space: only short cells in three columns or more can hardly be prose.
      let words = lines.reduce(0) { $0 + facts[$1].words }
      if columns < 3 || 4 * ends > lines.count || words > 5 * columns * lines.count { return true }
    } else if counts.quoted == 0, 3 * counts.spaced > counts.delimiters {
      return true
    }
    if columns == 2 {
      if rows.contains(where: { $0.contains(where: \.isEmpty) }) { return true }
      if counts.quoted == 0, isComma,
        lines.contains(where: { facts[$0].content.count > 80 }) || ends > 0
      {
        return true
      }
    }
    return rows.allSatisfy { row in row.count { $0.isEmpty } * 2 > row.count }
  }

  /// A short line without the delimiter right above: the header of rows that only happen to hold
  /// commas.
  private func isHeaderOfRows(_ line: Int, _ delimiter: UInt8) -> Bool {
    let content = facts[line].content
    return content.count <= 90 && !facts[line].marks.contains(.bullet)
      && !content.contains { text.bytes[$0] == delimiter }
  }

  /// The fields of a line; delimiters in quotation marks part nothing.
  ///
  /// A quote opens only at a field's start.
  private func csvFields(_ content: Range<Int>, _ delimiter: UInt8) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    var start = content.lowerBound
    var isQuoted = false
    var isStart = true
    for index in content {
      let byte = text.bytes[index]
      if byte == Byte.quote, isQuoted || isStart {
        isQuoted.toggle()
        isStart = false
      } else if byte == delimiter, !isQuoted {
        fields.append(start..<index)
        start = index + 1
        isStart = true
      } else if byte != Byte.space {
        // `""` inside a quoted field closes and opens it again.
        isStart = false
      }
      if byte == Byte.quote, !isQuoted, index + 1 < content.upperBound,
        text.bytes[index + 1] == Byte.quote
      {
        isStart = true
      }
    }
    guard !isQuoted else { return [] }
    fields.append(start..<content.upperBound)
    return fields
  }

  /// A field without the quotation marks around it, cut into parts at doubled ones inside.
  private func cell(_ field: Range<Int>) -> CellSlice {
    let content = text.trimmed(field)
    guard content.count > 1, text.bytes[content.lowerBound] == Byte.quote,
      text.bytes[content.upperBound - 1] == Byte.quote
    else { return text.slice(content) }
    let inside = content.dropFirst().dropLast()
    var parts: CellSlice = []
    var start = inside.lowerBound
    for index in inside.dropLast()
    where index >= start && text.bytes[index] == Byte.quote && text.bytes[index + 1] == Byte.quote {
      parts.append(start..<index)
      start = index + 1
    }
    return parts.filter { !$0.isEmpty } + text.slice(start..<inside.upperBound)
  }

  /// What the delimiters of some lines have around them.
  private struct Counts {
    var delimiters = 0
    var spaced = 0
    var grouped = 0
    /// Quotation marks next to a delimiter or at a line's end.
    var quoted = 0

    init(_ text: TableText, _ lines: [Range<Int>], _ delimiter: UInt8) {
      func isEdge(_ index: Int, _ content: Range<Int>) -> Bool {
        index + 1 == content.upperBound || text.bytes[index + 1] == delimiter
      }
      for content in lines {
        for index in content {
          if text.bytes[index] == Byte.quote, isEdge(index, content) { quoted += 1 }
          guard text.bytes[index] == delimiter else { continue }
          delimiters += 1
          let after = index + 1..<content.upperBound
          guard let next = after.first.map({ text.bytes[$0] }) else { continue }
          if next == Byte.space { spaced += 1 }
          let digits = after.prefix(4).prefix { Byte.isDigit(text.bytes[$0]) }.count
          if digits == 3, index > content.lowerBound, Byte.isDigit(text.bytes[index - 1]) {
            grouped += 1
          }
        }
      }
    }
  }
}

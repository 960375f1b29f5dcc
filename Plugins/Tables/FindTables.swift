/// Finds the tables of a text: marked ones first, then flattened ones in the lines that are left.
///
/// Decides on integers and on IEEE sums in a fixed order only, so the answer is the same on every
/// machine.
///
/// - Complexity: linear in the text; what a line of a flattened table costs is bounded.
func findTables(in text: TableText, options: TableOptions = TableOptions()) -> TableFindings {
  let facts = text.facts()
  var found = markedTables(in: text, facts)
  found.removeAll { !isWanted($0, options) }
  if !options.detect.isDisjoint(with: [.flattenedRows, .flattenedCells]) {
    var isTaken = [Bool](repeating: false, count: facts.count)
    for table in found { for line in table.lines { isTaken[line] = true } }
    let flat = FlatTables(text: text, facts: facts, model: .shared, options: options)
    found += flat.tables(isTaken: isTaken).filter { isWanted($0, options) }
  }
  found.sort { $0.lines.lowerBound < $1.lines.lowerBound }
  for index in found.indices { attachNeighbours(&found[index], text, facts) }
  return TableFindings(
    tables: found.filter { $0.confidence >= options.minConfidence },
    unsure: found.filter {
      $0.confidence < options.minConfidence && $0.confidence >= options.minUnsure
    })
}

private func isWanted(_ table: FoundTable, _ options: TableOptions) -> Bool {
  options.detect.contains(table.kind) && table.cells.count >= options.minRows
    && (options.minColumns...max(options.minColumns, options.maxColumns)).contains(table.columns)
}

/// Ruled tables line by line, then what each remaining run of non-blank lines holds.
func markedTables(in text: TableText, _ facts: [LineFacts]) -> [FoundTable] {
  let grids = GridTables(text: text, facts: facts)
  let ruled = RuledTables(text: text, facts: facts)
  let runs = RunTables(text: text, facts: facts)
  let delimited = DelimitedTables(text: text, facts: facts)
  var found: [FoundTable] = []
  var isTaken = [Bool](repeating: false, count: facts.count)
  var line = 0
  while line < facts.count {
    guard !facts[line].marks.isDisjoint(with: [.rule, .pipe]),
      let table = grids.table(at: line) ?? ruled.table(at: line),
      !table.lines.contains(where: { isTaken[$0] })
    else {
      line += 1
      continue
    }
    for line in table.lines { isTaken[line] = true }
    found.append(table)
    line = max(line + 1, table.lines.upperBound)
  }
  for run in lineRuns(facts.count, { !facts[$0].isBlank && !isTaken[$0] }) where run.count > 1 {
    if let table = runs.table(in: run) ?? delimited.table(in: run) { found.append(table) }
  }
  return found
}

/// The maximal ranges of lines that pass `test`.
func lineRuns(_ count: Int, _ test: (Int) -> Bool) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  var line = 0
  while line < count {
    guard test(line) else {
      line += 1
      continue
    }
    let start = line
    while line < count, test(line) { line += 1 }
    runs.append(start..<line)
  }
  return runs
}

/// Words that start the caption of a table, and those that start the line under one.
private let captionWords = [
  "table", "tab", "tabelle", "tableau", "tabla", "tabela", "tabella", "tabel", "exhibit",
]
private let noteWords = ["source", "sources", "note", "notes", "quelle", "fuente", "fonte"]

/// Sets the caption and the notes when the lines next to a table start like one.
private func attachNeighbours(_ table: inout FoundTable, _ text: TableText, _ facts: [LineFacts]) {
  let above = table.lines.lowerBound - 1
  if above >= 0, firstWord(text, facts[above], isIn: captionWords) {
    table.caption = above..<above + 1
  }
  let below = table.lines.upperBound
  if table.notes == nil, below < facts.count, firstWord(text, facts[below], isIn: noteWords) {
    table.notes = below..<below + 1
  }
}

/// Whether a line starts with one of `words` (lower case, ASCII), followed by a number, a colon or
/// a point.
private func firstWord(_ text: TableText, _ facts: LineFacts, isIn words: [String]) -> Bool {
  let content = facts.content
  guard facts.words <= 30 else { return false }
  return words.contains { word in
    guard content.count > word.utf8.count + 1 else { return false }
    let matches = zip(content, word.utf8).allSatisfy { text.bytes[$0] | 0x20 == $1 }
    guard matches else { return false }
    var next = content.lowerBound + word.utf8.count
    if text.bytes[next] == Byte.space, next + 1 < content.upperBound { next += 1 }
    let byte = text.bytes[next]
    return byte == Byte.colon || byte == Byte.dot || Byte.isDigit(byte)
  }
}

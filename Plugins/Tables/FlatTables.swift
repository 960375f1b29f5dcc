/// Finds flattened tables in the lines that marked tables left.
struct FlatTables {
  let text: TableText
  let facts: [LineFacts]
  let model: TableModel
  let options: TableOptions

  /// A line with more words or bytes is never read as a row.
  static let maxWords = 60
  static let maxBytes = 420
  /// A line with more words that ends like a sentence is prose.
  static let maxSentence = 30

  /// The chosen tables, with the chooser's belief as their confidence.
  func tables(isTaken: [Bool]) -> [FoundTable] {
    choose(candidates(isTaken: isTaken))
  }

  /// All readings of all blocks.
  func candidates(isTaken: [Bool]) -> [FlatCandidate] {
    let runs = blockRuns(isTaken)
    guard !runs.isEmpty else { return [] }
    let pairs = wordPairs()
    let rows = FlatRows(text: text, model: model)
    let cells = FlatCells(text: text, model: model)
    var found: [FlatCandidate] = []
    var lines: [FlatLine] = []
    for run in runs {
      let block = FlatBlock(run, text, facts, pairs, model)
      if options.detect.contains(.flattenedRows) { found += rows.candidates(in: block) }
      for (index, line) in run.enumerated() {
        lines.append(
          FlatLine(
            line: line, content: facts[line].content, words: block.words[index],
            cuts: block.scored[index].cuts))
      }
    }
    guard options.detect.contains(.flattenedCells) else { return found }
    for (sequence, parts) in sequences(lines) {
      found += cells.candidates(in: sequence, parts: parts)
    }
    return found
  }

  /// Runs of lines short enough for rows, without bullets, that are not wrapped prose.
  func blockRuns(_ isTaken: [Bool]) -> [Range<Int>] {
    let runs = lineRuns(facts.count) { line in
      let facts = facts[line]
      return !facts.isBlank && !isTaken[line] && !facts.marks.contains(.bullet)
        && facts.words <= Self.maxWords && facts.content.count <= Self.maxBytes
        && (facts.words <= Self.maxSentence
          || !Byte.isSentenceEnd(text.bytes[facts.content.upperBound - 1]))
    }
    return runs.filter { run in
      run.count <= 400 && (run.count > 2 || isNextToShortRun(run)) && !isWrappedProse(run)
    }
  }

  /// Rows of one cell a line may be parted by blank lines; then a run may be as short as a row.
  private func isNextToShortRun(_ run: Range<Int>) -> Bool {
    guard run.count == 2, facts[run.lowerBound].words < 20 else { return false }
    func isShort(_ line: Int) -> Bool {
      facts.indices.contains(line) && !facts[line].isBlank && facts[line].words < 20
    }
    return isShort(run.upperBound + 1) && isShort(run.upperBound + 2)
      || isShort(run.lowerBound - 2) && isShort(run.lowerBound - 3)
  }

  /// Wrapped lines, or long ones that mostly start in lower case or end like sentences.
  private func isWrappedProse(_ run: Range<Int>) -> Bool {
    var bytes = 0
    var lower = 0
    var sentences = 0
    var long = 0
    for line in run {
      let content = facts[line].content
      bytes += content.count
      let first = text.bytes[content.lowerBound]
      if first >= 0x61 && first <= 0x7A { lower += 1 }
      guard Byte.isSentenceEnd(text.bytes[content.upperBound - 1]) else { continue }
      sentences += 1
      if facts[line].words > 18 { long += 1 }
    }
    let isEnded = Byte.isSentenceEnd(text.bytes[facts[run.upperBound - 1].content.upperBound - 1])
    if text.isWrapped(run, facts), isEnded || 4 * lower >= run.count { return true }
    if bytes > 50 * run.count, 3 * lower >= run.count { return true }
    return 2 * long >= run.count || bytes > 30 * run.count && sentences == run.count
  }

  /// How often each pair of words stands in the document; what a block holds itself is taken out
  /// later.
  func wordPairs() -> [UInt64: Int] {
    var pairs: [UInt64: Int] = [:]
    for line in facts where !line.isBlank {
      var previous: UInt32?
      for key in text.keys(of: line.content) {
        if let previous { pairs[BlockCounts.pair(previous, key), default: 0] += 1 }
        previous = key
      }
    }
    return pairs
  }

  /// Lines without blanks between them, and runs of such blocks parted by one blank line each.
  private func sequences(_ lines: [FlatLine]) -> [(lines: [FlatLine], parts: [Range<Int>])] {
    var blocks: [Range<Int>] = []
    var start = 0
    for index in lines.indices
    where index + 1 == lines.count || lines[index + 1].line != lines[index].line + 1 {
      blocks.append(start..<index + 1)
      start = index + 1
    }
    var found: [(lines: [FlatLine], parts: [Range<Int>])] = []
    for block in blocks where block.count >= FlatCells.minLines && block.count <= FlatCells.maxLines
    {
      found.append((Array(lines[block]), []))
    }
    var first = 0
    while first < blocks.count {
      var last = first
      while last + 1 < blocks.count, isParted(blocks[last], blocks[last + 1], lines) {
        last += 1
      }
      if last > first + 1 {
        let base = blocks[first].lowerBound
        let parts = blocks[first...last].map { $0.lowerBound - base..<$0.upperBound - base }
        found.append((Array(lines[base..<blocks[last].upperBound]), parts))
      }
      first = last + 1
    }
    return found
  }

  /// Whether one blank line parts two blocks, the second no longer than a row.
  private func isParted(_ block: Range<Int>, _ next: Range<Int>, _ lines: [FlatLine]) -> Bool {
    let last = lines[block.upperBound - 1].line
    return lines[next.lowerBound].line == last + 2 && facts[last + 1].isBlank && next.count <= 8
  }
}

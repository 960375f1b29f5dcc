import PipeCore

// Runs of lines without marks: paragraphs, titles, rows.
extension TextBlockParser {
  /// Cuts a run of lines that nothing parts into blocks.
  mutating func takeText(_ run: Range<Int>, kind: BlockKind, level: Int) {
    if run.count == 1 { return takeLine(run.lowerBound, kind: kind, level: level) }
    var index = run.lowerBound
    while index < run.upperBound {
      if let end = endOfCells(index, in: run) {
        addRows(index..<end, kind: kind, level: level)
        index = end
        continue
      }
      if kind == .paragraph, let end = takeUnderlined(index, in: run) {
        index = end
        continue
      }
      var end = index + 1
      while end < run.upperBound, endOfCells(end, in: run) == nil, !isUnderlined(end, in: run) {
        end += 1
      }
      takeLines(index..<end, isAlone: index..<end == run, kind: kind, level: level)
      index = end
    }
  }

  // MARK: - Headings by underline

  /// Whether the line at `index` is a title and the next one its underline.
  private func isUnderlined(_ index: Int, in run: Range<Int>) -> Bool {
    guard index + 1 < run.upperBound, facts[index + 1].mark.kind == .rule,
      facts[index].mark.kind == .plain, !facts[index].hasCellMark, facts[index].gaps == 0,
      facts[index].letters > 0, facts[index].columns <= maxWrapColumns
    else { return false }
    let rule = facts[index + 1].mark
    let difference = Int(facts[index].columns) - rule.value
    switch rule.sort {
    case UInt8(ascii: "="), UInt8(ascii: "-"):
      // Elsewhere than at the start of a run a short rule parts, and does not underline.
      return index == run.lowerBound || (-3...3).contains(difference)
    default: return (-3...3).contains(difference) && rule.value >= 4
    }
  }

  /// Takes a title with its underline, and with an overline of the same kind.
  private mutating func takeUnderlined(_ index: Int, in run: Range<Int>) -> Int? {
    var title = index
    if facts[index].mark.kind == .rule, isUnderlined(index + 1, in: run),
      facts[index].mark.sort == facts[index + 2].mark.sort,
      facts[index].mark.value == facts[index + 2].mark.value
    {
      title = index + 1
    }
    guard title < run.upperBound, isUnderlined(title, in: run) else { return nil }
    lists.end()
    hasMarkedHeadings = true
    if title > index { builder.drop(lines[index], mark: facts[index].range) }
    add(title)
    builder.drop(lines[title + 1], mark: facts[title + 1].range)
    let level =
      switch facts[title + 1].mark.sort {
      case UInt8(ascii: "="): 1
      case UInt8(ascii: "-"): 2
      default: 3
      }
    builder.close(.heading, level: level)
    return title + 2
  }

  // MARK: - Rows

  /// The end of two or more lines from `start` that carry the marks of cells; nil when none begin there.
  private func endOfCells(_ start: Int, in run: Range<Int>) -> Int? {
    var end = start
    while end < run.upperBound {
      let line = facts[end]
      let isRule = line.mark.kind == .rule && end > start && facts[end - 1].hasCellMark
      guard line.hasCellMark || isRule || isAligned(end, in: run) else { break }
      end += 1
    }
    return end >= start + 2 ? end : nil
  }

  /// Whether words behind wide gaps stand below one another on this line and a neighbour.
  private func isAligned(_ index: Int, in run: Range<Int>) -> Bool {
    let gaps = facts[index].gaps
    guard gaps != 0 else { return false }
    func agrees(_ other: Int) -> Bool {
      guard run.contains(other), facts[other].indent == facts[index].indent else { return false }
      let both = (gaps & facts[other].gaps).nonzeroBitCount
      return both > 0 && both * 2 >= min(gaps.nonzeroBitCount, facts[other].gaps.nonzeroBitCount)
    }
    return agrees(index - 1) || agrees(index + 1)
  }

  private mutating func addRows(_ range: Range<Int>, kind: BlockKind, level: Int) {
    for index in range { add(index) }
    builder.close(kind, level: level)
  }

  /// Whether short lines that stand alone look like rows or verses.
  ///
  /// Three or more of several words and not too different in length, or four or more with digits in most.
  /// A byline tells the head of an article.
  private func looksLikeRows(_ range: Range<Int>) -> Bool {
    guard range.count >= 3, !range.contains(where: { facts[$0].isByline }) else { return false }
    var words: Int32 = 0
    var fewest = Int32.max
    var most: Int32 = 0
    var withDigits = 0
    for index in range {
      words += facts[index].words
      fewest = min(fewest, facts[index].words)
      most = max(most, facts[index].words)
      withDigits += facts[index].digitWords > 0 ? 1 : 0
    }
    if range.count >= 4, withDigits * 2 >= range.count { return true }
    return words > Int32(range.count) * 3 && fewest >= 2 && most <= fewest * 3
  }

  // MARK: - Paragraphs and titles

  /// Takes lines that carry no marks at all; `isAlone` when nothing else stands between the blank lines
  /// around them.
  private mutating func takeLines(
    _ range: Range<Int>, isAlone: Bool, kind: BlockKind, level: Int
  ) {
    let wrap = RunWrap(facts[range], wrapColumns: wrapColumns)
    var short = range.lowerBound..<range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      var end = index + 1
      if let wrap {
        while end < range.upperBound, facts[end].mark.kind != .rule,
          facts[end - 1].mark.kind != .rule, wrap.joins(facts[end - 1], facts[end])
        {
          end += 1
        }
      }
      if end - index > 1 {
        addShort(short, isAlone: false, kind: kind, level: level)
        addWrapped(index..<end, kind: kind, level: level)
        short = end..<end
      } else if facts[index].isProse {
        addShort(short, isAlone: false, kind: kind, level: level)
        takeLine(index, kind: kind, level: level)
        short = end..<end
      } else {
        short = short.lowerBound..<end
      }
      index = end
    }
    addShort(short, isAlone: isAlone && short == range, kind: kind, level: level)
  }

  /// Takes a line that stands alone, as ``takeLines(_:isAlone:kind:level:)`` does.
  private mutating func takeLine(_ index: Int, kind: BlockKind, level: Int) {
    if !facts[index].isProse { return addShort(index, kind: kind, level: level) }
    add(index)
    builder.close(kind, level: level, role: .prose, startsLower: facts[index].start == .lower)
  }

  private mutating func addWrapped(_ range: Range<Int>, kind: BlockKind, level: Int) {
    var columns: Int32 = 0
    for index in range {
      add(index)
      columns += facts[index].columns
    }
    builder.close(
      kind, level: level, isWrapped: true, role: columns >= 60 ? .prose : .other,
      startsLower: facts[range.lowerBound].start == .lower)
  }

  /// Adds lines that are no sentences: as rows of one block, or one by one.
  private mutating func addShort(_ range: Range<Int>, isAlone: Bool, kind: BlockKind, level: Int) {
    if isAlone, looksLikeRows(range) {
      addRows(range, kind: kind, level: level)
      return
    }
    for index in range { addShort(index, kind: kind, level: level) }
  }

  private mutating func addShort(_ index: Int, kind: BlockKind, level: Int) {
    add(index)
    let columns = facts[index].columns
    let role: BlockDraft.Role =
      kind != .paragraph
      ? .other : facts[index].isTitle && !facts[index].isByline ? .title : .label
    builder.close(
      kind, level: level, role: columns > 60 && role == .label ? .other : role,
      columns: Int(columns))
  }
}

extension LineFacts {
  /// Whether a line reads as sentences of its own: it ends like one and is no mere label, or is long.
  var isProse: Bool {
    if mark.kind == .rule || letters == 0 { return false }
    if columns >= 100, !isTitle { return true }
    switch end {
    case .sentence: return columns >= 40 && words >= 5 || columns >= 20 && start == .caseless
    case .question: return columns >= 60
    default: return false
    }
  }

  /// Whether a line can be a title: not too long, starting like one, ending without a mark, mostly letters,
  /// and no date or time.
  var isTitle: Bool {
    guard mark.kind == .plain, end == .open || (end == .question && !isSpeech),
      start == .upper || start == .caseless || start == .digit,
      letters >= 2, letters * 2 >= columns - words * 2, columns <= 160, words <= 20,
      !hasCellMark, !hasTime, gaps == 0
    else { return false }
    if digitWords == 0 { return true }
    // `Chapter 3`, `What to expect in 2030`; no `March 3, 2024`.
    return digitWords * 3 < words
      || (words == 2 && digitWords == 1 && columns < 16 && start != .digit)
  }
}

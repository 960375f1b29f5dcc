package import PipeCore

/// Gives a text document its blocks: headings, paragraphs, list items, quotes and code.
///
/// - A line stays one line; bullets, numbers, `#`, `>`, fences and underlines become structure.
/// - Lines that were wrapped at a width are one paragraph (`isWrapped`); sentences on lines of their
///   own are a paragraph each.
/// - Of short lines, those that look like rows (a run with tabs, bars or aligned gaps, three or more
///   lines of several words, or mostly numbers) are one block of lines that are not wrapped, so that
///   an unrestored table, a stanza or a calendar stays together; all others, such as the entries of a
///   menu or a tag cloud, are a block each, so that boilerplate removal decides on each alone.
/// - Where a text has no marked heading, a title-like line above prose is one: the first of the
///   document has level 1, the later ones 2.
/// - Tables are not looked for; `restore_tables` finds them in the lines.
///
/// Lines that stages removed stay removed, in blocks of their own. Does nothing when the document is
/// parsed or a page. Takes linear time.
package func parseBlocks(of document: inout Document) {
  guard !document.isParsed, !document.isPage else { return }
  var parser = TextBlockParser(document)
  parser.parse()
  let builder = parser.builder
  document.pieceLists += builder.newLists
  document.setParsed(
    lines: builder.lines, blocks: builder.drafts.map { $0.block }, structure: builder.structure)
}

struct TextBlockParser {
  let lines: [Line]
  let facts: [LineFacts]
  var builder: BlockBuilder
  /// The width that the document's lines were wrapped at; nil if they were not.
  let wrapColumns: Int32?
  var lists = ListNesting()
  /// Whether any heading carries a mark: then no others are guessed.
  var hasMarkedHeadings = false
  /// The least number of backticks, and of tildes, that is known to close nowhere.
  private var unclosedFences = (backticks: Int.max, tildes: Int.max)

  init(_ document: Document) {
    lines = document.lines
    // Many texts are blank lines by half.
    var facts = [LineFacts](repeating: LineFacts(LineMark(.blank)), count: lines.count)
    var marked: [Int] = []
    let source = document.source.bytes
    for index in lines.indices {
      let line = lines[index]
      if line.isRemoved {
        facts[index] = LineFacts(LineMark(.removed))
      } else if line.list < 0, !line.piece.isAdded {
        if line.piece.count > 0 {
          facts[index].measure(source.extracting(line.piece.range))
        }
      } else {
        document.withBytes(of: line) { facts[index].measure($0) }
      }
      if facts[index].mark.kind.rawValue > LineMark.Kind.removed.rawValue { marked.append(index) }
    }
    settleMarks(&facts, marked: marked)
    self.facts = facts
    wrapColumns = wrapWidth(of: facts)
    builder = BlockBuilder(document: document)
  }

  mutating func parse() {
    var index = frontMatterEnd()
    while index < facts.count {
      switch facts[index].mark.kind {
      case .removed: index = takeRemoved(index)
      case .blank: index += 1
      case .heading: index = takeHeading(index)
      case .bullet, .number, .weakBullet: index = takeItem(index, textAt: index)
      case .loneBullet: index = takeLoneBullet(index)
      case .quote: index = takeQuote(index)
      case .fence: index = takeFence(index) ?? takeRun(index)
      case .plain, .rule: index = takeRun(index)
      }
    }
    if !hasMarkedHeadings { builder.drafts.findHeadings() }
  }

  // MARK: - One kind each

  private mutating func takeRemoved(_ start: Int) -> Int {
    var index = start
    while index < facts.count, facts[index].mark.kind == .removed {
      builder.addUntouched(lines[index])
      index += 1
    }
    builder.close(.paragraph, role: .removed)
    return index
  }

  private mutating func takeHeading(_ index: Int) -> Int {
    lists.end()
    hasMarkedHeadings = true
    add(index)
    builder.close(.heading, level: facts[index].mark.value)
    return index + 1
  }

  /// A bullet on a line of its own: the next line is its text.
  private mutating func takeLoneBullet(_ index: Int) -> Int {
    let next = index + 1
    guard next < facts.count, facts[next].mark.kind == .plain else {
      builder.add(lines[index], kept: facts[index].range)
      builder.close(.paragraph)
      return next
    }
    builder.drop(lines[index], mark: facts[index].range)
    return takeItem(index, textAt: next)
  }

  private mutating func takeItem(_ index: Int, textAt first: Int) -> Int {
    let item = facts[index]
    let level = lists.level(
      indent: Int(item.indent), rank: item.mark.sort, isNumber: item.mark.kind == .number)
    add(first)
    var last = first
    while last + 1 < facts.count, continuesItem(last + 1, after: last, of: item) {
      last += 1
      add(last)
    }
    let number = item.mark.kind == .number ? item.mark.value : nil
    builder.close(.listItem, level: level, number: number, isWrapped: last > first)
    return last + 1
  }

  /// Whether a line goes on with the item above it: by its indentation, or as a wrapped sentence does.
  private func continuesItem(_ index: Int, after last: Int, of item: LineFacts) -> Bool {
    let line = facts[index]
    guard line.mark.kind == .plain, !line.hasCellMark else { return false }
    if line.indent > item.indent, line.indent <= item.indent + 8 { return true }
    return line.indent >= item.indent && facts[last].columns >= 40
      && goesOn(facts[last], to: line)
  }

  private mutating func takeQuote(_ start: Int) -> Int {
    lists.end()
    let depth = facts[start].mark.value
    var index = start
    while index < facts.count, facts[index].mark.kind == .quote, facts[index].mark.value == depth {
      let from = index
      while index < facts.count, facts[index].mark.kind == .quote,
        facts[index].mark.value == depth, facts[index].mark.content?.isEmpty == false
      {
        index += 1
      }
      if from < index {
        takeText(from..<index, kind: .quote, level: depth)
      } else {
        builder.drop(lines[index], mark: facts[index].range)
        index += 1
      }
    }
    return index
  }

  private mutating func takeRun(_ start: Int) -> Int {
    var end = start + 1
    while end < facts.count, facts[end].mark.kind == .plain || facts[end].mark.kind == .rule {
      end += 1
    }
    // Text that is indented under an item goes on with it, and no code begins there.
    if facts[start].indent == 0 { lists.end() }
    if facts[start].indent >= 4, isIndentedCode(start..<end) {
      takeIndentedCode(start..<end)
    } else {
      takeText(start..<end, kind: .paragraph, level: 0)
    }
    return end
  }

  /// Adds a line without its mark and the white space around.
  mutating func add(_ index: Int) {
    let range = facts[index].range
    guard facts[index].mark.kind != .fence, let content = facts[index].mark.content else {
      builder.add(lines[index], kept: range)
      return
    }
    builder.add(lines[index], kept: content, mark: range.lowerBound..<content.lowerBound)
    if content.upperBound < range.upperBound {
      builder.drop(lines[index], mark: content.upperBound..<range.upperBound)
    }
  }

  // MARK: - Code

  /// A fenced block; nil when its fence is never closed.
  private mutating func takeFence(_ start: Int) -> Int? {
    let fence = facts[start].mark
    let isBacktick = fence.sort == UInt8(ascii: "`")
    if fence.value >= (isBacktick ? unclosedFences.backticks : unclosedFences.tildes) { return nil }
    var end = start + 1
    while end < facts.count {
      let mark = facts[end].mark
      if mark.kind == .fence, mark.sort == fence.sort, mark.value >= fence.value,
        mark.content?.isEmpty == true
      {
        break
      }
      end += 1
    }
    guard end < facts.count else {
      if isBacktick {
        unclosedFences.backticks = fence.value
      } else {
        unclosedFences.tildes = fence.value
      }
      return nil
    }
    builder.drop(lines[start], mark: facts[start].range)
    addCode((start + 1)..<end, indent: Int(facts[start].indent))
    builder.drop(lines[end], mark: facts[end].range)
    builder.close(.code)
    return end + 1
  }

  /// Lines of a text are code by indentation alone when all are indented by four, a blank line stands
  /// before them, no list is open, and their last characters are not those of prose.
  private func isIndentedCode(_ run: Range<Int>) -> Bool {
    guard !lists.isOpen, run.allSatisfy({ facts[$0].indent >= 4 }) else { return false }
    let coded = run.count { index in
      builder.document.withBytes(of: lines[index]) { looksLikeCode($0, facts[index].range) }
    }
    return coded * 2 >= run.count
  }

  private mutating func takeIndentedCode(_ run: Range<Int>) {
    addCode(run, indent: Int(run.map { facts[$0].indent }.min() ?? 0))
    builder.close(.code)
  }

  /// Adds lines of code without `indent` columns of their indentation; blank ones stay, but for
  /// those at both ends.
  private mutating func addCode(_ range: Range<Int>, indent: Int) {
    guard let first = range.first(where: { facts[$0].mark.kind != .blank }),
      let last = range.last(where: { facts[$0].mark.kind != .blank })
    else { return }
    for index in first...last {
      let line = lines[index]
      if facts[index].mark.kind == .removed {
        builder.addUntouched(line)
        continue
      }
      let start = builder.document.withBytes(of: line) { bytes in
        endOfIndent(bytes, columns: indent, limit: facts[index].range.lowerBound)
      }
      let end = max(start, facts[index].range.upperBound)
      builder.add(line, kept: facts[index].range.isEmpty ? 0..<0 : start..<end)
    }
  }

  /// The index behind a YAML header that opens the text, which stays as it is.
  private mutating func frontMatterEnd() -> Int {
    guard let first = facts.first, first.mark.kind == .rule, first.mark.value == 3,
      first.mark.sort == UInt8(ascii: "-"),
      let end = facts.prefix(64).dropFirst().firstIndex(where: {
        $0.mark.kind == .rule && $0.mark.value == 3 && $0.mark.sort == UInt8(ascii: "-")
      }),
      facts[1..<end].allSatisfy({ $0.mark.kind != .blank && $0.mark.kind != .removed })
    else { return 0 }
    for index in 0...end { builder.add(lines[index], kept: facts[index].range) }
    builder.close(.paragraph)
    return end + 1
  }
}

/// Where a line's first `columns` columns of indentation end.
private func endOfIndent(_ bytes: Span<UInt8>, columns: Int, limit: Int) -> Int {
  var column = 0
  var index = 0
  while index < limit, column < columns {
    if bytes[index] == UInt8(ascii: "\t") {
      column = (column | 3) + 1
    } else if bytes[index] == UInt8(ascii: " ") {
      column += 1
    } else {
      return limit
    }
    index += 1
  }
  return index
}

/// Whether a line has what code has and prose lacks: brackets and operators, or an end in `;` or `{`.
private func looksLikeCode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
  var marks = 0
  for index in range {
    switch bytes[index] {
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "="), UInt8(ascii: "<"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "$"), UInt8(ascii: "\\"),
      UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: "("):
      marks += 1
    default: break
    }
  }
  let last = range.isEmpty ? 0 : bytes[range.upperBound - 1]
  return marks >= 2 || last == UInt8(ascii: ";") || last == UInt8(ascii: "{")
    || last == UInt8(ascii: "}")
}

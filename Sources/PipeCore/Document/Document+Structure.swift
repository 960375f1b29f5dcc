import PipeText

extension Document {
  /// A line of the source text as it stood, before a parser took its bullet and its indentation.
  public struct LayoutLine: Sendable {
    /// Index of the document's line; -1 for a blank line, or one that a stage has edited.
    public let line: Int
    /// Bytes of the source text, without the line feed.
    public let range: Range<Int>
  }

  /// The lines that are left as they stood in the source text, blank ones included.
  ///
  /// Removed lines are left out; edited ones stand as blank.
  public var sourceLayout: [LayoutLine] {
    let cuts = ledger.entries.filter { $0.action == .cut || $0.action == .replace }
      .map(\.span).sorted { $0.lowerBound < $1.lowerBound }
    var result: [LayoutLine] = []
    var lastEnd = 0
    for index in blocks.lazy.filter({ $0.kind != .table }).flatMap(\.lines) {
      let line = lines[index]
      if line.isRemoved { continue }
      guard line.list < 0, !line.piece.isAdded else {
        result.append(LayoutLine(line: -1, range: lastEnd..<lastEnd))
        continue
      }
      let physical = physicalLine(around: line.piece.range, without: cuts)
      if isParsed, lastEnd < physical.lowerBound, hasBlankLine(lastEnd..<physical.lowerBound) {
        result.append(LayoutLine(line: -1, range: lastEnd..<lastEnd))
      }
      let isBlank = physical.isEmpty
      result.append(LayoutLine(line: isBlank ? -1 : index, range: physical))
      lastEnd = physical.upperBound
    }
    return result
  }

  /// The line of the source text around a piece, up to what was cut beside it.
  private func physicalLine(
    around range: Range<Int>, without cuts: [Range<Int>]
  ) -> Range<Int> {
    let bytes = source.bytes
    var start = range.lowerBound
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    var end = range.upperBound
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    let next = (0..<cuts.count).partitioningIndex { cuts[$0].lowerBound >= range.lowerBound }
    if next > 0 { start = max(start, cuts[next - 1].upperBound) }
    if next < cuts.count { end = min(end, cuts[next].lowerBound) }
    return start..<end
  }

  private func hasBlankLine(_ gap: Range<Int>) -> Bool {
    let bytes = source.bytes
    var ends = 0
    for index in gap where bytes[index] == UInt8(ascii: "\n") { ends += 1 }
    return ends > (gap.lowerBound == 0 ? 0 : 1)
  }

  /// Gives the document its blocks, once; for parsers.
  ///
  /// - Parameters:
  ///   - lines: the same lines, trimmed of what became structure; blank ones left out.
  ///   - blocks: ranges of the new lines, in order.
  ///   - structure: the bytes other than white space that became structure.
  package mutating func setParsed(
    lines: [Line], blocks: [Block], structure: [Range<Int>]
  ) {
    precondition(!isParsed, "a document is parsed once")
    self.lines = lines
    self.blocks = blocks
    ledger.structure += structure
    isParsed = true
  }

  /// Makes structure of the first lines of a document that nobody has parsed or edited.
  package mutating func dropHeader(lines count: Int) {
    precondition(!isParsed && ledger.entries.isEmpty, "the header is the reader's")
    let end = lines[count - 1].piece.range.upperBound
    ledger.structure.append(0..<end)
    lines.removeFirst(count)
    blocks = [Block(.raw, lines: 0..<lines.count)]
  }

  /// A table to be made of lines: its cells are slices of the source text.
  public struct RestoredTable: Sendable {
    /// Indices of the document's lines, consecutive, that become the table.
    public let lines: Range<Int>
    public let table: Table
    /// Row after row, `columns` cells each: the bytes of the source text; none for an empty cell.
    public let cells: [[Range<Int>]]
    /// Where parts of cells begin that follow the part before without a space.
    let unspaced: Set<Int>

    /// - Parameters:
    ///   - lines: indices of the document's lines.
    ///   - table: the shape.
    ///   - cells: row after row, each cell in parts.
    ///   - needsSpace: whether a space stands between two parts of a cell.
    public init(
      lines: Range<Int>, table: Table, cells: [[Range<Int>]],
      needsSpace: (Range<Int>, Range<Int>) -> Bool = { _, _ in true }
    ) {
      precondition(cells.count == table.columns * table.rows, "a table has all its cells")
      self.lines = lines
      self.table = table
      self.cells = cells
      var unspaced: Set<Int> = []
      for parts in cells where parts.count > 1 {
        for (part, next) in zip(parts, parts.dropFirst()) where !needsSpace(part, next) {
          unspaced.insert(next.lowerBound)
        }
      }
      self.unspaced = unspaced
    }
  }

  /// Turns lines into tables; what of them is in no cell becomes structure.
  ///
  /// - Precondition: the lines are untouched lines of the source text, and the tables do not overlap.
  public mutating func restore(_ restored: [RestoredTable]) {
    for table in restored.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
      noteDelimiters(of: table)
      let cells = table.cells.map { ranges in
        var line = Line(Piece((ranges.first ?? 0..<0)))
        if ranges.count > 1 {
          line.list = Int32(pieceLists.count)
          pieceLists.append(joined(ranges, unspaced: table.unspaced))
        }
        return line
      }
      splitBlocks(around: table.lines)
      replaceBlocks(in: table.lines, cells: cells, table: table.table)
    }
  }

  /// Parts of a cell that was wrapped over lines, joined by an added space where they need one.
  private mutating func joined(_ ranges: [Range<Int>], unspaced: Set<Int>) -> [Piece] {
    var pieces: [Piece] = []
    for range in ranges {
      if !pieces.isEmpty, !unspaced.contains(range.lowerBound) {
        let start = added.count
        added.append(UInt8(ascii: " "))
        record(
          [range.lowerBound..<range.lowerBound], action: .add, Removal("cell_joint"),
          added: start..<added.count)
        pieces.append(Piece(start..<added.count, isAdded: true))
      }
      pieces.append(Piece(range))
    }
    return pieces
  }

  private mutating func noteDelimiters(of table: RestoredTable) {
    var covered = table.cells.flatMap(\.self).sorted { $0.lowerBound < $1.lowerBound }
    covered.append(.max..<(.max))
    var next = 0
    for index in table.lines {
      for span in sourceSpans(of: pieces(of: lines[index])) {
        var start = span.lowerBound
        while next < covered.count, covered[next].upperBound <= start { next += 1 }
        var cell = next
        while start < span.upperBound {
          let gapEnd = min(covered[cell].lowerBound, span.upperBound)
          if start < gapEnd { ledger.structure.append(start..<gapEnd) }
          start = max(start, covered[cell].upperBound)
          if covered[cell].lowerBound >= span.upperBound { break }
          cell += 1
        }
      }
    }
  }

  /// Makes block borders fall on both ends of a range of lines.
  private mutating func splitBlocks(around range: Range<Int>) {
    for border in [range.lowerBound, range.upperBound] {
      guard
        let index = blocks.firstIndex(where: {
          $0.lines.lowerBound < border && border < $0.lines.upperBound
        })
      else { continue }
      var tail = blocks[index]
      tail.lines = border..<tail.lines.upperBound
      blocks[index].lines = blocks[index].lines.lowerBound..<border
      blocks.insert(tail, at: index + 1)
    }
  }

  private mutating func replaceBlocks(in range: Range<Int>, cells: [Line], table: Table) {
    guard
      let first = blocks.firstIndex(where: { $0.lines.lowerBound >= range.lowerBound }),
      let last = blocks.lastIndex(where: { $0.lines.upperBound <= range.upperBound }),
      first <= last
    else { preconditionFailure("the lines of a table are lines of blocks") }
    let shift = cells.count - range.count
    lines.replaceSubrange(range, with: cells)
    for index in blocks.indices where blocks[index].lines.lowerBound >= range.upperBound {
      let old = blocks[index].lines
      blocks[index].lines = (old.lowerBound + shift)..<(old.upperBound + shift)
    }
    let block = Block(
      .table, lines: range.lowerBound..<(range.lowerBound + cells.count), table: tables.count)
    tables.append(table)
    blocks.replaceSubrange(first...last, with: [block])
  }
}

import PipeCore

/// The lines of a document as the table finder sees them, with the way back.
struct TableLayout {
  let text: TableText
  private let layout: [Document.LayoutLine]
  /// Of each line of the document, whether it may be part of a table.
  private let isRow: [Bool]
  /// Where the source text begins in the bytes that the finder sees.
  private let base: Int

  init(of document: Document) {
    let source = document.source
    base = source.range.lowerBound
    layout = document.sourceLayout
    var isRow = [Bool](repeating: false, count: document.lines.count)
    for line in layout where line.line >= 0 {
      isRow[line.line] = document.isInZone(document.lines[line.line])
    }
    // A line that was removed is no obstacle.
    for (index, line) in document.lines.enumerated() where line.isRemoved { isRow[index] = true }
    self.isRow = isRow
    let base = base
    text = TableText(
      bytes: source.storage,
      lines: layout.map { ($0.range.lowerBound + base)..<($0.range.upperBound + base) })
  }

  /// The lines of the document that a table covers; nil when one of them is no row: it was edited, or is
  /// outside the stage's zone.
  func lines(of found: FoundTable) -> Range<Int>? {
    let indices = layout[found.lines].map(\.line).filter { $0 >= 0 }
    guard let first = indices.first, let last = indices.last, first <= last,
      (first...last).allSatisfy({ isRow[$0] })
    else { return nil }
    return first..<(last + 1)
  }

  /// From the first to the last byte of a table's lines in the source text.
  func span(of found: FoundTable) -> Range<Int> {
    let lines = layout[found.lines].filter { $0.line >= 0 }
    guard let first = lines.first, let last = lines.last else { return 0..<0 }
    return first.range.lowerBound..<last.range.upperBound
  }

  func restored(_ found: FoundTable) -> Document.RestoredTable? {
    guard let lines = lines(of: found), !found.cells.isEmpty else { return nil }
    let cells = found.cells.flatMap(\.self).map { parts in
      parts.map { ($0.lowerBound - base)..<($0.upperBound - base) }
    }
    return Document.RestoredTable(
      lines: lines,
      table: Table(
        columns: found.columns, rows: found.cells.count, headerRows: found.headerRows,
        confidence: found.confidence),
      cells: cells
    ) { part, next in
      text.needsSpace(
        between: (part.lowerBound + base)..<(part.upperBound + base),
        and: (next.lowerBound + base)..<(next.upperBound + base))
    }
  }
}

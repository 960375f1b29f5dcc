import PipeCore
import PipeHTML

/// The parts of a table that become blocks.
enum TablePart {
  case caption
  case cells
}

/// A data table of a page: its grid with spans spread, ready to be written.
///
/// Made after section 2 of the tables benchmark's guide: header rows are the leading ones in `thead` or
/// with `th` alone, else the first row; several are joined for each column; a full-width row above
/// them is the caption. The copies of a cell that spans stay empty, but for those in the header.
struct PageTable {
  struct Cell {
    let node: HTMLNode
    let isHeader: Bool
    /// Visible text with its white space collapsed.
    let text: [UInt8]
  }

  private let cells: [Cell]
  /// Indices of cells, row by row, -1 for none; copies are marked by their complement below -1.
  private var rows: [[Int]]
  private var headerRows: Int
  private var captions: [HTMLNode] = []

  var shape: Table {
    Table(
      columns: rows[0].count, rows: rows.count - max(headerRows - 1, 0),
      headerRows: min(headerRows, 1), confidence: 1)
  }

  /// nil for a table that only lays out the page, or has fewer than two rows or columns: its cells
  /// are then read as blocks.
  init?(_ table: HTMLNode) {
    guard !Self.isLayout(table), let grid = TableGrid(table) else { return nil }
    cells = grid.cells
    rows = grid.rows
    let rowsInHead = grid.rowsInHead
    headerRows = 0
    dropBlankRowsAndColumns()
    guard !rows.isEmpty else { return nil }
    captions = grid.captions
    while rows.count > 2, let title = fullWidthCell(of: rows[0]) {
      captions.append(cells[title].node)
      rows.removeFirst()
    }
    guard rows.count >= 2, rows[0].count >= 2, !isCalendar, !hasLongCells(hasMarks: grid.hasMarks)
    else { return nil }
    let leading = rows.prefix { row in
      let own = row.filter { $0 != -1 }.map { cells[$0 < -1 ? -$0 - 2 : $0] }
      return own.allSatisfy { $0.isHeader } || own.contains { rowsInHead.contains($0.node) }
    }.count
    headerRows = max(leading < rows.count ? leading : 1, 1)
  }

  // MARK: - Data or layout

  private static let boxWords: Set<String> = [
    "infobox", "navbox", "sidebar", "toc", "ambox", "metadata", "layout",
  ]

  private static func isLayout(_ table: HTMLNode) -> Bool {
    let role = table.attribute(.role)
    if role == "presentation" || role == "none" { return true }
    if table.ownClassWords.contains(where: { boxWords.contains($0) }) { return true }
    for node in table.descendants where node.kind == .element {
      switch node.tag {
      case .table, .h1, .h2, .h3, .h4, .h5, .h6, .form, .input, .select, .textarea, .pre, .iframe,
        .article, .nav:
        return true
      default: continue
      }
    }
    return false
  }

  /// Seven columns in which most cells are days of a month.
  private var isCalendar: Bool {
    guard rows[0].count == 7 else { return false }
    var days = 0
    var filled = 0
    for row in rows.dropFirst() {
      for index in row where index >= 0 && !cells[index].text.isEmpty {
        filled += 1
        if let day = Int(String(decoding: cells[index].text, as: UTF8.self)), (1...31).contains(day)
        {
          days += 1
        }
      }
    }
    return days * 2 > filled
  }

  /// Whether cells hold whole passages: more than data tables do, above all without header or caption.
  private func hasLongCells(hasMarks: Bool) -> Bool {
    let limit = hasMarks ? 3_000 : 500
    return cells.contains { $0.text.count > limit }
  }

  private mutating func dropBlankRowsAndColumns() {
    func isBlank(_ index: Int) -> Bool { index < 0 || cells[index].text.isEmpty }
    rows.removeAll { $0.allSatisfy(isBlank) }
    guard let columns = rows.first?.count else { return }
    let kept = (0..<columns).filter { column in !rows.allSatisfy { isBlank($0[column]) } }
    if kept.count < columns { rows = rows.map { row in kept.map { row[$0] } } }
  }

  /// The only cell of a row that spans all columns.
  private func fullWidthCell(of row: [Int]) -> Int? {
    guard row.count > 1, let first = row.first, first >= 0,
      row.dropFirst().allSatisfy({ $0 == -first - 2 })
    else { return nil }
    return first
  }

  // MARK: - Writing

  /// Writes the lines of a part; the bytes of them that are in links.
  mutating func write(
    _ part: TablePart, into text: inout PageText, _ lines: inout [Line],
    _ coverage: inout PageCoverage, _ targets: LinkTargets
  ) -> Int {
    var linkBytes = 0
    func endLine(_ text: inout PageText) {
      linkBytes += text.lineLinkBytes
      lines.append(Line(Piece(text.endLine())))
    }
    if part == .caption {
      for caption in captions {
        writeInline(caption, into: &text, &coverage, targets)
        if !text.lineIsEmpty { endLine(&text) }
      }
      return linkBytes
    }
    for column in rows[0].indices {
      var seen: [Int] = []
      for row in 0..<headerRows {
        let index = rows[row][column]
        let cell = index < -1 ? -index - 2 : index
        guard cell >= 0, !seen.contains(where: { cells[$0].text == cells[cell].text }) else {
          continue
        }
        seen.append(cell)
        if !text.lineIsEmpty { text.needSpace() }
        writeInline(cells[cell].node, into: &text, &coverage, targets)
      }
      endLine(&text)
    }
    for row in rows[headerRows...] {
      for index in row {
        if index >= 0 { writeInline(cells[index].node, into: &text, &coverage, targets) }
        endLine(&text)
      }
    }
    return linkBytes
  }
}

/// The cells of a `table` element on a grid.
struct TableGrid {
  private(set) var cells: [PageTable.Cell] = []
  private(set) var rows: [[Int]] = []
  private(set) var captions: [HTMLNode] = []
  /// Cells of the rows in `thead`.
  private(set) var rowsInHead: Set<HTMLNode> = []
  /// Whether the table has a header or a caption.
  private(set) var hasMarks = false
  /// Of each column, the rows that a cell above still covers, and the cell.
  private var spans: [(rows: Int, cell: Int)] = []

  static let maxColumns = 200
  static let maxCells = 100_000

  /// nil for a table without rows, or one past the limits.
  init?(_ table: HTMLNode) {
    for child in table.children {
      switch child.tag {
      case .caption:
        captions.append(child)
        hasMarks = true
      case .thead, .tbody, .tfoot:
        for row in child.children where row.tag == .tr {
          guard add(row, isInHead: child.tag == .thead) else { return nil }
        }
      case .tr: guard add(child, isInHead: false) else { return nil }
      default: break
      }
    }
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0, columns * rows.count <= Self.maxCells else { return nil }
    for index in rows.indices {
      rows[index] += [Int](repeating: -1, count: columns - rows[index].count)
    }
  }

  private mutating func add(_ row: HTMLNode, isInHead: Bool) -> Bool {
    var slots: [Int] = []
    func takeSpans(_ spans: inout [(rows: Int, cell: Int)]) {
      while slots.count < spans.count, spans[slots.count].rows > 0 {
        spans[slots.count].rows -= 1
        slots.append(-spans[slots.count].cell - 2)
      }
    }
    for node in row.children where node.tag == .td || node.tag == .th {
      takeSpans(&spans)
      let width = max(1, min(node.attribute(.colspan).flatMap(Int.init) ?? 1, 1_000))
      let height = max(1, min(node.attribute(.rowspan).flatMap(Int.init) ?? 1, 65_534))
      guard slots.count + width <= Self.maxColumns else { return false }
      let cell = cells.count
      cells.append(
        PageTable.Cell(node: node, isHeader: node.tag == .th, text: inlineText(of: node)))
      if node.tag == .th || isInHead { hasMarks = true }
      if isInHead { rowsInHead.insert(node) }
      for offset in 0..<width {
        let column = slots.count
        while spans.count <= column { spans.append((0, 0)) }
        spans[column] = (height - 1, cell)
        slots.append(offset == 0 ? cell : -cell - 2)
      }
    }
    while slots.count < spans.count {
      let before = slots.count
      takeSpans(&spans)
      if slots.count == before { slots.append(-1) }
    }
    rows.append(slots)
    return rows.count * max(slots.count, 1) <= Self.maxCells
  }
}

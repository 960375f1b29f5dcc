import PipeCore
import PipeHTML
import PipeText

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
    let node: UInt32
    let isHeader: Bool
    let isInHead: Bool
    /// Bytes of ``texts``: the visible text with its white space collapsed.
    let text: Range<Int>
  }

  private let cells: [Cell]
  private let texts: [UInt8]
  /// Indices of cells, row by row, -1 for none; copies are marked by their complement below -1.
  private var rows: [[Int]]
  private var headerRows: Int
  private var captions: [UInt32] = []

  var shape: Table {
    Table(
      columns: rows[0].count, rows: rows.count - max(headerRows - 1, 0),
      headerRows: min(headerRows, 1), confidence: 1)
  }

  /// nil for a table that only lays out the page, or has fewer than two rows or columns: its cells
  /// are then read as blocks.
  init?(_ table: UInt32, _ view: PageView) {
    guard !Self.isLayout(table, view), var grid = TableGrid(table, view) else { return nil }
    cells = grid.cells
    rows = grid.rows
    texts = grid.texts.takeBytes()
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
      return own.allSatisfy { $0.isHeader } || own.contains { $0.isInHead }
    }.count
    headerRows = max(leading < rows.count ? leading : 1, 1)
  }

  // MARK: - Data or layout

  private static let boxWords: Set<String> = [
    "infobox", "navbox", "sidebar", "toc", "ambox", "metadata", "layout",
  ]

  private static func isLayout(_ number: UInt32, _ view: PageView) -> Bool {
    let attributes = OwnAttributes(of: view.lent.nodes[Int(number)], in: view.lent)
    let table = view.tree[Int(number)]
    if attributes.has(.role) {
      let role = table.attribute(.role)
      if role == "presentation" || role == "none" { return true }
    }
    if attributes.classes >= 0 || attributes.identifier >= 0, isBox(table) { return true }
    var isLayout = false
    view.lent.walk(number) { inner, node in
      guard node.kind == .element, inner != number else { return .intoChildren }
      switch view.lent.tag(of: node) {
      case .table, .h1, .h2, .h3, .h4, .h5, .h6, .form, .input, .select, .textarea, .pre, .iframe,
        .article, .nav:
        isLayout = true
        return .stop
      default: return .intoChildren
      }
    } leaving: { _, _ in
    }
    return isLayout
  }

  /// Whether class or id say that the table is a box beside the text.
  private static func isBox(_ table: HTMLNode) -> Bool {
    var isBox = false
    var scratch: [UInt8] = []
    for name in [HTMLAttributeName.class, .id] {
      table.withAttribute(name) { value in
        forEachClassWord(in: value, scratch: &scratch) { word in
          isBox = isBox || boxWords.contains(String(copying: word))
        }
      }
    }
    return isBox
  }

  /// Seven columns in which most cells are days of a month.
  private var isCalendar: Bool {
    guard rows[0].count == 7 else { return false }
    var days = 0
    var filled = 0
    for row in rows.dropFirst() {
      for index in row where index >= 0 && !cells[index].text.isEmpty {
        filled += 1
        if let day = Int(String(decoding: texts[cells[index].text], as: UTF8.self)),
          (1...31).contains(day)
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
  func write(
    _ part: TablePart, of view: PageView, into text: inout PageText, _ lines: inout [Line],
    _ coverage: inout PageCoverage
  ) -> Int {
    var linkBytes = 0
    func endLine(_ text: inout PageText) {
      linkBytes += text.lineLinkBytes
      lines.append(Line(Piece(text.endLine())))
    }
    if part == .caption {
      for caption in captions {
        writeInline(caption, of: view, into: &text, &coverage)
        if !text.lineIsEmpty { endLine(&text) }
      }
      return linkBytes
    }
    for column in rows[0].indices {
      var seen: [Int] = []
      for row in 0..<headerRows {
        let index = rows[row][column]
        let cell = index < -1 ? -index - 2 : index
        guard cell >= 0, !seen.contains(where: { texts[cells[$0].text] == texts[cells[cell].text] })
        else {
          continue
        }
        seen.append(cell)
        if !text.lineIsEmpty { text.needSpace() }
        writeInline(cells[cell].node, of: view, into: &text, &coverage)
      }
      endLine(&text)
    }
    for row in rows[headerRows...] {
      for index in row {
        if index >= 0 { writeInline(cells[index].node, of: view, into: &text, &coverage) }
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
  private(set) var captions: [UInt32] = []
  var texts = PageText()
  /// Whether the table has a header or a caption.
  private(set) var hasMarks = false
  /// Of each column, the rows that a cell above still covers, and the cell.
  private var spans: [(rows: Int, cell: Int)] = []

  static let maxColumns = 200
  static let maxCells = 100_000

  /// nil for a table without rows, or one past the limits.
  init?(_ table: UInt32, _ view: PageView) {
    for child in view.lent.children(of: table) {
      let tag = view.lent.tag(of: view.lent.nodes[Int(child)])
      switch tag {
      case .caption:
        captions.append(child)
        hasMarks = true
      case .thead, .tbody, .tfoot:
        for row in view.lent.children(of: child)
        where view.lent.tag(of: view.lent.nodes[Int(row)]) == .tr {
          guard add(row, isInHead: tag == .thead, view) else { return nil }
        }
      case .tr: guard add(child, isInHead: false, view) else { return nil }
      default: break
      }
    }
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0, columns * rows.count <= Self.maxCells else { return nil }
    for index in rows.indices {
      rows[index] += [Int](repeating: -1, count: columns - rows[index].count)
    }
  }

  private mutating func add(_ row: UInt32, isInHead: Bool, _ view: PageView) -> Bool {
    var slots: [Int] = []
    func takeSpans(_ spans: inout [(rows: Int, cell: Int)]) {
      while slots.count < spans.count, spans[slots.count].rows > 0 {
        spans[slots.count].rows -= 1
        slots.append(-spans[slots.count].cell - 2)
      }
    }
    for child in view.lent.children(of: row) {
      let node = view.lent.nodes[Int(child)]
      let isHeader = view.lent.tag(of: node) == .th
      guard isHeader || view.lent.tag(of: node) == .td else { continue }
      takeSpans(&spans)
      let width = span(.colspan, of: child, node, view, limit: 1_000)
      let height = span(.rowspan, of: child, node, view, limit: 65_534)
      guard slots.count + width <= Self.maxColumns else { return false }
      let cell = cells.count
      cells.append(
        PageTable.Cell(
          node: child, isHeader: isHeader, isInHead: isInHead,
          text: appendInlineText(of: child, view, to: &texts)))
      if isHeader || isInHead { hasMarks = true }
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

  private func span(
    _ name: HTMLAttributeName, of cell: UInt32, _ node: Node, _ view: PageView, limit: Int
  ) -> Int {
    guard node.length > 0, let text = view.tree[Int(cell)].attribute(name), let span = Int(text)
    else { return 1 }
    return max(1, min(span, limit))
  }
}

/// A text's lines as the table finder sees them.
struct TableText {
  /// UTF-8; offsets of lines and cells count in it.
  let bytes: [UInt8]
  /// One range a line, without its line feed; blank lines included.
  let lines: [Range<Int>]

  init(bytes: [UInt8], lines: [Range<Int>]) {
    self.bytes = bytes
    self.lines = lines
  }

  /// Cuts `bytes` at its line feeds.
  init(_ bytes: [UInt8]) {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(start..<index)
      start = index + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    self.init(bytes: bytes, lines: lines)
  }
}

/// How a table was written, by the marks that told its columns apart.
enum TableKind: String, CaseIterable, Sendable {
  /// Pipes with a rule line under the header, with or without outer pipes.
  case markdown
  /// `+---+` borders or box-drawing characters.
  case grid
  /// Pipes with a `---+---` rule under the header.
  case psql
  /// reStructuredText simple tables and the dashed tables of pandoc.
  case rst
  case tabs
  /// Pipes without any rule.
  case pipes
  /// Columns parted by blanks.
  case spaces
  /// Commas or semicolons, cells quoted at will.
  case csv
  /// Two columns or more joined by runs of dots.
  case leaders
  /// One row a line, cells joined by single spaces.
  case flattenedRows
  /// One cell a line.
  case flattenedCells
}

/// A cell as byte ranges of the text: none when it is empty, several when it went over several
/// lines or holds a mark that is not text (a line break tag, the backslash of an escape).
///
/// `TableText.content` joins the parts.
typealias CellSlice = [Range<Int>]

extension TableText {
  /// Whether two parts of a cell that follow each other are written with a space between them.
  ///
  /// Not after an escape sign (one byte left out) nor after a hyphen that ends a line inside a
  /// word.
  func needsSpace(between part: Range<Int>, and next: Range<Int>) -> Bool {
    if next.lowerBound - part.upperBound == 1, bytes[part.upperBound] != 0x0A { return false }
    guard part.count > 1, bytes[part.upperBound - 1] == Byte.dash else { return true }
    let isInWord =
      Byte.isLetter(bytes[part.upperBound - 2]) && Byte.isLetter(bytes[next.lowerBound])
    return !isInWord
  }

  /// The bytes of a cell as a reader sees them.
  func content(of cell: CellSlice) -> [UInt8] {
    var content: [UInt8] = []
    for (index, part) in cell.enumerated() {
      if index > 0, needsSpace(between: cell[index - 1], and: part) { content.append(Byte.space) }
      content += bytes[part]
    }
    return content
  }
}

/// A table that was found.
///
/// No byte moves: cells are slices, and what a covered line holds outside of all cells is white
/// space or delimiters (pipes, rules, leaders, commas, quotation marks).
struct FoundTable {
  /// Indices into `TableText.lines`, blank lines between rows included.
  let lines: Range<Int>
  let kind: TableKind
  let columns: Int
  /// 0 or 1.
  let headerRows: Int
  /// All rows, the header first, each of `columns` cells.
  let cells: [[CellSlice]]
  /// Belief that this is a table and cut at the right places, 0...1.
  ///
  /// For marked kinds a measured share.
  ///
  /// For flattened kinds an order: of rows at 0.9 or more 72 % were exactly right on sources
  /// unknown to training, at 0.6 to 0.7 one in ten, with 83 % of their content in place (GriTS).
  let confidence: Double
  /// Lines right above that name the table; not part of `lines`.
  var caption: Range<Int>?
  /// Lines right below that belong to it (a source, a row count); not part of `lines`.
  var notes: Range<Int>?
}

/// What `findTables` looks for.
struct TableOptions {
  var detect = Set(TableKind.allCases)
  /// Columns a table may have, both inclusive.
  ///
  /// Flattened tables have at most six.
  var minColumns = 2
  var maxColumns = 50
  /// Fewest rows, the header included.
  var minRows = 2
  /// Tables below it are reported as unsure, those below `minUnsure` not at all.
  var minConfidence = 0.6
  var minUnsure = 0.3
}

/// The tables of a text in order of their lines, none overlapping another.
struct TableFindings {
  var tables: [FoundTable] = []
  /// Stretches that look like a table but could not be cut with confidence; `cells` is the best
  /// guess.
  var unsure: [FoundTable] = []
}

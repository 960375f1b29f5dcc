import PipeCore

/// A block while the parser still weighs what it is.
struct BlockDraft {
  /// What a block of plain text can be to the headings around it.
  enum Role: UInt8 {
    /// Sentences: what a heading stands above.
    case prose
    /// One line that reads like a title.
    case title
    /// A byline, a date, a label: may stand between a title and its text.
    case label
    /// Taken out by a stage: as if it was not there.
    case removed
    case other
  }

  var block: Block
  var role: Role
  /// Of the text, for one-line blocks.
  var columns = 0
  /// Whether the text goes on in lower case: no heading stands above it.
  var startsLower = false
}

/// Gathers the lines, blocks and structure that a parser makes of a document's lines.
struct BlockBuilder {
  let document: Document
  private(set) var lines: [Line] = []
  var drafts: [BlockDraft] = []
  private(set) var structure: [Range<Int>] = []
  /// Lists of pieces for edited lines that were trimmed; they go behind the document's own.
  private(set) var newLists: [[Piece]] = []

  init(document: Document) {
    self.document = document
    lines.reserveCapacity(document.lines.count)
    drafts.reserveCapacity(document.lines.count / 2 + 1)
  }

  /// Adds a line of which only the bytes `kept` stay; the bytes `mark` become structure.
  ///
  /// What lies outside both must be white space.
  mutating func add(_ line: Line, kept: Range<Int>, mark: Range<Int> = 0..<0) {
    if line.list < 0 {
      if !mark.isEmpty { note(line.piece.extracting(mark)) }
      lines.append(Line(line.piece.extracting(kept)))
      return
    }
    for piece in slice(line, mark) { note(piece) }
    let pieces = slice(line, kept)
    if pieces.count == 1, let piece = pieces.first {
      lines.append(Line(piece))
    } else {
      var trimmed = line
      trimmed.list = Int32(document.pieceLists.count + newLists.count)
      newLists.append(pieces)
      lines.append(trimmed)
    }
  }

  /// Adds a line as it is: one that a stage removed.
  mutating func addUntouched(_ line: Line) { lines.append(line) }

  /// Turns the bytes `mark` of a line that makes no line of the result into structure.
  mutating func drop(_ line: Line, mark: Range<Int>) {
    for piece in slice(line, mark) { note(piece) }
  }

  /// Closes a block over the lines added since the last one.
  mutating func close(
    _ kind: BlockKind, level: Int = 0, number: Int? = nil, isWrapped: Bool = false,
    role: BlockDraft.Role = .other, columns: Int = 0, startsLower: Bool = false
  ) {
    let start = drafts.last?.block.lines.upperBound ?? 0
    guard start < lines.count else { return }
    drafts.append(
      BlockDraft(
        block: Block(
          kind, lines: start..<lines.count, level: level, number: number, isWrapped: isWrapped),
        role: role, columns: columns, startsLower: startsLower))
  }

  private mutating func note(_ piece: Piece) {
    if !piece.isAdded, piece.count > 0 { structure.append(piece.range) }
  }

  private func slice(_ line: Line, _ local: Range<Int>) -> [Piece] {
    var result: [Piece] = []
    var start = 0
    for piece in document.pieces(of: line) {
      let low = max(local.lowerBound, start)
      let high = min(local.upperBound, start + piece.count)
      if low < high { result.append(piece.extracting((low - start)..<(high - start))) }
      start += piece.count
    }
    return result
  }
}

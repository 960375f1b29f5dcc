import PipeText

extension Document {
  /// What is left of the text as it stood: line ends, indentation, bullets and blank lines of the source.
  ///
  /// Restored tables are lines of cells parted by tabs. A document that nobody edited gives its source
  /// text, byte for byte.
  public var layoutText: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count)
    forEachLayoutRun { run in
      for index in run.indices { bytes.append(run[index]) }
    }
    return bytes
  }

  /// Whether ``layoutText`` is the source text.
  package var isAsItStood: Bool { !isPage && ledger.entries.isEmpty && tables.isEmpty }

  /// The same in runs, none of them copied where the source text is untouched.
  package func forEachLayoutRun(_ body: (Span<UInt8>) -> Void) {
    if isUntouched { return source.count > 0 ? body(source.bytes) : () }
    var layout = Layout(document: self)
    for block in blocks {
      if let table = table(of: block) {
        layout.append(table, of: block, body)
      } else {
        for index in block.lines where !lines[index].isRemoved {
          layout.append(lines[index], body)
        }
      }
    }
    layout.finish(body)
  }
}

/// Writes lines as they stood, in runs that are contiguous in the source text.
private struct Layout {
  private static let tab = [UInt8(ascii: "\t")]
  private static let lineFeed = [UInt8(ascii: "\n")]

  let document: Document
  /// Bytes of the source text that are still to be written.
  private var run = 0..<0
  /// Where the last source line that was written ends; -1 before the first.
  private var lastEnd = -1
  private var isEmpty = true
  /// What rules took out, in order: it must not come back with the white space around it.
  private let removed: [Range<Int>]

  init(document: Document) {
    self.document = document
    removed = document.ledger.removedSpans.sorted { $0.lowerBound < $1.lowerBound }
  }

  mutating func append(_ line: Line, _ body: (Span<UInt8>) -> Void) {
    guard line.list < 0, !line.piece.isAdded else {
      beginLine(at: document.sourceStart(of: line), body)
      document.withBytes(of: line, body)
      lastEnd = document.pieces(of: line).last { !$0.isAdded }?.range.upperBound ?? lastEnd
      return
    }
    let start = lineStart(of: line.piece.offset)
    let range = start..<line.piece.range.upperBound
    if !isEmpty, !run.isEmpty, onlyLineFeeds(run.upperBound, range.lowerBound) {
      run = run.lowerBound..<range.upperBound
    } else {
      beginLine(at: start, body)
      run = range
    }
    lastEnd = range.upperBound
  }

  mutating func append(_ table: Table, of block: Block, _ body: (Span<UInt8>) -> Void) {
    for row in 0..<table.rows {
      let cells = block.lines.dropFirst(row * table.columns).prefix(table.columns)
      if cells.allSatisfy({ document.lines[$0].isRemoved }) { continue }
      beginLine(at: firstSourceByte(of: cells), body)
      for (column, index) in cells.enumerated() {
        if column > 0 { body(Self.tab.span) }
        let cell = document.lines[index]
        if cell.isRemoved { continue }
        document.withBytes(of: cell, body)
        lastEnd = max(
          lastEnd, document.pieces(of: cell).last { !$0.isAdded }?.range.upperBound ?? -1)
      }
    }
  }

  mutating func finish(_ body: (Span<UInt8>) -> Void) {
    flush(body)
    let source = document.source
    if !isEmpty, source.count > 0, source.bytes[source.count - 1] == UInt8(ascii: "\n") {
      body(Self.lineFeed.span)
    }
  }

  /// Ends the line before, with a blank line where the source has one.
  private mutating func beginLine(at start: Int?, _ body: (Span<UInt8>) -> Void) {
    flush(body)
    if !isEmpty {
      body(Self.lineFeed.span)
      if document.isParsed, let start, lastEnd >= 0,
        document.source.hasBlankLine(from: lastEnd, to: start)
      {
        body(Self.lineFeed.span)
      }
    }
    isEmpty = false
  }

  private mutating func flush(_ body: (Span<UInt8>) -> Void) {
    if !run.isEmpty { body(document.source.bytes.extracting(run)) }
    run = 0..<0
  }

  private func firstSourceByte(of cells: Range<Int>.SubSequence) -> Int? {
    for index in cells {
      if let start = document.sourceStart(of: document.lines[index]) { return start }
    }
    return nil
  }

  /// Where the source line of a byte begins, or the byte itself when a rule took out what stands before.
  private func lineStart(of offset: Int) -> Int {
    let source = document.source.bytes
    var start = offset
    while start > 0, source[start - 1] != UInt8(ascii: "\n") {
      if offset - start > 256 { return offset }
      start -= 1
    }
    return isUntouched(start..<offset) ? start : offset
  }

  /// Whether no rule took anything out of these bytes.
  private func isUntouched(_ range: Range<Int>) -> Bool {
    if range.isEmpty || removed.isEmpty { return true }
    let next = (0..<removed.count).partitioningIndex {
      removed[$0].upperBound > range.lowerBound
    }
    return next == removed.count || removed[next].lowerBound >= range.upperBound
  }

  /// Whether the bytes between two source lines are what parted them: a line feed, or in a parsed
  /// document blanks and blank lines.
  private func onlyLineFeeds(_ end: Int, _ start: Int) -> Bool {
    if start == end + 1 { return true }
    guard document.isParsed, start > end, start - end <= 64, isUntouched(end..<start) else {
      return false
    }
    let source = document.source.bytes
    for index in end..<start {
      let byte = source[index]
      if byte != UInt8(ascii: "\n"), byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t") {
        return false
      }
    }
    return true
  }
}

extension SourceText {
  /// Whether a blank line stands behind the end of a line and before the start of another.
  fileprivate func hasBlankLine(from end: Int, to start: Int) -> Bool {
    guard end < start else { return false }
    let source = bytes
    var feeds = 0
    var isBlank = true
    for index in end..<start {
      if source[index] == UInt8(ascii: "\n") {
        if isBlank, feeds > 0 { return true }
        feeds += 1
        isBlank = true
      } else if source[index] != UInt8(ascii: " "), source[index] != UInt8(ascii: "\t") {
        isBlank = false
      }
    }
    return false
  }
}

import PipeText

extension Document {
  /// Removes the lines for which `decide` gives a reason; cells of tables are not offered.
  public mutating func removeLines(_ decide: (LineView) throws -> Removal?) rethrows {
    for block in blocks where block.kind != .table {
      for index in block.lines {
        let line = lines[index]
        guard !line.isRemoved, isInZone(line) else { continue }
        let removal = try withBytes(of: line) { bytes in
          try decide(LineView(bytes: bytes, index: index, kind: block.kind))
        }
        if let removal { removeLine(index, removal) }
      }
    }
  }

  /// Removes the blocks for which `decide` gives a reason.
  public mutating func removeBlocks(_ decide: (BlockView) throws -> Removal?) rethrows {
    var decisions: [(Int, Removal)] = []
    try forEachBlock { block in
      if let removal = try decide(block) { decisions.append((block.index, removal)) }
    }
    for (index, removal) in decisions { removeBlock(index, removal) }
  }

  /// Makes room for as many edits as a stage is about to make, so that the ledger grows once.
  public mutating func expectEdits(_ count: Int) { ledger.reserve(count) }

  /// Removes one line, all of it.
  public mutating func removeLine(_ index: Int, _ removal: Removal) {
    let line = lines[index]
    guard line.list < 0, !line.isRemoved, !line.piece.isAdded, line.piece.count > 0 else {
      return remove([index], removal)
    }
    // Nearly all lines are one run of the source text: no lists of pieces and spans.
    lines[index].isRemoved = true
    recordCut(line.piece.range, removal)
  }

  /// Removes one block: one entry of the ledger, whatever its number of lines.
  public mutating func removeBlock(_ index: Int, _ removal: Removal) {
    if blocks[index].lines.count == 1 { return removeLine(blocks[index].lines.lowerBound, removal) }
    remove(blocks[index].lines.filter { !lines[$0].isRemoved }, removal)
  }

  /// Removes several lines by one edit.
  public mutating func remove(_ indices: [Int], _ removal: Removal) {
    var spans: [Range<Int>] = []
    for index in indices where !lines[index].isRemoved {
      spans += sourceSpans(of: pieces(of: lines[index]))
      lines[index].isRemoved = true
    }
    record(spans, action: .cut, removal)
  }

  /// Removes a range of the text that is left, as ``LiveText`` counts it: lines that it covers go
  /// whole, of others a part.
  package mutating func remove(
    _ range: Range<Int>, of text: LiveText, _ removal: Removal
  ) {
    var spans: [Range<Int>] = []
    // From the last to the first, so that cutting one part moves no other.
    for (index, local) in text.lines(in: range).reversed() where !lines[index].isRemoved {
      let line = lines[index]
      let length = count(of: line)
      if local.isEmpty && length > 0 { continue }
      if local == 0..<length {
        spans += sourceSpans(of: pieces(of: line)).reversed()
        lines[index].isRemoved = true
      } else {
        spans += sourceSpans(of: slice(line, local)).reversed()
        setPieces(
          slice(line, 0..<local.lowerBound) + slice(line, local.upperBound..<length),
          ofLine: index)
      }
    }
    record(spans.reversed(), action: .cut, removal)
  }

  /// Adds a block of one line of text, without line feeds, behind the block `index`; -1 is before all.
  public mutating func insertBlock(
    _ kind: BlockKind, level: Int = 0, text: String, after index: Int, _ rule: Removal
  ) {
    let start = added.count
    added += Array(text.utf8)
    let position = index < 0 ? 0 : blocks[index].lines.upperBound
    insertLines([Line(Piece(start..<added.count, isAdded: true))], at: position)
    blocks.insert(Block(kind, lines: position..<(position + 1), level: level), at: index + 1)
    let anchor = index < 0 ? 0 : blocks[index].lines.compactMap { sourceStart(of: lines[$0]) }.last
    record([(anchor ?? 0)..<(anchor ?? 0)], action: .add, rule, added: start..<added.count)
  }

  /// Marks a place without changing the text.
  public mutating func note(_ span: Range<Int>, _ removal: Removal) {
    record([span], action: .tag, removal)
  }

  /// Takes labels off spans; the text stays.
  public mutating func removeAnnotations(where isUnwanted: (Annotation) -> Bool) {
    annotations.removeAll(where: isUnwanted)
  }

  // MARK: - Parts

  package mutating func insertLines(_ new: [Line], at position: Int) {
    lines.insert(contentsOf: new, at: position)
    for index in blocks.indices where blocks[index].lines.lowerBound >= position {
      let range = blocks[index].lines
      blocks[index].lines =
        (range.lowerBound + new.count)..<(range.upperBound + new.count)
    }
  }

  /// The pieces of the bytes `local` of a line.
  func slice(_ line: Line, _ local: Range<Int>) -> [Piece] {
    var result: [Piece] = []
    var start = 0
    for piece in pieces(of: line) {
      let low = max(local.lowerBound, start)
      let high = min(local.upperBound, start + piece.count)
      if low < high { result.append(piece.extracting((low - start)..<(high - start))) }
      start += piece.count
    }
    return result
  }

  /// Gives a line other pieces; one that has no bytes left is removed.
  mutating func setPieces(_ pieces: [Piece], ofLine index: Int) {
    if pieces.count == 1, let piece = pieces.first {
      lines[index].piece = piece
      lines[index].list = -1
    } else if pieces.isEmpty {
      lines[index].isRemoved = true
    } else {
      lines[index].list = Int32(pieceLists.count)
      pieceLists.append(pieces)
    }
  }

  func sourceSpans(of pieces: [Piece]) -> [Range<Int>] {
    pieces.compactMap { $0.isAdded || $0.count == 0 ? nil : $0.range }
  }

  /// Writes one edit to the ledger: spans that only white space or structure parts are one.
  mutating func record(
    _ spans: [Range<Int>], action: LedgerEntry.Action, _ removal: Removal,
    added: Range<Int> = 0..<0
  ) {
    var merged: [Range<Int>] = []
    for span in spans {
      if let last = merged.last, last.upperBound <= span.lowerBound,
        isStructure(last.upperBound..<span.lowerBound)
      {
        merged[merged.count - 1] = last.lowerBound..<span.upperBound
      } else {
        merged.append(span)
      }
    }
    for (index, span) in merged.enumerated() {
      if action == .cut || action == .replace, isBlank(source.bytes.extracting(span)) {
        ledger.hasBlankCuts = true
      }
      ledger.append(
        LedgerEntry(
          action: action, stage: stage, removal: removal, span: span,
          added: index == 0 ? added : 0..<0, isContinuation: index > 0))
    }
  }

  /// Writes one cut of one span to the ledger.
  private mutating func recordCut(_ span: Range<Int>, _ removal: Removal) {
    if isBlank(source.bytes.extracting(span)) { ledger.hasBlankCuts = true }
    ledger.append(
      LedgerEntry(
        action: .cut, stage: stage, removal: removal, span: span, added: 0..<0,
        isContinuation: false))
  }

  /// Whether a gap between two spans holds only white space, or marks that a parser took.
  private func isStructure(_ gap: Range<Int>) -> Bool {
    let bytes = source.bytes
    var index = gap.lowerBound
    while index < gap.upperBound, bytes[index] == UInt8(ascii: "\n") { index += 1 }
    if index == gap.upperBound { return true }
    // Before the parse blanks are in lines, and some may have been cut by themselves.
    guard isParsed, !ledger.hasBlankCuts else { return false }
    while index < gap.upperBound {
      if bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\n")
        || bytes[index] == UInt8(ascii: "\t")
      {
        index += 1
        continue
      }
      if isBlank(bytes.extracting(index..<gap.upperBound)) { return true }
      guard let mark = ledger.structure.first(where: { $0.contains(index) }) else { return false }
      index = mark.upperBound
    }
    return true
  }
}

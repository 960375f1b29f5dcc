import PipeText

/// The edits that a stage asks for on one line, from left to right.
public struct LineEdits {
  struct Edit {
    let range: Range<Int>
    /// What stands there instead; nil for a cut.
    let replacement: [UInt8]?
    let removal: Removal
  }

  private(set) var edits: [Edit] = []

  /// Whether nothing was asked for.
  public var isEmpty: Bool { edits.isEmpty }

  /// Takes out the bytes `range` of the line.
  ///
  /// - Precondition: `range` lies behind all earlier ones.
  public mutating func cut(_ range: Range<Int>, _ removal: Removal) {
    append(Edit(range: range, replacement: nil, removal: removal))
  }

  /// Puts other bytes in place of the bytes `range` of the line; they must be valid UTF-8 without
  /// line feeds.
  ///
  /// - Precondition: `range` lies behind all earlier ones.
  public mutating func replace(_ range: Range<Int>, with bytes: [UInt8], _ removal: Removal) {
    append(Edit(range: range, replacement: bytes, removal: removal))
  }

  private mutating func append(_ edit: Edit) {
    precondition(
      edit.range.lowerBound >= edits.last?.range.upperBound ?? 0, "edits go from left to right")
    edits.append(edit)
  }
}

extension Document {
  /// Offers each line that is left to `body`, cells of tables included, and makes the edits it asks for.
  public mutating func editLines(_ body: (LineView, inout LineEdits) throws -> Void) rethrows {
    for block in blocks {
      for index in block.lines {
        let line = lines[index]
        guard !line.isRemoved, isInZone(line) else { continue }
        var edits = LineEdits()
        try withBytes(of: line) { bytes in
          try body(LineView(bytes: bytes, index: index, kind: block.kind), &edits)
        }
        if !edits.isEmpty { apply(edits, toLine: index) }
      }
    }
  }

  mutating func apply(_ edits: LineEdits, toLine index: Int) {
    let line = lines[index]
    let length = count(of: line)
    var rebuilt: [Piece] = []
    var position = 0
    for edit in edits.edits {
      let (range, replacement) = smallest(edit, of: line)
      if range.isEmpty, replacement.isEmpty { continue }
      rebuilt += slice(line, position..<range.lowerBound)
      position = range.upperBound
      let addedStart = added.count
      added += replacement
      let addedRange = addedStart..<added.count
      if !addedRange.isEmpty { rebuilt.append(Piece(addedRange, isAdded: true)) }
      let spans = sourceSpans(of: slice(line, range))
      let anchor = spans.first?.lowerBound ?? sourceStart(of: line) ?? 0
      record(
        spans.isEmpty ? [anchor..<anchor] : spans,
        action: addedRange.isEmpty ? .cut : spans.isEmpty ? .add : .replace,
        edit.removal, added: addedRange)
    }
    rebuilt += slice(line, position..<length)
    if rebuilt.isEmpty, !isParsed, withBytes(of: line, { isBlank($0) }) {
      // A blank line parts paragraphs until they are parsed: it stays, without bytes.
      let start = sourceStart(of: line) ?? 0
      rebuilt = [Piece(start..<start)]
    }
    setPieces(rebuilt, ofLine: index)
  }

  /// The smallest run that differs, cut at character borders.
  private func smallest(
    _ edit: LineEdits.Edit, of line: Line
  ) -> (range: Range<Int>, replacement: ArraySlice<UInt8>) {
    guard let replacement = edit.replacement else { return (edit.range, []) }
    return withBytes(of: line) { bytes in
      var low = edit.range.lowerBound
      var high = edit.range.upperBound
      var start = 0
      var end = replacement.count
      while low < high, start < end, bytes[low] == replacement[start] {
        low += 1
        start += 1
      }
      while start > 0, isContinuation(bytes, low) || isContinuation(replacement, start) {
        low -= 1
        start -= 1
      }
      while high > low, end > start, bytes[high - 1] == replacement[end - 1] {
        high -= 1
        end -= 1
      }
      while end < replacement.count,
        isContinuation(bytes, high) || isContinuation(replacement, end)
      {
        high += 1
        end += 1
      }
      return (low..<high, replacement[start..<end])
    }
  }

  private func isContinuation(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    index < bytes.count && bytes[index] & 0xC0 == 0x80
  }

  private func isContinuation(_ bytes: [UInt8], _ index: Int) -> Bool {
    index < bytes.count && bytes[index] & 0xC0 == 0x80
  }
}

extension TableText {
  func isBlank(_ line: Int) -> Bool { trimmed(lines[line]).isEmpty }

  /// The cell of `range`: its text without white space at its ends.
  func slice(_ range: Range<Int>) -> CellSlice {
    let text = trimmed(range)
    return text.isEmpty ? [] : [text]
  }

  /// The fields of a line between pipes.
  ///
  /// A pipe behind a backslash is text; outer pipes part nothing.
  func pipeFields(_ line: Range<Int>, outer: Bool = true) -> [Range<Int>] {
    var content = outer ? trimmed(line) : line
    if outer, let first = content.first, bytes[first] == Byte.pipe {
      content = content.lowerBound + 1..<content.upperBound
    }
    var fields: [Range<Int>] = []
    var start = content.lowerBound
    var index = start
    while index < content.upperBound {
      if bytes[index] == Byte.backslash {
        index += 2
        continue
      }
      if bytes[index] == Byte.pipe {
        fields.append(start..<index)
        start = index + 1
      }
      index += 1
    }
    let rest = start..<content.upperBound
    if fields.isEmpty || !outer || !trimmed(rest).isEmpty { fields.append(rest) }
    return fields
  }

  /// The fields of a line at tabs; `merging` takes a run of tabs for one.
  func tabFields(_ line: Range<Int>, merging: Bool) -> [Range<Int>] {
    var line = line
    if merging {
      while let first = line.first, bytes[first] == Byte.tab { line = line.dropFirst() }
      while let last = line.last, bytes[last] == Byte.tab { line = line.dropLast() }
    }
    var fields: [Range<Int>] = []
    var start = line.lowerBound
    for index in line where bytes[index] == Byte.tab {
      if merging, index == start, !fields.isEmpty {
        start = index + 1
        continue
      }
      fields.append(start..<index)
      start = index + 1
    }
    fields.append(start..<line.upperBound)
    return fields
  }

  /// The fields of a line at runs of two spaces or more.
  func gapFields(_ line: Range<Int>) -> [Range<Int>] {
    let content = trimmed(line)
    var fields: [Range<Int>] = []
    var start = content.lowerBound
    var index = start
    while index < content.upperBound {
      guard bytes[index] == Byte.space, bytes[index + 1] == Byte.space else {
        index += 1
        continue
      }
      fields.append(start..<index)
      while bytes[index] == Byte.space { index += 1 }
      start = index
    }
    fields.append(start..<content.upperBound)
    return fields
  }

  /// The fields of a line at runs of three dots or more (a space may follow each).
  func leaderFields(_ line: Range<Int>) -> [Range<Int>] {
    let content = trimmed(line)
    var fields: [Range<Int>] = []
    var start = content.lowerBound
    var index = start
    while index < content.upperBound {
      guard bytes[index] == Byte.dot else {
        index += 1
        continue
      }
      var end = index
      var dots = 0
      while end < content.upperBound {
        if bytes[end] == Byte.dot {
          dots += 1
        } else if bytes[end] != Byte.space || bytes[end - 1] == Byte.space {
          break
        }
        end += 1
      }
      if dots >= 3 {
        fields.append(start..<index)
        start = end
      }
      index = end
    }
    fields.append(start..<content.upperBound)
    return fields
  }

  /// `cell` in parts, without what Markdown writes but does not mean: `<br>` and the backslash
  /// before a pipe.
  func withoutMarkdown(_ cell: CellSlice) -> CellSlice {
    guard let text = cell.first,
      text.contains(where: { bytes[$0] == 0x3C || bytes[$0] == Byte.backslash })
    else { return cell }
    var parts: CellSlice = []
    var start = text.lowerBound
    var index = start
    while index < text.upperBound {
      let width = bytes[index] == 0x3C ? breakTag(index..<text.upperBound) : escape(index, text)
      if width > 0 {
        // An escape joins its neighbours exactly, so their white space is kept.
        parts += width == 1 ? (start < index ? [start..<index] : []) : slice(start..<index)
        start = index + width
      }
      index += max(1, width)
    }
    return parts + slice(start..<text.upperBound)
  }

  private func escape(_ index: Int, _ text: Range<Int>) -> Int {
    bytes[index] == Byte.backslash && index + 1 < text.upperBound && bytes[index + 1] == Byte.pipe
      ? 1 : 0
  }

  /// The length of `<br>`, `<br/>` or `<br />` at the start of `range`, else 0.
  private func breakTag(_ range: Range<Int>) -> Int {
    guard range.count > 3, bytes[range.lowerBound + 1] | 0x20 == 0x62,
      bytes[range.lowerBound + 2] | 0x20 == 0x72
    else { return 0 }
    for index in range.dropFirst(3).prefix(3) {
      if bytes[index] == 0x3E { return index + 1 - range.lowerBound }
      guard bytes[index] == Byte.space || bytes[index] == 0x2F else { return 0 }
    }
    return 0
  }

  /// The byte offset of each character position of a line, and its end.
  ///
  /// An East Asian wide character takes two.
  func characterOffsets(_ line: Range<Int>) -> [Int] {
    var offsets: [Int] = []
    offsets.reserveCapacity(line.count + 1)
    for index in line where !Byte.isContinuation(bytes[index]) {
      offsets.append(index)
      if isWide(index) { offsets.append(index) }
    }
    offsets.append(line.upperBound)
    return offsets
  }

  /// U+3000...U+9FFF, Hangul, full-width forms, and the planes of rare ideographs.
  func isWide(_ index: Int) -> Bool {
    switch bytes[index] {
    case 0xE3...0xE9, 0xEB...0xED: true
    case 0xEF: index + 1 < bytes.count && (0xBC...0xBD).contains(bytes[index + 1])
    default: false
    }
  }

  /// The fields of a line that start at given character positions, the first reaching back to the
  /// line's start.
  ///
  /// A position inside a word parts nothing: its field stays empty and its text stays with the one
  /// before.
  func fields(_ line: Range<Int>, at positions: [Int]) -> [Range<Int>] {
    let offsets = characterOffsets(line)
    var starts = [line.lowerBound]
    for position in positions.dropFirst() {
      guard position < offsets.count - 1 else {
        starts.append(line.upperBound)
        continue
      }
      let offset = offsets[position]
      let inside =
        position > 0 && !Byte.isSpace(bytes[offset]) && !Byte.isSpace(bytes[offset - 1])
      starts.append(inside ? -1 : offset)
    }
    var fields = [Range<Int>](repeating: line.upperBound..<line.upperBound, count: starts.count)
    var end = line.upperBound
    for column in starts.indices.reversed() where starts[column] >= 0 {
      fields[column] = starts[column]..<end
      end = starts[column]
    }
    return fields
  }

  /// `fields` as a row of `columns` cells: short rows get empty cells, a long one keeps the rest in
  /// its last cell.
  func row(_ fields: [Range<Int>], columns: Int) -> [CellSlice] {
    var cells = fields.prefix(columns).map { slice($0) }
    if fields.count > columns, let last = fields.last {
      cells[columns - 1] = slice(fields[columns - 1].lowerBound..<last.upperBound)
    }
    while cells.count < columns { cells.append([]) }
    return cells
  }
}

/// Adds the slices of a continuation line to a row, cell by cell.
func append(_ line: [CellSlice], to row: inout [CellSlice]) {
  for (column, cell) in line.enumerated() where column < row.count {
    row[column] += cell
  }
}

/// The value that occurs most often, the earliest of equals.
func mostCommon(_ values: [Int]) -> (value: Int, count: Int)? {
  var counts: [Int: Int] = [:]
  for value in values { counts[value, default: 0] += 1 }
  var best: (value: Int, count: Int)?
  for value in values {
    let count = counts[value] ?? 0
    if count > best?.count ?? 0 { best = (value, count) }
  }
  return best
}

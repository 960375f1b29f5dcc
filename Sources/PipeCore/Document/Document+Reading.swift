import PipeText

extension Document {
  /// The pieces of a line, one for nearly all.
  package func pieces(of line: Line) -> [Piece] {
    line.list < 0 ? [line.piece] : pieceLists[Int(line.list)]
  }

  /// The number of bytes of a line.
  package func count(of line: Line) -> Int {
    line.list < 0 ? line.piece.count : pieceLists[Int(line.list)].reduce(0) { $0 + $1.count }
  }

  /// Where a line begins in the source text; nil when all of it is added text.
  package func sourceStart(of line: Line) -> Int? {
    if line.list < 0 { return line.piece.isAdded ? nil : line.piece.offset }
    return pieceLists[Int(line.list)].first { !$0.isAdded }?.offset
  }

  /// The source text from the first to the last byte that is left of lines; nil when nothing of them
  /// comes from it.
  public func sourceSpan(ofLines indices: Range<Int>) -> Range<Int>? {
    let live = indices.lazy.filter { !lines[$0].isRemoved }.flatMap { pieces(of: lines[$0]) }
    var span: Range<Int>?
    for piece in live where !piece.isAdded {
      span =
        span.map {
          min($0.lowerBound, piece.range.lowerBound)..<max($0.upperBound, piece.range.upperBound)
        } ?? piece.range
    }
    return span
  }

  /// Whether the running stage may touch a line.
  package func isInZone(_ line: Line) -> Bool {
    guard let zone else { return true }
    guard let start = sourceStart(of: line) else { return false }
    return zone.contains(start) || (start == zone.upperBound && start == source.count)
  }

  /// Appends the bytes of a line to `bytes`.
  package func append(_ line: Line, to bytes: inout [UInt8]) {
    if line.list < 0 {
      append(line.piece, to: &bytes)
    } else {
      for piece in pieceLists[Int(line.list)] { append(piece, to: &bytes) }
    }
  }

  package func append(_ piece: Piece, to bytes: inout [UInt8]) {
    if piece.isAdded {
      bytes.append(contentsOf: added[piece.range])
    } else {
      let start = source.range.lowerBound + piece.offset
      bytes.append(contentsOf: source.storage[start..<(start + piece.count)])
    }
  }

  /// The bytes of a line in a closure; an untouched line is passed without a copy.
  package func withBytes<Result>(
    of line: Line, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    if line.list < 0 {
      return line.piece.isAdded
        ? try body(added.span.extracting(line.piece.range))
        : try body(source.bytes.extracting(line.piece.range))
    }
    var joined: [UInt8] = []
    append(line, to: &joined)
    return try body(joined.span)
  }

  /// The text of a line, for messages and tests.
  package func string(ofLine index: Int) -> String {
    withBytes(of: lines[index]) { String(copying: $0) }
  }

  /// Calls `body` for each line that is still there, cells of tables included; with `everywhere` also
  /// outside the stage's zone.
  public func forEachLine(everywhere: Bool = false, _ body: (LineView) throws -> Void) rethrows {
    for block in blocks {
      for index in block.lines {
        let line = lines[index]
        if line.isRemoved || !(everywhere || isInZone(line)) { continue }
        try withBytes(of: line) { bytes in
          try body(LineView(bytes: bytes, index: index, kind: block.kind))
        }
      }
    }
  }

  /// Calls `body` for each stretch of lines that are still there and stand together in the source.
  ///
  /// A byte stands between its lines; an untouched text is one stretch. Outside the stage's zone nothing is read.
  ///
  /// For work that is quicker on long stretches, and to which lines mean nothing.
  public func forEachStretch(_ body: (Span<UInt8>) throws -> Void) rethrows {
    if isUntouched, zone == nil { return source.count > 0 ? try body(source.bytes) : () }
    var stretch = 0..<0
    for block in blocks {
      for index in block.lines {
        let line = lines[index]
        if line.isRemoved || !isInZone(line) { continue }
        if line.list < 0, !line.piece.isAdded {
          if !stretch.isEmpty, line.piece.offset == stretch.upperBound + 1 {
            stretch = stretch.lowerBound..<line.piece.range.upperBound
            continue
          }
          if !stretch.isEmpty { try body(source.bytes.extracting(stretch)) }
          stretch = line.piece.range
        } else {
          if !stretch.isEmpty { try body(source.bytes.extracting(stretch)) }
          stretch = 0..<0
          try withBytes(of: line, body)
        }
      }
    }
    if !stretch.isEmpty { try body(source.bytes.extracting(stretch)) }
  }

  /// Whether any line of the block is left.
  public func isLive(_ block: Block) -> Bool {
    block.lines.contains { !lines[$0].isRemoved }
  }

  /// Calls `body` for each block that is still there; with `everywhere` also outside the stage's zone.
  public func forEachBlock(everywhere: Bool = false, _ body: (BlockView) throws -> Void) rethrows {
    var joined: [UInt8] = []
    for (index, block) in blocks.enumerated() {
      guard let first = firstLine(of: block, everywhere: everywhere) else { continue }
      let origin = block.origin.map { origins[$0] }
      let start = sourceStart(of: first) ?? 0
      try withBytes(of: block, first, &joined) { bytes in
        try body(
          BlockView(bytes: bytes, index: index, block: block, origin: origin, sourceStart: start))
      }
    }
  }

  /// Calls `body` with the bytes of each block that is still there, its index, and -1; where `isParted` says so, with
  /// the bytes of each of its lines, the block's index, and the line's.
  public func forEachBlock(
    partedIf isParted: (Block) -> Bool, _ body: (Span<UInt8>, _ block: Int, _ line: Int) -> Void
  ) {
    var joined: [UInt8] = []
    for (index, block) in blocks.enumerated() {
      if isParted(block) {
        for line in block.lines where !lines[line].isRemoved && isInZone(lines[line]) {
          withBytes(of: lines[line]) { body($0, index, line) }
        }
      } else if let first = firstLine(of: block, everywhere: false) {
        withBytes(of: block, first, &joined) { body($0, index, -1) }
      }
    }
  }

  /// The first line of a block that is left; nil also for one outside the stage's zone.
  private func firstLine(of block: Block, everywhere: Bool) -> Line? {
    guard let first = block.lines.first(where: { !lines[$0].isRemoved }),
      everywhere || isInZone(lines[first])
    else { return nil }
    return lines[first]
  }

  /// The live lines of a block, joined by line feeds; a single one is passed without a copy.
  private func withBytes(
    of block: Block, _ first: Line, _ joined: inout [UInt8], _ body: (Span<UInt8>) throws -> Void
  ) rethrows {
    if block.lines.count == 1, first.list < 0 { return try withBytes(of: first, body) }
    joined.removeAll(keepingCapacity: true)
    append(block, to: &joined)
    try body(joined.span)
  }

  /// Appends the live lines of a block, joined by line feeds.
  package func append(_ block: Block, to bytes: inout [UInt8]) {
    var isFirst = true
    for index in block.lines where !lines[index].isRemoved {
      if !isFirst { bytes.append(UInt8(ascii: "\n")) }
      isFirst = false
      append(lines[index], to: &bytes)
    }
  }

  /// The shape of a table block.
  public func table(of block: Block) -> Table? {
    block.table.map { tables[$0] }
  }

  /// The text that is left: lines by line feeds, parsed blocks by a blank line.
  ///
  /// Items of one list follow each other without a blank line.
  public var text: [UInt8] { liveText.bytes }

  /// Words that are left, between white space; each character of scripts without spaces is one.
  public var wordCount: Int {
    var count = 0
    forEachLine(everywhere: true) { count += PipeText.wordCount(of: $0.bytes) }
    return count
  }

  /// Characters (Unicode scalars) that are left, line ends not counted.
  public var characterCount: Int {
    var count = 0
    forEachLine(everywhere: true) { count += PipeText.characterCount(of: $0.bytes) }
    return count
  }

  /// Bytes of the source text that rules took out, by all stages so far.
  public var removedByteCount: Int { ledger.cutByteCount }
}

import PipeCore
import PipeText

/// Where links, emphasis and code begin and end in the lines that are left of a document.
struct InlineMarks {
  struct Event {
    /// Bytes from the start of the line.
    let offset: Int
    let kind: Annotation.Kind
    let isStart: Bool
    /// Bytes of the annotated text.
    let count: Int
  }

  /// By start, outer ones first.
  private let annotations: [Annotation]

  init(_ document: Document) {
    annotations = document.annotations.sorted {
      ($0.span.lowerBound, $1.span.upperBound) < ($1.span.lowerBound, $0.span.upperBound)
    }
  }

  /// The events of a line, in order and properly nested.
  ///
  /// Only annotations whose text is left as one piece count; of two that overlap, the first.
  func events(of line: Line, in document: Document) -> [Event] {
    if annotations.isEmpty { return [] }
    var events: [Event] = []
    var base = 0
    for piece in document.pieces(of: line) {
      if !piece.isAdded { add(piece, at: base, to: &events) }
      base += piece.count
    }
    return events
  }

  private func add(_ piece: Piece, at base: Int, to events: inout [Event]) {
    var index = firstIndex(from: piece.offset)
    var open: [Annotation] = []
    func event(_ annotation: Annotation, isStart: Bool) -> Event {
      let offset = isStart ? annotation.span.lowerBound : annotation.span.upperBound
      return Event(
        offset: base + offset - piece.offset, kind: annotation.kind, isStart: isStart,
        count: annotation.span.count)
    }
    while index < annotations.count, annotations[index].span.lowerBound < piece.range.upperBound {
      let annotation = annotations[index]
      index += 1
      while let last = open.last, last.span.upperBound <= annotation.span.lowerBound {
        events.append(event(last, isStart: false))
        open.removeLast()
      }
      let limit = open.last?.span.upperBound ?? piece.range.upperBound
      guard !annotation.span.isEmpty, annotation.span.upperBound <= limit,
        !open.contains(where: { Self.sameKind($0.kind, annotation.kind) })
      else { continue }
      events.append(event(annotation, isStart: true))
      open.append(annotation)
    }
    for annotation in open.reversed() { events.append(event(annotation, isStart: false)) }
  }

  private static func sameKind(_ left: Annotation.Kind, _ right: Annotation.Kind) -> Bool {
    if case .link = left, case .link = right { return true }
    return left == right
  }

  private func firstIndex(from start: Int) -> Int {
    (0..<annotations.count).partitioningIndex { annotations[$0].span.lowerBound >= start }
  }
}

/// The live lines of a document block by block, for writers.
struct LiveBlocks {
  let document: Document

  /// Calls `body` with each block that has a live line.
  func forEach(_ body: (Block) -> Void) {
    for block in document.blocks where document.isLive(block) { body(block) }
  }

  func bytes(ofLine index: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    document.append(document.lines[index], to: &bytes)
    return bytes
  }

  /// The cells of a table's rows in which any cell is left; a removed cell is -1.
  func rows(of block: Block) -> (header: [Int]?, rows: [[Int]]) {
    guard let table = document.table(of: block), block.lines.count == table.columns * table.rows
    else { return (nil, block.lines.map { [$0] }) }
    var header: [Int]?
    var rows: [[Int]] = []
    for row in 0..<table.rows {
      let start = block.lines.lowerBound + row * table.columns
      let cells = (start..<(start + table.columns)).map { document.lines[$0].isRemoved ? -1 : $0 }
      if row < table.headerRows {
        header = cells
      } else if cells.contains(where: { $0 >= 0 }) {
        rows.append(cells)
      }
    }
    return (header, rows)
  }
}

extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  mutating func append(_ byte: UInt8, times count: Int) {
    append(contentsOf: repeatElement(byte, count: count))
  }

  mutating func append(number: Int) { append(contentsOf: String(number).utf8) }
}

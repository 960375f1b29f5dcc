import PipeText

/// What became of every byte of a document: the partition law, checked.
///
/// Each byte of the source text is kept, removed by a named rule, or structure; each byte of the
/// output's content is kept or added by a named rule.
public struct Accounting: Sendable {
  public private(set) var kept = 0
  public private(set) var removed = 0
  public private(set) var structure = 0
  /// Bytes of live lines that stages added.
  public private(set) var addedAndKept = 0
  /// What breaks the law, in words; empty when it holds.
  public private(set) var violations: [String] = []

  private enum Fate: UInt8 {
    case unknown
    case kept
    case removed
    case structure
  }

  /// Checks a document; where a stage said that it moves blocks (`reordered`), order is free.
  public init(of document: Document, reordered: Bool = false) {
    var fates = [Fate](repeating: .unknown, count: document.source.count)
    markKept(document, &fates, reordered)
    markRemoved(document, &fates)
    for span in document.ledger.structure {
      for index in span where fates[index] == .unknown { fates[index] = .structure }
    }
    settleWhiteSpace(document, &fates)
    for fate in fates {
      switch fate {
      case .kept: kept += 1
      case .removed: removed += 1
      case .structure, .unknown: structure += 1
      }
    }
  }

  /// Where the pieces of lines must stand.
  private struct Order {
    /// Whether each byte of the side arena was added by a rule.
    let isAdded: [Bool]
    let isFree: Bool
    /// Where a piece may begin at the earliest; cells that were wrapped over lines take turns in the source.
    var least = 0
    /// Where the last piece ends.
    var last = 0
  }

  private mutating func markKept(
    _ document: Document, _ fates: inout [Fate], _ reordered: Bool
  ) {
    var isAdded = [Bool](repeating: false, count: document.added.count)
    document.ledger.entries.forEachRun { run in
      for index in run.added { isAdded[index] = true }
    }
    var order = Order(isAdded: isAdded, isFree: reordered)
    var seen = 0
    for block in document.blocks {
      if block.lines.lowerBound < seen || block.lines.upperBound > document.lines.count {
        violations.append("blocks overlap or pass the lines at line \(block.lines.lowerBound)")
      }
      seen = block.lines.upperBound
      order.least = order.last
      for index in block.lines where !document.lines[index].isRemoved {
        let line = document.lines[index]
        if line.list < 0 {
          markKept(line.piece, ofLine: index, &order, &fates)
        } else {
          for piece in document.pieceLists[Int(line.list)] {
            markKept(piece, ofLine: index, &order, &fates)
            if block.kind != .table { order.least = order.last }
          }
        }
        if block.kind != .table { order.least = order.last }
      }
    }
  }

  private mutating func markKept(
    _ piece: Piece, ofLine index: Int, _ order: inout Order, _ fates: inout [Fate]
  ) {
    if piece.isAdded {
      addedAndKept += piece.count
      if piece.range.contains(where: { !order.isAdded[$0] }) {
        violations.append("added text without a rule in line \(index)")
      }
      return
    }
    if piece.count > 0, piece.offset < order.least, !order.isFree {
      violations.append(
        "line \(index) at byte \(piece.offset) stands behind byte \(order.least)")
    }
    order.last = piece.count > 0 ? max(order.last, piece.range.upperBound) : order.last
    for byte in piece.range {
      if fates[byte] != .unknown { violations.append("byte \(byte) is kept twice") }
      fates[byte] = .kept
    }
  }

  private mutating func markRemoved(_ document: Document, _ fates: inout [Fate]) {
    document.ledger.entries.forEachRun { run in
      if run.action != .cut, run.action != .replace { return }
      for span in run.spans {
        if run.rule.isEmpty { violations.append("a cut without a rule at \(span)") }
        for index in span { markRemoved(index, by: run.rule, &fates) }
      }
    }
  }

  private mutating func markRemoved(_ index: Int, by rule: String, _ fates: inout [Fate]) {
    switch fates[index] {
    case .kept: violations.append("byte \(index) is kept and removed by \(rule)")
    case .removed: violations.append("byte \(index) is removed twice, at last by \(rule)")
    case .unknown, .structure: fates[index] = .removed
    }
  }

  /// What is in no line, no cut and no mark must be white space.
  private mutating func settleWhiteSpace(_ document: Document, _ fates: inout [Fate]) {
    var start = 0
    while let low = fates[start...].firstIndex(of: .unknown) {
      let high = fates[low...].firstIndex { $0 != .unknown } ?? fates.count
      if !isBlank(document.source.bytes.extracting(low..<high)) {
        violations.append(
          "bytes \(low)..<\(high) are lost: \(document.source.string(in: low..<high).debugDescription)"
        )
      }
      start = high
    }
  }
}

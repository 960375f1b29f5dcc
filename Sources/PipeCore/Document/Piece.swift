/// A run of bytes of the source text, or of the document's side arena of added text: 8 bytes.
package struct Piece: Sendable, Equatable {
  private let start: UInt32
  /// The length in the low 31 bits; the high bit is set for added text.
  private let lengthAndKind: UInt32

  private static let addedBit: UInt32 = 1 << 31

  package init(_ range: Range<Int>, isAdded: Bool = false) {
    start = UInt32(truncatingIfNeeded: range.lowerBound)
    lengthAndKind =
      UInt32(truncatingIfNeeded: range.count) | (isAdded ? Self.addedBit : 0)
  }

  package var offset: Int { Int(start) }
  package var count: Int { Int(lengthAndKind & ~Self.addedBit) }
  package var range: Range<Int> { offset..<(offset + count) }
  package var isAdded: Bool { lengthAndKind & Self.addedBit != 0 }

  /// The bytes `local` of this piece.
  package func extracting(_ local: Range<Int>) -> Piece {
    Piece((offset + local.lowerBound)..<(offset + local.upperBound), isAdded: isAdded)
  }
}

/// A line of a document: one piece, seldom several; a table's cells are lines too.
package struct Line: Sendable {
  /// The only piece, when `list` is negative.
  package var piece: Piece
  /// The index into the lists of pieces, plus 1, and in the high bit whether the line is removed: 12
  /// bytes in all.
  private var listAndFate: UInt32 = 0

  /// Index into the document's lists of pieces, or -1.
  package var list: Int32 {
    get { Int32(bitPattern: listAndFate & ~Self.removedBit) &- 1 }
    set { listAndFate = listAndFate & Self.removedBit | UInt32(bitPattern: newValue &+ 1) }
  }

  package var isRemoved: Bool {
    get { listAndFate & Self.removedBit != 0 }
    set {
      listAndFate = newValue ? listAndFate | Self.removedBit : listAndFate & ~Self.removedBit
    }
  }

  private static var removedBit: UInt32 { 1 << 31 }

  package init(_ piece: Piece) {
    self.piece = piece
  }
}

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
  /// Index into the document's lists of pieces, or -1.
  package var list: Int32 = -1
  package var isRemoved = false

  package init(_ piece: Piece) {
    self.piece = piece
  }
}

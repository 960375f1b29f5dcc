import PipeCore

/// The documents of earlier runs that the stages of a run compare with.
///
/// The ordinal of such a document says which stage's state it is of, and its row there.
struct EarlierRuns: Sendable {
  private let documents: [Int: EarlierDocuments]

  private static let rowBits = 48

  init(_ documents: [Int: EarlierDocuments] = [:]) { self.documents = documents }

  /// The ordinal of the first document of a stage's state; rows count from there.
  static func firstOrdinal(ofStage stage: Int) -> Ordinal {
    Ordinal(earlierRow: stage << rowBits)
  }

  /// Nil for a document of this run, and for a number that is no document's.
  func label(of ordinal: Ordinal) throws -> String? {
    guard let (documents, row) = place(of: ordinal) else { return nil }
    return try documents.label(row)
  }

  /// What a document left for comparing it; nil when it left nothing.
  func sketch(of ordinal: Ordinal) throws -> SketchEntry? {
    guard let (documents, row) = place(of: ordinal) else { return nil }
    return SketchEntry(row: try documents.sketch(row))
  }

  private func place(of ordinal: Ordinal) -> (EarlierDocuments, row: Int)? {
    guard let number = ordinal.earlierRow, let documents = documents[number >> Self.rowBits] else {
      return nil
    }
    let row = number & (1 << Self.rowBits - 1)
    return row < documents.count ? (documents, row) : nil
  }
}

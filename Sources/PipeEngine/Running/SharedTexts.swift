import PipeCore
import Synchronization

/// Finds what a document that goes has in common with the one that stays, where somebody asks.
final class SharedTexts: Sendable {
  private let isForAll: Bool
  private let watched: Set<Ordinal>
  private let sketch: @Sendable (_ stage: Int, Ordinal) throws -> [UInt8]?
  private let found = Mutex<[Ordinal: String]>([:])

  /// - Parameters:
  ///   - isForAll: whether every document is asked for, since records of them are written.
  ///   - watched: documents that are asked for all the same, and kept in memory.
  ///   - sketch: the sketch that a stage made of a document; nil when it made none.
  init(
    isForAll: Bool, watched: Set<Ordinal>,
    sketch: @escaping @Sendable (_ stage: Int, Ordinal) throws -> [UInt8]?
  ) {
    self.isForAll = isForAll
    self.watched = watched
    self.sketch = sketch
  }

  /// Nil when nobody asks, or nothing is known.
  func text(
    of document: Document, with kept: Ordinal, by stage: any CorpusStage, _ index: Int
  ) throws -> String? {
    let isWatched = watched.contains(document.ordinal)
    guard isForAll || isWatched else { return nil }
    let sketch = try sketch(index, kept) ?? []
    let text = stage.sharedText(of: document, with: sketch.span)
    if isWatched, let text { found.withLock { $0[document.ordinal] = text } }
    return text
  }

  /// What was found for watched documents.
  var texts: [Ordinal: String] { found.withLock { $0 } }
}

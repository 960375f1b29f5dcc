import PipeCore

/// What a document left for comparing it.
struct SketchEntry: Sendable {
  let sketch: [UInt8]
  let priority: Int64
}

/// Prepared sketches of the documents that were asked for last, up to a number of bytes.
struct SketchCache: Sendable {
  struct Prepared: Sendable {
    let sketch: [UInt8]
    let priority: Int64
  }

  private let stage: any CorpusStage
  private let entry: @Sendable (Ordinal) throws -> SketchEntry?
  private let limit: Int
  private var recent: [Ordinal: Prepared] = [:]
  /// Those that were recent before; the next time there is no room they go.
  private var older: [Ordinal: Prepared] = [:]
  private var bytes = 0
  private var last: (ordinal: Ordinal, prepared: Prepared?)?

  init(
    _ stage: any CorpusStage, memory: Int,
    _ entry: @escaping @Sendable (Ordinal) throws -> SketchEntry?
  ) {
    self.stage = stage
    self.entry = entry
    limit = max(1 << 20, memory) / 2
  }

  /// The same for a document that is asked for many times in a row.
  mutating func preparedAgain(_ ordinal: Ordinal) throws -> Prepared? {
    if let last, last.ordinal == ordinal { return last.prepared }
    let found = try prepared(ordinal)
    last = (ordinal, found)
    return found
  }

  mutating func prepared(_ ordinal: Ordinal) throws -> Prepared? {
    if let found = recent[ordinal] { return found }
    var found = older[ordinal]
    if found == nil, let entry = try entry(ordinal) {
      found = Prepared(sketch: stage.prepare(entry.sketch.span), priority: entry.priority)
    }
    guard let found else { return nil }
    bytes += found.sketch.count + 96
    if bytes > limit {
      older = recent
      recent = [:]
      bytes = found.sketch.count + 96
    }
    recent[ordinal] = found
    return found
  }
}

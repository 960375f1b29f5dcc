import PipeCore
import Synchronization

/// The sketches and priorities of documents, for stages that verify pairs.
final class Sketches: Sendable {
  private let entries = Mutex<[Ordinal: SketchEntry]>([:])

  func add(_ sketch: [UInt8], priority: Int64, for ordinal: Ordinal) {
    entries.withLock { $0[ordinal] = SketchEntry(sketch: sketch, priority: priority) }
  }

  func entry(_ ordinal: Ordinal) -> SketchEntry? { entries.withLock { $0[ordinal] } }
}

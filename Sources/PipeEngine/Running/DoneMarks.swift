import PipeFormats
import Synchronization

/// Done-marks that wait to be written until what they promise is on the disk.
///
/// A disk makes one wait longer than a small shard takes. So the marks of some seconds are written
/// together; a run that is killed before does their shards again.
final class DoneMarks: Sendable {
  private struct Pending {
    let phase: String
    let mark: DoneMark
    /// The files that it speaks of.
    let files: [String]
  }

  private struct State {
    /// All that are not written, those that are being written among them.
    var waiting: [String: DoneMark] = [:]
    var pending: [Pending] = []
    var written = MonotonicClock.nanoseconds()
    /// Whether a worker is at it, who writes those that are added meanwhile.
    var isBusy = false
  }

  private let state = Mutex(State())
  private let nanoseconds: UInt64

  /// Lets marks wait for so long; forever when it is nil.
  init(nanoseconds: UInt64?) { self.nanoseconds = nanoseconds ?? .max }

  /// The mark of a phase that is not written yet.
  subscript(phase: String) -> DoneMark? { state.withLock { $0.waiting[phase] } }

  /// Adds a mark, and writes all that wait when it is time to.
  func add(_ phase: String, _ mark: DoneMark, of files: [String], in folder: RunFolder) throws {
    let isDue = state.withLock { state in
      state.waiting[phase] = mark
      state.pending.append(Pending(phase: phase, mark: mark, files: files))
      return MonotonicClock.nanoseconds() - state.written >= nanoseconds
    }
    if isDue { try writeAll(in: folder) }
  }

  /// Writes all marks that wait, unless another worker is at it.
  func writeAll(in folder: RunFolder) throws {
    let isFree = state.withLock { state in
      defer { state.isBusy = true }
      return !state.isBusy
    }
    guard isFree else { return }
    defer { state.withLock { $0.isBusy = false } }
    while case let marks = take(), !marks.isEmpty { try write(marks, in: folder) }
  }

  private func take() -> [Pending] {
    state.withLock { state in
      defer { state.pending = [] }
      state.written = MonotonicClock.nanoseconds()
      return state.pending
    }
  }

  private func write(_ pending: [Pending], in folder: RunFolder) throws {
    for file in Set(pending.flatMap(\.files)) { try File.reading(file).sync() }
    try folder.syncNames()
    for one in pending {
      try folder.step("before \(one.phase)")
      // Half a mark, should the machine stop now, is none.
      try folder.write("done/\(one.phase).json", one.mark.json, syncs: false)
      state.withLock { $0.waiting[one.phase] = nil }
      try folder.step("after \(one.phase)")
    }
    try folder.syncNames()
  }
}

import PipeFormats
import Synchronization

/// A state as one run uses it: what earlier runs left, and the commit of what this one keeps.
///
/// The run has the state for itself from the start to the end; the system lets go of it when the
/// process dies.
package final class RunState: Sendable {
  package let path: String
  /// Names what the run compares with; the same when it is begun or resumed again.
  package let content: UInt128
  let earlier: EarlierDocuments
  private let shape: StateShape
  private let run: UInt128
  private let isAgain: Bool
  private let folder: Mutex<LockedState?>

  /// States of more segments are merged into one before a run reads them.
  package static let maxSegments = 64

  /// Takes the state for a run.
  ///
  /// - Parameters:
  ///   - folder: the folder, held.
  ///   - shape: what the stage needs the state to be made by.
  ///   - run: names the plan and the input.
  ///   - isAgain: whether the same run was killed before it could say that it had ended: it goes
  ///     without what it committed then.
  ///   - memory: bytes that may be held while segments are merged.
  ///   - maxSegments: from how many segments on they are merged.
  /// - Throws: ``StateError``, `FileError`.
  init(
    _ folder: LockedState, shape: StateShape, run: UInt128, isAgain: Bool, memory: Int,
    maxSegments: Int = maxSegments
  ) throws {
    if let manifest = folder.manifest {
      try shape.checkUse(of: manifest.shape, at: folder.path)
      if manifest.segments.count > maxSegments {
        try folder.compact(memory: memory, keepsLast: isAgain || manifest.isPending)
      }
    }
    let current = folder.manifest ?? StateManifest(shape: shape)
    let before = isAgain ? current.without(run) : current
    path = folder.path
    (self.shape, self.run, self.isAgain) = (shape, run, isAgain)
    content = before.content
    earlier = try EarlierDocuments(before, inFolder: path)
    self.folder = Mutex(folder)
  }

  /// Takes a state that is the only one of its run, and makes the folder when it is missing.
  ///
  /// - Throws: ``StateError``, `FileError`.
  package convenience init(
    path: String, shape: StateShape, run: UInt128, memory: Int, maxSegments: Int = maxSegments
  ) throws {
    let folder = try LockedState(path: path, creates: true)
    try self.init(
      folder, shape: shape, run: run, isAgain: folder.isPending(of: run), memory: memory,
      maxSegments: maxSegments)
  }

  /// Adds the documents of this run; either all of them count afterwards, or none.
  ///
  /// What a commit of the same run wrote before is not written again.
  func commit(sketches: Bool, _ write: (SegmentWriter) throws -> Void) throws {
    try folder.withLock { folder in
      guard let folder else { preconditionFailure("the run has let go of its state") }
      let current = folder.manifest ?? StateManifest(shape: shape)
      let number = current.generation + 1
      let writer = try SegmentWriter(number: number, folder: path, sketches: sketches)
      try write(writer)
      let segment = try writer.finish()
      let next = (isAgain ? current.without(run) : current).adding(segment, of: run, to: current)
      if next != folder.manifest { try folder.replace(with: next) }
      try folder.clean()
    }
  }

  /// Says that the run has come to its end, so that the same run begun again is another one, and
  /// lets go of the state.
  ///
  /// The last thing that a process does: what kills it before leaves a run that can be done again.
  package func seal() throws {
    try folder.withLock { folder in
      if var manifest = folder?.manifest, manifest.isPending, manifest.lastCommit?.run == run {
        manifest.lastCommit?.hasEnded = true
        try folder?.replace(with: manifest)
      }
      folder = nil
    }
  }

  /// Lets go of the state as it is; the run may be begun again.
  func letGo() { folder.withLock { $0 = nil } }
}

extension StateManifest {
  /// The state with a segment of a run; `current` as it is when that has the same segment already, or
  /// there is nothing new.
  fileprivate func adding(
    _ segment: Segment, of run: UInt128, to current: StateManifest
  ) -> StateManifest {
    var next = self
    next.generation = segment.number
    if segment.documents == 0 {
      // The last change stays the last.
      return segments == current.segments && current.generation > 0 ? current : next
    }
    if let last = current.segments.last, segments.count < current.segments.count,
      last.contentHash == segment.contentHash
    {
      return current
    }
    next.lastCommit = Commit(run: run, contentBefore: content)
    next.content = content(with: segment)
    next.segments.append(segment)
    return next
  }
}

extension LockedState {
  /// Whether the last commit is of this run, which has not said that it ended.
  func isPending(of run: UInt128) -> Bool {
    manifest.map { $0.isPending && $0.lastCommit?.run == run } ?? false
  }
}

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
  private let folder: Mutex<LockedState?>

  /// States of more segments are merged into one before a run reads them.
  package static let maxSegments = 64

  /// Takes the state for a run, and makes the folder when it is missing.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - shape: what the stage needs the state to be made by.
  ///   - run: names the plan and the input. Where the state's last commit is of the same run, which
  ///     was killed before it could say that it had ended, the run goes without that commit.
  ///   - memory: bytes that may be held while segments are merged.
  ///   - maxSegments: from how many segments on they are merged.
  /// - Throws: ``StateError``, `FileError`.
  package init(
    path: String, shape: StateShape, run: UInt128, memory: Int, maxSegments: Int = maxSegments
  ) throws {
    let folder = try LockedState(path: path, creates: true)
    if let manifest = folder.manifest {
      try shape.checkUse(of: manifest.shape, at: path)
      if manifest.segments.count > maxSegments { try folder.compact(memory: memory) }
    }
    let before = (folder.manifest ?? StateManifest(shape: shape)).before(run)
    (self.path, self.shape, self.run) = (path, shape, run)
    content = before.content
    earlier = try EarlierDocuments(before, inFolder: path)
    self.folder = Mutex(folder)
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
      let next = current.adding(segment, of: run)
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
      if var manifest = folder?.manifest, manifest.pending?.run == run {
        manifest.pending = nil
        try folder?.replace(with: manifest)
      }
      folder = nil
    }
  }

  /// Lets go of the state as it is; the run may be begun again.
  func letGo() { folder.withLock { $0 = nil } }
}

extension StateManifest {
  /// The state with a segment of a run, in place of the one that the same run committed before.
  fileprivate func adding(_ segment: Segment, of run: UInt128) -> StateManifest {
    var next = before(run)
    next.generation = segment.number
    if segment.documents == 0 {
      // Nothing new; the last change stays the last.
      return next.segments == segments && generation > 0 ? self : next
    }
    if let last = segments.last, next.segments.count < segments.count,
      last.contentHash == segment.contentHash
    {
      return self
    }
    next.pending = Pending(run: run, contentBefore: next.content)
    next.content = next.content(with: segment)
    next.segments.append(segment)
    return next
  }
}

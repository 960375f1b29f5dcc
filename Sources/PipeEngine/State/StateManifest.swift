import PipeText

/// What a state consists of: the file that a commit replaces by renaming.
///
/// Files of the folder that it does not name are left over from a run that was killed; they mean
/// nothing.
package struct StateManifest: Sendable, Equatable {
  /// One file of a segment, as it was written.
  package struct StoredFile: Sendable, Equatable {
    /// Records or rows.
    package let count: Int
    package let bytes: Int
    package let checksum: UInt64
  }

  /// The documents of one commit, or of several that were merged; its files never change.
  package struct Segment: Sendable, Equatable {
    /// The generation that wrote it; its files are named for it.
    package let number: Int
    package let documents: Int
    /// Sorted by key and row; a row counts from the segment's first document.
    package let observations: StoredFile
    /// A row for each document.
    package let labels: StoredFile
    /// A row for each document, empty where it has none; nil for stages that verify nothing.
    package let sketches: StoredFile?

    package var bytes: Int { observations.bytes + labels.bytes + (sketches?.bytes ?? 0) }

    /// Changes with everything that is in the segment.
    var contentHash: UInt128 {
      let text =
        "\(documents) \(observations.count) \(observations.checksum) \(labels.checksum) "
        + "\(sketches?.checksum ?? 0)"
      return hash128(Array(text.utf8).span)
    }
  }

  /// The commit that wrote the last segment.
  ///
  /// The same run, begun again before it has said that it ended, goes without that segment and commits
  /// it again; for all others it counts like any.
  package struct Commit: Sendable, Equatable {
    /// Names the plan and the input of the run.
    package let run: UInt128
    /// The content without its segment.
    package let contentBefore: UInt128
    package var hasEnded = false
  }

  static let format = 1
  static let fileName = "manifest.json"

  package let shape: StateShape
  /// How often the state has changed.
  package var generation = 0
  /// Names the documents of the state and their order, however they are spread over segments.
  package var content: UInt128 = 0
  package var segments: [Segment] = []
  /// Nil when the last segment is of several commits, or there is none.
  package var lastCommit: Commit?

  package init(shape: StateShape) { self.shape = shape }

  package var documents: Int { segments.reduce(0) { $0 + $1.documents } }
  package var observations: Int { segments.reduce(0) { $0 + $1.observations.count } }
  package var bytes: Int { segments.reduce(0) { $0 + $1.bytes } }

  /// Whether the last commit is of a run that has not said that it ended.
  package var isPending: Bool { lastCommit.map { !$0.hasEnded } ?? false }

  /// The state without the last commit, when that is of this run; else the state as it is.
  func without(_ run: UInt128) -> StateManifest {
    guard let lastCommit, lastCommit.run == run else { return self }
    var earlier = self
    earlier.content = lastCommit.contentBefore
    earlier.segments.removeLast()
    earlier.lastCommit = nil
    return earlier
  }

  /// The content once a segment has been added.
  func content(with segment: Segment) -> UInt128 {
    let text = "\(content) \(segment.contentHash)"
    return hash128(Array(text.utf8).span)
  }
}

import PipeCore
import PipeFormats

/// The clusters of a whole run: what all corpus stages found, one after the other.
///
/// A document that stayed in place of others may have gone by a later stage: its copies are then
/// copies of the one that stayed there.
struct ClusterLinks {
  /// One document of a cluster, with the one of it that stays.
  struct Member {
    let document: Ordinal
    let kept: Ordinal
  }

  private let stages: [AlikeFiles]
  private let folder: String
  private let memory: Int

  /// The stages come in the order in which they ran.
  init(_ stages: [AlikeFiles], folder: String, memory: Int) {
    (self.stages, self.folder) = (stages, folder)
    self.memory = memory == .max ? .max : max(64 << 10, memory / 8)
  }

  /// Gives every document that went, cluster after cluster in the order of those that stay.
  func forEach(_ body: (Member) throws -> Void) throws {
    var sorted = try first()
    // Each round follows one link; a stage's copies hang on documents that this stage kept.
    for round in stages.indices.dropFirst() {
      let next = sorter("links-\(round)")
      if try !follow(sorted, into: next) {
        sorted = try next.finish()
        break
      }
      sorted = try next.finish()
    }
    while let record = try sorted.next() {
      try body(
        Member(
          document: Ordinal(sortable: record.ordinal),
          kept: Ordinal(sortable: UInt64(truncatingIfNeeded: record.key))))
    }
  }

  private func sorter(_ name: String) -> ExternalSorter {
    ExternalSorter(memoryLimit: memory, folder: folder, name: name)
  }

  private func first() throws -> SortedRecords {
    let sorter = sorter("links")
    for stage in stages {
      try stage.forEachCopy {
        try sorter.add(SpillRecord(key: UInt128($0.kept.sortable), ordinal: $0.copy.sortable))
      }
    }
    return try sorter.finish()
  }

  /// All copies by their own ordinals.
  private func copies(_ round: String) throws -> SortedRecords {
    let sorter = sorter(round)
    for stage in stages {
      try stage.forEachCopy {
        try sorter.add(SpillRecord(key: UInt128($0.copy.sortable), ordinal: $0.kept.sortable))
      }
    }
    return try sorter.finish()
  }

  /// Where a document that stayed went itself, its copies follow it; false when none did.
  private func follow(_ members: SortedRecords, into next: ExternalSorter) throws -> Bool {
    let copies = try copies("links-by-copy")
    var copy = try copies.next()
    var hasMoved = false
    while let member = try members.next() {
      while let found = copy, found.key < member.key { copy = try copies.next() }
      if let found = copy, found.key == member.key {
        try next.add(SpillRecord(key: UInt128(found.ordinal), ordinal: member.ordinal))
        hasMoved = true
      } else {
        try next.add(member)
      }
    }
    return hasMoved
  }
}

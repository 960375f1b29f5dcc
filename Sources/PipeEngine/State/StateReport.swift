import PipeFormats

/// What is in a state, for `pipe state`.
package struct StateReport: Sendable {
  package let path: String
  /// Nil for a folder in which nothing was committed yet.
  package let manifest: StateManifest?
  /// Files of commits that did not come to their end: the next commit takes them away.
  package let leftovers: [String]
  /// When the manifest was written, in seconds since 1970.
  package let changed: Int?

  /// Reads the manifest alone.
  ///
  /// - Throws: ``StateError`` when there is no state or its manifest is damaged.
  package init(_ path: String) throws {
    self.path = path
    try LockedState.checkFolder(path)
    manifest = try StateManifest.read(inFolder: path)
    leftovers = try LockedState.leftovers(in: path, manifest)
    changed = try? File.reading(path + "/" + StateManifest.fileName).modificationTime()
  }

  /// Merges the segments of a state.
  ///
  /// - Throws: ``StateError``, also when another process has it; `FileError`.
  package static func compact(_ path: String, memory: Int) throws -> StateReport {
    let state = try LockedState(path: path)
    try state.compact(memory: memory, keepsLast: state.manifest?.isPending ?? false)
    return try StateReport(path)
  }

  /// Checks that a stage of a shape can use what is at a path; nothing may be there yet.
  ///
  /// - Throws: ``StateError``, `FileError`.
  package static func check(_ path: String, isOf shape: StateShape) throws {
    _ = try documents(of: path, for: shape)
  }

  /// What a state holds for a stage of a shape, as it is now; nil where nothing was committed yet.
  ///
  /// - Throws: ``StateError``, `FileError`.
  static func documents(of path: String, for shape: StateShape) throws -> EarlierDocuments? {
    do {
      guard let manifest = try StateReport(path).manifest else { return nil }
      try shape.checkUse(of: manifest.shape, at: path)
      return try EarlierDocuments(manifest, inFolder: path)
    } catch let error as StateError where error.cause == .absence && !isThere(path) {
      return nil
    }
  }

  private static func isThere(_ path: String) -> Bool { (try? fileNames(in: path)) != nil }

  /// Reads everything, and tells what is wrong: checksums, order, counts, and what is missing.
  ///
  /// A commit at the same time does no harm: files never change once they have been named.
  package func problems() -> [String] {
    guard let manifest else { return [] }
    var problems: [String] = []
    for segment in manifest.segments {
      problems += SegmentCheck(segment, inFolder: path, shape: manifest.shape).problems()
    }
    return problems
  }
}

/// Reads all of a segment.
private struct SegmentCheck {
  let segment: StateManifest.Segment
  let path: String
  let files: SegmentFiles

  init(_ segment: StateManifest.Segment, inFolder path: String, shape: StateShape) {
    (self.segment, self.path) = (segment, path)
    files = SegmentFiles(number: segment.number, folder: path)
  }

  func problems() -> [String] {
    var problems: [String] = []
    func gather(_ work: () throws -> Void) {
      do {
        try work()
      } catch let error as CheckFailure {
        problems.append(error.what)
      } catch FormatError.badSpill(let file, let reason) {
        problems.append("\(name(file)): \(reason)")
      } catch let error as FileError {
        problems.append(
          error.isAbsence ? "\(name(error.path)): it is missing" : error.message)
      } catch {
        problems.append("\(error)")
      }
    }
    var observed = RowSet(count: segment.documents)
    gather { try checkObservations(&observed) }
    gather { try checkRows(files.labels, as: segment.labels) { _, _ in } }
    if let sketches = segment.sketches {
      gather {
        try checkRows(files.sketches, as: sketches) { row, sketch in
          if sketch.isEmpty, observed.contains(row) {
            throw CheckFailure(what: "\(name(files.sketches)): document \(row) has no sketch")
          }
        }
      }
    }
    return problems
  }

  private func checkObservations(_ observed: inout RowSet) throws {
    let reader = try SpillReader(path: files.observations, bufferSize: 1 << 20)
    try check(
      files.observations, segment.observations, count: reader.count,
      checksum: reader.storedChecksum)
    var last: SpillRecord?
    var position = 0
    while let record = try reader.next() {
      let isInOrder = last.map { $0 <= record } ?? true
      guard isInOrder, record.ordinal < UInt64(segment.documents) else {
        let what = isInOrder ? "is of a document that is not there" : "is out of order"
        throw CheckFailure(what: "\(name(files.observations)): observation \(position) \(what)")
      }
      observed.insert(Int(record.ordinal))
      last = record
      position += 1
    }
  }

  private func checkRows(
    _ file: String, as stored: StateManifest.StoredFile, _ body: (Int, Span<UInt8>) throws -> Void
  ) throws {
    let reader = try RowReader(path: file)
    try check(file, stored, count: reader.count, checksum: reader.checksum)
    guard reader.count == segment.documents else {
      throw CheckFailure(
        what: "\(name(file)): it has \(reader.count) rows for \(segment.documents) documents")
    }
    try reader.forEachRow(body)
  }

  private func check(
    _ file: String, _ stored: StateManifest.StoredFile, count: Int, checksum: UInt64
  ) throws {
    let size = try File.reading(file).size()
    guard count == stored.count, size == stored.bytes, checksum == stored.checksum else {
      throw CheckFailure(what: "\(name(file)): it is not the file that the manifest names")
    }
  }

  /// A file of the folder by its name there.
  private func name(_ file: String) -> String { String(file.dropFirst(path.count + 1)) }
}

private struct CheckFailure: Error {
  let what: String
}

/// A set of rows, a bit for each.
struct RowSet: Sendable {
  private var words: [UInt64]

  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }

  func contains(_ row: Int) -> Bool { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
}

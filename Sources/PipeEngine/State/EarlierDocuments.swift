import PipeCore
import PipeFormats
import PipeText

/// The documents of earlier runs, as a state keeps them: what they observed, their sketches and
/// labels.
///
/// Rows count through all segments, from the earliest document on.
struct EarlierDocuments: Sendable {
  let count: Int
  private let path: String
  private let segments: [OpenSegment]

  /// Opens every file that the manifest names, and checks its size and header.
  init(_ manifest: StateManifest, inFolder path: String) throws {
    self.path = path
    var segments: [OpenSegment] = []
    var base = 0
    for segment in manifest.segments {
      segments.append(
        try mending(path) { try OpenSegment(segment, firstRow: base, inFolder: path) })
      base += segment.documents
    }
    self.segments = segments
    count = base
  }

  /// All observations, merged as they are read, their ordinals counted from that of the first
  /// document; about `memory` bytes are held.
  func records(memory: Int, from first: Ordinal) throws -> EarlierRecords {
    try mending(path) {
      try EarlierRecords(segments, memory: memory, from: first.rawValue, state: path)
    }
  }

  func label(_ row: Int) throws -> String {
    try mending(path) {
      let segment = segment(of: row)
      let bytes = try segment.labels.row(row - segment.firstRow)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The sketch of a document; empty when it has none.
  func sketch(_ row: Int) throws -> [UInt8] {
    try mending(path) {
      let segment = segment(of: row)
      return try segment.sketches?.row(row - segment.firstRow) ?? []
    }
  }

  /// - Precondition: the row is one of this state.
  private func segment(of row: Int) -> OpenSegment {
    precondition(row >= 0 && row < count, "the state has no row \(row)")
    let next = (1..<segments.count).partitioningIndex { segments[$0].firstRow > row }
    return segments[next - 1]
  }
}

/// A segment with its files open.
struct OpenSegment: Sendable {
  let segment: StateManifest.Segment
  /// The row of its first document in the whole state.
  let firstRow: Int
  let observations: String
  let labels: RowReader
  let sketches: RowReader?

  /// - Throws: `FormatError.badSpill` or `FileError` for files that are not those of the manifest.
  init(_ segment: StateManifest.Segment, firstRow: Int, inFolder path: String) throws {
    self.segment = segment
    self.firstRow = firstRow
    let files = SegmentFiles(number: segment.number, folder: path)
    observations = files.observations
    labels = try Self.rows(files.labels, as: segment.labels)
    sketches = try segment.sketches.map { try Self.rows(files.sketches, as: $0) }
    _ = try observationReader(bufferSize: 0)
  }

  func observationReader(bufferSize: Int) throws -> SpillReader {
    let reader = try SpillReader(path: observations, bufferSize: bufferSize)
    try Self.check(
      observations, segment.observations, count: reader.count, checksum: reader.storedChecksum)
    return reader
  }

  private static func rows(_ path: String, as file: StateManifest.StoredFile) throws -> RowReader {
    let reader = try RowReader(path: path)
    try check(path, file, count: reader.count, checksum: reader.checksum)
    return reader
  }

  private static func check(
    _ path: String, _ file: StateManifest.StoredFile, count: Int, checksum: UInt64
  ) throws {
    let size = try File.reading(path).size()
    guard count == file.count, checksum == file.checksum, size == file.bytes else {
      throw FormatError.badSpill(path: path, reason: "it is not the file that the manifest names")
    }
  }
}

/// The names of a segment's files.
struct SegmentFiles {
  static let prefix = "segment-"
  let observations: String
  let labels: String
  let sketches: String

  init(number: Int, folder: String) {
    let name = "\(folder)/\(Self.prefix)\(number)"
    observations = name + ".observations"
    labels = name + ".labels"
    sketches = name + ".sketches"
  }
}

/// Says of files of a state what helps, in place of what helps with those of a run.
func mending<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
  do {
    return try work()
  } catch FormatError.badSpill(let file, let reason) {
    throw StateError.damage(path, "in `\(file)` \(reason)")
  } catch let error as FileError where error.isAbsence {
    throw StateError.damage(path, "`\(error.path)` is missing")
  }
}

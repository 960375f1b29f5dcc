import PipeFormats

/// Writes the files of a segment; they count once a manifest names them.
final class SegmentWriter {
  let number: Int
  private let files: SegmentFiles
  private let observations: SpillWriter
  private let labels: RowWriter
  private let sketches: RowWriter?

  init(number: Int, folder: String, sketches: Bool) throws(FileError) {
    self.number = number
    files = SegmentFiles(number: number, folder: folder)
    observations = try SpillWriter(path: files.observations)
    labels = try RowWriter(path: files.labels)
    self.sketches = sketches ? try RowWriter(path: files.sketches) : nil
  }

  /// The next observation in the order of key and row; its ordinal is a row of this segment.
  func append(_ record: SpillRecord) throws(FileError) { try observations.append(record) }

  /// The next document's label and sketch.
  func append(label: Span<UInt8>, sketch: Span<UInt8>) throws(FileError) {
    try labels.append(label)
    try sketches?.append(sketch)
  }

  func append(label: Span<UInt8>) throws(FileError) { try labels.append(label) }

  func append(sketch: Span<UInt8>) throws(FileError) { try sketches?.append(sketch) }

  /// Makes the files whole and waits until they are on the disk.
  func finish() throws -> StateManifest.Segment {
    try observations.finish()
    try labels.finish()
    try sketches?.finish()
    let reader = try SpillReader(path: files.observations, bufferSize: 0)
    return StateManifest.Segment(
      number: number, documents: labels.count,
      observations: StateManifest.StoredFile(
        count: reader.count, bytes: try settle(files.observations),
        checksum: reader.storedChecksum),
      labels: try settledRows(files.labels),
      sketches: sketches == nil ? nil : try settledRows(files.sketches))
  }

  private func settledRows(_ path: String) throws -> StateManifest.StoredFile {
    let reader = try RowReader(path: path)
    return StateManifest.StoredFile(
      count: reader.count, bytes: try settle(path), checksum: reader.checksum)
  }

  /// - Returns: the size in bytes.
  private func settle(_ path: String) throws(FileError) -> Int {
    let file = try File.reading(path)
    try file.sync()
    return try file.size()
  }
}

/// Records as they were read: many of a batch of lines, or one that is a file.
package enum RecordPayload: Sendable {
  case lines(JSONLinesBatch)
  case file(FileRecord)
}

/// Reads the records of one input, whatever it holds.
package final class InputReader {
  private enum Source {
    case lines(RecordReader, JSONLinesDecoder)
    case file(path: String, kind: FileKind, encoding: String?, maxRecord: Int)
    case done
  }

  private var source: Source
  private var spent: JSONLinesBatch?

  /// What was read of a file of JSON lines so far; nil unless it is `identified`.
  package var content: FileContent? {
    if case .lines(let reader, _) = source { reader.content } else { nil }
  }

  /// Reads JSON lines, of a whole file or of a shard of a plain one.
  ///
  /// - Throws: `FileError` when the file can't be opened, `FormatError` when it is not what its
  ///   name says.
  package init(
    jsonLines path: String, shard: Range<Int>? = nil, fields: JSONLinesFields,
    batchSize: Int = RecordReader.defaultBatchSize, maxRecord: Int = RecordReader.defaultMaxRecord,
    identified: Bool = false
  ) throws {
    let reader =
      if let shard {
        try RecordReader(
          path: path, shard: shard, batchSize: batchSize, maxRecord: maxRecord,
          identified: identified)
      } else {
        RecordReader(
          try ByteSource(path: path, identified: identified), batchSize: batchSize,
          maxRecord: maxRecord)
      }
    source = .lines(reader, JSONLinesDecoder(fields))
  }

  /// Reads a file that is one record.
  package init(
    file path: String, kind: FileKind, encoding: String? = nil,
    maxRecord: Int = RecordReader.defaultMaxRecord
  ) {
    precondition(kind != .jsonLines, "JSON lines need their fields")
    source = .file(path: path, kind: kind, encoding: encoding, maxRecord: maxRecord)
  }

  /// The next records, or nil at the end.
  ///
  /// - Throws: `FileError` when the file can't be read.
  package func next(passing: PassedLines? = nil) throws -> RecordPayload? {
    switch source {
    case .lines(let reader, let decoder):
      let storage = spent?.lines ?? []
      spent?.lines = []
      guard let lines = try reader.next(reusing: storage) else { return nil }
      let used = spent
      spent = nil
      return .lines(decoder.decode(lines, reusing: used, passing: passing))
    case .file(let path, let kind, let encoding, let maxRecord):
      source = .done
      return .file(
        try FileRecord(path: path, kind: kind, encoding: encoding, maxRecord: maxRecord))
    case .done:
      return nil
    }
  }

  /// Takes back a batch that is done with, so that the next one needs no fresh memory.
  package func recycle(_ payload: consuming RecordPayload) {
    if case .lines(let batch) = payload { spent = batch }
  }
}

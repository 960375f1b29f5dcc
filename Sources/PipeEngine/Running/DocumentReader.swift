package import PipeCore
package import PipeFormats
import PipeText

/// Reads the records of a shard as documents.
///
/// A record that can't become a document becomes one that has failed, with the reason.
package struct DocumentReader: Sendable {
  private let input: InputSpec
  private let maxRecord: Int
  private let splitsLines: Bool
  /// Whether files are to be recognised later, by what was read of them.
  var identifiesFiles = false

  package init(_ pipeline: Pipeline) { self.init(pipeline, splitsLines: true) }

  /// Documents get no lines where nobody asks for them.
  init(_ pipeline: Pipeline, splitsLines: Bool) {
    self.init(
      input: pipeline.input, maxRecord: pipeline.run.maxRecord.bytes, splitsLines: splitsLines)
  }

  /// A record of more bytes than `maxRecord` fails.
  package init(input: InputSpec, maxRecord: Int) {
    self.init(input: input, maxRecord: maxRecord, splitsLines: true)
  }

  private init(input: InputSpec, maxRecord: Int, splitsLines: Bool) {
    self.input = input
    self.maxRecord = maxRecord
    self.splitsLines = splitsLines
  }

  /// Calls `body` with batches of about a megabyte of records, in order.
  ///
  /// - Returns: what was read of each file, where files are to be recognised; nil for one that can't be.
  @discardableResult
  package func forEachBatch(
    of shard: Manifest.Shard, _ body: (inout [DocumentInProgress]) async throws -> Void
  ) async throws -> [FileContent?] {
    try await forEachBatch(of: shard, passed: nil, body)
  }

  /// The same, where some JSON records are `passed` on as they came, and so are kept.
  ///
  /// Of these only the fields are found, or nothing where all records are whole. Those that stand
  /// together are one document of the batch.
  @discardableResult
  func forEachBatch(
    of shard: Manifest.Shard, passed: PassedDocuments?,
    _ body: (inout [DocumentInProgress]) async throws -> Void
  ) async throws -> [FileContent?] {
    if let item = shard.items.first, item.kind == .jsonLines {
      [try await readLines(item, shard, passed, body)]
    } else {
      try await readFiles(shard, body)
    }
  }

  // MARK: - Files

  private static let batchBytes = 1 << 20

  private func readFiles(
    _ shard: Manifest.Shard, _ body: (inout [DocumentInProgress]) async throws -> Void
  ) async throws -> [FileContent?] {
    var contents: [FileContent?] = []
    var batch: [DocumentInProgress] = []
    var size = 0
    for (row, item) in shard.items.enumerated() {
      let (progress, content) = readFile(item, ordinal: Ordinal(shard: shard.index, row: row))
      contents.append(content)
      size += progress.document.source.count
      batch.append(progress)
      if size >= Self.batchBytes {
        try await body(&batch)
        batch.removeAll(keepingCapacity: true)
        size = 0
      }
    }
    if !batch.isEmpty { try await body(&batch) }
    return contents
  }

  /// Reads a file as one document.
  package func read(_ item: Manifest.Item, ordinal: Ordinal) -> DocumentInProgress {
    readFile(item, ordinal: ordinal).document
  }

  private func readFile(
    _ item: Manifest.Item, ordinal: Ordinal
  ) -> (document: DocumentInProgress, content: FileContent?) {
    do {
      let record = try FileRecord(
        path: item.path, kind: item.kind, maxRecord: maxRecord, identified: identifiesFiles)
      let document =
        if let error = record.error {
          failed(item.name, ordinal, error.message, path: item.origin, line: nil)
        } else {
          DocumentInProgress(self.document(of: record, item, ordinal))
        }
      return (document, record.content)
    } catch {
      return (failed(item.name, ordinal, "\(error)", path: item.origin, line: nil), nil)
    }
  }

  private func document(
    of record: FileRecord, _ item: Manifest.Item, _ ordinal: Ordinal
  ) -> Document {
    var document: Document
    if record.kind == .html {
      document = pageDocument(
        id: item.name, ordinal: ordinal, url: nil, bytes: record.bytes,
        isDecoded: record.encoding != nil)
    } else {
      document = textDocument(
        id: item.name, ordinal: ordinal, url: nil, storage: record.bytes,
        range: 0..<record.bytes.count)
      if record.kind == .markdown { document.takeFrontMatter() }
    }
    document.repairs += record.repairs
    document.record = SourceRecord(
      storage: [], line: 0..<0, text: 0..<0, path: item.origin, lineNumber: nil)
    return document
  }

  /// A page as a document; its encoding is what it says of itself, unless it is decoded already.
  private func pageDocument(
    id: String, ordinal: Ordinal, url: String?, bytes: [UInt8], isDecoded: Bool
  ) -> Document {
    if isDecoded {
      return PipeFormats.pageDocument(id: id, ordinal: ordinal, url: url, html: bytes)
    }
    let text = decodePage(bytes)
    var document = PipeFormats.pageDocument(id: id, ordinal: ordinal, url: url, html: text.bytes)
    document.repairs = text.repairs
    return document
  }

  // MARK: - JSON Lines

  private func readLines(
    _ item: Manifest.Item, _ shard: Manifest.Shard, _ passed: PassedDocuments?,
    _ body: (inout [DocumentInProgress]) async throws -> Void
  ) async throws -> FileContent? {
    let reader = try InputReader(
      jsonLines: item.path, shard: shard.range, fields: fields, maxRecord: maxRecord,
      identified: identifiesFiles)
    var linesBefore: Int?
    var row = 0
    let limit = shard.limit ?? .max
    var batch: [DocumentInProgress] = []
    while row < limit {
      let first = row
      let payload = try reader.next(
        passing: passed.map { passed in
          PassedLines(areWhole: passed.areWhole) {
            passed.contains(Ordinal(shard: shard.index, row: first + $0))
          }
        })
      guard let payload, case .lines(let records) = payload else { break }
      for record in records.records.prefix(limit - row) {
        defer { row += 1 }
        if let size = record.passedTextSize {
          append(record, size, in: records, item, Ordinal(shard: shard.index, row: row), to: &batch)
          continue
        }
        if record.error != nil || record.id == nil, linesBefore == nil {
          linesBefore = try lineFeeds(before: shard.range?.lowerBound ?? 0, of: item.path)
        }
        batch.append(
          document(
            of: record, in: records, item, Ordinal(shard: shard.index, row: row),
            line: record.lineNumber + (linesBefore ?? 0)))
      }
      try await body(&batch)
      batch.removeAll(keepingCapacity: true)
      reader.recycle(payload)
    }
    return reader.content
  }

  /// Reads one line, from 1, of a JSON Lines file; nil when there is no record on it.
  package func read(
    line number: Int, of path: String, named name: String
  ) throws -> DocumentInProgress? {
    let item = Manifest.Item(path: path, name: name, kind: .jsonLines)
    let reader = try InputReader(jsonLines: path, fields: fields, maxRecord: maxRecord)
    while let payload = try reader.next() {
      guard case .lines(let records) = payload else { return nil }
      for record in records.records where record.lineNumber == number {
        return document(
          of: record, in: records, item, Ordinal(shard: 0, row: number), line: number)
      }
      reader.recycle(payload)
    }
    return nil
  }

  private var fields: JSONLinesFields {
    JSONLinesFields(
      content: FieldPath(input.htmlField ?? input.textField),
      id: input.id.filter { !["path", "line"].contains($0) }.map { FieldPath($0) },
      url: FieldPath(input.urlField), isPage: input.htmlField != nil)
  }

  private func document(
    of record: JSONRecord, in batch: JSONLinesBatch, _ item: Manifest.Item, _ ordinal: Ordinal,
    line: Int
  ) -> DocumentInProgress {
    let id =
      record.id.map { String(decoding: batch.decoded[$0], as: UTF8.self) } ?? "\(item.name):\(line)"
    let source = SourceRecord(
      storage: batch.lines, line: record.line, text: record.textRaw, path: item.origin,
      lineNumber: line)
    let url = record.url.map { String(decoding: batch.decoded[$0], as: UTF8.self) }
    var document: Document
    if let error = record.error {
      guard let text = fallbackText(error, of: source) else {
        return failed(id, ordinal, error.message, path: item.origin, line: line, record: source)
      }
      document = textDocument(
        id: id, ordinal: ordinal, url: url, storage: text, range: 0..<text.count)
    } else if input.htmlField != nil {
      document = PipeFormats.pageDocument(
        id: id, ordinal: ordinal, url: url, page: record.page)
    } else {
      document = textDocument(
        id: id, ordinal: ordinal, url: url, storage: batch.decoded, range: record.text, of: source,
        hasControls: record.textHasControls)
    }
    document.repairs += record.repairs
    let isWhole = document.record?.isWhole == true && document.repairs == 0
    document.record = source
    document.record?.isWhole = isWhole
    for (name, path) in input.metadata {
      if let value = metadata(path, url: url, record, batch) {
        document.metadata.set(name, to: value, source: "input:\(path)")
      }
    }
    return DocumentInProgress(document)
  }

  /// Appends a record that is passed on: to the document before it when that is such a one, and nothing
  /// but a line feed stands between them.
  private func append(
    _ record: JSONRecord, _ size: Int, in lines: JSONLinesBatch, _ item: Manifest.Item,
    _ ordinal: Ordinal, to batch: inout [DocumentInProgress]
  ) {
    if let last = batch.indices.last, batch[last].pass(on: record.line, size: size) { return }
    var document = Document(id: "", ordinal: ordinal, source: SourceText([]))
    document.record = SourceRecord(
      storage: lines.lines, line: record.line, text: record.textRaw, path: item.origin,
      lineNumber: record.lineNumber)
    document.record?.isWhole = true
    batch.append(
      DocumentInProgress(passedOn: document, PassedRecords(count: 1, size: size)))
  }

  /// The text of a record that has no page, where the input names both fields.
  private func fallbackText(_ error: RecordError, of record: SourceRecord) -> [UInt8]? {
    guard input.htmlField != nil, case .missingField = error,
      case .string(let text)? = record.value(at: input.textField)
    else { return nil }
    return Array(text.utf8)
  }

  private func metadata(
    _ path: String, url: String?, _ record: JSONRecord, _ batch: JSONLinesBatch
  ) -> MetadataValue? {
    if path == "url.host" { return url.flatMap(host(ofURL:)).map { .string($0) } }
    return batch.value(at: path, of: record).map { MetadataValue($0) }
  }

  // MARK: - Documents

  /// A text of valid UTF-8 as a document; `record` holds it as it is, but for line ends.
  private func textDocument(
    id: String, ordinal: Ordinal, url: String?, storage: [UInt8], range: Range<Int>,
    of record: SourceRecord? = nil, hasControls: Bool = true
  ) -> Document {
    let text = SourceText(storage, range: range)
    // Readers give valid UTF-8 without a byte order mark; line ends are as the input had them.
    guard hasControls, firstOffset(of: UInt8(ascii: "\r"), in: text.bytes, from: 0) != nil,
      let repaired = repairing(text.bytes)
    else {
      var document = Document(
        id: id, ordinal: ordinal, url: url, source: text, splitsLines: splitsLines)
      document.record = record
      document.record?.isWhole = true
      return document
    }
    var document = Document(
      id: id, ordinal: ordinal, url: url, source: SourceText(repaired.bytes),
      splitsLines: splitsLines)
    document.repairs = repaired.invalidSequences
    return document
  }

  private func failed(
    _ id: String, _ ordinal: Ordinal, _ message: String, path: String, line: Int?,
    record: SourceRecord? = nil
  ) -> DocumentInProgress {
    var document = Document(id: id, ordinal: ordinal, source: SourceText([]))
    document.record =
      record
      ?? SourceRecord(storage: [], line: 0..<0, text: 0..<0, path: path, lineNumber: line)
    var progress = DocumentInProgress(document)
    progress.end = .failed(step: -1, message: message)
    return progress
  }
}

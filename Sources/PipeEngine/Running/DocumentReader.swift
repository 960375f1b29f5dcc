package import PipeCore
package import PipeFormats

/// Reads the records of a shard as documents.
///
/// A record that can't become a document becomes one that has failed, with the reason.
package struct DocumentReader: Sendable {
  private let input: InputSpec
  private let maxRecord: Int
  private let stageCount: Int

  package init(_ pipeline: Pipeline) {
    input = pipeline.input
    maxRecord = pipeline.run.maxRecord.bytes
    stageCount = pipeline.stages.count
  }

  /// Calls `body` with batches of about a megabyte of records, in order.
  package func forEachBatch(
    of shard: Manifest.Shard,
    _ body: (inout [DocumentInProgress]) async throws -> Void
  ) async throws {
    if let item = shard.items.first, item.kind == .jsonLines {
      try await readLines(item, shard, body)
    } else {
      try await readFiles(shard, body)
    }
  }

  // MARK: - Files

  private static let batchBytes = 1 << 20

  private func readFiles(
    _ shard: Manifest.Shard, _ body: (inout [DocumentInProgress]) async throws -> Void
  ) async throws {
    var batch: [DocumentInProgress] = []
    var size = 0
    for (row, item) in shard.items.enumerated() {
      let progress = read(item, ordinal: Ordinal(shard: shard.index, row: row))
      size += progress.document.source.count
      batch.append(progress)
      if size >= Self.batchBytes {
        try await body(&batch)
        batch.removeAll(keepingCapacity: true)
        size = 0
      }
    }
    if !batch.isEmpty { try await body(&batch) }
  }

  /// Reads a file as one document.
  package func read(_ item: Manifest.Item, ordinal: Ordinal) -> DocumentInProgress {
    do {
      return document(of: item, ordinal, try readWhole(item.path, limit: maxRecord))
    } catch {
      return failed(item.name, ordinal, "\(error)", path: item.path, line: nil)
    }
  }

  private func document(
    of item: Manifest.Item, _ ordinal: Ordinal, _ bytes: [UInt8]
  ) -> DocumentInProgress {
    var document: Document
    if item.kind == .page {
      let page = decodedPage(bytes)
      document = pageDocument(id: item.name, ordinal: ordinal, url: nil, html: page.bytes)
      document.repairs = page.repairs
    } else {
      document = textDocument(id: item.name, ordinal: ordinal, url: nil, bytes: decodedText(bytes))
    }
    document.record = SourceRecord(
      storage: [], line: 0..<0, text: 0..<0, path: item.path, lineNumber: nil)
    return DocumentInProgress(document)
  }

  // MARK: - JSON Lines

  private func readLines(
    _ item: Manifest.Item, _ shard: Manifest.Shard,
    _ body: (inout [DocumentInProgress]) async throws -> Void
  ) async throws {
    let reader = RecordReader(
      try ByteSource(File.reading(item.path), range: shard.range), path: item.path,
      maxRecord: maxRecord)
    let decoder = JSONLinesDecoder(fields)
    var firstLine: Int?
    var row = 0
    var batch: [DocumentInProgress] = []
    var spent: JSONLinesBatch?
    while let lines = try reader.next() {
      let records = decoder.decode(lines, reusing: spent)
      spent = nil
      batch.removeAll(keepingCapacity: true)
      for record in records.records {
        let ordinal = Ordinal(shard: shard.index, row: row)
        row += 1
        let line = record.lineNumber
        if record.error != nil || record.id == nil, firstLine == nil {
          firstLine = try lineFeeds(before: shard.range?.lowerBound ?? 0, of: item.path)
        }
        batch.append(
          document(of: record, in: records, item, ordinal, line: line + (firstLine ?? 0)))
      }
      try await body(&batch)
      batch.removeAll(keepingCapacity: true)
      spent = records
    }
  }

  private var fields: JSONLinesFields {
    JSONLinesFields(
      content: FieldPath(input.htmlField ?? input.textField),
      id: input.id.filter { !["path", "line"].contains($0) }.map { FieldPath($0) },
      url: FieldPath(input.urlField))
  }

  private func document(
    of record: JSONRecord, in batch: JSONLinesBatch, _ item: Manifest.Item, _ ordinal: Ordinal,
    line: Int
  ) -> DocumentInProgress {
    let id =
      record.id.map { String(decoding: batch.decoded[$0], as: UTF8.self) } ?? "\(item.name):\(line)"
    let source = SourceRecord(
      storage: batch.lines, line: record.line, text: record.textRaw, path: item.path,
      lineNumber: line)
    if let error = record.error {
      return failed(id, ordinal, error.message, path: item.path, line: line, record: source)
    }
    let url = record.url.map { String(decoding: batch.decoded[$0], as: UTF8.self) }
    var document: Document
    if input.htmlField != nil {
      document = pageDocument(
        id: id, ordinal: ordinal, url: url, html: Array(batch.decoded[record.text]))
    } else {
      document = textDocument(
        id: id, ordinal: ordinal, url: url, storage: batch.decoded, range: record.text)
    }
    document.repairs += record.repairs
    document.record = source
    for (name, path) in input.metadata {
      if let value = metadata(path, url: url, record, batch) {
        document.metadata.set(name, to: value, source: "input:\(path)")
      }
    }
    return DocumentInProgress(document)
  }

  private func metadata(
    _ path: String, url: String?, _ record: JSONRecord, _ batch: JSONLinesBatch
  ) -> MetadataValue? {
    if path == "url.host" { return url.flatMap(host(ofURL:)).map { .string($0) } }
    return value(at: FieldPath(path), of: record, in: batch).map { MetadataValue($0) }
  }

  // MARK: - Documents

  private func textDocument(
    id: String, ordinal: Ordinal, url: String?, storage: [UInt8], range: Range<Int>
  ) -> Document {
    let text = SourceText(storage, range: range)
    guard let repaired = repairedText(text) else {
      return Document(id: id, ordinal: ordinal, url: url, source: text)
    }
    var document = Document(id: id, ordinal: ordinal, url: url, source: SourceText(repaired.bytes))
    document.repairs = repaired.invalidSequences
    return document
  }

  private func textDocument(
    id: String, ordinal: Ordinal, url: String?, bytes: [UInt8]
  ) -> Document {
    textDocument(id: id, ordinal: ordinal, url: url, storage: bytes, range: 0..<bytes.count)
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

/// `https://www.example.org:80/a` is of host `www.example.org`.
package func host(ofURL url: String) -> String? {
  guard let scheme = url.firstRange(of: "://") else { return nil }
  let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
  let host = (authority.split(separator: "@").last ?? "").prefix { $0 != ":" }
  return host.isEmpty ? nil : host.lowercased()
}

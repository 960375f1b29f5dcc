package import PipeCore
import PipeText

/// Writes fields of a document as JSON values.
package struct RecordFields {
  /// The id of a stage by its index, for the ledger.
  package var stageID: (Int) -> String
  package var markdown: MarkdownWriter
  package var text: TextWriter

  package init(
    markdown: MarkdownWriter = MarkdownWriter(), text: TextWriter = TextWriter(),
    stageID: @escaping (Int) -> String
  ) {
    self.markdown = markdown
    self.text = text
    self.stageID = stageID
  }

  /// Writes the value of a field: `id`, `url`, `text`, `markdown`, `blocks`, `tables`, `meta`,
  /// `meta.NAME`, `signals`, `signals.NAME`, `tags`, `ledger`, `doc.words`, `doc.characters`.
  ///
  /// False, with nothing written, when the document has no such field.
  package func append(_ path: String, of document: Document, to json: inout JSONWriter) -> Bool {
    switch path {
    case "id": json.string(document.id)
    case "url":
      guard let url = document.url else { return false }
      json.string(url)
    case "text":
      json.beginString()
      text.forEachRun(of: document) { json.stringPart($0) }
      json.endString()
    case "markdown":
      var bytes: [UInt8] = []
      markdown.appendBody(document, to: &bytes)
      json.string(bytes.span)
    case "blocks": appendBlocks(document, &json)
    case "tables": appendTables(document, &json)
    case "meta": appendMetadata(document, &json)
    case "signals":
      json.beginObject()
      for signal in document.signals {
        json.name(signal.name)
        json.number(signal.value)
      }
      json.endObject()
    case "tags":
      json.beginArray()
      for tag in document.tags { json.string(tag) }
      json.endArray()
    case "ledger": appendLedger(document, &json)
    case "doc.words": json.number(document.wordCount)
    case "doc.characters": json.number(document.characterCount)
    default: return appendNamed(path, document, &json)
    }
    return true
  }

  private func appendNamed(_ path: String, _ document: Document, _ json: inout JSONWriter) -> Bool {
    if path.hasPrefix("meta."), let value = document.metadata[String(path.dropFirst(5))] {
      append(value, to: &json)
    } else if path.hasPrefix("signals."), let value = document.signal(String(path.dropFirst(8))) {
      json.number(value)
    } else {
      return false
    }
    return true
  }

  // MARK: - Blocks and tables

  private func appendBlocks(_ document: Document, _ json: inout JSONWriter) {
    let blocks = LiveBlocks(document: document)
    json.beginArray()
    blocks.forEach { block in
      json.beginObject()
      json.name("kind")
      json.string(block.kind.name)
      if block.level > 0 {
        json.name("level")
        json.number(block.level)
      }
      if let number = block.number {
        json.name("number")
        json.number(number)
      }
      if block.kind == .table {
        json.name("table")
        appendTable(block, blocks, &json)
      } else {
        var text: [UInt8] = []
        blocks.appendLines(of: block, joint: "\n", to: &text)
        json.name("text")
        json.string(text.span)
      }
      json.endObject()
    }
    json.endArray()
  }

  private func appendTables(_ document: Document, _ json: inout JSONWriter) {
    let blocks = LiveBlocks(document: document)
    json.beginArray()
    blocks.forEach { if $0.kind == .table { appendTable($0, blocks, &json) } }
    json.endArray()
  }

  private func appendTable(_ block: Block, _ blocks: LiveBlocks, _ json: inout JSONWriter) {
    let (header, rows) = blocks.rows(of: block)
    func append(_ cells: [Int]) {
      json.beginArray()
      for cell in cells { json.string((cell >= 0 ? blocks.bytes(ofLine: cell) : []).span) }
      json.endArray()
    }
    json.beginObject()
    json.name("header")
    append(header ?? [])
    json.name("rows")
    json.beginArray()
    for row in rows { append(row) }
    json.endArray()
    json.endObject()
  }

  // MARK: - Metadata

  private func appendMetadata(_ document: Document, _ json: inout JSONWriter) {
    json.beginObject()
    for field in document.metadata.fields {
      json.name(field.name)
      append(field.value, to: &json)
    }
    json.endObject()
  }

  /// Writes a metadata value.
  package func append(_ value: MetadataValue, to json: inout JSONWriter) {
    switch value {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .int(let value): json.number(value)
    case .double(let value): json.number(value)
    case .string(let text): json.string(text)
    case .list(let values):
      json.beginArray()
      for item in values { append(item, to: &json) }
      json.endArray()
    case .object(let members):
      json.beginObject()
      for member in members {
        json.name(member.key)
        append(member.value, to: &json)
      }
      json.endObject()
    }
  }

  // MARK: - Ledger

  private func appendLedger(_ document: Document, _ json: inout JSONWriter) {
    json.beginArray()
    let feeds = LineFeeds(document.source)
    for entry in document.ledger.entries {
      json.beginObject()
      append(entry, document, feeds, &json)
      json.endObject()
    }
    json.endArray()
  }

  /// Writes a JSON line for each span that was taken out; `line` counts in the source text, from 1.
  package func appendRemovals(of document: Document, to json: inout JSONWriter) {
    if document.ledger.entries.isEmpty { return }
    let feeds = LineFeeds(document.source)
    for entry in document.ledger.entries where entry.action == .cut || entry.action == .replace {
      json.beginObject()
      json.name("doc")
      json.string(document.id)
      append(entry, document, feeds, &json)
      json.endObject()
      json.endLine()
    }
  }

  private func append(
    _ entry: LedgerEntry, _ document: Document, _ feeds: LineFeeds, _ json: inout JSONWriter
  ) {
    json.name("stage")
    json.string(stageID(entry.stage))
    json.name("rule")
    json.string(entry.removal.rule)
    json.name("span")
    json.beginArray()
    json.number(entry.span.lowerBound)
    json.number(entry.span.upperBound)
    json.endArray()
    json.name("line")
    json.number(feeds.lineNumber(at: entry.span.lowerBound))
    json.name("action")
    json.string(entry.action.rawValue)
    for (name, value) in [("have", entry.removal.have), ("need", entry.removal.need)] {
      guard let value else { continue }
      json.name(name)
      json.number(value)
    }
    if let kept = entry.removal.kept {
      json.name("kept")
      json.string(
        entry.removal.keptLabel ?? "\(kept.rawValue >> 32):\(kept.rawValue & 0xFFFF_FFFF)")
    }
    if let detail = entry.removal.detail {
      json.name("detail")
      json.string(detail)
    }
    if !entry.span.isEmpty {
      let removed = document.source.bytes.extracting(entry.span)
      if document.ledger.isSecret(entry.span) {
        json.name("hash")
        json.string(String(hash64(removed), radix: 16))
      } else {
        json.name("text")
        json.string(removed)
      }
    }
    if !entry.added.isEmpty {
      json.name("added")
      json.string(document.added.span.extracting(entry.added))
    }
  }
}

/// Where the lines of a text end, to number many places of it.
private struct LineFeeds {
  private var offsets: [Int] = []

  init(_ source: SourceText) {
    let bytes = source.bytes
    var start = 0
    while let next = firstOffset(of: UInt8(ascii: "\n"), in: bytes, from: start) {
      offsets.append(next)
      start = next + 1
    }
  }

  /// The line, from 1, that a byte stands in.
  func lineNumber(at offset: Int) -> Int {
    (0..<offsets.count).partitioningIndex { offsets[$0] >= offset } + 1
  }
}

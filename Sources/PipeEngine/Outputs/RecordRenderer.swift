import PipeCore
import PipeFormats

/// Renders documents as the records of one output.
struct RecordRenderer: Sendable {
  private let spec: OutputSpec
  private let steps: [StageStep]
  private let files: [SourceFile]
  private let markdown: MarkdownWriter
  private let text: TextWriter
  private let html: HTMLWriter

  init(plan: Plan, spec: OutputSpec) {
    self.spec = spec
    steps = plan.pipeline.stages
    files = plan.pipeline.files
    markdown = MarkdownWriter(bullet: spec.bullet, frontMatter: spec.frontMatter)
    text = TextWriter(bullet: spec.bullet)
    html = HTMLWriter()
  }

  /// Appends a document's record.
  func append(_ document: Document, end: DocumentEnd, to bytes: inout [UInt8]) {
    switch (end, spec.format) {
    case (.kept, .markdown): markdown.append(document, to: &bytes)
    case (.kept, .text): text.append(document, to: &bytes)
    case (.kept, .html): html.append(document, to: &bytes)
    default:
      var object = JSONObjectBuilder(bytes)
      bytes = []
      if spec.fields.isEmpty {
        appendDefaultFields(document, end, to: &object)
      } else {
        for field in spec.fields {
          object.field(field.name) { append(field.path, of: document, end, to: &$0) }
        }
      }
      bytes = object.finish()
      bytes.append(UInt8(ascii: "\n"))
    }
  }

  // MARK: - JSON

  private func appendDefaultFields(
    _ document: Document, _ end: DocumentEnd, to object: inout JSONObjectBuilder
  ) {
    switch end {
    case .kept: appendKept(document, to: &object)
    case .rejected(let step, let rejection):
      object.field("doc", document.id)
      object.field("outcome", "rejected")
      object.field("reason", reason(end))
      if !rejection.have.isEmpty {
        object.field("have") { bytes in
          var have = JSONObjectBuilder(bytes)
          bytes = []
          for (name, value) in rejection.have { have.field(name, value.json) }
          bytes = have.finish()
        }
      }
      if let need = rejection.need { object.field("need", need) }
      if let kept = rejection.kept { object.field("kept", "\(kept.rawValue)") }
      if let similarity = rejection.similarity { object.field("similarity", .double(similarity)) }
      object.field("at", place(of: step))
    case .failed(let step, let message):
      object.field("doc", document.id)
      object.field("outcome", "failed")
      if step >= 0 { object.field("stage", steps[step].id) }
      object.field("error", message)
      object.field("at", step >= 0 ? place(of: step) : place(of: document))
      if let record = document.record { object.field("input", place(of: record)) }
    }
  }

  /// The input's fields in their order, the text replaced, ours under `meta`.
  private func appendKept(_ document: Document, to object: inout JSONObjectBuilder) {
    if let record = document.record, !record.line.isEmpty {
      object.copy(
        record.storage, record.line, replacing: record.text
      ) { append("text", of: document, .kept, to: &$0) }
    } else {
      object.field("id", document.id)
      if let url = document.url { object.field("url", url) }
      object.field("text") { append("text", of: document, .kept, to: &$0) }
    }
    let own = document.metadata.fields.filter { !$0.source.hasPrefix("input:") }
    if own.isEmpty && document.signals.isEmpty && document.tags.isEmpty { return }
    object.field("meta") { bytes in
      var meta = JSONObjectBuilder(bytes)
      bytes = []
      for field in own { meta.field(field.name, field.value) }
      for signal in document.signals { meta.field(signal.name, .double(signal.value)) }
      if !document.tags.isEmpty { meta.field("tags", .list(document.tags.map { .string($0) })) }
      bytes = meta.finish()
    }
  }

  /// Appends the value of a field, as JSON.
  private func append(
    _ path: String, of document: Document, _ end: DocumentEnd, to bytes: inout [UInt8]
  ) {
    switch path {
    case "id", "doc": appendJSON(.string(document.id), to: &bytes)
    case "url": appendJSON(document.url.map { .string($0) } ?? .null, to: &bytes)
    case "text":
      var rendered: [UInt8] = []
      text.append(document, to: &rendered)
      while rendered.last == UInt8(ascii: "\n"), document.isParsed { rendered.removeLast() }
      appendJSONString(rendered.span, to: &bytes)
    case "markdown":
      var rendered: [UInt8] = []
      markdown.appendBody(of: document, to: &rendered)
      appendJSONString(rendered.span, to: &bytes)
    case "source":
      appendJSONString(document.source.bytes, to: &bytes)
    case "outcome": appendJSON(.string(outcome(end)), to: &bytes)
    case "reason": appendJSON(.string(reason(end)), to: &bytes)
    case "blocks": appendJSONBlocks(of: document, to: &bytes)
    case "tables": appendJSONTables(of: document, to: &bytes)
    case "ledger": appendJSONLedger(of: document, stageNames: steps.map(\.id), to: &bytes)
    case "tags": appendJSON(.list(document.tags.map { .string($0) }), to: &bytes)
    case "meta":
      appendJSON(
        .object(document.metadata.fields.map { (key: $0.name, value: $0.value) }), to: &bytes)
    default: appendOther(path, of: document, to: &bytes)
    }
  }

  private func appendOther(_ path: String, of document: Document, to bytes: inout [UInt8]) {
    if path.hasPrefix("meta."), let value = document.metadata[String(path.dropFirst(5))] {
      appendJSON(value, to: &bytes)
    } else if path.hasPrefix("doc.") || path.hasPrefix("signals.") {
      appendJSON(document.value(at: path).json, to: &bytes)
    } else if let raw = document.record?.field(path) {
      bytes += raw
    } else {
      appendJSON(.null, to: &bytes)
    }
  }

  private func outcome(_ end: DocumentEnd) -> String {
    switch end {
    case .kept: "kept"
    case .rejected: "rejected"
    case .failed: "failed"
    }
  }

  private func reason(_ end: DocumentEnd) -> String {
    switch end {
    case .kept: ""
    case .rejected(let step, let rejection): "\(steps[step].id)/\(rejection.reason)"
    case .failed(let step, let message): step >= 0 ? "\(steps[step].id): \(message)" : message
    }
  }

  private func place(of step: Int) -> String {
    let place = steps[step].place
    guard files.indices.contains(place.file) else { return steps[step].id }
    return "\(files[place.file].path):\(place.line)"
  }

  private func place(of document: Document) -> String {
    document.record.map(place(of:)) ?? document.id
  }

  private func place(of record: SourceRecord) -> String {
    record.lineNumber.map { "\(record.path):\($0)" } ?? record.path
  }

  // MARK: - Removed text

  /// Calls `body` for each cut and each replacement.
  func forEachRemoval(of document: Document, _ body: (LedgerEntry) throws -> Void) rethrows {
    for entry in document.ledger.entries where entry.action == .cut || entry.action == .replace {
      try body(entry)
    }
  }

  /// Appends the record of one span that was taken out.
  func append(_ entry: LedgerEntry, of document: Document, to bytes: inout [UInt8]) {
    var object = JSONObjectBuilder(bytes)
    bytes = []
    object.field("doc", document.id)
    appendLedgerFields(entry, of: document, stageNames: steps.map(\.id), to: &object)
    bytes = object.finish()
    bytes.append(UInt8(ascii: "\n"))
  }

  // MARK: - Paths

  /// The value of a field of the output's path.
  func pathValue(_ name: String, of document: Document, end: DocumentEnd) -> String {
    switch name {
    case "id": return document.id
    case "slug":
      return slug(of: document.metadata["title"]?.string ?? document.id)
    case "name":
      let last = document.id.split(separator: "/").last ?? "document"
      return String(last.split(separator: ".").first ?? last)
    case "shard": return "\(document.ordinal.rawValue >> 32)"
    case "row": return "\(document.ordinal.rawValue & 0xFFFF_FFFF)"
    case "reason": return reason(end)
    case "reason.stage":
      return reason(end).split(separator: "/").first.map(String.init) ?? "none"
    case "reason.rule":
      return reason(end).split(separator: "/").last.map(String.init) ?? "none"
    default:
      switch document.value(at: name) {
      case .string(let text): return text
      case .null: return "none"
      case let other: return other.text
      }
    }
  }
}

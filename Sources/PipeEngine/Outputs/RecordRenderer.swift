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
    markdown = MarkdownWriter(bullet: spec.bullet)
    text = TextWriter(bullet: spec.bullet)
    html = HTMLWriter()
  }

  /// Appends a document's record.
  func append(_ document: Document, end: DocumentEnd, to bytes: inout [UInt8]) {
    switch (end, spec.format) {
    case (.kept, .markdown):
      FrontMatter(fields: spec.frontMatter).append(document, to: &bytes)
      markdown.append(document, to: &bytes)
    case (.kept, .text): text.append(document, to: &bytes)
    case (.kept, .html): html.append(document, to: &bytes)
    default:
      var json = JSONWriter(appendingTo: bytes)
      bytes = []
      append(document, end, to: &json)
      json.endLine()
      bytes = json.bytes
    }
  }

  // MARK: - JSON

  private func append(_ document: Document, _ end: DocumentEnd, to json: inout JSONWriter) {
    if !spec.fields.isEmpty {
      json.beginObject()
      for field in spec.fields {
        json.name(field.name)
        append(field.path, of: document, end, to: &json)
      }
      json.endObject()
      return
    }
    switch end {
    case .kept: appendKept(document, to: &json)
    case .rejected(let step, let rejection): append(document, step, rejection, to: &json)
    case .failed(let step, let message): append(document, step, message, to: &json)
    }
  }

  private func append(
    _ document: Document, _ step: Int, _ rejection: Rejection, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.field("doc", document.id)
    json.field("outcome", "rejected")
    json.field("reason", "\(steps[step].id)/\(rejection.reason)")
    if !rejection.have.isEmpty {
      json.name("have")
      json.beginObject()
      for (name, value) in rejection.have {
        json.name(name)
        json.append(value)
      }
      json.endObject()
    }
    if let need = rejection.need { json.field("need", need) }
    if let kept = rejection.kept { json.field("kept", rejection.keptLabel ?? label(of: kept)) }
    if let similarity = rejection.similarity {
      json.name("similarity")
      json.number(similarity)
    }
    if let shared = rejection.shared {
      json.name("shared")
      json.beginArray()
      json.string(shared)
      json.endArray()
    }
    json.field("at", place(of: step))
    json.endObject()
  }

  private func append(
    _ document: Document, _ step: Int, _ message: String, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.field("doc", document.id)
    json.field("outcome", "failed")
    if step >= 0 { json.field("stage", steps[step].id) }
    json.field("error", message)
    if step >= 0 { json.field("at", place(of: step)) }
    if let record = document.record {
      json.field("input", record.lineNumber.map { "\(record.path):\($0)" } ?? record.path)
    }
    json.endObject()
  }

  /// The input's fields in their order, the text replaced where anything changed it, ours under `meta`.
  private func appendKept(_ document: Document, to json: inout JSONWriter) {
    if let record = document.record, record.isWhole, document.isAsItStood {
      json.bytes += record.storage[record.line.lowerBound..<(record.line.upperBound - 1)]
    } else if let record = document.record, !record.line.isEmpty, !document.isPage {
      json.bytes += record.storage[record.line.lowerBound..<record.text.lowerBound]
      append("text", of: document, .kept, to: &json)
      json.bytes += record.storage[record.text.upperBound..<(record.line.upperBound - 1)]
    } else {
      json.beginObject()
      json.field("id", document.id)
      if let url = document.url { json.field("url", url) }
      json.name("text")
      append("text", of: document, .kept, to: &json)
    }
    let own = document.metadata.fields.filter { !$0.source.hasPrefix("input:") }
    if !own.isEmpty || !document.signals.isEmpty || !document.tags.isEmpty {
      json.name("meta")
      json.beginObject()
      for field in own { json.field(field.name, field.value) }
      for signal in document.signals { json.field(signal.name, .double(signal.value)) }
      if !document.tags.isEmpty {
        json.field("tags", .list(document.tags.map { .string($0) }))
      }
      json.endObject()
    }
    json.endObject()
  }

  /// Appends the value of a field.
  private func append(
    _ path: String, of document: Document, _ end: DocumentEnd, to json: inout JSONWriter
  ) {
    switch path {
    case "doc": json.string(document.id)
    case "text": appendText(of: document, to: &json)
    case "source": json.string(document.source.bytes)
    case "outcome": json.string(outcome(end))
    case "reason": json.string(reason(end))
    default:
      let fields = RecordFields(markdown: markdown, text: text, stageID: stageID)
      if !fields.append(path, of: document, to: &json) {
        appendOther(path, of: document, to: &json)
      }
    }
  }

  /// Of a text what is left of it, as it stood; of a page its blocks, written plainly.
  private func appendText(of document: Document, to json: inout JSONWriter) {
    json.beginString()
    if document.isPage {
      var rendered: [UInt8] = []
      text.append(document, to: &rendered)
      if rendered.last == UInt8(ascii: "\n") { rendered.removeLast() }
      json.stringPart(rendered.span)
    } else {
      document.forEachLayoutRun { json.stringPart($0) }
    }
    json.endString()
  }

  private func appendOther(_ path: String, of document: Document, to json: inout JSONWriter) {
    if path.hasPrefix("meta."), path.hasSuffix(".lines") {
      json.append(document.metadata[String(path.dropFirst(5).dropLast(6))]?.joinedLines ?? .null)
    } else if path.hasPrefix("doc.") {
      json.append(document.value(at: path))
    } else if let value = document.record?.value(at: path) {
      json.value(value)
    } else {
      json.null()
    }
  }

  private func stageID(_ index: Int) -> String { index >= 0 ? steps[index].id : "reader" }

  /// The document that an ordinal names, as far as the run knows it.
  private func label(of ordinal: Ordinal) -> String {
    "\(ordinal.rawValue >> 32):\(ordinal.rawValue & 0xFFFF_FFFF)"
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

  // MARK: - Removed text

  /// Appends the records of all spans that were taken out of a document.
  func appendRemovals(of document: Document, to bytes: inout [UInt8]) {
    var json = JSONWriter(appendingTo: bytes)
    bytes = []
    RecordFields(stageID: stageID).appendRemovals(of: document, to: &json)
    bytes = json.bytes
  }

  // MARK: - Paths

  /// `news/story.txt` as `story`.
  private func stem(of id: String) -> String {
    let last = id.split(separator: "/").last ?? "document"
    return String(last.split(separator: ".").first ?? last)
  }

  /// The value of a field of the output's path.
  func pathValue(_ name: String, of document: Document, end: DocumentEnd) -> String {
    switch name {
    case "id": return document.id
    case "slug":
      return slug(of: document.metadata["title"]?.string ?? stem(of: document.id))
    case "name": return stem(of: document.id)
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

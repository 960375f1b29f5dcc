import PipeCore
import PipeFormats

extension RunCounts {
  /// All counts, so that a restart can add them up.
  func append(to json: inout JSONWriter) {
    json.beginObject()
    json.field("documents", documents)
    json.field("kept", kept)
    json.field("rejected", rejected)
    json.field("failed", failed)
    json.field("source_bytes", sourceBytes)
    json.field("removed_bytes", removedBytes)
    json.field("repairs", repairs)
    json.field("checked", checkedDocuments)
    json.list("violations", violations) { $0.string($1) }
    json.counts("markup", markup)
    json.counts("gave_up", patternsThatGaveUp)
    json.list("failures", failures) { json, failure in
      json.beginObject()
      json.field("ordinal", String(failure.ordinal.rawValue, radix: 16))
      json.field("doc", failure.id)
      json.field("step", failure.step)
      json.field("error", failure.message)
      json.endObject()
    }
    json.list("stages", stages) { $1.append(to: &$0) }
    json.endObject()
  }

  init?(_ json: JSONValue) {
    guard let stages = json["stages"]?.arrayValue else { return nil }
    self.init(stageCount: 0)
    self.stages = stages.map { Stage($0) }
    documents = json["documents"]?.intValue ?? 0
    kept = json["kept"]?.intValue ?? 0
    rejected = json["rejected"]?.intValue ?? 0
    failed = json["failed"]?.intValue ?? 0
    sourceBytes = json["source_bytes"]?.intValue ?? 0
    removedBytes = json["removed_bytes"]?.intValue ?? 0
    repairs = json["repairs"]?.intValue ?? 0
    checkedDocuments = json["checked"]?.intValue ?? 0
    violations = json["violations"]?.arrayValue?.compactMap(\.stringValue) ?? []
    markup = json["markup"]?.intValues ?? [:]
    patternsThatGaveUp = json["gave_up"]?.intValues ?? [:]
    failures = json["failures"]?.arrayValue?.compactMap { Failure($0) } ?? []
  }
}

extension RunCounts.Failure {
  fileprivate init?(_ json: JSONValue) {
    guard let ordinal = json["ordinal"]?.hexValue, let id = json["doc"]?.stringValue,
      let step = json["step"]?.intValue, let message = json["error"]?.stringValue
    else { return nil }
    self.init(
      ordinal: .init(rawValue: UInt64(truncatingIfNeeded: ordinal)), id: id, step: step,
      message: message)
  }
}

extension RunCounts.Stage {
  fileprivate func append(to json: inout JSONWriter) {
    json.beginObject()
    json.field("documents", documents)
    json.field("skipped", skipped)
    json.field("rejected", rejected)
    json.field("failed", failed)
    json.field("nanoseconds", Int(clamping: nanoseconds))
    json.counts("reasons", reasons)
    json.name("rules")
    json.beginObject()
    for (name, rule) in rules.sorted(by: { $0.key < $1.key }) {
      json.name(name)
      json.beginArray()
      for number in [rule.edits, rule.documents, rule.bytes] { json.number(number) }
      json.endArray()
    }
    json.endObject()
    json.endObject()
  }

  fileprivate init(_ json: JSONValue) {
    self.init()
    documents = json["documents"]?.intValue ?? 0
    skipped = json["skipped"]?.intValue ?? 0
    rejected = json["rejected"]?.intValue ?? 0
    failed = json["failed"]?.intValue ?? 0
    nanoseconds = UInt64(json["nanoseconds"]?.intValue ?? 0)
    reasons = json["reasons"]?.intValues ?? [:]
    guard case .object(let members)? = json["rules"] else { return }
    for member in members {
      let numbers = member.value.arrayValue?.compactMap(\.intValue) ?? []
      guard numbers.count == 3 else { continue }
      rules[member.name] = RunCounts.Rule(
        edits: numbers[0], documents: numbers[1], bytes: numbers[2])
    }
  }
}

extension JSONWriter {
  fileprivate mutating func counts(_ name: String, _ counts: [String: Int]) {
    self.name(name)
    beginObject()
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) { field(name, count) }
    endObject()
  }

  fileprivate mutating func list<Item>(
    _ name: String, _ items: [Item], _ write: (inout JSONWriter, Item) -> Void
  ) {
    self.name(name)
    beginArray()
    for item in items { write(&self, item) }
    endArray()
  }
}

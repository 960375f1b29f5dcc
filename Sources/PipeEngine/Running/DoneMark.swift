import PipeCore
import PipeFormats

/// Says that a phase is done: which, of which plan over which input, and what it counted.
///
/// A mark of another plan or input says nothing.
struct DoneMark: Sendable {
  /// What a shard gave to an output.
  struct Written: Sendable, Equatable {
    let bytes: Int
    /// Whether they went straight into the output's own file, and not into a part.
    let isDirect: Bool
  }

  let plan: UInt128
  /// Of the shard, or of the whole input.
  let input: UInt128
  /// What was read of the shard's files, of the pass that reads them first; nil for one that can't be told.
  var contents: [FileContent?] = []
  var observations = 0
  /// Of the observations, keys with too many documents to compare each with each.
  var cappedBuckets = 0
  /// Of a shard whose records all became documents as they stand: bytes of source text.
  var wholeBytes: Int?
  var counts: RunCounts?
  var outputs: [Written] = []
  /// What documents that the summary names have in common with those that stay.
  var sharedTexts: [Ordinal: String] = [:]

  var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.field("plan", String(plan, radix: 16))
    json.field("input", String(input, radix: 16))
    if !contents.isEmpty {
      json.name("contents")
      json.beginArray()
      for content in contents { json.value(content.map { .string("\($0)") } ?? .null) }
      json.endArray()
    }
    json.field("observations", observations)
    if cappedBuckets > 0 { json.field("capped_buckets", cappedBuckets) }
    if let wholeBytes { json.field("whole_bytes", wholeBytes) }
    if let counts {
      json.name("counts")
      counts.append(to: &json)
    }
    json.name("outputs")
    json.beginArray()
    for output in outputs {
      json.beginObject()
      json.field("bytes", output.bytes)
      json.name("direct")
      json.bool(output.isDirect)
      json.endObject()
    }
    json.endArray()
    if !sharedTexts.isEmpty {
      json.name("shared")
      json.beginArray()
      for (document, text) in sharedTexts.sorted(by: { $0.key < $1.key }) {
        json.beginObject()
        json.field("document", String(document.rawValue, radix: 16))
        json.field("text", text)
        json.endObject()
      }
      json.endArray()
    }
    json.endObject()
    json.endLine()
    return json.bytes
  }

  init(plan: UInt128, input: UInt128) {
    self.plan = plan
    self.input = input
  }

  /// Takes in what the mark of a shard counted.
  mutating func add(_ shard: DoneMark) {
    if let counts = shard.counts { self.counts?.add(counts) }
    sharedTexts.merge(shard.sharedTexts) { first, _ in first }
  }

  init?(_ json: JSONValue) {
    guard let plan = json["plan"]?.hexValue, let input = json["input"]?.hexValue,
      let outputs = json["outputs"]?.arrayValue
    else { return nil }
    self.init(plan: plan, input: input)
    contents = json["contents"]?.arrayValue?.map { $0.stringValue.flatMap(FileContent.init) } ?? []
    observations = json["observations"]?.intValue ?? 0
    cappedBuckets = json["capped_buckets"]?.intValue ?? 0
    wholeBytes = json["whole_bytes"]?.intValue
    counts = json["counts"].flatMap { RunCounts($0) }
    self.outputs = outputs.compactMap { output in
      guard let bytes = output["bytes"]?.intValue, case .bool(let isDirect)? = output["direct"]
      else { return nil }
      return Written(bytes: bytes, isDirect: isDirect)
    }
    for shared in json["shared"]?.arrayValue ?? [] {
      guard let document = shared["document"]?.hexValue, let text = shared["text"]?.stringValue
      else { continue }
      sharedTexts[Ordinal(rawValue: UInt64(truncatingIfNeeded: document))] = text
    }
  }
}

extension RunFolder {
  /// Marks a phase as done, soon: when the files it promises are on the disk.
  func mark(_ phase: String, _ mark: DoneMark, of files: [String]) throws {
    try marks.add(phase, mark, of: files, in: self)
  }

  /// Writes the marks that still wait.
  func writeMarks() throws { try marks.writeAll(in: self) }

  /// The mark of a phase, where there is one of this plan and input.
  func mark(of phase: String, plan: UInt128, input: UInt128) -> DoneMark? {
    guard let mark = marks[phase] ?? storedMark(of: phase), mark.plan == plan, mark.input == input
    else { return nil }
    return mark
  }

  private func storedMark(of phase: String) -> DoneMark? {
    guard let bytes = try? readWhole("\(path)/done/\(phase).json"),
      let json = try? JSONValue(parsing: bytes.span)
    else { return nil }
    return DoneMark(json)
  }
}

extension JSONValue {
  var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  var intValue: Int? {
    if case .number(let number) = self { number.integer } else { nil }
  }

  var arrayValue: [JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  /// A number that is written in hexadecimal.
  var hexValue: UInt128? { stringValue.flatMap { UInt128($0, radix: 16) } }

  /// Numbers by name.
  var intValues: [String: Int] {
    guard case .object(let members) = self else { return [:] }
    return members.reduce(into: [:]) { $0[$1.name] = $1.value.intValue }
  }
}

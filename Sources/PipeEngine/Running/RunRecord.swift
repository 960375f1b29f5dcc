import PipeCore
import PipeFormats

/// What a run was begun with, frozen in `run.json` of its folder.
package struct RunRecord: Sendable {
  package static let fileName = "run.json"
  private static let format = 1

  /// How the command line asked for the run.
  package struct Request: Sendable {
    /// The pipeline file, seen from the working folder.
    package var pipeline: String
    /// Where relative paths start from.
    package var workingFolder: String
    package var overrides: Overrides
    /// Where `-o FOLDER` moved the first output.
    package var outputFolder: String?
    package var audits = false

    package init(pipeline: String, workingFolder: String, overrides: Overrides) {
      self.pipeline = pipeline
      self.workingFolder = workingFolder
      self.overrides = overrides
    }
  }

  package private(set) var request: Request
  package let manifest: Manifest
  let planID: UInt128
  let components: [PlanComponent]
  /// Names the build of the program.
  let build: String

  package init(request: Request, plan: Plan, manifest: Manifest) {
    self.request = request
    self.manifest = manifest
    planID = plan.id
    components = plan.components
    build = Self.runningBuild
  }

  /// The size and time of the program's file: builds of one version may differ.
  static let runningBuild: String = {
    guard let stamp = try? FileStamp(of: programPath()) else { return pipeVersion }
    return "\(pipeVersion) \(stamp.size) \(stamp.modified)"
  }()

  /// Why the run of a folder can't be gone on with as it was begun, by what was asked for and by its
  /// inputs; both empty when it can.
  package func changes(
    to plan: Plan, in folder: RunFolder
  ) -> (request: [String], inputs: [String]) {
    let inputs = manifest.changes { shard in
      folder.mark(of: Run.phase(0, of: shard), plan: planID, input: shard.fingerprint)
    }
    return (requestChanges(to: plan), inputs)
  }

  private func requestChanges(to plan: Plan) -> [String] {
    var changes: [String] = []
    if build != Self.runningBuild {
      changes.append("this is not the pipe that began it (\(pipeVersion), or another build of it)")
    }
    if plan.id != planID { changes += differences(from: plan.components) }
    return changes
  }

  private func differences(from now: [PlanComponent]) -> [String] {
    let before = Set(components)
    let names = Set(components.map(\.name))
    let gone = names.subtracting(now.map(\.name)).sorted().map { "\($0) is gone" }
    let changed = now.filter { !before.contains($0) }.map {
      names.contains($0.name) ? "\($0.name) has changed" : "\($0.name) is new"
    }
    let all = changed + gone
    return all.isEmpty ? ["the order of its parts has changed"] : all
  }
}

extension RunRecord {
  /// The record of a run folder; nil when there is none.
  ///
  /// - Throws: ``BadRunRecord`` when it can't be read.
  package init?(inFolder path: String) throws {
    guard let bytes = try? readWhole(path + "/" + Self.fileName) else { return nil }
    guard let json = try? JSONValue(parsing: bytes.span), let record = RunRecord(json) else {
      throw BadRunRecord(path: path + "/" + Self.fileName)
    }
    self = record
  }

  /// Freezes the record in a folder.
  package func write(to folder: RunFolder) throws {
    try folder.write(Self.fileName, json)
  }

  private var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.field("format", Self.format)
    json.field("plan", String(planID, radix: 16))
    json.field("build", build)
    json.field("pipeline", request.pipeline)
    json.field("folder", request.workingFolder)
    json.name("vars")
    json.beginArray()
    for (name, value) in request.overrides.variables { json.string("\(name)=\(value)") }
    json.endArray()
    json.name("set")
    json.beginArray()
    for option in request.overrides.options {
      json.string("\(option.stage).\(option.option)=\(option.value)")
    }
    json.endArray()
    if let inputs = request.overrides.inputs {
      json.name("inputs")
      json.beginArray()
      for input in inputs { json.string(input) }
      json.endArray()
    }
    if let output = request.overrides.output { json.field("output", output) }
    if let folder = request.outputFolder { json.field("output_folder", folder) }
    if let workers = request.overrides.workers { json.field("workers", workers) }
    if let memory = request.overrides.memory { json.field("memory", memory.bytes) }
    json.name("audit")
    json.bool(request.audits)
    json.name("parts")
    json.beginArray()
    for component in components {
      json.beginObject()
      json.field("name", component.name)
      json.field("hash", String(component.hash, radix: 16))
      json.endObject()
    }
    json.endArray()
    json.name("shards")
    manifest.append(to: &json)
    json.endObject()
    json.endLine()
    return json.bytes
  }

  private init?(_ json: JSONValue) {
    guard json["format"]?.intValue == Self.format, let plan = json["plan"]?.hexValue,
      let build = json["build"]?.stringValue, let pipeline = json["pipeline"]?.stringValue,
      let folder = json["folder"]?.stringValue, let parts = json["parts"]?.arrayValue,
      let manifest = json["shards"].flatMap({ Manifest($0) })
    else { return nil }
    var overrides = Overrides()
    for text in json["vars"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      guard overrides.addVariable(text) else { return nil }
    }
    for text in json["set"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
      guard overrides.addOption(text) else { return nil }
    }
    overrides.inputs = json["inputs"]?.arrayValue?.compactMap(\.stringValue)
    overrides.output = json["output"]?.stringValue
    overrides.workers = json["workers"]?.intValue
    overrides.memory = json["memory"]?.intValue.map { ByteCount(bytes: $0) }
    request = Request(pipeline: pipeline, workingFolder: folder, overrides: overrides)
    request.outputFolder = json["output_folder"]?.stringValue
    request.audits = json["audit"] == .bool(true)
    self.manifest = manifest
    self.build = build
    planID = plan
    components = parts.compactMap { part in
      guard let name = part["name"]?.stringValue, let hash = part["hash"]?.hexValue else {
        return nil
      }
      return PlanComponent(name, hash: hash)
    }
  }
}

/// A `run.json` that is not what a run writes.
package struct BadRunRecord: Error, Sendable {
  package let path: String
}

import PipeCore
import PipeFormats

extension StateReport {
  /// For programs: `pipe state info --format json`.
  package var json: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.field("path", path)
    json.field("documents", manifest?.documents ?? 0)
    json.field("observations", manifest?.observations ?? 0)
    json.field("bytes", manifest?.bytes ?? 0)
    if let manifest { append(manifest, to: &json) }
    if let changed { json.field("changed", changed) }
    json.field("left_over", .list(leftovers.map { .string($0) }))
    json.endObject()
    json.endLine()
    return json.bytes
  }

  private func append(_ manifest: StateManifest, to json: inout JSONWriter) {
    json.field("stage", manifest.shape.stage)
    json.field("revision", manifest.shape.revision)
    json.field(
      "options", .object(manifest.shape.options.map { (key: $0.name, value: .string($0.value)) }))
    json.field("generation", manifest.generation)
    json.field("pending", .bool(manifest.isPending))
    json.name("segments")
    json.beginArray()
    for segment in manifest.segments {
      json.beginObject()
      json.field("number", segment.number)
      json.field("documents", segment.documents)
      json.field("observations", segment.observations.count)
      json.field("bytes", segment.bytes)
      json.endObject()
    }
    json.endArray()
  }
}

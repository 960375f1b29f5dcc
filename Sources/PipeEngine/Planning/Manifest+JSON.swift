import PipeFormats
import PipeText

extension Manifest {
  /// Names the input: its files as they were listed, and how they are cut.
  package var fingerprint: UInt128 {
    var hash = StreamingHash128()
    for shard in shards { shard.add(to: &hash) }
    return hash.finish()
  }

  func append(to json: inout JSONWriter) {
    json.beginArray()
    for shard in shards { shard.append(to: &json) }
    json.endArray()
  }

  init?(_ json: JSONValue) {
    guard let items = json.arrayValue else { return nil }
    var shards: [Shard] = []
    for item in items {
      guard let shard = Shard(item) else { return nil }
      shards.append(shard)
    }
    self.init(shards: shards)
  }
}

extension Manifest.Shard {
  /// Names what the shard reads.
  var fingerprint: UInt128 {
    var hash = StreamingHash128()
    add(to: &hash)
    return hash.finish()
  }

  fileprivate func add(to hash: inout StreamingHash128) {
    var json = JSONWriter()
    append(to: &json)
    hash.update(json.bytes.span)
  }

  fileprivate func append(to json: inout JSONWriter) {
    json.beginObject()
    json.field("shard", index)
    json.field("bytes", size)
    if let range {
      json.field("from", range.lowerBound)
      json.field("to", range.upperBound)
    }
    if let limit { json.field("limit", limit) }
    json.name("files")
    json.beginArray()
    for item in items {
      json.beginObject()
      json.field("path", item.path)
      json.field("name", item.name)
      json.field("kind", item.kind.rawValue)
      if let stamp = item.stamp {
        json.field("size", stamp.size)
        json.field("modified", stamp.modified)
      }
      if let content = item.standardInput { json.field("standard_input", "\(content)") }
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }

  fileprivate init?(_ json: JSONValue) {
    guard let index = json["shard"]?.intValue, let size = json["bytes"]?.intValue,
      let files = json["files"]?.arrayValue
    else { return nil }
    var items: [Manifest.Item] = []
    for file in files {
      guard let path = file["path"]?.stringValue, let name = file["name"]?.stringValue,
        let kind = file["kind"]?.stringValue.flatMap({ FileKind(rawValue: $0) })
      else { return nil }
      var item = Manifest.Item(path: path, name: name, kind: kind)
      if let size = file["size"]?.intValue, let modified = file["modified"]?.intValue {
        item.stamp = FileStamp(size: size, modified: modified)
      }
      item.standardInput = file["standard_input"]?.stringValue.flatMap(FileContent.init)
      items.append(item)
    }
    var range: Range<Int>?
    if let from = json["from"]?.intValue, let to = json["to"]?.intValue, from <= to {
      range = from..<to
    }
    self.init(
      index: index, items: items, range: range, size: size, limit: json["limit"]?.intValue)
  }
}

import PipeFormats
import PipeText

extension StateManifest {
  /// The manifest as it is stored, with a checksum of itself.
  var json: [UInt8] {
    var state: [String: JSONTree] = [
      "format": .integer(Self.format), "stage": .string(shape.stage),
      "revision": .integer(shape.revision),
      "options": .list(
        shape.options.map { .object(["name": .string($0.name), "value": .string($0.value)]) }),
      "generation": .integer(generation), "content": .string(hex(content)),
      "documents": .integer(documents), "segments": .list(segments.map(\.tree)),
    ]
    if let lastCommit {
      state["last_commit"] = .object([
        "run": .string(hex(lastCommit.run)),
        "content_before": .string(hex(lastCommit.contentBefore)),
        "has_ended": .bool(lastCommit.hasEnded),
      ])
    }
    let tree = JSONTree.object(state)
    let checksum = hash128(Array(tree.compactText().utf8).span)
    return Array(
      JSONTree.object(["checksum": .string(hex(checksum)), "state": tree]).text().utf8)
  }

  /// Reads a manifest; nil when the folder has none.
  ///
  /// - Throws: ``StateError`` for one that is damaged or of another format, or `FileError`.
  static func read(inFolder path: String) throws -> StateManifest? {
    let bytes: [UInt8]
    do {
      bytes = try readWhole(path + "/" + fileName)
    } catch {
      guard error.isAbsence else { throw error }
      return nil
    }
    guard let json = try? JSONValue(parsing: bytes.span), let state = json["state"] else {
      throw StateError.damage(path, "its manifest is no manifest")
    }
    if let format = state["format"]?.integer, format != Self.format {
      throw StateError.mismatch(
        "the state `\(path)` has format \(format), and this pipe reads format \(Self.format); "
          + "use the pipe that made it, or name another folder, which begins anew")
    }
    // The bytes are a function of what they say: what differs was changed.
    guard let manifest = StateManifest(state), manifest.json == bytes else {
      throw StateError.damage(path, "its manifest was changed")
    }
    return manifest
  }

  private init?(_ state: JSONValue) {
    guard let stage = state["stage"]?.text, let revision = state["revision"]?.integer,
      let options = state["options"]?.items, let generation = state["generation"]?.integer,
      let content = state["content"]?.hexadecimal, let segments = state["segments"]?.items
    else { return nil }
    self.init(
      shape: StateShape(
        stage: stage, revision: revision,
        options: options.compactMap { option in
          guard let name = option["name"]?.text, let value = option["value"]?.text else {
            return nil
          }
          return StateShape.Option(name: name, value: value)
        }))
    self.generation = generation
    self.content = content
    self.segments = segments.compactMap { Segment($0) }
    if let commit = state["last_commit"], let run = commit["run"]?.hexadecimal,
      let before = commit["content_before"]?.hexadecimal,
      case .bool(let hasEnded)? = commit["has_ended"]
    {
      lastCommit = Commit(run: run, contentBefore: before, hasEnded: hasEnded)
    }
  }
}

extension StateManifest.Segment {
  fileprivate var tree: JSONTree {
    var tree: [String: JSONTree] = [
      "number": .integer(number), "documents": .integer(documents),
      "observations": observations.tree, "labels": labels.tree,
    ]
    if let sketches { tree["sketches"] = sketches.tree }
    return .object(tree)
  }

  fileprivate init?(_ value: JSONValue) {
    guard let number = value["number"]?.integer, let documents = value["documents"]?.integer,
      let observations = StateManifest.StoredFile(value["observations"]),
      let labels = StateManifest.StoredFile(value["labels"])
    else { return nil }
    self.init(
      number: number, documents: documents, observations: observations, labels: labels,
      sketches: StateManifest.StoredFile(value["sketches"]))
  }
}

extension StateManifest.StoredFile {
  fileprivate var tree: JSONTree {
    .object([
      "count": .integer(count), "bytes": .integer(bytes), "checksum": .string(hex(checksum)),
    ])
  }

  fileprivate init?(_ value: JSONValue?) {
    guard let count = value?["count"]?.integer, let bytes = value?["bytes"]?.integer,
      let checksum = value?["checksum"]?.hexadecimal
    else { return nil }
    self.init(count: count, bytes: bytes, checksum: UInt64(truncatingIfNeeded: checksum))
  }
}

extension JSONValue {
  fileprivate var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  fileprivate var integer: Int? {
    if case .number(let number) = self { number.integer } else { nil }
  }

  fileprivate var items: [JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }

  fileprivate var hexadecimal: UInt128? { text.flatMap { UInt128($0, radix: 16) } }
}

private func hex(_ number: some BinaryInteger) -> String { String(number, radix: 16) }

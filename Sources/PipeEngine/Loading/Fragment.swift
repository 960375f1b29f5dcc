import PipeCore

/// Stages with params, to be laid out in a pipeline's list.
struct Fragment {
  struct Param {
    let name: String
    /// nil when the param must be given.
    let defaultValue: ConfigNode?
  }

  let name: String
  let place: ConfigPlace
  let params: [Param]
  let stages: [ConfigNode]
}

extension LoadSession {
  /// Reads `fragments`.
  func loadFragments(_ node: ConfigNode, from file: Int) {
    guard let entries = entries(of: node, for: "fragments") else { return }
    for entry in entries where isName(entry.key, of: "fragment", at: entry.place) {
      if let first = fragments.first(where: { $0.name == entry.key }) {
        report(
          "P123", "fragment `\(entry.key)` is defined twice", at: entry.place,
          length: entry.key.count, notes: ["the first stands at \(name(of: first.place))"])
        continue
      }
      fragments.append(
        Fragment(
          name: entry.key, place: entry.place, params: params(of: entry),
          stages: fragmentStages(of: entry)))
    }
  }

  private func params(of entry: ConfigNode.Entry) -> [Fragment.Param] {
    guard let node = entry.value["params"], !node.isNull,
      let entries = entries(of: node, for: "params")
    else { return [] }
    return entries.map {
      Fragment.Param(name: $0.key, defaultValue: $0.value.isNull ? nil : $0.value)
    }
  }

  private func fragmentStages(of entry: ConfigNode.Entry) -> [ConfigNode] {
    guard let written = entries(of: entry.value, for: entry.key) else { return [] }
    checkKeys(
      of: written, among: ["help", "params", "stages"], owner: "fragment \(entry.key)")
    guard let node = entry.value["stages"] else {
      report(
        "P105", "fragment \(entry.key) needs `stages`", at: entry.place, length: entry.key.count)
      return []
    }
    return items(of: node, for: "stages") ?? []
  }
}

import PipeCore

extension LoadSession {
  /// The entries of a mapping; nil for what is none, which is reported.
  func entries(of node: ConfigNode, for key: String) -> [ConfigNode.Entry]? {
    if let entries = node.entries { return entries }
    report(
      "P103", "`\(key)` takes a mapping, got \(node.shortDescription)", at: node.place,
      length: node.scalar?.count ?? 1)
    return nil
  }

  /// The items of a list; nil for what is none, which is reported.
  func items(of node: ConfigNode, for key: String) -> [ConfigNode]? {
    if let items = node.items { return items }
    report(
      "P103", "`\(key)` takes a list, got \(node.shortDescription)", at: node.place,
      length: node.scalar?.count ?? 1, hint: node.isNull ? nil : listHint(node))
    return nil
  }

  private func listHint(_ node: ConfigNode) -> String? {
    if let scalar = node.scalar { return "did you mean `[\(scalar)]`?" }
    return node.entries == nil ? nil : "begin each item with `- `"
  }

  /// The text of a scalar; nil for what is none, which is reported.
  func text(of node: ConfigNode, for key: String) -> String? {
    if let scalar = node.scalar, !node.isNull { return scalar }
    report(
      "P103", "`\(key)` takes text, got \(node.shortDescription)", at: node.place,
      length: max(1, node.scalar?.count ?? 1))
    return nil
  }

  /// Reports the keys that a mapping does not take.
  func checkKeys(
    of entries: [ConfigNode.Entry], among known: [String], owner: String,
    notes: (String) -> [String]? = { _ in nil }
  ) {
    for entry in entries where !known.contains(entry.key) {
      report(
        "P102", "unknown key `\(entry.key)` in \(owner)", at: entry.place, length: entry.key.count,
        hint: suggestion(for: entry.key, among: known),
        notes: notes(entry.key) ?? ["it takes: " + known.joined(separator: ", ")])
    }
  }

  /// Checks a name that people choose: letters, digits, `_`, and `-` behind the first.
  func isName(_ name: String, of what: String, at place: ConfigPlace) -> Bool {
    let isFine =
      name.first.map { $0.isLetter || $0 == "_" } == true
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    if !isFine {
      report(
        "P111", "`\(name)` can't be the name of a \(what)", at: place, length: max(1, name.count),
        notes: ["a name has letters, digits, `_` and `-`, and begins with a letter"])
    }
    return isFine
  }
}

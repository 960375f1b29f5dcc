import PipeCore

/// What `${params.…}` can reach: the params of the fragment that is being laid out.
struct Scope {
  /// nil outside of fragments.
  var params: [String: ConfigNode]?
}

extension LoadSession {
  /// The value with each `${vars.name}` and `${params.name}` put in.
  ///
  /// A text that is nothing but one of them becomes the value itself, a list as well.
  func resolved(_ node: ConfigNode, _ scope: Scope) -> ConfigNode {
    switch node.value {
    case .list(let items):
      return ConfigNode(.list(items.map { resolved($0, scope) }), at: node.place)
    case .mapping(let entries):
      return ConfigNode(.mapping(resolved(entries, scope)), at: node.place)
    case .scalar(let text):
      guard text.contains("${") else { return node }
      return resolved(text, of: node, scope)
    }
  }

  func resolved(_ entries: [ConfigNode.Entry], _ scope: Scope) -> [ConfigNode.Entry] {
    entries.map {
      ConfigNode.Entry(key: $0.key, place: $0.place, value: resolved($0.value, scope))
    }
  }

  private func resolved(_ text: String, of node: ConfigNode, _ scope: Scope) -> ConfigNode {
    let characters = Array(text)
    var result = ""
    var index = 0
    while index < characters.count {
      guard
        characters[index...].starts(with: "${vars.")
          || characters[index...].starts(with: "${params.")
      else {
        result.append(characters[index])
        index += 1
        continue
      }
      guard let end = characters[index...].firstIndex(of: "}") else {
        report(
          "P118", "`${` is not closed", at: place(ofCharacter: index, in: node), length: 2,
          hint: "a `}` is missing")
        poisonedPlaces.insert(node.place)
        return node
      }
      let name = String(characters[(index + 2)..<end])
      guard let value = value(of: name, at: place(ofCharacter: index, in: node), scope) else {
        poisonedPlaces.insert(node.place)
        return ConfigNode(.scalar(""), at: node.place, isQuoted: true)
      }
      if name.hasPrefix("vars."), brokenVariables.contains(String(name.dropFirst(5))) {
        poisonedPlaces.insert(node.place)
      }
      if index == 0, end == characters.count - 1 {
        origins[node.place, default: []].append(
          (
            text: value.scalar ?? value.shortDescription, length: characters.count,
            note: origin(of: name, value)
          ))
        return value.moved(to: node.place)
      }
      guard let scalar = value.scalar else {
        report(
          "P120", "`${\(name)}` is \(value.shortDescription), and can't stand inside a text",
          at: place(ofCharacter: index, in: node), length: name.count + 3)
        poisonedPlaces.insert(node.place)
        return node
      }
      result += scalar
      index = end + 1
    }
    return ConfigNode(.scalar(result), at: node.place, isQuoted: node.isQuoted)
  }

  /// Says where a value comes from that is not written where it is used.
  private func origin(of name: String, _ value: ConfigNode) -> String {
    let from =
      if value.place.file >= 0 {
        self.name(of: value.place)
      } else {
        variables.first { "vars." + $0.name == name }?.origin.rawValue ?? "the command line"
      }
    return "`${\(name)}` is \(value.shortDescription), from \(from)"
  }

  private func value(of name: String, at place: ConfigPlace, _ scope: Scope) -> ConfigNode? {
    let length = name.count + 3
    if name.hasPrefix("params.") {
      guard let params = scope.params else {
        report(
          "P119", "`${\(name)}` stands outside of a fragment", at: place, length: length,
          notes: ["params belong to fragments; the rest of a file reads `${vars.…}`"])
        return nil
      }
      if let value = params[String(name.dropFirst(7))] { return value }
      report(
        "P118", "unknown param `\(name)`", at: place, length: length,
        hint: suggestion(for: name, among: params.keys.sorted().map { "params." + $0 }))
      return nil
    }
    usedVariables.insert(String(name.dropFirst(5)))
    if let variable = variables.first(where: { "vars." + $0.name == name }) {
      return variable.value
    }
    report(
      "P118", "unknown var `\(name)`", at: place, length: length,
      hint: suggestion(for: name, among: variables.map { "vars." + $0.name }),
      notes: variables.isEmpty ? ["the file has no `vars`"] : [])
    return nil
  }

  /// Where a character of a scalar stands in its file.
  func place(ofCharacter offset: Int, in node: ConfigNode) -> ConfigPlace {
    guard let text = node.scalar else { return node.place }
    let scalars = text.prefix(offset).unicodeScalars.count
    return place(ofScalar: scalars, of: text, at: node.place) ?? node.place(ofCharacter: offset)
  }

  /// Where a Unicode scalar of a text stands in its file; nil when the text is not the file's.
  func place(ofScalar offset: Int, of text: String, at place: ConfigPlace) -> ConfigPlace? {
    guard place.file >= 0 else { return nil }
    let lines = lines[place.file]
    let before = lines.text(place.line).prefix(place.column - 1)
    let start = ScalarSource.Position(
      line: place.line, column: before.unicodeScalars.count + 1)
    guard let positions = ScalarSource.positions(of: text, at: start, in: lines) else { return nil }
    var index = min(offset, positions.count - 1)
    // The end of a block stands behind its last line, not at the start of the next.
    if index == positions.count - 1, index > 0, text.hasSuffix("\n") { index -= 1 }
    let position = positions[index]
    return ConfigPlace(
      file: place.file, line: position.line,
      column: lines.characterColumn(line: position.line, scalarColumn: position.column))
  }

  /// Notes the vars that expressions and texts of a file read, for "never used".
  func noteVariables(in node: ConfigNode) {
    switch node.value {
    case .list(let items): items.forEach(noteVariables)
    case .mapping(let entries): entries.forEach { noteVariables(in: $0.value) }
    case .scalar(let text):
      for variable in variables where !usedVariables.contains(variable.name) {
        if mentions("vars." + variable.name, in: text) { usedVariables.insert(variable.name) }
      }
    }
  }

  private func mentions(_ path: String, in text: String) -> Bool {
    text.ranges(of: path).contains { range in
      guard range.upperBound < text.endIndex else { return true }
      let next = text[range.upperBound]
      return !(next.isLetter || next.isNumber || next == "_")
    }
  }
}

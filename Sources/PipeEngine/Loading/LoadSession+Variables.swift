import PipeCore

extension LoadSession {
  /// Reads `vars`.
  func loadVariables(_ node: ConfigNode, isIncluded: Bool) {
    guard let entries = entries(of: node, for: "vars") else { return }
    for entry in entries { loadVariable(entry, isIncluded: isIncluded) }
  }

  private func loadVariable(_ entry: ConfigNode.Entry, isIncluded: Bool) {
    guard isName(entry.key, of: "var", at: entry.place) else { return }
    var options = VariableOptions()
    let isMapping = entry.value.entries != nil
    if let written = entry.value.entries {
      var context = context(besides: entry.place.file)
      let decoded = VariableOptions.decode(
        written, owner: "var \(entry.key)", at: entry.place, length: entry.key.count, in: &context)
      take(context)
      guard let decoded else { return define(unreadable(entry, isIncluded)) }
      options = decoded
    } else if !entry.value.isNull {
      options.default = AnyValue(node: entry.value)
    }
    if let index = variables.firstIndex(where: { $0.name == entry.key }) {
      return redefine(index, entry, options, isMapping: isMapping)
    }
    define(definition(entry, options, isIncluded: isIncluded))
  }

  private func define(_ definition: VariableDefinition) {
    variables.append(definition)
  }

  /// Stands in for a var with mistakes, so that its uses are not reported as well.
  private func unreadable(
    _ entry: ConfigNode.Entry, _ isIncluded: Bool
  ) -> VariableDefinition {
    brokenVariables.insert(entry.key)
    return VariableDefinition(
      name: entry.key, place: entry.place, kind: .text, options: VariableOptions(),
      value: ConfigNode(.scalar("")), origin: .defaultValue, defaultText: nil,
      isIncluded: isIncluded)
  }

  /// Gives an included var another default; anything else is a second definition.
  private func redefine(
    _ index: Int, _ entry: ConfigNode.Entry, _ options: VariableOptions, isMapping: Bool
  ) {
    let old = variables[index]
    let saysMore = isMapping && entry.value.entries?.contains { $0.key != "default" } == true
    guard old.isIncluded, entry.place.file == 0, !saysMore, let value = options.default else {
      report(
        "P123", "var `\(entry.key)` is defined twice", at: entry.place, length: entry.key.count,
        notes: [
          "the first stands at \(name(of: old.place))",
          "an included var may be given another default here, and nothing else",
        ])
      return
    }
    var new = old.options
    new.default = value
    var definition = definition(entry, new, isIncluded: false, kind: old.kind)
    definition.defaultText = value.node.flowText
    variables[index] = definition
  }

  private func definition(
    _ entry: ConfigNode.Entry, _ options: VariableOptions, isIncluded: Bool,
    kind known: VariableDefinition.Kind? = nil
  ) -> VariableDefinition {
    let written = options.default.map { resolved($0.node, Scope()) }
    let kind = options.type ?? known ?? written.map { VariableDefinition.kind(of: $0) } ?? .text
    var definition = VariableDefinition(
      name: entry.key, place: entry.place, kind: kind, options: options,
      value: written ?? ConfigNode(.scalar("")), origin: .defaultValue,
      defaultText: written?.flowText, isIncluded: isIncluded)
    if let given = given(entry.key, options, kind) {
      definition.value = given.value
      definition.origin = given.origin
    } else if written == nil {
      var notes = ["give it with --var \(entry.key)=…, or write a `default`"]
      if let env = options.env { notes[0] = "set \(env), or give it with --var \(entry.key)=…" }
      brokenVariables.insert(entry.key)
      report(
        "P124", "var `\(entry.key)` has no value", at: entry.place, length: entry.key.count,
        notes: notes)
      return definition
    }
    check(&definition)
    return definition
  }

  /// The value from the command line or the environment.
  private func given(
    _ name: String, _ options: VariableOptions, _ kind: VariableDefinition.Kind
  ) -> (value: ConfigNode, origin: Variable.Origin)? {
    let read = { (text: String) -> ConfigNode in
      guard kind == .list else { return ConfigNode(.scalar(text), isQuoted: text.isEmpty) }
      let items =
        text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
      return ConfigNode(
        .list(items.split(separator: ",").map { ConfigNode(.scalar(trimmed($0))) }))
    }
    if let text = overrides.variables.last(where: { $0.name == name })?.value {
      return (read(text), .commandLine)
    }
    if let env = options.env, let text = environment(env) { return (read(text), .environment) }
    return nil
  }

  /// Whether the value is of the var's type and within its limits.
  private func check(_ definition: inout VariableDefinition) {
    let node = definition.value
    let place = node.place.line > 0 ? node.place : definition.place
    let length = node.place.line > 0 ? node.scalar?.count ?? 1 : definition.name.count
    let text = node.scalar
    let isRight =
      switch definition.kind {
      case .text, .path: text != nil
      case .list: node.items?.allSatisfy { $0.scalar != nil } == true
      case .int: text.flatMap { Int($0) } != nil
      case .number: text.flatMap { Double.read($0) } != nil
      case .bool: text == "true" || text == "false"
      }
    let source =
      switch definition.origin {
      case .commandLine: " from --var"
      case .environment: " from \(definition.options.env ?? "the environment")"
      case .defaultValue, .profile: ""
      }
    guard isRight else {
      let takes =
        switch definition.kind {
        case .text, .path: "text"
        case .list: "a list"
        case .int: "a whole number"
        case .number: "a number"
        case .bool: "true or false"
        }
      brokenVariables.insert(definition.name)
      report(
        "P103", "var `\(definition.name)` takes \(takes), got \(node.shortDescription)\(source)",
        at: place, length: length)
      return
    }
    guard definition.kind == .int || definition.kind == .number,
      let value = text.flatMap({ Double.read($0) })
    else { return }
    let (min, max) = (definition.options.min, definition.options.max)
    if value < min ?? -.infinity || value > max ?? .infinity {
      let limits =
        switch (min?.optionText, max?.optionText) {
        case (let min?, let max?): "\(min) to \(max)"
        case (let min?, nil): "\(min) or more"
        case (nil, let max?): "\(max) or less"
        case (nil, nil): "any number"
        }
      report(
        "P104", "var `\(definition.name)` takes \(limits), got \(text ?? "")\(source)", at: place,
        length: length)
    }
  }
}

/// A text without blanks around it.
func trimmed(_ text: some StringProtocol) -> String {
  var text = Substring(text)
  while text.first?.isWhitespace == true { text.removeFirst() }
  while text.last?.isWhitespace == true { text.removeLast() }
  return String(text)
}

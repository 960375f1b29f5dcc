import PipeCore

extension SchemaWriter {
  /// A `${vars.…}` may stand for any value.
  private static let interpolation = "\\$\\{(vars|params)\\.[^}]+\\}"

  func reference(_ name: String) -> JSONTree {
    .object(["$ref": .string("#/definitions/\(name)")])
  }

  func list(of item: JSONTree) -> JSONTree {
    .object(["type": .string("array"), "items": item])
  }

  func map(of value: JSONTree) -> JSONTree {
    .object(["type": .string("object"), "additionalProperties": value])
  }

  func text(_ description: String) -> JSONTree {
    .object(["type": .string("string"), "description": .string(description)])
  }

  /// A mapping that takes these keys and no others.
  func closed(_ properties: [String: JSONTree], required: [String]) -> [String: JSONTree] {
    var tree: [String: JSONTree] = [
      "type": .string("object"), "additionalProperties": .bool(false),
      "properties": .object(properties),
    ]
    if !required.isEmpty { tree["required"] = .list(required.map { .string($0) }) }
    return tree
  }

  func object(_ options: [OptionSchema]) -> JSONTree {
    .object(closed(properties(of: options), required: required(of: options)))
  }

  func required(of options: [OptionSchema]) -> [String] {
    options.filter(\.isRequired).map(\.name)
  }

  func properties(of options: [OptionSchema]) -> [String: JSONTree] {
    var properties: [String: JSONTree] = [:]
    for option in options {
      var tree = value(option.value)
      tree["description"] = .string(option.help)
      if let text = option.defaultText, let tree2 = defaultValue(text, option.value) {
        tree["default"] = tree2
      }
      properties[option.name] = .object(tree)
    }
    return properties
  }

  /// What a value of an option's type looks like.
  func value(_ schema: ValueSchema) -> [String: JSONTree] {
    switch schema {
    case .boolean: return orInterpolation(["type": .string("boolean")])
    case .integer(let min, let max):
      var tree: [String: JSONTree] = ["type": .string("integer")]
      if let min { tree["minimum"] = .integer(min) }
      if let max { tree["maximum"] = .integer(max) }
      return orInterpolation(tree)
    case .number(let min, let max, let isRatio):
      var tree: [String: JSONTree] = ["type": .string("number")]
      if let min { tree["minimum"] = .number(min) }
      if let max { tree["maximum"] = .number(max) }
      return orInterpolation(tree, pattern: isRatio ? "[0-9]+(\\.[0-9]+)?%" : nil)
    // A plain 3 or true is text to us, and a number or a truth value to an editor.
    case .text, .expression:
      return ["type": .list(["string", "number", "boolean"].map { .string($0) })]
    case .choice(let words):
      return orInterpolation(["enum": .list(words.map { .string($0) })])
    case .byteCount: return pattern("[0-9]+(\\.[0-9]+)?([KMGT]i?)?B")
    case .duration: return pattern("[0-9]+(\\.[0-9]+)?(ms|s|m|h)")
    case .metadataPath: return pattern("meta\\.[\\w]+")
    case .documentPath: return pattern("(meta\\.[\\w]+|doc\\.(host|id|url))")
    case .patternSet, .file: return ["type": .string("string")]
    case .list(let item, let acceptsOne):
      let array: [String: JSONTree] = [
        "type": .string("array"), "items": .object(value(item)),
      ]
      if !acceptsOne { return orInterpolation(array) }
      return [
        "if": .object(["type": .string("string")]), "then": .object(value(item)),
        "else": .object(array),
      ]
    case .map(let item): return orInterpolation(map(value(item)))
    case .object(let options):
      return closed(properties(of: options), required: required(of: options))
    case .either(let kinds): return ["anyOf": .list(kinds.map { .object(value($0)) })]
    case .any: return [:]
    }
  }

  private func map(_ item: [String: JSONTree]) -> [String: JSONTree] {
    ["type": .string("object"), "additionalProperties": .object(item)]
  }

  /// A text of a pattern, or a var.
  func pattern(_ pattern: String?) -> [String: JSONTree] {
    let texts = pattern.map { "(\($0)|\(Self.interpolation))" } ?? Self.interpolation
    return ["type": .string("string"), "pattern": .string("^\(texts)$")]
  }

  /// The value, or a var; and a text of the pattern where there is one.
  private func orInterpolation(
    _ tree: [String: JSONTree], pattern text: String? = nil
  ) -> [String: JSONTree] {
    [
      "if": text.map { .object(pattern($0)) } ?? reference("var"), "then": .object([:]),
      "else": .object(tree),
    ]
  }

  private func defaultValue(_ text: String, _ schema: ValueSchema) -> JSONTree? {
    switch schema {
    case .boolean: return .bool(text == "true")
    case .integer: return Int(text).map { .integer($0) }
    case .number: return Double(text).map { .number($0) }
    case .list(let item, _):
      let inside = text.dropFirst().dropLast()
      let items = inside.split(separator: ",").map { trimmed($0) }
      return .list(items.compactMap { defaultValue($0, item) })
    case .map, .object, .any: return nil
    default: return .string(text == "\"\"" ? "" : text)
    }
  }
}

import PipeCore

/// A var of `vars` with its value.
struct VariableDefinition {
  enum Kind: String, CaseIterable, OptionValue {
    case text, int, number, bool, path, list
  }

  let name: String
  let place: ConfigPlace
  let kind: Kind
  /// The limits and the name in the environment, as written.
  let options: VariableOptions
  var value: ConfigNode
  var origin: Variable.Origin
  var defaultText: String?
  /// Whether it came in with an include, so that its default may be given anew.
  var isIncluded: Bool

  /// The value as expressions see it.
  var expressionValue: ExpressionValue { Self.expressionValue(value, kind) }

  private static func expressionValue(_ node: ConfigNode, _ kind: Kind) -> ExpressionValue {
    if let items = node.items {
      return .list(items.map { expressionValue($0, self.kind(of: $0)) })
    }
    let text = node.scalar ?? ""
    return switch kind {
    case .int, .number: Double.read(text).map { .number($0) } ?? .null
    case .bool: .bool(text == "true")
    case .text, .path, .list: .string(text)
    }
  }

  /// The kind that a value without a `type` has.
  static func kind(of node: ConfigNode) -> Kind {
    guard let text = node.scalar, !node.isQuoted else { return node.items == nil ? .text : .list }
    if Int(text) != nil { return .int }
    if Double.read(text) != nil { return .number }
    return text == "true" || text == "false" ? .bool : .text
  }
}

extension Double {
  /// Reads `0.4` and `40%`.
  static func read(_ text: String) -> Double? {
    if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
    guard text.first.map({ $0.isNumber || $0 == "-" || $0 == "." }) == true else { return nil }
    return Double(text)
  }
}

/// What an entry of `vars` may say.
struct VariableOptions: StageOptions {
  @Option("What the value is; without it, what the default looks like.")
  var type: VariableDefinition.Kind? = nil

  @Option("A variable of the environment that gives the value when it is set.")
  var env: String? = nil

  @Option("The value when nothing else gives one; without it the var must be given.")
  var `default`: AnyValue? = nil

  @Option("The least value of a number.")
  var min: Double? = nil

  @Option("The greatest value of a number.")
  var max: Double? = nil

  @Option("What the var is for.")
  var help: String? = nil
}

/// A value that is read later, by what it is given to.
struct AnyValue: OptionValue {
  let node: ConfigNode

  static var schema: ValueSchema { .any }

  static func decode(_ node: ConfigNode, in context: inout OptionContext) -> AnyValue? {
    AnyValue(node: node)
  }

  var optionText: String? { node.flowText }
}

extension ConfigNode {
  /// The value on one line, as one would write it in YAML.
  var flowText: String {
    switch value {
    case .scalar(let text): text
    case .list(let items): "[" + items.map(\.flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value.flowText)" }.joined(separator: ", ") + "}"
    }
  }

  /// The same value as if it were written at another place.
  func moved(to place: ConfigPlace) -> ConfigNode {
    switch value {
    case .scalar(let text):
      ConfigNode(.scalar(text), at: place, isQuoted: text.isEmpty)
    case .list(let items): ConfigNode(.list(items.map { $0.moved(to: place) }), at: place)
    case .mapping(let entries):
      ConfigNode(
        .mapping(
          entries.map { Entry(key: $0.key, place: place, value: $0.value.moved(to: place)) }),
        at: place)
    }
  }
}

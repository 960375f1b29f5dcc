import PipeText

/// A type that an option of a stage can have.
public protocol OptionValue: Sendable {
  /// What the type takes.
  static var schema: ValueSchema { get }

  /// Reads the value; reports to `context` and returns nil when it can't.
  static func decode(_ node: ConfigNode, in context: inout OptionContext) -> Self?

  /// The value as one would write it in YAML; nil for "nothing".
  var optionText: String? { get }
}

extension Bool: OptionValue {
  public static var schema: ValueSchema { .boolean }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> Bool? {
    switch node.scalar {
    case "true": return true
    case "false": return false
    default:
      let hint: String? =
        switch node.scalar?.lowercased() {
        case "yes", "on", "1": "did you mean `true`?"
        case "no", "off", "0": "did you mean `false`?"
        default: nil
        }
      context.reportWrongValue(node, takes: schema.words, hint: hint)
      return nil
    }
  }

  public var optionText: String? { description }
}

extension Int: OptionValue {
  public static var schema: ValueSchema { .integer(min: nil, max: nil) }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> Int? {
    if let scalar = node.scalar {
      if let value = Int(scalar.filter { $0 != "_" }) { return value }
      if let number = Double(scalar), number == number.rounded(), abs(number) < 1e15 {
        context.reportWrongValue(
          node, takes: schema.words, hint: "did you mean `\(Int(number))`?")
        return nil
      }
    }
    context.reportWrongValue(node, takes: schema.words)
    return nil
  }

  public var optionText: String? { description }
}

extension Double: OptionValue {
  public static var schema: ValueSchema { .number(min: nil, max: nil, isRatio: false) }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> Double? {
    if let scalar = node.scalar {
      if scalar.hasSuffix("%"), let percent = Double(scalar.dropLast()) { return percent / 100 }
      if let value = Double(scalar), value.isFinite { return value }
    }
    context.reportWrongValue(node, takes: schema.words)
    return nil
  }

  public var optionText: String? {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension String: OptionValue {
  public static var schema: ValueSchema { .text }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> String? {
    guard let scalar = node.scalar, !node.isNull else {
      context.reportWrongValue(node, takes: schema.words)
      return nil
    }
    return scalar
  }

  public var optionText: String? { isEmpty ? "\"\"" : self }
}

extension Optional: OptionValue where Wrapped: OptionValue {
  public static var schema: ValueSchema { Wrapped.schema }

  public static func decode(
    _ node: ConfigNode, in context: inout OptionContext
  ) -> Wrapped?? {
    guard let value = Wrapped.decode(node, in: &context) else { return nil }
    return .some(value)
  }

  public var optionText: String? { self?.optionText }
}

extension Array: OptionValue where Element: OptionValue {
  public static var schema: ValueSchema { .list(Element.schema, acceptsOne: false) }

  public static func decode(
    _ node: ConfigNode, in context: inout OptionContext
  ) -> [Element]? {
    guard let items = node.items else {
      let hint = node.scalar.map { "did you mean `[\($0)]`?" }
      context.reportWrongValue(node, takes: schema.words, hint: hint)
      return nil
    }
    let decoded = items.map { Element.decode($0, in: &context) }
    let values = decoded.compactMap(\.self)
    return values.count == items.count ? values : nil
  }

  public var optionText: String? {
    "[" + compactMap(\.optionText).joined(separator: ", ") + "]"
  }
}

/// A choice: `enum Unit: String, CaseIterable, OptionValue`, with cases in snake case.
extension OptionValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  public static var schema: ValueSchema { .choice(allCases.map(\.rawValue)) }

  public static func decode(_ node: ConfigNode, in context: inout OptionContext) -> Self? {
    if let scalar = node.scalar {
      if let value = Self(rawValue: scalar) { return value }
      let near = nearest(to: scalar, among: allCases.map(\.rawValue))
      context.reportWrongValue(
        node, takes: "one of \(allCases.map(\.rawValue).joined(separator: ", "))",
        hint: near.map { "did you mean `\($0)`?" })
      return nil
    }
    context.reportWrongValue(
      node, takes: "one of \(allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  public var optionText: String? { rawValue }
}

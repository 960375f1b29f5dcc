public import PCRE2

/// An option of a stage: the one place where its name, type, limits, default and help are written.
///
/// Decoding, error messages, the JSON Schema and the reference come from it. The name in YAML is the
/// property's in snake case.
@propertyWrapper
public struct Option<Value: OptionValue>: Sendable {
  let help: String
  let limits: ValueSchema?
  let units: [String]
  var stored: Value?

  /// The value; only read after decoding, when a required option has one.
  public var wrappedValue: Value {
    get {
      guard let stored else {
        preconditionFailure("a required option is read before it is decoded")
      }
      return stored
    }
    set { stored = newValue }
  }

  init(help: String, limits: ValueSchema? = nil, units: [String] = [], stored: Value?) {
    self.help = help
    self.limits = limits
    self.units = units
    self.stored = stored
  }

  /// An option with a default; one of an optional type may be left out.
  public init(wrappedValue: Value, _ help: String) {
    self.init(help: help, stored: wrappedValue)
  }

  /// A required option.
  public init(_ help: String) {
    self.init(help: help, stored: nil)
  }
}

extension Option where Value == Int {
  public init(wrappedValue: Int, _ help: String, in limits: ClosedRange<Int>) {
    self.init(
      help: help, limits: .integer(min: limits.lowerBound, max: limits.upperBound),
      stored: wrappedValue)
  }

  public init(_ help: String, in limits: ClosedRange<Int>) {
    self.init(
      help: help, limits: .integer(min: limits.lowerBound, max: limits.upperBound), stored: nil)
  }
}

extension Option where Value == Int? {
  public init(wrappedValue: Int?, _ help: String, in limits: ClosedRange<Int>) {
    self.init(
      help: help, limits: .integer(min: limits.lowerBound, max: limits.upperBound),
      stored: wrappedValue)
  }
}

extension Option where Value == Double {
  public init(wrappedValue: Double, _ help: String, in limits: ClosedRange<Double>) {
    self.init(help: help, limits: Self.schema(limits), stored: wrappedValue)
  }

  public init(_ help: String, in limits: ClosedRange<Double>) {
    self.init(help: help, limits: Self.schema(limits), stored: nil)
  }

  static func schema(_ limits: ClosedRange<Double>) -> ValueSchema {
    .number(
      min: limits.lowerBound, max: limits.upperBound,
      isRatio: limits.lowerBound == 0 && limits.upperBound == 1)
  }
}

extension Option where Value == Double? {
  public init(wrappedValue: Double?, _ help: String, in limits: ClosedRange<Double>) {
    self.init(help: help, limits: Option<Double>.schema(limits), stored: wrappedValue)
  }
}

extension Option where Value == PatternSets {
  /// Pattern sets of one of these units, and an error for sets of another.
  public init(wrappedValue: PatternSets, _ help: String, units: PatternUnit...) {
    self.init(help: help, units: units.map(\.rawValue), stored: wrappedValue)
  }

  public init(_ help: String, units: PatternUnit...) {
    self.init(help: help, units: units.map(\.rawValue), stored: nil)
  }
}

/// What the decoder sees of an option, whatever its type.
protocol OptionDeclaration: Sendable {
  var isRequired: Bool { get }
  func schema(named name: String) -> OptionSchema
  /// The same option with the value that `node` gives; nil when that was reported as wrong.
  func decoding(_ node: ConfigNode, in context: inout OptionContext) -> (any OptionDeclaration)?
}

extension Option: OptionDeclaration {
  var isRequired: Bool { stored == nil }

  func schema(named name: String) -> OptionSchema {
    OptionSchema(
      name: name, help: help, value: valueSchema, defaultText: stored?.optionText,
      isRequired: isRequired)
  }

  private var valueSchema: ValueSchema {
    if let limits { return limits }
    if !units.isEmpty { return .list(.patternSet(units: units), acceptsOne: true) }
    return Value.schema
  }

  func decoding(_ node: ConfigNode, in context: inout OptionContext) -> (any OptionDeclaration)? {
    guard let value = Value.decode(node, in: &context) else { return nil }
    guard isInLimits(value, node, &context), isOfUnits(value, node, &context) else { return nil }
    return Option(help: help, limits: limits, units: units, stored: value)
  }

  private func isInLimits(
    _ value: Value, _ node: ConfigNode, _ context: inout OptionContext
  ) -> Bool {
    let isIn: Bool =
      switch (limits, value) {
      case (.integer(let min, let max), let number as Int):
        number >= min ?? .min && number <= max ?? .max
      case (.number(let min, let max, _), let number as Double):
        number >= min ?? -.infinity && number <= max ?? .infinity
      default: true
      }
    if !isIn, let limits {
      let range = limits.words.split(separator: ", ", maxSplits: 1).last.map(String.init)
      context.report(
        Diagnostic(
          "P104",
          "`\(context.optionName)` takes \(range ?? limits.words), got \(node.scalar ?? "?")",
          at: node.place, length: node.scalar?.count ?? 1, hint: percentHint(value, node)))
    }
    return isIn
  }

  /// `60` for a ratio was meant as `60%`.
  private func percentHint(_ value: Value, _ node: ConfigNode) -> String? {
    guard case .number(_, _, isRatio: true) = limits, let number = value as? Double,
      number >= 2, number <= 100, let text = node.scalar, !text.hasSuffix("%")
    else { return nil }
    return "did you mean `\(text)%`?"
  }

  private func isOfUnits(
    _ value: Value, _ node: ConfigNode, _ context: inout OptionContext
  ) -> Bool {
    guard !units.isEmpty, let sets = value as? PatternSets else { return true }
    var isFine = true
    for (set, item) in zip(sets.sets, node.items ?? [node])
    where !units.contains(set.unit.rawValue) {
      isFine = false
      context.report(
        Diagnostic(
          "P112",
          "pattern set `\(set.name)` is tried on each \(set.unit.rawValue), "
            + "but `\(context.optionName)` takes sets of unit \(units.joined(separator: " or "))",
          at: item.place, length: item.scalar?.count ?? 1))
    }
    return isFine
  }
}

/// A value of an expression.
public enum ExpressionValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([ExpressionValue])

  /// As one would write it in an expression.
  public var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): value.optionText ?? ""
    case .string(let value): "\"\(value)\""
    case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
    }
  }

  /// A metadata value as an expression sees it; objects are null.
  public init(_ value: MetadataValue?) {
    self =
      switch value {
      case nil, .null, .object: .null
      case .bool(let value): .bool(value)
      case .int(let value): .number(Double(value))
      case .double(let value): .number(value)
      case .string(let value): .string(value)
      case .list(let items): .list(items.map { ExpressionValue($0) })
      }
  }

  var isTrue: Bool { self == .bool(true) }
}

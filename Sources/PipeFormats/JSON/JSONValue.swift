/// A JSON value read whole: for the fields that a pipeline asks for, never for the text.
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  package var kind: JSONKind {
    switch self {
    case .null: .null
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .array: .array
    case .object: .object
    }
  }

  /// The value of a member; of equal names, the last.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }
}

/// A name and its value; an object keeps them in order, equal names too.
package struct JSONMember: Sendable, Hashable {
  package let name: String
  package let value: JSONValue

  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

/// A number as it is written, so that digits no `Double` holds are not lost.
package struct JSONNumber: Sendable, Hashable {
  package let text: String

  package init(_ value: Int) { text = "\(value)" }

  init(text: String) { self.text = text }

  /// The nearest value; infinite when it is out of range.
  package var double: Double { Double(text) ?? .nan }
  /// Nil for a fraction, an exponent, or more than 64 bits.
  package var integer: Int? { Int(text) }
}

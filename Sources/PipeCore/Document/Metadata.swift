/// A value of a document's metadata.
public indirect enum MetadataValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case list([MetadataValue])
  case object([(key: String, value: MetadataValue)])

  public static func == (left: MetadataValue, right: MetadataValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.double(let a), .double(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }

  /// The text of a string value.
  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}

/// The metadata of a document: named values in the order they were first set, each with its source.
public struct Metadata: Sendable {
  public struct Field: Sendable {
    public let name: String
    public internal(set) var value: MetadataValue
    /// Who said so: a stage's id, or the reader and what it read, such as `page:og:title`.
    public internal(set) var source: String
  }

  public private(set) var fields: [Field] = []

  public init() {}

  public subscript(name: String) -> MetadataValue? {
    fields.first { $0.name == name }?.value
  }

  /// Sets a field, whatever it held before.
  public mutating func set(_ name: String, to value: MetadataValue, source: String) {
    if let index = fields.firstIndex(where: { $0.name == name }) {
      fields[index].value = value
      fields[index].source = source
    } else {
      fields.append(Field(name: name, value: value, source: source))
    }
  }

  /// Sets a field unless it has a value already.
  public mutating func propose(_ name: String, _ value: MetadataValue, source: String) {
    if self[name] == nil { set(name, to: value, source: source) }
  }
}

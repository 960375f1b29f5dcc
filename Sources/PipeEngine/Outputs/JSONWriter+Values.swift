import PipeCore
import PipeFormats

extension JSONWriter {
  mutating func field(_ name: String, _ value: String) {
    self.name(name)
    string(value)
  }

  mutating func field(_ name: String, _ value: Int) {
    self.name(name)
    number(value)
  }

  mutating func field(_ name: String, _ value: MetadataValue) {
    self.name(name)
    append(value)
  }

  mutating func append(_ value: MetadataValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .int(let value): number(value)
    case .double(let value): number(value)
    case .string(let text): string(text)
    case .list(let items):
      beginArray()
      for item in items { append(item) }
      endArray()
    case .object(let fields):
      beginObject()
      for (key, value) in fields { field(key, value) }
      endObject()
    }
  }

  mutating func append(_ value: ExpressionValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let value):
      if value == value.rounded(), abs(value) < 1e15 { number(Int(value)) } else { number(value) }
    case .string(let text): string(text)
    case .list(let items):
      beginArray()
      for item in items { append(item) }
      endArray()
    }
  }
}

extension MetadataValue {
  /// A list of texts as one text, parted by line feeds; all else as it is.
  var joinedLines: MetadataValue {
    guard case .list(let items) = self else { return self }
    return .string(items.map(\.text).joined(separator: "\n"))
  }

  /// A JSON value that the input brought.
  init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .number(let number): self = number.integer.map { .int($0) } ?? .double(number.double)
    case .string(let text): self = .string(text)
    case .array(let items): self = .list(items.map { MetadataValue($0) })
    case .object(let members):
      self = .object(members.map { (key: $0.name, value: MetadataValue($0.value)) })
    }
  }
}

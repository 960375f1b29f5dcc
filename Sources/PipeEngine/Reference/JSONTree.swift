/// A JSON value to be written: keys sorted, so that equal trees give equal bytes.
indirect enum JSONTree {
  case string(String)
  case integer(Int)
  case number(Double)
  case bool(Bool)
  case list([JSONTree])
  case object([String: JSONTree])

  /// The text on several lines, two blanks for each level; short lists stay on one.
  func text() -> String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  /// The text on one line.
  func compactText() -> String {
    switch self {
    case .string(let value): Self.quoted(value)
    case .integer(let value): "\(value)"
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .bool(let value): value ? "true" : "false"
    case .list(let items): "[" + items.map { $0.compactText() }.joined(separator: ", ") + "]"
    case .object(let fields):
      "{"
        + fields.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)): \($0.value.compactText())" }.joined(separator: ", ") + "}"
    }
  }

  private func write(to text: inout String, indent: Int) {
    let flat = compactText()
    if flat.utf8.count + indent <= 90 {
      text += flat
      return
    }
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .list(let items):
      text += "[\n"
      for (index, item) in items.enumerated() {
        text += inner
        item.write(to: &text, indent: indent + 2)
        text += index == items.count - 1 ? "\n" : ",\n"
      }
      text += outer + "]"
    case .object(let fields):
      text += "{\n"
      let sorted = fields.sorted { $0.key < $1.key }
      for (index, field) in sorted.enumerated() {
        text += "\(inner)\(Self.quoted(field.key)): "
        field.value.write(to: &text, indent: indent + 2)
        text += index == sorted.count - 1 ? "\n" : ",\n"
      }
      text += outer + "}"
    default: text += flat
    }
  }

  static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}

import PipeCore

/// Which document of a cluster stays.
enum KeepRule: OptionValue {
  case first, longest
  /// The one with the highest value of a signal; those without it come last.
  case highest(signal: String)

  private static let example = "{highest: signals.NAME}"

  static var schema: ValueSchema {
    .either([
      .choice(["first", "longest"]),
      .object([
        OptionSchema(
          name: "highest", help: "The document with the highest value of this signal stays.",
          value: .text, defaultText: nil, isRequired: true)
      ]),
    ])
  }

  static func decode(_ node: ConfigNode, in context: inout OptionContext) -> KeepRule? {
    switch node.scalar {
    case "first": return .first
    case "longest": return .longest
    default: break
    }
    if let entries = node.entries, entries.count == 1, entries[0].key == "highest",
      let path = entries[0].value.scalar, path.hasPrefix("signals."), path.count > 8
    {
      context.noteRead(path, at: entries[0].value.place)
      return .highest(signal: String(path.dropFirst(8)))
    }
    context.reportWrongValue(node, takes: "first, longest, or `\(example)`")
    return nil
  }

  var optionText: String? {
    switch self {
    case .first: "first"
    case .longest: "longest"
    case .highest(let signal): "{highest: signals.\(signal)}"
    }
  }

  /// The document of the highest priority stays, of equals the first.
  func priority(of document: Document, words: Int) -> Int64 {
    switch self {
    case .first: return 0
    case .longest: return Int64(words)
    case .highest(let name):
      guard let value = document.signal(name), !value.isNaN else { return .min }
      // In this form numbers have the order of their bits.
      let bits = Int64(bitPattern: (value == 0 ? 0 : value).bitPattern)
      return bits < 0 ? bits ^ .max : bits
    }
  }
}

public import PipeCore

/// What a stage made of a document.
public struct StageResult: Sendable {
  /// Why the document was rejected, with the numbers; nil when it was kept.
  public let rejection: Rejection?
  package let document: Document
  package let before: Document

  /// The text that is left.
  public var text: String { String(decoding: document.text, as: UTF8.self) }

  /// The text as it came.
  public var inputText: String { String(decoding: before.text, as: UTF8.self) }

  public var reason: String? { rejection?.reason }

  /// Metadata that the stage set or changed, as `name: text`, in order.
  public var metadata: [(name: String, text: String)] {
    document.metadata.fields.filter { before.metadata[$0.name] != $0.value }.map {
      ($0.name, Self.text(of: $0.value))
    }
  }

  /// What the document was marked with.
  public var tags: [String] { document.tags.filter { !before.tags.contains($0) } }

  /// One line for each edit in the order of the text: `rule: text`, `rule: old -> new`; private text is
  /// not shown.
  public var removed: [String] {
    let entries = document.ledger.entries.enumerated().sorted {
      ($0.element.span.lowerBound, $0.offset) < ($1.element.span.lowerBound, $1.offset)
    }
    return entries.map { _, entry in
      let old = document.source.string(in: entry.span)
      let new = String(decoding: document.added[entry.added], as: UTF8.self)
      let shown = entry.removal.isSecret ? "(secret)" : Self.shown(old)
      let words =
        switch entry.action {
        case .cut: shown
        case .replace: shown + " -> " + Self.shown(new)
        case .add: "-> " + Self.shown(new)
        case .tag: "(tagged) " + shown
        }
      return entry.removal.rule + ": " + words
    }
  }

  /// What breaks the partition law.
  public var accountingViolations: [String] {
    Accounting(of: document, reordered: false).violations
  }

  static func text(of value: MetadataValue) -> String {
    value.string ?? ExpressionValue(value).text
  }

  /// On one line, and in quotes where it would not be seen otherwise.
  static func shown(_ text: String) -> String {
    var result = ""
    var isPlain = text.first != " " && text.last != " " && !text.isEmpty
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case " "..."~": result.unicodeScalars.append(scalar)
      default:
        if scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
          || scalar.properties.generalCategory == .control
        {
          isPlain = false
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return isPlain ? result : "\"\(result)\""
  }
}

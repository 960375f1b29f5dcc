/// A path that has one value for a document, to group documents by: `meta.site`, `doc.host`.
public struct DocumentPath: OptionValue, Equatable {
  /// As it was written.
  public let text: String

  /// The paths under `doc.` that name a document, or where it comes from.
  static let documentPaths = ["doc.host", "doc.id", "doc.url"]

  /// - Precondition: `text` is such a path.
  public init(_ text: String) {
    precondition(Self.isPath(text), "no path of a document")
    self.text = text
  }

  /// nil for a text that is no such path.
  public init?(checking text: String) {
    guard Self.isPath(text) else { return nil }
    self.text = text
  }

  public static var schema: ValueSchema { .documentPath }

  public static func decode(
    _ node: ConfigNode, in context: inout OptionContext
  ) -> DocumentPath? {
    guard let text = node.scalar, isPath(text) else {
      let hint = node.scalar.flatMap { text in
        ["meta." + text, "doc." + text].last(where: isPath)
      }
      context.reportWrongValue(
        node, takes: schema.words, hint: hint.map { "did you mean `\($0)`?" })
      return nil
    }
    context.noteRead(text, at: node.place)
    return DocumentPath(text)
  }

  private static func isPath(_ text: String) -> Bool {
    if documentPaths.contains(text) { return true }
    return text.hasPrefix("meta.") && text.count > 5
      && text.dropFirst(5).allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  public var optionText: String? { text }

  /// The value of a document, as text; nil when it has none.
  public func value(of document: Document) -> String? {
    switch document.value(at: text) {
    case .null: nil
    case .string(let text): text
    case let value: value.text
    }
  }
}

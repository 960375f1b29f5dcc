/// The place of a value in a record: a field's name, or names joined by dots for a field within a
/// field.
///
/// A field of the record whose own name has the dots comes before one within a field.
package struct FieldPath: Sendable, Hashable, CustomStringConvertible {
  package let name: String
  let whole: [UInt8]
  /// Empty when the name has no dot.
  let parts: [[UInt8]]

  package init(_ name: String) {
    self.name = name
    whole = Array(name.utf8)
    let split = whole.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    parts = split.count > 1 ? split.map { Array($0) } : []
  }

  package var description: String { name }
}

/// The fields of a JSON Lines record that make a document.
package struct JSONLinesFields: Sendable, Hashable {
  /// The text or the page.
  package var content: FieldPath
  /// The first that is present, a non-empty string or a number, is the id.
  package var id: [FieldPath]
  package var url: FieldPath?
  /// Whether each content is decoded into storage of its own, ``JSONRecord/page``.
  package var isPage: Bool

  package init(
    content: FieldPath, id: [FieldPath] = [FieldPath("id")], url: FieldPath? = FieldPath("url"),
    isPage: Bool = false
  ) {
    self.content = content
    self.id = id
    self.url = url
    self.isPage = isPage
  }
}

import PipeHTML

/// The signs that documentation sets behind a heading, as the text of a link to the heading.
///
/// Those of Sphinx and MkDocs, rustdoc, Docusaurus (nothing that shows) and of AsciiDoc.
private let permalinkSigns: Set<[UInt8]> = Set(
  ["¶", "§", "#", "\u{1F517}", "\u{1F517}\u{FE0E}", "\u{1F517}\u{FE0F}", "\u{2693}", "\u{200B}"]
    .map { Array($0.utf8) })

extension PageView {
  /// Whether an element links to a place of its own page, with such a sign for its text.
  func isPermalink(_ number: UInt32, _ attributes: OwnAttributes) -> Bool {
    guard attributes.link >= 0 else { return false }
    let target = lent.attributes[Int(attributes.link)]
    guard target.valueLength > 0, lent.page[Int(target.valueStart)] == UInt8(ascii: "#") else {
      return false
    }
    var nodesLeft = 8
    return permalinkSigns.contains(
      inlineText(of: number, self, limit: 16, nodesLeft: &nodesLeft))
  }
}

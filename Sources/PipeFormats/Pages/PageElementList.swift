import PipeCore
import PipeHTML

/// The elements around a page's text, gathered by the walk.
struct PageElementList {
  private var elements: [PageElements.Element] = []
  /// Classes and ids, of the elements that have any.
  private var words: [PageElements.Words] = []
  /// Values of classes and ids that held references.
  private var side: [UInt8] = []
  /// Names of tags, then those of custom elements.
  private var names = HTMLTag.names
  private var customNames: [String: UInt16] = [:]

  init(room: Int) { elements.reserveCapacity(room) }

  /// Adds an element; its number.
  mutating func add(
    _ number: UInt32, _ node: Node, parent: Int32, _ attributes: OwnAttributes, _ view: PageView
  ) -> Int32 {
    let isKnown = node.tag != 0 && node.tag < UInt16(HTMLTag.count)
    elements.append(
      PageElements.Element(
        parent: parent, name: isKnown ? node.tag : customName(of: number, view),
        words: addWords(attributes, view)))
    return Int32(truncatingIfNeeded: elements.count &- 1)
  }

  @inline(__always)
  private mutating func addWords(_ attributes: OwnAttributes, _ view: PageView) -> Int32 {
    if attributes.classes & attributes.identifier < 0 { return -1 }
    let own = PageElements.Words(
      classes: value(attributes.classes, view), identifier: value(attributes.identifier, view))
    if own.isEmpty { return -1 }
    words.append(own)
    return Int32(truncatingIfNeeded: words.count &- 1)
  }

  func finished(_ page: [UInt8]) -> PageElements {
    PageElements(page: page, side: side, elements: elements, words: words, names: names)
  }

  private mutating func customName(of number: UInt32, _ view: PageView) -> UInt16 {
    let name = view.tree[Int(number)].tagName
    if let known = customNames[name] { return known }
    // A page of more names than fit calls the rest by none.
    guard names.count < Int(UInt16.max) else { return 0 }
    let new = UInt16(names.count)
    names.append(name)
    customNames[name] = new
    return new
  }

  @inline(__always)
  private mutating func value(_ attribute: Int32, _ view: PageView) -> PageElements.Value {
    if attribute < 0 { return PageElements.Value() }
    let raw = view.lent.attributes[Int(attribute)]
    let start = Int(raw.valueStart)
    let end = start &+ Int(raw.valueLength & 0x7FFF_FFFF)
    if raw.valueLength >> 31 == 0 { return PageElements.Value(start..<end) }
    let first = side.count
    side += decodedAttribute(start..<end, of: view.tree.page)
    return PageElements.Value(first..<side.count, isInSide: true)
  }
}

/// A node of an ``HTMLTree``: a small value that keeps its tree alive.
public struct HTMLNode: Sendable {
  public enum Kind: Sendable {
    case document, doctype, element, text, comment
    /// What a `template` holds: reached by ``HTMLNode/templateContents`` only.
    case templateContents
  }

  public enum Namespace: Sendable { case html, svg, mathML }

  let storage: HTMLStorage
  let number: UInt32

  @inline(__always)
  var node: Node { storage.nodes[Int(number)] }

  /// The place of the node in the tree's arena.
  ///
  /// Nodes that the page names are in page order.
  public var index: Int { Int(number) }

  public var kind: Kind {
    switch node.kind {
    case .document: .document
    case .doctype: .doctype
    case .element: .element
    case .text: .text
    case .comment: .comment
    case .contents: .templateContents
    }
  }

  /// The name of an element; `custom` for names that ``HTMLTag`` does not list, and other nodes.
  ///
  /// SVG and MathML elements share the cases of HTML elements of the same name: ask for the
  /// ``namespace`` where it matters.
  public var tag: HTMLTag { HTMLTag(identifier: node.tag) }

  /// The name of an element as the DOM has it, empty for other nodes.
  ///
  /// In lower case, but for SVG's `foreignObject` and its like.
  public var tagName: String {
    let node = node
    guard node.kind == .element else { return "" }
    if node.tag >= CustomNames.firstNumber {
      guard node.tag != CustomNames.overflow else { return nameInPage }
      let name = String(decoding: storage.customNames.name(of: node.tag), as: UTF8.self)
      return namespace == .svg ? ForeignNames.svgTags[name] ?? name : name
    }
    let name = tag.name
    return namespace == .svg ? ForeignNames.svgTags[name] ?? name : name
  }

  private var nameInPage: String {
    let bytes = storage.page[sourceRange].dropFirst().prefix { !$0.endsTagName }
    return String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
  }

  public var namespace: Namespace {
    let flags = node.flags
    return flags.contains(.svg) ? .svg : flags.contains(.mathML) ? .mathML : .html
  }

  /// The bytes of ``HTMLTree/page`` that the node was made of.
  ///
  /// An element: from its start tag to the end of its end tag, or to the token that closed it; empty
  /// at the place where it was found missing if the page does not name it. Text: as written, before
  /// references are decoded; two pieces that were joined count from the first to the last. Where
  /// the page's tags overlap, a child can lie outside its parent's range.
  public var sourceRange: Range<Int> {
    let node = node
    let start = Int(node.sourceStart)
    return start..<max(start, Int(node.sourceEnd))
  }

  // MARK: Neighbours

  public var parent: HTMLNode? { number == 0 ? nil : at(node.parent, orDocument: isTopLevel) }
  public var firstChild: HTMLNode? { at(node.firstChild) }
  public var lastChild: HTMLNode? { at(node.lastChild) }
  public var nextSibling: HTMLNode? { at(node.next) }
  public var previousSibling: HTMLNode? { at(node.previous) }

  private var isTopLevel: Bool {
    storage.nodes[0].firstChild == number || node.previous != 0
  }

  private func at(_ other: UInt32, orDocument: Bool = false) -> HTMLNode? {
    other != 0 || orDocument ? HTMLNode(storage: storage, number: other) : nil
  }

  /// The content of a `template` element, which is not among its children.
  public var templateContents: HTMLNode? {
    let next = Int(number) + 1
    guard node.kind == .element, next < storage.nodes.count,
      storage.nodes[next].kind == .contents, storage.nodes[next].parent == number
    else { return nil }
    return HTMLNode(storage: storage, number: UInt32(next))
  }

  /// The children, first to last.
  public var children: Children { Children(following: firstChild) }

  public struct Children: Sequence, IteratorProtocol {
    private var following: HTMLNode?

    init(following: HTMLNode?) { self.following = following }

    public mutating func next() -> HTMLNode? {
      defer { following = following?.nextSibling }
      return following
    }
  }

  /// All nodes below this one in page order, without what templates hold.
  public var descendants: Descendants { Descendants(of: self) }

  public struct Descendants: Sequence, IteratorProtocol {
    private let storage: HTMLStorage
    private let root: UInt32
    private var current: UInt32

    init(of node: HTMLNode) {
      storage = node.storage
      root = node.number
      current = node.number
    }

    public mutating func next() -> HTMLNode? {
      guard let next = storage.following(current, below: root) else { return nil }
      current = next
      return HTMLNode(storage: storage, number: next)
    }
  }

  // MARK: Text

  /// Lends the content of a text or comment: UTF-8, references decoded, line ends as line feeds.
  ///
  /// Other nodes lend nothing. What is lent must not be kept.
  @inline(__always)
  public func withText<Result, Failure>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let node = node
    let isText = node.kind == .text || node.kind == .comment
    let bytes = node.flags.contains(.inSide) ? storage.side : storage.page
    let start = isText ? Int(node.content) : 0
    let end = isText ? start + Int(node.length) : 0
    let span = bytes.span
    return try body(span.extracting(start..<end))
  }

  /// The content of a text or comment.
  public var text: String {
    var bytes: [UInt8] = []
    appendText(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All text below an element, scripts and styles included; what the DOM calls `textContent`.
  public var textContent: String {
    if node.kind == .text || node.kind == .comment { return text }
    var bytes: [UInt8] = []
    for node in descendants where node.kind == .text { node.appendText(to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the content of a text or comment to an array.
  public func appendText(to bytes: inout [UInt8]) {
    withText { span in
      unsafe span.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
  }
}

extension HTMLNode: Hashable {
  /// The same node of the same tree.
  public static func == (one: HTMLNode, other: HTMLNode) -> Bool {
    one.number == other.number && one.storage === other.storage
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(number)
    hasher.combine(ObjectIdentifier(storage))
  }
}

extension HTMLStorage {
  /// The node after one in page order, below a root.
  @inline(__always)
  func following(_ number: UInt32, below root: UInt32) -> UInt32? {
    let child = nodes[Int(number)].firstChild
    if child != 0 { return child }
    var current = number
    while current != root {
      let node = nodes[Int(current)]
      if node.next != 0 { return node.next }
      current = node.parent
    }
    return nil
  }
}

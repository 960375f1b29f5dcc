/// A parsed page: an arena of nodes that point into the page's bytes.
///
/// Parsing follows the HTML standard with scripting off, never fails, and takes time and memory
/// linear in the page. What the standard leaves unbounded is bounded: 512 elements are open at a
/// time (those past that become leaves of the deepest), so that trees are at most about a thousand
/// deep; a tag keeps its first 512 attributes; and formatting elements that overlap are copied
/// `4096 + bytes / 16` times at most.
///
///     let tree = HTMLTree(parsing: Array("<p class=lead>Fish &amp; chips".utf8))
///     for node in tree.document.descendants where node.tag == .p {
///       node.attribute(.class)  // "lead"
///       node.textContent        // "Fish & chips"
///     }
public struct HTMLTree: Sendable {
  /// What the doctype asks for.
  public enum QuirksMode: Sendable {
    case none, limitedQuirks, quirks
  }

  /// The name and identifiers of a doctype; an identifier is nil where the page has none.
  public struct Doctype: Sendable, Equatable {
    public var name: String
    public var publicIdentifier: String?
    public var systemIdentifier: String?
  }

  let storage: HTMLStorage

  init(storage: HTMLStorage) { self.storage = storage }

  /// Parses a page.
  ///
  /// - Parameter page: UTF-8. Invalid bytes are replaced by U+FFFD first, and ranges then count in
  ///   the repaired ``page``. A byte order mark is skipped. Of more than 2 GB, the rest is cut off.
  public init(parsing page: [UInt8]) {
    storage = HTMLStorage(parsing: page, context: nil)
  }

  /// Parses a page that is known to be UTF-8, and whether it holds NULs or carriage returns.
  package init(parsingUTF8 page: [UInt8], hasControls: Bool) {
    var page = page
    if page.count > HTMLStorage.maxPageSize { page = Array(page[..<HTMLStorage.maxPageSize]) }
    storage = HTMLStorage(
      page, isRepaired: false, hasControls: hasControls, context: nil)
  }

  /// Parses a piece of a page as the content of an element, as `innerHTML` does.
  ///
  /// The nodes are the children of the document's only element.
  ///
  /// - Parameters:
  ///   - fragment: the bytes, as for ``init(parsing:)``.
  ///   - context: the element that the piece is the content of.
  ///   - namespace: the namespace of the context.
  public init(
    parsingFragment fragment: [UInt8], inside context: HTMLTag,
    namespace: HTMLNode.Namespace = .html
  ) {
    var flags: OpenElements.Flags = []
    switch namespace {
    case .html: break
    case .svg: flags = OpenElements.Flags.svg.union(TreeBuilder.integration(context, isSVG: true))
    case .mathML:
      flags = OpenElements.Flags.mathML.union(TreeBuilder.integration(context, isSVG: false))
    }
    storage = HTMLStorage(parsing: fragment, context: FragmentContext(tag: context, flags: flags))
  }

  /// The bytes that all ranges count in: the page as given, or repaired if it was not UTF-8.
  public var page: [UInt8] { storage.page }

  /// Whether the page had bytes that are not UTF-8, so that ``page`` is not what was given.
  public var isRepaired: Bool { storage.isRepaired }

  public var quirksMode: QuirksMode { storage.quirks }

  /// The doctype that counted, if the page has one.
  public var doctype: Doctype? {
    storage.doctype.map { raw in
      func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
      return Doctype(
        name: text(raw.name), publicIdentifier: raw.publicIdentifier.map(text),
        systemIdentifier: raw.systemIdentifier.map(text))
    }
  }

  /// The root of the tree.
  public var document: HTMLNode { HTMLNode(storage: storage, number: 0) }

  /// The `html` element.
  ///
  /// Every page has one.
  public var rootElement: HTMLNode? { document.children.first { $0.kind == .element } }

  /// The `head` element.
  public var head: HTMLNode? { rootElement?.children.first { $0.tag == .head } }

  /// The `body` element; nil in a page of frames.
  public var body: HTMLNode? { rootElement?.children.first { $0.tag == .body } }

  /// How many nodes the arena has.
  ///
  /// Some may hang in no tree: a body that gave way to a frameset,
  /// formatting elements that were copied.
  public var nodeCount: Int { storage.nodes.count }

  /// The node of an index, in `0..<nodeCount`.
  ///
  /// - Precondition: the index is in range.
  public subscript(index: Int) -> HTMLNode {
    precondition(storage.nodes.indices.contains(index), "no node has this index")
    return HTMLNode(storage: storage, number: UInt32(index))
  }
}

/// What a tree is made of; never changed once it stands.
final class HTMLStorage: Sendable {
  let page: [UInt8]
  let side: [UInt8]
  let nodes: [Node]
  let attributes: [RawAttribute]
  let customNames: CustomNames
  let quirks: HTMLTree.QuirksMode
  let doctype: RawDoctype?
  let isRepaired: Bool

  static let maxPageSize = Int(Int32.max)

  convenience init(parsing bytes: [UInt8], context: FragmentContext?) {
    var bytes = bytes.count > Self.maxPageSize ? Array(bytes[..<Self.maxPageSize]) : bytes
    var check = PageCheck(bytes)
    let isRepaired = !check.isValidUTF8
    if isRepaired {
      bytes = Array(String(decoding: bytes, as: UTF8.self).utf8)
      if bytes.count > Self.maxPageSize { bytes = Array(bytes[..<Self.maxPageSize]) }
      check = PageCheck(bytes)
    }
    self.init(bytes, isRepaired: isRepaired, hasControls: check.hasControls, context: context)
  }

  init(_ bytes: [UInt8], isRepaired: Bool, hasControls: Bool, context: FragmentContext?) {
    page = bytes
    self.isRepaired = isRepaired
    var nodes: [Node] = []
    var attributes: [RawAttribute] = []
    Self.grow(&nodes, used: 0, to: bytes.count / 32 + TreeBuilder.nodesPerToken + 64)
    Self.grow(&attributes, used: 0, to: bytes.count / 80 + TreeBuilder.attributesPerToken + 64)
    let builder = Self.run(
      bytes, hasControls: hasControls, context: context, nodes: &nodes,
      attributes: &attributes)
    self.nodes = nodes
    self.attributes = attributes
    side = builder.side
    customNames = builder.tokens.customNames
    quirks = builder.quirks
    doctype = builder.doctype
  }

  /// Parses, and grows the arrays between tokens as long as the builder asks for it.
  private static func run(
    _ bytes: [UInt8], hasControls: Bool, context: FragmentContext?, nodes: inout [Node],
    attributes: inout [RawAttribute]
  ) -> TreeBuilder {
    var builder = TreeBuilder(pageSize: bytes.count, hasControls: hasControls)
    var isDone = false
    var isFirst = true
    while !isDone {
      unsafe bytes.withUnsafeBufferPointer { page in
        unsafe nodes.withUnsafeMutableBufferPointer { nodeBuffer in
          unsafe attributes.withUnsafeMutableBufferPointer { attributeBuffer in
            unsafe builder.tokens.page = PageBytes(page)
            unsafe builder.nodes.borrow(nodeBuffer)
            unsafe builder.tokens.attributes.borrow(attributeBuffer)
            if isFirst { builder.start(context: context) }
            isDone = builder.parse()
          }
        }
      }
      isFirst = false
      if !isDone {
        let (nodeCount, attributeCount) = (builder.nodes.count, builder.tokens.attributes.count)
        let read = builder.tokens.position
        grow(
          &nodes, used: nodeCount,
          to: expected(nodeCount, read, bytes.count) + TreeBuilder.nodesPerToken)
        grow(
          &attributes, used: attributeCount,
          to: expected(attributeCount, read, bytes.count) + TreeBuilder.attributesPerToken)
      }
    }
    nodes.removeLast(nodes.count - builder.nodes.count)
    attributes.removeLast(attributes.count - builder.tokens.attributes.count)
    return builder
  }

  /// How many values a page will have that goes on as it began, and an eighth more.
  ///
  /// Memory that is not written costs nothing; growing step by step would hold both steps at once.
  private static func expected(_ count: Int, _ read: Int, _ size: Int) -> Int {
    let share = Double(size) / Double(max(read, 1))
    return count + count / 8 + Int(Double(count) * (min(share, 64) - 1) * 1.125)
  }

  /// Makes room for more values; those that were used are kept.
  ///
  /// The room is not cleared, which would cost more than small pages do: the builder reads no value
  /// that it has not written, and what is left over is cut off before anyone else can read it.
  private static func grow<Value: BitwiseCopyable>(
    _ values: inout [Value], used: Int, to wanted: Int
  ) {
    guard wanted > values.count else { return }
    let old = values
    values = unsafe Array(unsafeUninitializedCapacity: wanted) { buffer, count in
      unsafe old.withUnsafeBufferPointer { kept in
        _ = unsafe buffer.update(fromContentsOf: kept.prefix(used))
      }
      count = wanted
    }
  }
}

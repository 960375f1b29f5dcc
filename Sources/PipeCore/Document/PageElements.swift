import PipeText

/// The elements of a page around its text, by number: their names, and the words of their classes.
///
/// Nothing is made of a name or a class before somebody asks.
public final class PageElements: Sendable {
  package struct Element: BitwiseCopyable, Sendable {
    /// -1 for the root.
    package let parent: Int32
    /// Index of the name in `names`.
    package let name: UInt16
    /// Index of its class and id among those that are not empty; -1 when it has neither.
    package let words: Int32

    package init(parent: Int32, name: UInt16, words: Int32) {
      self.parent = parent
      self.name = name
      self.words = words
    }
  }

  /// The class and the id of an element.
  package struct Words: BitwiseCopyable, Sendable {
    let classes: Value
    let identifier: Value

    package init(classes: Value, identifier: Value) {
      self.classes = classes
      self.identifier = identifier
    }

    package var isEmpty: Bool { classes.isEmpty && identifier.isEmpty }
  }

  /// The bytes of an attribute's value: of the page, or, when they held references, of the side buffer.
  package struct Value: BitwiseCopyable, Sendable {
    private let start: UInt32
    /// The length in the low 31 bits; the high bit is set for the side buffer.
    private let lengthAndPlace: UInt32

    @inline(__always)
    package init(_ range: Range<Int> = 0..<0, isInSide: Bool = false) {
      start = UInt32(truncatingIfNeeded: range.lowerBound)
      lengthAndPlace = UInt32(truncatingIfNeeded: range.count) | (isInSide ? 1 << 31 : 0)
    }

    var isEmpty: Bool { lengthAndPlace & 0x7FFF_FFFF == 0 }
    var isInSide: Bool { lengthAndPlace &>> 31 != 0 }
    var range: Range<Int> {
      Int(start)..<Int(start) &+ Int(lengthAndPlace & 0x7FFF_FFFF)
    }
  }

  private let page: [UInt8]
  private let side: [UInt8]
  private let elements: [Element]
  /// Of the elements that have any.
  private let words: [Words]
  /// The names that ``nameNumber(of:)`` counts in.
  public let names: [String]

  /// A path, and the class words of a block, are given up to these numbers, the nearest ones.
  static let maxPath = 64
  static let maxWords = 64

  package init(
    page: [UInt8], side: [UInt8], elements: [Element], words: [Words], names: [String]
  ) {
    self.page = page
    self.side = side
    self.elements = elements
    self.words = words
    self.names = names
  }

  /// Elements are numbered from 0, in the order of the page; parents come before what they hold.
  public var count: Int { elements.count }

  /// -1 for the root.
  public func parent(of element: Int) -> Int { Int(elements[element].parent) }

  /// The place of an element's name in ``names``.
  public func nameNumber(of element: Int) -> Int { Int(elements[element].name) }

  public func name(of element: Int) -> String { names[Int(elements[element].name)] }

  /// Whether an element has a class or an id that is not empty.
  public func hasClasses(_ element: Int) -> Bool { elements[element].words >= 0 }

  /// Calls `body` with each word of an element's own class and id, as ``BlockOrigin/classWords`` has
  /// them, but with repeats.
  public func forEachClassWord(
    of element: Int, scratch: inout [UInt8], _ body: (Span<UInt8>) -> Void
  ) {
    guard hasClasses(element) else { return }
    let own = words[Int(elements[element].words)]
    forEachWord(of: own.classes, scratch: &scratch, body)
    forEachWord(of: own.identifier, scratch: &scratch, body)
  }

  /// A hash of an element's class and id: of equal ones the words are equal.
  ///
  /// - Precondition: it has a class or an id.
  public func classHash(of element: Int) -> UInt64 {
    let own = words[Int(elements[element].words)]
    let classes = own.classes.isEmpty ? 0 : withBytes(of: own.classes) { hash64($0) }
    if own.identifier.isEmpty { return classes }
    return combineHashes(classes, withBytes(of: own.identifier) { hash64($0) })
  }

  private func forEachWord(of value: Value, scratch: inout [UInt8], _ body: (Span<UInt8>) -> Void) {
    if value.isEmpty { return }
    withBytes(of: value) { PipeText.forEachClassWord(in: $0, scratch: &scratch, body) }
  }

  private func withBytes<Result>(of value: Value, _ body: (Span<UInt8>) -> Result) -> Result {
    let storage = value.isInSide ? side : page
    let bytes = storage.span
    return body(bytes.extracting(value.range))
  }

  /// The numbers from the root to an element, the lowest 64.
  func path(to element: Int) -> [Int] {
    var path: [Int] = []
    var at = element
    while at >= 0, path.count < Self.maxPath {
      path.append(at)
      at = parent(of: at)
    }
    return path.reversed()
  }

  func classWords(around element: Int) -> [String] {
    var words: [String] = []
    var scratch: [UInt8] = []
    var at = element
    while at >= 0, words.count < Self.maxWords {
      let first = words.count
      forEachClassWord(of: at, scratch: &scratch) { bytes in
        let word = String(copying: bytes)
        if !words[first...].contains(word) { words.append(word) }
      }
      at = parent(of: at)
    }
    return Array(words.prefix(Self.maxWords))
  }
}

/// What the page's reader saw around a block; boilerplate removal decides by it.
public struct BlockOrigin: Sendable {
  /// Bytes of the page, from the first to the last byte of the block's element.
  public let pageRange: Range<Int>
  /// Bytes of the block's text inside links.
  public let linkBytes: Int
  public let linkCount: Int
  /// Whether the page's style or attributes hide the element.
  public let isHidden: Bool
  /// The number of the lowest element that holds all of the block, among ``elements``; -1 for none.
  public let element: Int
  public let elements: PageElements

  /// Names of the elements from the root to the block's own; made anew each time.
  public var tagPath: [String] { elements.path(to: element).map { elements.name(of: $0) } }

  /// Numbers of the elements of ``tagPath``: equal numbers in one page are the same element.
  public var containers: [Int32] { elements.path(to: element).map { Int32($0) } }

  /// Words of the class and id attributes of the element and its ancestors, lowercase, nearest first;
  /// made anew each time.
  public var classWords: [String] { elements.classWords(around: element) }
}

/// What the reader saw around all blocks of a page.
package struct BlockOrigins: RandomAccessCollection, Sendable {
  package struct Stored: BitwiseCopyable, Sendable {
    let pageStart: UInt32
    let pageEnd: UInt32
    let element: Int32
    let linkBytes: Int32
    private let linkCountAndHidden: UInt32

    var linkCount: Int { Int(linkCountAndHidden &>> 1) }
    package var isHidden: Bool { linkCountAndHidden & 1 != 0 }

    package init(
      pageRange: Range<Int>, linkBytes: Int, linkCount: Int, element: Int32, isHidden: Bool
    ) {
      pageStart = UInt32(truncatingIfNeeded: pageRange.lowerBound)
      pageEnd = UInt32(truncatingIfNeeded: pageRange.upperBound)
      self.element = element
      self.linkBytes = Int32(truncatingIfNeeded: linkBytes)
      linkCountAndHidden = UInt32(truncatingIfNeeded: linkCount) &<< 1 | (isHidden ? 1 : 0)
    }
  }

  private let stored: [Stored]
  private let elements: PageElements

  package init(_ stored: [Stored] = [], in elements: PageElements = .none) {
    self.stored = stored
    self.elements = elements
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { stored.count }

  package subscript(index: Int) -> BlockOrigin {
    let it = stored[index]
    return BlockOrigin(
      pageRange: Int(it.pageStart)..<Int(it.pageEnd), linkBytes: Int(it.linkBytes),
      linkCount: it.linkCount, isHidden: it.isHidden, element: Int(it.element),
      elements: elements)
  }
}

extension PageElements {
  /// Of a text.
  package static let none = PageElements(
    page: [], side: [], elements: [], words: [], names: [])
}

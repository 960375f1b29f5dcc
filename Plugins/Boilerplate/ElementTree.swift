import PipeCore
import PipeText

/// Elements around a unit that say something of it, one bit each.
struct TagMasks: Sendable {
  /// Any of the elements around the unit.
  var all: UInt64 = 0
  /// The lowest three of them.
  var near: UInt64 = 0

  static let count = 28
  static let names = [
    "nav", "header", "footer", "aside", "article", "main", "form", "table", "td", "li", "p", "h1",
    "h2", "h3", "a", "blockquote", "pre", "section", "button", "ul", "ol", "figcaption", "noscript",
    "figure", "dl", "details", "strong", "span",
  ]
  static let bits: [String: UInt64] = {
    var bits: [String: UInt64] = [:]
    for (index, name) in names.enumerated() { bits[name] = 1 << UInt64(index) }
    bits["th"] = bits["td"]
    bits["b"] = bits["strong"]
    for name in ["h4", "h5", "h6"] { bits[name] = bits["h3"] }
    bits["dd"] = bits["dl"]
    bits["dt"] = bits["dl"]
    return bits
  }()
  /// The same by hash.
  static let table = NameBits(bits)
}

/// The elements of a page that hold text, with sums over the text in them.
struct ElementTree {
  /// In as few bytes as it needs: each unit of a page can stand in some elements of its own.
  struct Element {
    private let storedParent: Int32
    private var storedWider: Int32 = -1
    /// Where its words are among the class words of the page.
    fileprivate let wordsPlace: Int32
    let own: UInt64
    let masks: TagMasks
    var units: Int32 = 0
    var words: Float = 0
    var longWords: Float = 0
    var bytes: Int32 = 0
    var linkBytes: Int32 = 0
    var sentenceEnds: Int32 = 0
    var firstUnit = Int32.max
    var lastUnit: Int32 = -1
    /// Points of the long texts in it, halved with each level above them.
    var points: Float = 0

    init(parent: Int, own: UInt64, masks: TagMasks, wordsPlace: Int) {
      storedParent = Int32(truncatingIfNeeded: parent)
      self.own = own
      self.masks = masks
      self.wordsPlace = Int32(truncatingIfNeeded: wordsPlace)
    }

    /// -1 for none.
    var parent: Int { Int(storedParent) }
    /// The nearest ancestor that holds more units; -1 for none.
    var wider: Int {
      get { Int(storedWider) }
      set { storedWider = Int32(truncatingIfNeeded: newValue) }
    }

    var linkShare: Float { bytes == 0 ? 0 : min(1, Float(linkBytes) / Float(bytes)) }
  }

  private(set) var elements: [Element] = []
  private var classes = ElementClasses()
  /// The index of each element of the page in ``elements``; -1 where it holds no unit yet.
  private var indices: [Int32] = []
  /// The bits of each of the page's names.
  private var nameBits: [UInt64] = []
  /// Room for the elements that are to be added.
  private var path: [Int] = []

  /// The element of a unit.
  ///
  /// - Complexity: O(1) but for elements that no unit before stood in.
  mutating func enter(_ origin: BlockOrigin) -> Int {
    let page = origin.elements
    if origin.element < 0 { return -1 }
    if indices.isEmpty {
      indices = [Int32](repeating: -1, count: page.count)
      nameBits = page.names.map { TagMasks.table[hash64($0.utf8Span.span)] }
    }
    if indices[origin.element] < 0 { addPath(to: origin.element, of: page) }
    return Int(indices[origin.element])
  }

  /// Adds an element, and those around it that are not there yet, from the outermost on.
  private mutating func addPath(to element: Int, of page: PageElements) {
    path.removeAll(keepingCapacity: true)
    var number = element
    while number >= 0, indices[number] < 0 {
      path.append(number)
      number = page.parent(of: number)
    }
    while let number = path.popLast() { add(number, of: page) }
  }

  private mutating func add(_ number: Int, of page: PageElements) {
    let own = nameBits[page.nameNumber(of: number)]
    var masks = TagMasks(all: own, near: own)
    let number = (page: number, parent: page.parent(of: number))
    let parent = number.parent < 0 ? -1 : Int(indices[number.parent])
    if parent >= 0 {
      masks.all |= elements[parent].masks.all
      masks.near |= elements[parent].own
      if elements[parent].parent >= 0 { masks.near |= elements[elements[parent].parent].own }
    }
    indices[number.page] = Int32(elements.count)
    let around = parent < 0 ? -1 : Int(elements[parent].wordsPlace)
    let place = classes.place(of: number.page, of: page, in: around)
    elements.append(Element(parent: parent, own: own, masks: masks, wordsPlace: place))
  }

  /// The class words around an element.
  func classes(around element: Int) -> ClassMasks {
    classes.masks(at: Int(elements[element].wordsPlace))
  }

  /// Sums up the units of all elements; a parent stands before its children.
  mutating func sum(_ page: PageUnits) {
    for index in page.units.indices where page.markup[index].element >= 0 {
      addUnit(page, index)
      if page.units[index].isLong { addPoints(page, index) }
    }
    for index in elements.indices.reversed() where elements[index].parent >= 0 {
      let child = elements[index]
      elements[child.parent].units += child.units
      elements[child.parent].words += child.words
      elements[child.parent].longWords += child.longWords
      elements[child.parent].bytes += child.bytes
      elements[child.parent].linkBytes += child.linkBytes
      elements[child.parent].sentenceEnds += child.sentenceEnds
      elements[child.parent].firstUnit = min(elements[child.parent].firstUnit, child.firstUnit)
      elements[child.parent].lastUnit = max(elements[child.parent].lastUnit, child.lastUnit)
    }
    for index in elements.indices {
      let parent = elements[index].parent
      if parent < 0 { continue }
      elements[index].wider =
        elements[parent].units > elements[index].units ? parent : elements[parent].wider
    }
  }

  private mutating func addUnit(_ page: PageUnits, _ index: Int) {
    let element = page.markup[index].element
    let words = Float(page.units[index].words)
    elements[element].units += 1
    elements[element].words += words
    elements[element].longWords += page.units[index].isLong ? words : 0
    elements[element].bytes += page.texts[index].byteCount
    elements[element].linkBytes += page.markup[index].linkBytes
    elements[element].sentenceEnds += page.units[index].endsSentence ? 1 : 0
    let number = Int32(truncatingIfNeeded: index)
    elements[element].firstUnit = min(elements[element].firstUnit, number)
    elements[element].lastUnit = max(elements[element].lastUnit, number)
  }

  private mutating func addPoints(_ page: PageUnits, _ index: Int) {
    let characters = page.table[.characters, index]
    var points = 1 + page.table[.commas, index] + min(characters / 100, 3)
    var element = elements[page.markup[index].element].parent
    for _ in 0..<5 where element >= 0 {
      elements[element].points += points
      points /= 2
      element = elements[element].parent
    }
  }

  /// The element that the points speak for.
  var candidate: Int {
    var best = -1
    var most: Float = 0
    for (index, element) in elements.enumerated() {
      let points = element.points * (1 - element.linkShare)
      if points > most {
        most = points
        best = index
      }
    }
    return best
  }
}

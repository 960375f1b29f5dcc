/// The stack of open elements (13.2.4.2), which answers every question of scope in constant time.
///
/// Each entry knows the nearest entry at or below it that bounds each scope, and the entry below it
/// of the same name: an element is in scope if the topmost of its name is not below the bound.
struct OpenElements: ~Copyable {
  /// What an entry keeps the nearest bound of.
  enum Bound: Int {
    /// The scopes of 13.2.4.2.
    case scope, button, list, table
    case special
    /// Special elements but `address`, `div`, `p`: where the search for an open `li` ends.
    case listItem
    /// The elements that an insertion mode follows from.
    case mode
    /// Elements of HTML, not of SVG or MathML.
    case html
  }

  struct Entry {
    var node: UInt32
    /// Where children go: the element, or the contents of a template.
    var target: UInt32
    var tag: UInt16
    var flags: Flags
    var slot: UInt16
    /// One more than the place of the next entry below in the same slot; 0 if there is none.
    var below: UInt16
    var bounds: SIMD8<UInt16>
  }

  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt16
    static let svg = Flags(rawValue: 1)
    static let mathML = Flags(rawValue: 2)
    static let mathMLTextIntegrationPoint = Flags(rawValue: 4)
    static let htmlIntegrationPoint = Flags(rawValue: 8)
    static let annotationXML = Flags(rawValue: 16)
    static let foreign: Flags = [.svg, .mathML]
    /// A table, row or group of rows: what is inserted here may be foster-parented.
    static let tablePart = Flags(rawValue: 32)
  }

  /// Deeper elements are not opened: they become leaves of the deepest.
  static let maxDepth = 512

  private(set) var entries: [Entry] = []
  /// By slot, one more than the place of the topmost entry; 0 if there is none.
  private var tops = [UInt16](repeating: 0, count: 1024)
  private let traits = TagTraits.all

  init() { entries.reserveCapacity(Self.maxDepth + 16) }

  @inline(__always)
  var count: Int { entries.count }

  /// The current node.
  ///
  /// The stack is never empty once the root is there.
  @inline(__always)
  var current: Entry { entries[entries.count &- 1] }

  @inline(__always)
  subscript(index: Int) -> Entry { entries[index] }

  @inline(__always)
  static func slot(of tag: UInt16, isForeign: Bool) -> UInt16 {
    if isForeign { return 512 | (tag & 511) }
    return tag < 256 ? tag : 256 | (tag & 255)
  }

  @inline(__always)
  mutating func push(node: UInt32, target: UInt32, tag: UInt16, flags: Flags) {
    let slot = Self.slot(of: tag, isForeign: !flags.isDisjoint(with: .foreign))
    var entry = Entry(
      node: node, target: target, tag: tag, flags: flags, slot: slot, below: tops[Int(slot)],
      bounds: SIMD8(repeating: 0))
    if !entries.isEmpty { entry.bounds = current.bounds }
    bound(&entry, at: entries.count)
    entries.append(entry)
    tops[Int(slot)] = UInt16(truncatingIfNeeded: entries.count)
  }

  @inline(__always)
  private func bound(_ entry: inout Entry, at place: Int) {
    var mask = TagTraits.foreignPlain
    if entry.flags.isDisjoint(with: .foreign) {
      mask = traits[entry.tag < 256 ? Int(entry.tag) : 0].bounds
    } else if !entry.flags.isDisjoint(
      with: [.mathMLTextIntegrationPoint, .htmlIntegrationPoint, .annotationXML])
    {
      mask = TagTraits.foreignBarrier
    }
    let here = SIMD8<UInt16>(repeating: UInt16(truncatingIfNeeded: place))
    entry.bounds = (entry.bounds & ~mask) | (here & mask)
  }

  @inline(__always)
  @discardableResult
  mutating func pop() -> Entry {
    let entry = entries.removeLast()
    tops[Int(entry.slot)] = entry.below
    return entry
  }

  mutating func remove(at place: Int) {
    rebuild(from: place) { $0.remove(at: place) }
  }

  mutating func insert(_ entry: Entry, at place: Int) {
    rebuild(from: place) { $0.insert(entry, at: place) }
  }

  mutating func replaceNode(at place: Int, with node: UInt32) {
    entries[place].node = node
    entries[place].target = node
  }

  private mutating func rebuild(from place: Int, _ change: (inout [Entry]) -> Void) {
    for entry in entries[place...].reversed() { tops[Int(entry.slot)] = entry.below }
    change(&entries)
    for index in place..<entries.count {
      var entry = entries[index]
      entry.below = tops[Int(entry.slot)]
      entry.bounds = index > 0 ? entries[index - 1].bounds : SIMD8(repeating: 0)
      bound(&entry, at: index)
      entries[index] = entry
      tops[Int(entry.slot)] = UInt16(index + 1)
    }
  }

  /// What the current node is, if it is an HTML element.
  @inline(__always)
  var currentTraits: TagTraits.Flags {
    let entry = current
    guard entry.flags.isDisjoint(with: .foreign) else { return [] }
    return traits[entry.tag < 256 ? Int(entry.tag) : 0].flags
  }

  /// The place of the nearest bound, seen from the current node.
  @inline(__always)
  func bound(_ bound: Bound) -> Int { Int(current.bounds[bound.rawValue]) }

  /// The place of the topmost HTML element of a name.
  @inline(__always)
  func top(_ tag: HTMLTag) -> Int? {
    let place = tops[Int(tag.rawValue)]
    return place == 0 ? nil : Int(place) - 1
  }

  /// The same for any name, known or not; slots are shared by custom names.
  func top(identifier: UInt16, isForeign: Bool = false) -> Int? {
    var place = tops[Int(Self.slot(of: identifier, isForeign: isForeign))]
    while place != 0 {
      let entry = entries[Int(place) - 1]
      if entry.tag == identifier { return Int(place) - 1 }
      place = entry.below
    }
    return nil
  }

  @inline(__always)
  func has(_ tag: HTMLTag, in scope: Bound = .scope) -> Bool {
    let place = tops[Int(tag.rawValue)]
    return place != 0 && Int(place) - 1 >= bound(scope)
  }

  /// The place of a node, if it is open.
  func place(of node: UInt32) -> Int? {
    entries.lastIndex { $0.node == node }
  }
}

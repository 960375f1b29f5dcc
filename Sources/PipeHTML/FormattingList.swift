/// The list of active formatting elements (13.2.4.3).
struct FormattingList: ~Copyable {
  struct Entry {
    /// The element, or 0 for a marker.
    var node: UInt32
    var tag: UInt16
    /// A hash of the attributes, in any order; 0 while nobody asked.
    var attributes: UInt64 = 0

    var isMarker: Bool { node == 0 }
  }

  /// The oldest entry goes when the list would grow past this.
  static let maxCount = 256

  private(set) var entries: [Entry] = []

  subscript(place: Int) -> Entry { entries[place] }
  var count: Int { entries.count }
  @inline(__always)
  var last: Entry? { entries.last }

  mutating func insertMarker() {
    append(Entry(node: 0, tag: 0))
  }

  private mutating func append(_ entry: Entry) {
    if entries.count >= Self.maxCount { entries.removeFirst() }
    entries.append(entry)
  }

  /// Adds an element; of four that are alike since the last marker, the earliest goes.
  ///
  /// - Parameters:
  ///   - node: the element.
  ///   - tag: its name.
  ///   - hash: gives the attributes of an element; called only if three of the name are there.
  mutating func push(_ node: UInt32, tag: UInt16, hash: (UInt32) -> UInt64) {
    var entry = Entry(node: node, tag: tag)
    var alike = 0
    var place = entries.count
    while place > 0, !entries[place - 1].isMarker {
      place -= 1
      if entries[place].tag == tag { alike += 1 }
    }
    if alike >= 3 {
      entry.attributes = hash(node)
      removeFourth(like: entry, from: place, hash: hash)
    }
    append(entry)
  }

  private mutating func removeFourth(like entry: Entry, from start: Int, hash: (UInt32) -> UInt64) {
    var alike = 0
    var earliest = start
    for place in (start..<entries.count).reversed() where entries[place].tag == entry.tag {
      if entries[place].attributes == 0 { entries[place].attributes = hash(entries[place].node) }
      if entries[place].attributes == entry.attributes {
        alike += 1
        earliest = place
      }
    }
    if alike >= 3 { entries.remove(at: earliest) }
  }

  mutating func clearToMarker() {
    while let entry = entries.popLast(), !entry.isMarker {}
  }

  mutating func removeAll() { entries.removeAll() }

  mutating func remove(at place: Int) { entries.remove(at: place) }

  mutating func remove(_ node: UInt32) {
    if let place = place(of: node) { entries.remove(at: place) }
  }

  mutating func insert(_ node: UInt32, tag: UInt16, at place: Int) {
    entries.insert(Entry(node: node, tag: tag), at: place)
  }

  mutating func replace(at place: Int, with node: UInt32) {
    entries[place].node = node
  }

  func place(of node: UInt32) -> Int? {
    entries.lastIndex { $0.node == node }
  }

  /// The last element of a name since the last marker.
  func lastPlace(of tag: UInt16) -> Int? {
    var place = entries.count
    while place > 0, !entries[place - 1].isMarker {
      place -= 1
      if entries[place].tag == tag { return place }
    }
    return nil
  }
}

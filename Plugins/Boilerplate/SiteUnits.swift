import PipeCore
import PipeText

/// What a site template may hold: a block of a page; in text a wrapped block, or a line of another one.
struct SiteUnit: Sendable {
  let block: Int
  /// Index of the document's line, when the unit is one of several lines of its block.
  let line: Int?
  /// Equal for units of the same text.
  ///
  /// All numbers are one, but in headings, in what is nothing but numbers, and where
  /// a page has several units that differ in numbers alone: the prices of a list.
  var text: UInt64
  /// Equal for units of the same text, numbers included.
  let exactText: UInt64
  /// Equal for units of the same place.
  var place: UInt64 = 0
  /// The text with the one before, and with the one behind, for units of a text.
  var pairs: [UInt64] = []
  /// Whether the unit's text says less than its place: a heading is only ever judged by its text.
  let isHeading: Bool
  /// Whether it leads to what follows: a heading, or a text with a colon at its end.
  let isLead: Bool
  let words: Int
  /// Eighths of the bytes that are in links.
  let linkEighths: Int
}

/// The units of a document in order.
struct SiteUnits: Sendable {
  private(set) var units: [SiteUnit] = []
  /// Names of places, by place; of pages only.
  private(set) var names: [UInt64: String] = [:]
  let isPage: Bool

  /// The number of lines behind a text that it can be the head of.
  static let reach = 4

  init(of document: Document) {
    isPage = document.isPage
    var reader = UnitReader()
    var places = PlaceReader()
    var parted: Set<Int> = []
    document.forEachBlock { view in
      let block = view.block
      if !isPage, block.lines.count > 1, !block.isWrapped, block.kind != .table, block.kind != .code
      {
        parted.insert(view.index)
        return
      }
      var unit = reader.unit(
        view.bytes, block: view.index, line: nil, kind: block.kind,
        linkBytes: view.origin?.linkBytes ?? 0)
      if let origin = view.origin {
        unit.place = places.place(of: origin, kind: block.kind)
        if names[unit.place] == nil { names[unit.place] = places.name }
      }
      units.append(unit)
    }
    if !parted.isEmpty { addLines(of: parted, in: document, &reader) }
    unfoldSeries()
    if !isPage { pairNeighbours() }
  }

  private mutating func unfoldSeries() {
    var exact: [UInt64: UInt64] = [:]
    var series: Set<UInt64> = []
    for unit in units {
      if let other = exact[unit.text], other != unit.exactText { series.insert(unit.text) }
      exact[unit.text] = unit.exactText
    }
    if series.isEmpty { return }
    for index in units.indices where series.contains(units[index].text) {
      units[index].text = units[index].exactText
    }
  }

  private mutating func addLines(
    of parted: Set<Int>, in document: Document, _ reader: inout UnitReader
  ) {
    var block = 0
    document.forEachLine { line in
      while !document.blocks[block].lines.contains(line.index) { block += 1 }
      guard parted.contains(block), !isBlank(line.bytes) else { return }
      units.append(
        reader.unit(line.bytes, block: block, line: line.index, kind: line.kind, linkBytes: 0))
    }
    units.sort { ($0.block, $0.line ?? 0) < ($1.block, $1.line ?? 0) }
  }

  private mutating func pairNeighbours() {
    for index in units.indices {
      let before = index == 0 ? 1 : units[index - 1].text
      let behind = index + 1 == units.count ? 2 : units[index + 1].text
      units[index].pairs = [
        combineHashes(before, units[index].text), combineHashes(units[index].text, behind),
      ]
    }
  }
}

/// Reads what of a unit's text is compared.
private struct UnitReader {
  private var folded: [UInt8] = []

  mutating func unit(
    _ bytes: Span<UInt8>, block: Int, line: Int?, kind: BlockKind, linkBytes: Int
  ) -> SiteUnit {
    folded.removeAll(keepingCapacity: true)
    appendFolded(bytes, to: &folded)
    var hash: UInt64 = 0
    var exact: UInt64 = 0
    var words = 0
    var hasWord = false
    let text = folded.span
    let number = Self.number
    var last: UInt64 = 0
    forEachToken(in: text) { range in
      words += 1
      let token = hash64(text.extracting(range))
      exact = combineHashes(exact, token)
      let isNumber = text[range.lowerBound] &- 0x30 < 10
      hasWord = hasWord || !isNumber
      if isNumber, last == number { return }
      last = isNumber ? number : token
      hash = combineHashes(hash, last)
    }
    let visible = text.extracting(trimmed(text))
    if words == 0 { exact = hash64(visible, seed: 1) }
    let isHeading = kind == .heading
    return SiteUnit(
      block: block, line: line, text: hasWord && !isHeading ? hash : exact, exactText: exact,
      isHeading: isHeading,
      isLead: isHeading || (!visible.isEmpty && visible[visible.count - 1] == UInt8(ascii: ":")),
      words: words, linkEighths: bytes.isEmpty ? 0 : min(8, linkBytes * 8 / bytes.count))
  }

  private static let number = hash64([UInt8(ascii: "0")].span)
}

/// Reads the places of blocks; blocks of one element share the work.
private struct PlaceReader {
  private var element: Int32?
  private var hash: UInt64 = 0
  private(set) var name = ""

  /// The elements around a block and the nearest words of their classes.
  mutating func place(of origin: BlockOrigin, kind: BlockKind) -> UInt64 {
    if element == nil || element != origin.containers.last {
      element = origin.containers.last
      hash = 0
      for tag in origin.tagPath.suffix(4) {
        hash = combineHashes(hash, hash64(Array(tag.utf8).span))
      }
      for word in origin.classWords.prefix(4) {
        hash = combineHashes(hash, hash64(Array(word.utf8).span))
      }
      let tags = origin.tagPath.suffix(2).joined(separator: " > ")
      name = origin.classWords.first.map { tags + " ." + $0 } ?? tags
    }
    return combineHashes(hash, UInt64(kind.rawValue))
  }
}

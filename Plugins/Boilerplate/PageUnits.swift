import PipeCore
import PipeText

/// What is kept or dropped as a whole: a block, or a line of a block whose lines were not wrapped.
struct Unit: Sendable {
  let block: Int
  /// Index of the document's line, when the unit is one of several lines of its block.
  let line: Int?
  let kind: BlockKind
  let level: Int
  var facts: TextFacts
  let linkBytes: Int
  let linkCount: Int
  let isHidden: Bool
  let byteCount: Int
  var tags = TagMasks()
  var classes = ClassMasks()
  /// Index of the lowest element of the page that holds the unit; -1 for text.
  var element = -1
  /// Of the tags and class words near the unit.
  var look: UInt64 = 0

  var linkShare: Float {
    byteCount == 0 ? 0 : min(1, Float(linkBytes) / Float(byteCount))
  }
  /// Enough text, outside links, that it can hardly be a label.
  var isLong: Bool { facts.words >= 15 && linkShare < 0.35 }
}

/// The units of a document, in order, and the elements they stand in.
struct PageUnits {
  var units: [Unit] = []
  var tree = ElementTree()
  /// Hashes of all words.
  var words: [UInt64] = []
  let isPage: Bool
  let titleWords: Set<UInt64>

  init(_ document: Document) {
    isPage = document.isPage
    var buffer: [UInt8] = []
    titleWords = Self.titleWords(document, &buffer)
    var classes = ClassReader()
    var parted: Set<Int> = []
    document.forEachBlock { view in
      if !document.isPage, Self.isParted(view.block) {
        parted.insert(view.index)
      } else {
        add(view, &classes, &buffer)
      }
    }
    if !parted.isEmpty { addLines(of: parted, in: document, &buffer) }
    countStopWords()
    tree.sum(units)
  }

  /// Whether the lines of a text's block are decided on one by one.
  private static func isParted(_ block: Block) -> Bool {
    block.lines.count > 1 && !block.isWrapped && block.kind != .table && block.kind != .code
  }

  private mutating func addLines(
    of parted: Set<Int>, in document: Document, _ buffer: inout [UInt8]
  ) {
    var block = 0
    document.forEachLine { line in
      while !document.blocks[block].lines.contains(line.index) { block += 1 }
      guard parted.contains(block) else { return }
      units.append(
        Unit(
          block: block, line: line.index, kind: line.kind, level: document.blocks[block].level,
          facts: TextFacts(line.bytes, pageWords: &words, buffer: &buffer), linkBytes: 0,
          linkCount: 0, isHidden: false, byteCount: line.bytes.count))
    }
    units.sort { ($0.block, $0.line ?? 0) < ($1.block, $1.line ?? 0) }
  }

  private mutating func add(
    _ view: borrowing BlockView, _ classes: inout ClassReader, _ buffer: inout [UInt8]
  ) {
    let origin = view.origin
    let bytes = view.bytes
    var unit = Unit(
      block: view.index, line: nil, kind: view.block.kind, level: view.block.level,
      facts: TextFacts(bytes, pageWords: &words, buffer: &buffer),
      linkBytes: origin?.linkBytes ?? 0, linkCount: origin?.linkCount ?? 0,
      isHidden: origin?.isHidden ?? false, byteCount: bytes.count)
    if let origin {
      unit.element = tree.enter(origin)
      unit.tags = tree.masks(of: unit.element)
      unit.classes = classes.masks(of: origin.classWords)
      unit.look = combineHashes(unit.tags.near, unit.classes.nearHash)
    }
    units.append(unit)
  }

  private mutating func countStopWords() {
    guard let list = StopWords.likeliest(forHashes: words.span) else { return }
    for index in units.indices {
      var count = 0
      for word in units[index].facts.wordRange where list.contains(hash: words[word]) { count += 1 }
      units[index].facts.stopWords = count
    }
  }

  private static func titleWords(_ document: Document, _ buffer: inout [UInt8]) -> Set<UInt64> {
    guard let title = document.metadata["title"]?.string else { return [] }
    var words: Set<UInt64> = []
    let bytes = Array(title.utf8)
    forEachToken(in: bytes.span) { range in
      buffer.removeAll(keepingCapacity: true)
      appendFolded(bytes.span.extracting(range), to: &buffer)
      words.insert(hash64(buffer.span))
    }
    return words
  }
}

import PipeCore
import PipeText

/// What is kept or dropped as a whole: a block, or a line of a block whose lines were not wrapped.
struct Unit: Sendable {
  let block: Int
  /// Index of the document's line, when the unit is one of several lines of its block.
  let line: Int?
  let kind: BlockKind
  let level: Int
  let facts: TextCounts
  /// The unit's part of ``PageUnits/words``.
  let wordRange: Range<Int>
  /// Function words of the page's likeliest language.
  var stopWords = 0
  let linkBytes: Int
  let linkCount: Int
  let linkShare: Float
  let isHidden: Bool
  let byteCount: Int
  var tags = TagMasks()
  var classes = ClassMasks()
  /// Index of the lowest element of the page that holds the unit; -1 for text.
  var element = -1
  /// Of the tags and class words near the unit.
  var look: UInt64 = 0

  init(
    block: Int, line: Int?, kind: BlockKind, level: Int, facts: TextCounts, wordRange: Range<Int>,
    byteCount: Int, origin: BlockOrigin? = nil
  ) {
    self.block = block
    self.line = line
    self.kind = kind
    self.level = level
    self.facts = facts
    self.wordRange = wordRange
    self.byteCount = byteCount
    linkBytes = origin?.linkBytes ?? 0
    linkCount = origin?.linkCount ?? 0
    isHidden = origin?.isHidden ?? false
    linkShare = byteCount == 0 ? 0 : min(1, Float(linkBytes) / Float(byteCount))
  }

  /// Enough text, outside links, that it can hardly be a label.
  var isLong: Bool { facts.words >= 15 && linkShare < 0.35 }
}

/// The units of a document, in order, and the elements they stand in.
struct PageUnits {
  private(set) var units: [Unit] = []
  private(set) var tree = ElementTree()
  /// Of all words, what ``TextCounter`` gives.
  private(set) var words: [UInt32] = []
  let isPage: Bool
  let titleWords: WordSet

  init(_ document: Document) {
    isPage = document.isPage
    titleWords =
      document.metadata["title"]?.string.map { WordSet(of: Array($0.utf8).span) } ?? WordSet()
    var counter = TextCounter(words: CueWords.marks, title: titleWords)
    let isPage = isPage
    units.reserveCapacity(document.blocks.count)
    document.forEachBlock(
      linesOf: { !isPage && Self.isParted($0) },
      block: { add($0, &counter) },
      line: { add($0, of: document.blocks[$1], $1, &counter) })
    countStopWords()
    tree.sum(units)
  }

  /// Whether the lines of a text's block are decided on one by one.
  private static func isParted(_ block: Block) -> Bool {
    block.lines.count > 1 && !block.isWrapped && block.kind != .table && block.kind != .code
  }

  private mutating func add(
    _ line: borrowing LineView, of block: Block, _ index: Int, _ counter: inout TextCounter
  ) {
    let start = words.count
    let facts = counter.count(line.bytes, ids: &words)
    units.append(
      Unit(
        block: index, line: line.index, kind: line.kind, level: block.level, facts: facts,
        wordRange: start..<words.count, byteCount: line.bytes.count))
  }

  private mutating func add(
    _ view: borrowing BlockView, _ counter: inout TextCounter
  ) {
    let origin = view.origin
    let start = words.count
    let facts = counter.count(view.bytes, ids: &words)
    var unit = Unit(
      block: view.index, line: nil, kind: view.block.kind, level: view.block.level, facts: facts,
      wordRange: start..<words.count, byteCount: view.bytes.count, origin: origin)
    if let origin {
      unit.element = tree.enter(origin)
      if unit.element >= 0 {
        unit.tags = tree.elements[unit.element].masks
        unit.classes = tree.elements[unit.element].classes
      }
      unit.look = combineHashes(unit.tags.near, unit.classes.nearHash)
    }
    units.append(unit)
  }

  private mutating func countStopWords() {
    let marks = CueWords.marks
    var counts = [UInt32](repeating: 0, count: marks.languages.count)
    for word in words { counts[Int(word & 0xFFFF)] &+= 1 }
    guard let isStopWord = marks.stopWords(likeliestFor: counts) else { return }
    for index in units.indices {
      var count = 0
      for word in units[index].wordRange { count &+= isStopWord[Int(words[word] & 0xFFFF)] ? 1 : 0 }
      units[index].stopWords = count
    }
  }
}

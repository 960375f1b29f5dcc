import PipeCore
import PipeText

/// What is kept or dropped as a whole: a block, or a line of a block whose lines were not wrapped.
struct Unit: Sendable {
  let block: Int32
  /// Index of the document's line when the unit is one of several lines of its block; -1 when it is a block.
  let line: Int32
  let kind: BlockKind
  let endsSentence: Bool
  /// Enough text, outside links, that it can hardly be a label.
  let isLong: Bool
  let level: Int32
  let words: Int32
  /// Where the unit's part of ``PageUnits/words`` begins.
  let firstWord: Int
  /// Of its words.
  let hash: UInt64

  /// A heading of level 1.
  var isHeadline: Bool { kind == .heading && level == 1 }
  var wordRange: Range<Int> { firstWord..<(firstWord + Int(words)) }
}

/// What is known of a page's unit beside its text.
struct UnitMarkup: Sendable {
  let linkBytes: Int
  let linkCount: Int
  let linkShare: Float
  let isHidden: Bool
  let byteCount: Int
  /// Index of the lowest element of the page that holds the unit; -1 for none.
  var element = -1
  var tags = TagMasks()
  var classes = ClassMasks()
  /// Of the tags and class words near the unit.
  var look: UInt64 = 0

  init(_ origin: BlockOrigin?, byteCount: Int) {
    self.byteCount = byteCount
    linkBytes = origin?.linkBytes ?? 0
    linkCount = origin?.linkCount ?? 0
    isHidden = origin?.isHidden ?? false
    linkShare = byteCount == 0 ? 0 : min(1, Float(linkBytes) / Float(byteCount))
  }
}

/// The units of a document, in order, and the elements they stand in.
struct PageUnits {
  private(set) var units: [Unit] = []
  /// Of the units of a page; empty for text.
  private(set) var markup: [UnitMarkup] = []
  private(set) var tree = ElementTree()
  /// Of all words, what ``TextCounter`` gives.
  private(set) var words: [UInt32] = []
  let isPage: Bool
  let titleWords: WordSet
  /// What was counted in the units: a row for each, and no others; its columns are ``UnitColumn``.
  let table: ColumnTable

  init(_ document: Document) {
    isPage = document.isPage
    titleWords =
      document.metadata["title"]?.string.map { WordSet(of: Array($0.utf8).span) } ?? WordSet()
    var counter = TextCounter(words: CueWords.marks, title: titleWords)
    let isPage = isPage
    let most = isPage ? document.blocks.count : document.lines.count
    let net: ContextNet = isPage ? .page : .text
    table = ColumnTable(
      rows: most, columns: UnitColumn.allCases.count, inputs: net.inputs.count)
    units.reserveCapacity(most)
    words.reserveCapacity(document.source.count / 5)
    if isPage { markup.reserveCapacity(most) }
    document.forEachBlock(
      linesOf: { !isPage && Self.isParted($0) },
      block: { add($0, &counter) },
      line: { add($0, of: document.blocks[$1], $1, &counter) })
    table.trim(to: units.count)
    countStopWords()
    if isPage { tree.sum(self) }
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
    add(facts, start, block: index, line: line.index, line.kind, block.level, linkShare: 0)
  }

  private mutating func add(
    _ view: borrowing BlockView, _ counter: inout TextCounter
  ) {
    let start = words.count
    let facts = counter.count(view.bytes, ids: &words)
    var linkShare: Float = 0
    if isPage {
      let markup = markup(of: view)
      linkShare = markup.linkShare
      self.markup.append(markup)
    }
    add(
      facts, start, block: view.index, line: -1, view.block.kind, view.block.level,
      linkShare: linkShare)
  }

  @inline(__always)
  private mutating func add(
    _ facts: TextCounts, _ firstWord: Int, block: Int, line: Int, _ kind: BlockKind, _ level: Int,
    linkShare: Float
  ) {
    table.row(units.count).set(facts)
    units.append(
      Unit(
        block: Int32(truncatingIfNeeded: block), line: Int32(truncatingIfNeeded: line), kind: kind,
        endsSentence: facts.endsSentence, isLong: facts.words >= 15 && linkShare < 0.35,
        level: Int32(truncatingIfNeeded: level), words: Int32(truncatingIfNeeded: facts.words),
        firstWord: firstWord, hash: facts.hash))
  }

  private mutating func markup(of view: borrowing BlockView) -> UnitMarkup {
    let origin = view.origin
    var markup = UnitMarkup(origin, byteCount: view.bytes.count)
    if let origin {
      markup.element = tree.enter(origin)
      if markup.element >= 0 {
        markup.tags = tree.elements[markup.element].masks
        markup.classes = tree.elements[markup.element].classes
      }
      markup.look = combineHashes(markup.tags.near, markup.classes.nearHash)
    }
    return markup
  }

  /// Counts the function words of the page's likeliest language.
  private func countStopWords() {
    let marks = CueWords.marks
    guard let isStopWord = marks.stopWords(likeliestFor: words.span) else { return }
    for index in units.indices {
      table[.stopWords, index] = Float(isStopWord.count(in: words.span, units[index].wordRange))
    }
  }
}

import PipeCore
import PipeText

/// The units of a part of a document, in order, and the elements they stand in.
///
/// A document is one part, unless it has very many units.
struct PageUnits {
  private(set) var units: [Unit] = []
  /// Of each unit.
  private(set) var texts: [UnitText] = []
  /// Of the units of a page; empty for text.
  private(set) var markup: [UnitMarkup] = []
  private(set) var tree = ElementTree()
  /// Of all words, what ``TextCounter`` gives.
  private(set) var words: [UInt32] = []
  /// Whether any unit is a sentence of three words or more; without one, they are not judged.
  private(set) var hasSentence = false
  let isPage: Bool
  let titleWords: WordSet
  /// What was counted in the units: a row for each, and no others; its columns are ``UnitColumn``.
  let table: ColumnTable
  private let room: Int

  private init(room: Int, isPage: Bool, _ titleWords: WordSet) {
    self.room = room
    self.isPage = isPage
    self.titleWords = titleWords
    let net: ContextNet = isPage ? .page : .text
    table = ColumnTable(rows: room, columns: UnitColumn.allCases.count, inputs: net.inputs.count)
    units.reserveCapacity(room)
    texts.reserveCapacity(room)
  }

  var isFull: Bool { units.count == room }

  /// The words of a unit among ``words``.
  func wordRange(of unit: Int) -> Range<Int> {
    let start = Int(texts[unit].firstWord)
    return start..<(start + Int(units[unit].words))
  }

  // MARK: - Texts

  private mutating func add(
    _ text: Span<UInt8>, of block: Block, _ index: Int, line: Int, _ counter: inout TextCounter
  ) {
    let start = words.count
    let facts = counter.count(text, ids: &words)
    table.row(units.count).set(facts)
    let unit = Unit(block: index, line: line, block.kind, level: block.level, facts)
    hasSentence = hasSentence || unit.isSentence
    units.append(unit)
    texts.append(
      UnitText(
        firstWord: Int32(truncatingIfNeeded: start),
        byteCount: Int32(truncatingIfNeeded: text.count), hash: facts.hash))
  }

  // MARK: - Markup

  /// Looks at what stands around the units when all are there, if they will be judged.
  private mutating func finish(_ document: Document, isComplete: Bool) {
    table.trim(to: units.count)
    guard hasSentence || isComplete else { return }
    if isPage {
      markup.reserveCapacity(units.count)
      for index in units.indices { addMarkup(of: index, document) }
    }
    for index in units.indices { mark(index) }
    countStopWords()
    if isPage { tree.sum(self) }
  }

  private mutating func addMarkup(of index: Int, _ document: Document) {
    let origin = document.blocks[Int(units[index].block)].origin.map { document.origins[$0] }
    var markup = UnitMarkup(origin, byteCount: Int(texts[index].byteCount))
    if let origin {
      markup.element = tree.enter(origin)
      if markup.element >= 0 {
        markup.tags = tree.elements[markup.element].masks
        markup.classes = tree.classes(around: markup.element)
      }
      markup.look = combineHashes(markup.tags.near, markup.classes.nearHash)
    }
    self.markup.append(markup)
  }

  private mutating func mark(_ index: Int) {
    let unit = units[index]
    let linkShare = isPage ? markup[index].linkShare : 0
    units[index].mark(.isLong, if: unit.words >= 15 && linkShare < 0.35)
    units[index].mark(.namesComments, if: unit.words <= 6 && table[.comment, index] > 0)
    let isLegal = unit.words < 25 && table[.legal, index] > 0
    units[index].mark(
      .isWritten, if: unit.isSentence && !isLegal && (!isPage || markup[index].canBeWritten))
  }

  /// Counts the function words of the page's likeliest language.
  private func countStopWords() {
    let marks = CueWords.marks
    guard let isStopWord = marks.stopWords(likeliestFor: words.span) else { return }
    for index in units.indices {
      table[.stopWords, index] = Float(isStopWord.count(in: words.span, wordRange(of: index)))
    }
  }
}

// MARK: - Parts

extension PageUnits {
  /// The most units of a part: what they need at a time is at most 6 MB for a page, 20 MB for flattened text,
  /// whose units are lines.
  ///
  /// Of 1,800 pages of collections, the largest has a third as many.
  static func most(isPage: Bool) -> Int { isPage ? 8_192 : 32_768 }

  /// Calls `body` with the parts of a document, in order, all of about the same size; none when no text is left.
  ///
  /// - Parameters:
  ///   - document: what the units are of.
  ///   - most: the most units of a part; nil for ``most(isPage:)``.
  ///   - isComplete: whether markup and columns are wanted even where no sentence is.
  ///   - body: takes a part.
  static func forEachPart(
    of document: Document, most: Int? = nil, isComplete: Bool = false, _ body: (PageUnits) -> Void
  ) {
    let isPage = document.isPage
    let most = most ?? Self.most(isPage: isPage)
    let all = isPage ? document.blocks.count : document.lines.count
    let count = max(1, (all + most - 1) / most)
    let room = (all + count - 1) / count
    let title =
      document.metadata["title"]?.string.map { WordSet(of: Array($0.utf8).span) } ?? WordSet()
    var counter = TextCounter(words: CueWords.marks, title: title)
    var part = PageUnits(room: room, isPage: isPage, title)
    part.words.reserveCapacity(document.source.count / (5 * count))
    document.forEachBlock(partedIf: { !isPage && isParted($0) }) { text, block, line in
      if part.isFull {
        part.finish(document, isComplete: isComplete)
        body(part)
        part = PageUnits(room: room, isPage: isPage, title)
      }
      part.add(text, of: document.blocks[block], block, line: line, &counter)
    }
    if part.units.isEmpty { return }
    part.finish(document, isComplete: isComplete)
    body(part)
  }

  /// Whether a document has any units, and whether any ends as sentences do; if not, nothing need be counted.
  static func look(at document: Document) -> (hasUnits: Bool, mayHaveSentence: Bool) {
    let isPage = document.isPage
    var look = (hasUnits: false, mayHaveSentence: false)
    document.forEachBlock(partedIf: { !isPage && isParted($0) }) { text, _, _ in
      look.hasUnits = true
      if !look.mayHaveSentence { look.mayHaveSentence = TextCounter.endsSentence(text) }
    }
    return look
  }

  /// Whether the lines of a text's block are decided on one by one.
  private static func isParted(_ block: Block) -> Bool {
    block.lines.count > 1 && !block.isWrapped && block.kind != .table && block.kind != .code
  }
}

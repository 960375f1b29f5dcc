/// Makes a tree of tokens: the tree construction stage of the HTML standard (13.2.6), with
/// scripting off.
///
/// Lives only while a page is parsed; what it leaves behind are the arrays of ``HTMLTree``.
struct TreeBuilder: ~Copyable {
  enum Mode: UInt8 {
    case initial, beforeHTML, beforeHead, inHead, inHeadNoscript, afterHead, inBody, text, inTable
    case inCaption, inColumnGroup, inTableBody, inRow, inCell, inTemplate, afterBody, inFrameset
    case afterFrameset, afterAfterBody, afterAfterFrameset
  }

  /// The text of the token at hand; modes take leading white space off it.
  struct TextRun {
    var inSide = false
    var start = 0
    var end = 0
    var sourceStart = 0
    var sourceEnd = 0
    /// A NUL was dropped from it: white space alone is then not all there was.
    var hadNUL = false

    var isEmpty: Bool { start == end }
  }

  var tokens: Tokenizer
  var nodes = Lent<Node>()
  var side: [UInt8] = []
  var open = OpenElements()
  var formatting = FormattingList()
  var mode = Mode.initial
  var originalMode = Mode.initial
  var templateModes: [Mode] = []
  var run = TextRun()
  var quirks = HTMLTree.QuirksMode.none
  var doctype: RawDoctype?
  var head: UInt32 = 0
  var form: UInt32 = 0
  var framesetIsOK = true
  var fosterParenting = false
  var skipsLineFeed = false
  var context: FragmentContext?
  /// Where the body's end tag ended, if nothing came into the body since.
  var bodyEnd: Int?
  /// Elements past the depth limit, whose end tags must not close what is open.
  var overflow = Overflow()
  /// How many more elements may be opened again for the formatting list; keeps trees linear.
  var cloneBudget: Int
  /// How many more `html` and `body` tags may add attributes to the first ones.
  var mergeBudget = 32

  /// Most nodes that one token may add.
  static let nodesPerToken = 512
  /// Most attributes that one token may add: its own, and those of a body that it adds to.
  static let attributesPerToken = 3 * Tokenizer.maxAttributes

  init(pageSize: Int, hasControls: Bool) {
    tokens = Tokenizer(hasControls: hasControls)
    cloneBudget = 4096 + pageSize / 16
  }

  /// Makes the document, once page and arenas are lent.
  mutating func start(context: FragmentContext?) {
    nodes.append(Node())
    if tokens.page.matches("\u{FEFF}", at: 0) { tokens.position = 3 }
    guard let context else { return }
    self.context = context
    let root = makeElement(HTMLTag.html.identifier, attributes: false)
    append(root, to: 0)
    pushOpen(root, tag: HTMLTag.html.identifier)
    if context.flags.isDisjoint(with: .foreign) {
      switch context.tag {
      case .title, .textarea: tokens.contentModel = .rcdata
      case .style, .xmp, .iframe, .noembed, .noframes: tokens.contentModel = .rawText
      case .script: tokens.contentModel = .scriptData
      case .plaintext: tokens.contentModel = .plainText
      case .template: templateModes.append(.inTemplate)
      default: break
      }
    }
    resetMode()
    updateCDATA()
  }

  /// Parses until the page ends (true) or the arenas run short of room (false).
  mutating func parse() -> Bool {
    while nodes.room >= Self.nodesPerToken && tokens.attributes.room >= Self.attributesPerToken {
      tokens.next()
      process()
      if tokens.kind == .endOfPage {
        finish()
        return true
      }
    }
    return false
  }

  @inline(__always)
  var tag: HTMLTag { HTMLTag(identifier: tokens.tag) }

  private mutating func process() {
    let foreign = isInForeignContent && !followsHTMLRules
    if tokens.kind == .text {
      takeText(inForeign: foreign)
      if run.isEmpty && !run.hadNUL { return }
    } else {
      skipsLineFeed = false
      if tokens.kind == .startTag {
        if open.count >= OpenElements.maxDepth { return startTagPastDepthLimit() }
      } else if tokens.kind == .endTag, overflow.swallowsEndTag(tokens.tag) {
        return
      }
    }
    if foreign {
      processForeign()
    } else {
      while step(mode) {}
    }
    updateCDATA()
  }

  /// Processes the token by the rules of a mode; true if it must be processed again.
  mutating func step(_ mode: Mode) -> Bool {
    switch mode {
    case .inBody: inBody()
    case .text: inText()
    case .inTable: inTable()
    case .inRow: inRow()
    case .inCell: inCell()
    case .inTableBody: inTableBody()
    case .inHead: inHead()
    case .initial: initial()
    case .beforeHTML: beforeHTML()
    case .beforeHead: beforeHead()
    case .inHeadNoscript: inHeadNoscript()
    case .afterHead: afterHead()
    case .inCaption: inCaption()
    case .inColumnGroup: inColumnGroup()
    case .inTemplate: inTemplate()
    case .afterBody: afterBody()
    case .inFrameset: inFrameset()
    case .afterFrameset: afterFrameset()
    case .afterAfterBody: afterAfterBody()
    case .afterAfterFrameset: afterAfterFrameset()
    }
  }

  // MARK: Text

  /// Makes the text of the token ready: decoded, without the line feed that `pre` swallows.
  private mutating func takeText(inForeign: Bool) {
    let range = tokens.content
    run = TextRun(
      start: range.lowerBound, end: range.upperBound, sourceStart: tokens.start,
      sourceEnd: tokens.position)
    if !tokens.textFlags.isEmpty {
      let before = side.count
      let replaces = inForeign || tokens.textFlags.contains(.replacesNUL)
      CharacterReferences.decode(
        tokens.page, range, flags: tokens.textFlags, nul: replaces ? .replace : .drop, to: &side)
      run.inSide = true
      run.start = before
      run.end = side.count
      run.hadNUL =
        tokens.textFlags.contains(.controls) && !replaces
        && tokens.page.firstIndex(of: 0, from: range.lowerBound, to: range.upperBound)
          < range.upperBound
    }
    if skipsLineFeed {
      skipsLineFeed = false
      if !run.isEmpty, byte(run.start) == UInt8(ascii: "\n") { run.start += 1 }
    }
  }

  @inline(__always)
  func byte(_ index: Int) -> UInt8 { run.inSide ? side[index] : tokens.page[index] }

  /// The length of the white space at the start of the text.
  mutating func leadingSpace() -> Int {
    var index = run.start
    while index < run.end, byte(index).isHTMLSpace { index += 1 }
    return index - run.start
  }

  mutating func isBlank() -> Bool { !run.hadNUL && leadingSpace() == run.end - run.start }

  /// Takes the leading white space off the text, and gives it back as a text of its own.
  mutating func splitLeadingSpace() -> TextRun {
    let length = leadingSpace()
    var space = run
    space.end = run.start + length
    run.start += length
    // In the page, white space written as references stays with what follows.
    var index = run.sourceStart
    let sourceLimit = run.isEmpty ? run.sourceEnd : min(run.sourceStart + length, run.sourceEnd)
    while index < sourceLimit, tokens.page[index].isHTMLSpace { index += 1 }
    space.sourceEnd = run.isEmpty ? run.sourceEnd : index
    run.sourceStart = index
    return space
  }

  /// Drops what is white space at the start; false if nothing else is left.
  mutating func dropLeadingSpace() -> Bool {
    _ = splitLeadingSpace()
    return !run.isEmpty || run.hadNUL
  }

  /// Inserts the white space at the start; false if nothing else is left.
  mutating func insertLeadingSpace() -> Bool {
    let space = splitLeadingSpace()
    if !space.isEmpty { insertText(space) }
    return !run.isEmpty || run.hadNUL
  }

  // MARK: The end

  private mutating func finish() {
    let end = tokens.page.count
    while open.count > 0 {
      let entry = open.pop()
      var elementEnd = end
      if let bodyEnd, entry.tag == HTMLTag.body.identifier { elementEnd = bodyEnd }
      nodes[entry.node].sourceEnd = UInt32(truncatingIfNeeded: elementEnd)
      nodes[entry.node].flags.remove(.open)
    }
    nodes[0].sourceEnd = UInt32(truncatingIfNeeded: end)
  }
}

/// Elements that were left unopened because the stack was full, by slot of the stack.
///
/// An end tag that belongs to one of them is dropped. Once an element that was open closes, the
/// count starts anew.
struct Overflow {
  private var counts: [UInt32] = []
  private var generations: [UInt32] = []
  private var generation: UInt32 = 1
  private var total = 0

  mutating func add(_ tag: UInt16) {
    if counts.isEmpty {
      counts = Array(repeating: 0, count: 512)
      generations = Array(repeating: 0, count: 512)
    }
    let slot = Int(OpenElements.slot(of: tag, isForeign: false))
    if generations[slot] != generation {
      generations[slot] = generation
      counts[slot] = 0
    }
    counts[slot] += 1
    total += 1
  }

  @inline(__always)
  mutating func swallowsEndTag(_ tag: UInt16) -> Bool {
    guard total > 0 else { return false }
    return take(tag)
  }

  private mutating func take(_ tag: UInt16) -> Bool {
    let slot = Int(OpenElements.slot(of: tag, isForeign: false))
    guard generations[slot] == generation, counts[slot] > 0 else { return false }
    counts[slot] -= 1
    total -= 1
    return true
  }

  @inline(__always)
  mutating func reset() {
    guard total > 0 else { return }
    generation &+= 1
    total = 0
  }
}

import PipeText

/// Identifies a document in a run: its shard and its row in it.
public struct Ordinal: Sendable, Hashable, Comparable {
  public let rawValue: UInt64

  public init(rawValue: UInt64) { self.rawValue = rawValue }

  package init(shard: Int, row: Int) {
    rawValue = UInt64(shard) << 32 | UInt64(row)
  }

  /// A document of an earlier run, which a state knows by its row.
  package init(earlierRow row: Int) {
    rawValue = 1 << 63 | UInt64(row)
  }

  /// The row in the state, of a document of an earlier run; nil for those of this run.
  package var earlierRow: Int? {
    rawValue >> 63 == 0 ? nil : Int(rawValue & (1 << 63 - 1))
  }

  /// Documents of earlier runs come before all others.
  public static func < (left: Ordinal, right: Ordinal) -> Bool {
    Int64(bitPattern: left.rawValue) < Int64(bitPattern: right.rawValue)
  }
}

/// One document: blocks of lines over an immutable source text.
///
/// Edits never move bytes: they mark lines, cut pieces, or point a line at added text, and write the
/// ledger. Nothing else can change a text.
public struct Document: Sendable {
  /// A label from the input; it may repeat.
  public let id: String
  public let ordinal: Ordinal
  public let url: String?
  public var metadata = Metadata()
  /// Numbers that stages computed, in the order they were first set.
  public var signals: [(name: String, value: Double)] = []
  /// What stages marked without changing the text: `tables.unsure`, `pattern.gave_up`.
  public package(set) var tags: [String] = []
  public let source: SourceText
  public internal(set) var ledger = Ledger()

  /// Blocks in reading order; removed ones stay, with all their lines removed.
  public package(set) var blocks: [Block]
  package var lines: [Line] { didSet { isUntouched = false } }
  /// Whether its lines are still those of the source text.
  private(set) package var isUntouched = true
  /// The pieces of the lines that have several.
  package var pieceLists: [[Piece]] = []
  /// The side arena: text that stages added.
  package var added: [UInt8] = []
  package var tables: [Table] = []
  package var origins = BlockOrigins()
  /// Where the annotations come from, as long as no stage changed them.
  private var annotationSource: (any AnnotationSource)?
  private var changedAnnotations: [Annotation] = []
  /// Whether the blocks were parsed; before, all lines are one raw block.
  public package(set) var isParsed = false
  /// Whether the source text is the visible text of a page.
  public package(set) var isPage = false
  /// Bytes of a page that are not visible text, by element name.
  package var markup: [(element: String, bytes: Int)] = []
  /// The record that the document came from, so that its other fields pass through untouched.
  package var record: SourceRecord?
  /// How many times the reader had to mend the input: invalid UTF-8.
  package var repairs = 0

  /// The index of the running stage, for the ledger.
  package var stage = -1
  /// The part of the source text that the running stage may look at and edit; nil for all.
  package var zone: Range<Int>?
  /// Patterns that gave up on the document, by name.
  package var patternsThatGaveUp: [String] = []

  /// Links, emphasis and code on spans of the source text; made anew each time as long as no stage
  /// changed them.
  public package(set) var annotations: [Annotation] {
    get { annotationSource?.annotations ?? changedAnnotations }
    set {
      changedAnnotations = newValue
      annotationSource = nil
    }
  }

  /// A page: its visible text, parsed.
  package init(
    id: String, ordinal: Ordinal, url: String?, text: [UInt8], lines: [Line], blocks: [Block],
    origins: BlockOrigins, tables: [Table], annotations: any AnnotationSource,
    markup: [(element: String, bytes: Int)]
  ) {
    self.id = id
    self.ordinal = ordinal
    self.url = url
    source = SourceText(text)
    self.lines = lines
    self.blocks = blocks
    self.origins = origins
    self.tables = tables
    annotationSource = annotations
    self.markup = markup
    isParsed = true
    isPage = true
    isUntouched = false
  }

  /// A document whose lines are those of the source text, in one raw block; or without any, where only
  /// its stretches are read.
  package init(
    id: String, ordinal: Ordinal, url: String? = nil, source: SourceText, splitsLines: Bool = true
  ) {
    self.id = id
    self.ordinal = ordinal
    self.url = url
    self.source = source
    guard splitsLines else {
      (lines, blocks) = ([], [])
      return
    }
    var lines: [Line] = []
    // Of texts with a blank line behind each line, most lines are short.
    lines.reserveCapacity(source.count / 12 + 1)
    var start = 0
    forEachLineFeeds(in: source.bytes) { feeds in
      for index in feeds.indices {
        let end = Int(feeds[index])
        lines.append(Line(Piece(start..<end)))
        start = end + 1
      }
    }
    if start < source.count { lines.append(Line(Piece(start..<source.count))) }
    blocks = [Block(.raw, lines: 0..<lines.count)]
    self.lines = lines
  }

  /// Marks the document; once for each name.
  public mutating func tag(_ name: String) {
    if !tags.contains(name) { tags.append(name) }
  }

  /// Sets a signal.
  public mutating func setSignal(_ name: String, to value: Double) {
    if let index = signals.firstIndex(where: { $0.name == name }) {
      signals[index].value = value
    } else {
      signals.append((name, value))
    }
  }

  /// The value of a signal; nil when no stage computed it.
  public func signal(_ name: String) -> Double? {
    signals.first { $0.name == name }?.value
  }
}

/// The record that a document came from: a line of JSON, or a whole file.
package struct SourceRecord: Sendable {
  /// Storage that `line` is a slice of.
  package let storage: [UInt8]
  /// The JSON object, or several that follow each other and are copied together; empty for records that are no JSON.
  package var line: Range<Int>
  /// The raw value of the text field in `storage`, quotes included.
  package let text: Range<Int>
  /// Whether the document's source text is the value of the text field, which the reader did not mend.
  package var isWhole = false
  /// Where the record stands, for messages: path and line.
  package let path: String
  package let lineNumber: Int?

  package init(
    storage: [UInt8], line: Range<Int>, text: Range<Int>, path: String, lineNumber: Int?
  ) {
    self.storage = storage
    self.line = line
    self.text = text
    self.path = path
    self.lineNumber = lineNumber
  }
}

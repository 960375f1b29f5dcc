import PCRE2
import PipeCore
import PipeFormats
import PipeText

/// Counts the documents that have a text of each shape.
struct ShapeCounter {
  private struct Count {
    var documents = 0
    var last = -1
    var units = 0
    var bytes = 0
    /// The first texts of documents after the first; of a shape of one document none.
    var texts: [[UInt8]] = []
    /// The shape with names in place of capitalized words, when it has any.
    var general: UInt64?
    /// Of a general shape: how many of its shapes are different, counted up to 8.
    var kinds: [UInt64] = []
    /// Of a general shape: its first word.
    var first: UInt64 = 0
  }

  private let options: PatternSuggestions.Options
  private(set) var documents = 0
  private var shapes: [UInt64: Count] = [:]
  private var general: [UInt64: Count] = [:]
  /// How many texts begin with a word.
  private var firsts: [UInt64: Int] = [:]
  /// More words than this are content rather than furniture.
  private static let mostWords = 60

  init(_ options: PatternSuggestions.Options) {
    self.options = options
  }

  mutating func count(_ document: Document) {
    documents += 1
    var document = document
    if options.unit == .block { parseBlocks(ofUnparsed: &document) }
    forEachUnit(of: document, options.unit) { count($0.extracting(trimmed($0))) }
  }

  private mutating func count(_ text: Span<UInt8>) {
    let shape = TextShape(text, names: false)
    let first = shape.firstWord(in: text)
    firsts[first, default: 0] += 1
    guard shape.literalCount > 0, shape.wordCount <= Self.mostWords else { return }
    let key = shape.key(in: text)
    let withNames = TextShape(text, names: true)
    var generalKey: UInt64?
    if withNames.hasName, withNames.literalCount > 0, !withNames.isBeginning {
      let key = withNames.key(in: text)
      generalKey = key
      Self.add(text, documents, to: &general[key, default: Count()])
    }
    Self.add(text, documents, to: &shapes[key, default: Count()])
    shapes[key]?.general = generalKey
    if let generalKey, var kinds = general[generalKey]?.kinds, kinds.count < 8, !kinds.contains(key)
    {
      kinds.append(key)
      general[generalKey]?.kinds = kinds
    }
  }

  private mutating func note(_ kind: UInt64, _ first: UInt64, of key: UInt64) {
    guard var count = general[key] else { return }
    count.first = first
    if count.kinds.count < 8, !count.kinds.contains(kind) { count.kinds.append(kind) }
    general[key] = count
  }

  private static func add(_ text: Span<UInt8>, _ document: Int, to count: inout Count) {
    count.bytes += text.count
    count.units += 1
    guard count.last != document else { return }
    count.documents += 1
    count.last = document
    guard count.documents > 1, count.texts.count < 2 else { return }
    var bytes: [UInt8] = []
    bytes.append(copying: text)
    if !count.texts.contains(bytes) { count.texts.append(bytes) }
  }

  /// A shape that recurs, with texts of it.
  struct Candidate {
    let texts: [[UInt8]]
    let hasNames: Bool
    let documents: Int
    let bytes: Int
  }

  /// The shapes that recur, those in most documents first; a general one stands for its own.
  ///
  /// Names are names where at least four different ones stand in the place, none of the shapes makes up half of the
  /// documents, and seven of ten texts that begin with the first word are of the shape: `By NAME`, not `The NAME`.
  func candidates() -> [Candidate] {
    var most: [UInt64: Int] = [:]
    for count in shapes.values {
      if let key = count.general { most[key] = max(most[key] ?? 0, count.documents) }
    }
    let named = general.filter { key, count in
      count.documents >= options.minDocs && count.kinds.count >= 4
        && (most[key] ?? 0) * 2 <= count.documents
        && count.units * 10 >= (firsts[count.first] ?? 0) * 7
    }
    var found = named.map { ($0.key, $0.value, true) }
    for (key, count) in shapes where count.documents >= options.minDocs {
      if let general = count.general, named[general] != nil { continue }
      found.append((key, count, false))
    }
    found.sort { left, right in
      (right.1.documents, right.1.bytes, left.0) < (left.1.documents, left.1.bytes, right.0)
    }
    return found.prefix(2 * options.limit).map { _, count, hasNames in
      Candidate(
        texts: count.texts, hasNames: hasNames, documents: count.documents, bytes: count.bytes)
    }
  }
}

/// Calls `body` with the lines or blocks that patterns of the unit are tried on, without blank ones; no cells.
func forEachUnit(
  of document: Document, _ unit: PatternUnit, _ body: (Span<UInt8>) -> Void
) {
  if unit == .block {
    document.forEachBlock { block in
      if block.block.kind != .table { body(block.bytes) }
    }
  } else {
    document.forEachLine { line in
      if line.kind != .table, !isBlank(line.bytes) { body(line.bytes) }
    }
  }
}

/// What a block is.
public enum BlockKind: UInt8, Sendable, CaseIterable {
  /// Lines that nobody has parsed yet.
  case raw
  case paragraph
  case heading
  case listItem
  case table
  case quote
  case code
  case caption

  /// The name in records and messages.
  public var name: String {
    switch self {
    case .raw: "raw"
    case .paragraph: "paragraph"
    case .heading: "heading"
    case .listItem: "list_item"
    case .table: "table"
    case .quote: "quote"
    case .code: "code"
    case .caption: "caption"
    }
  }
}

/// A range of lines with a kind: a paragraph, a heading, a list item, a table.
///
/// The list of blocks is flat, with levels.
public struct Block: Sendable {
  public package(set) var kind: BlockKind
  // In as few bytes as they need: a page can have a block for every five of its bytes.
  private var flags: Flags = []
  private var storedLevel: Int16 = 0
  private var firstLine: UInt32 = 0
  private var endLine: UInt32 = 0
  private var storedOrigin: Int32 = -1
  /// The number of an item or the index of a table: no block has both.
  private var numberOrTable: Int32 = 0

  private struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    static let wrapped = Flags(rawValue: 1)
    static let number = Flags(rawValue: 2)
    static let table = Flags(rawValue: 4)
  }

  /// Whether the lines are one text that was wrapped: writers join them by a space.
  public package(set) var isWrapped: Bool {
    get { flags.contains(.wrapped) }
    set { if newValue { flags.insert(.wrapped) } else { flags.remove(.wrapped) } }
  }

  /// Of a heading 1 to 6, of a list item its depth from 1, of a quote its depth; 0 for all else.
  public package(set) var level: Int {
    get { Int(storedLevel) }
    set { storedLevel = Int16(clamping: newValue) }
  }

  /// Indices of the document's lines.
  public package(set) var lines: Range<Int> {
    get { Int(firstLine)..<Int(endLine) }
    set {
      firstLine = UInt32(truncatingIfNeeded: newValue.lowerBound)
      endLine = UInt32(truncatingIfNeeded: newValue.upperBound)
    }
  }

  /// The number of an ordered list item, of 32 bits as in browsers, or nil.
  public package(set) var number: Int? {
    get { flags.contains(.number) ? Int(numberOrTable) : nil }
    set { hold(newValue, as: .number) }
  }

  /// Index of the document's table, for tables.
  package var table: Int? {
    get { flags.contains(.table) ? Int(numberOrTable) : nil }
    set { hold(newValue, as: .table) }
  }

  private mutating func hold(_ value: Int?, as flag: Flags) {
    guard let value else {
      flags.remove(flag)
      return
    }
    flags.subtract([.number, .table])
    flags.insert(flag)
    numberOrTable = Int32(clamping: value)
  }

  /// Index of what the reader saw of the block in a page, or nil for text.
  package var origin: Int? {
    get { storedOrigin < 0 ? nil : Int(storedOrigin) }
    set { storedOrigin = newValue.map { Int32(truncatingIfNeeded: $0) } ?? -1 }
  }

  package init(
    _ kind: BlockKind, lines: Range<Int>, level: Int = 0, number: Int? = nil,
    isWrapped: Bool = false, table: Int? = nil, origin: Int? = nil
  ) {
    self.kind = kind
    self.isWrapped = isWrapped
    self.lines = lines
    self.level = level
    self.origin = origin
    self.number = number
    if let table { self.table = table }
  }
}

/// The shape of a table block; its cells are the block's lines, row after row.
public struct Table: Sendable {
  public let columns: Int
  public let rows: Int
  /// How many of the rows are the header: 0 or 1.
  public let headerRows: Int
  /// How sure the table is, 0 to 1; 1 for tables that carried marks.
  public let confidence: Double

  public init(columns: Int, rows: Int, headerRows: Int, confidence: Double) {
    precondition(columns > 0 && rows > 0, "a table has cells")
    self.columns = columns
    self.rows = rows
    self.headerRows = headerRows
    self.confidence = confidence
  }
}

/// A label on a span of the source text that Markdown can keep.
public struct Annotation: Sendable {
  public enum Kind: Sendable, Equatable {
    case link(String)
    case emphasis
    case strong
    case code
  }

  public let span: Range<Int>
  public let kind: Kind

  package init(span: Range<Int>, kind: Kind) {
    self.span = span
    self.kind = kind
  }
}

/// Makes the labels of a page's text when somebody asks for them.
package protocol AnnotationSource: AnyObject, Sendable {
  var annotations: [Annotation] { get }
}

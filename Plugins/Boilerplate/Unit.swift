import PipeCore
import PipeText

/// What is kept or dropped as a whole: a block, or a line of a block whose lines were not wrapped.
///
/// In as few bytes as it needs: a page can have a unit for every four of its bytes.
struct Unit: Sendable {
  struct Marks: OptionSet, Sendable {
    let rawValue: UInt8
    static let endsSentence = Marks(rawValue: 1)
    static let isLong = Marks(rawValue: 2)
    static let isWritten = Marks(rawValue: 4)
    static let namesComments = Marks(rawValue: 8)
  }

  let block: Int32
  /// Index of the document's line when the unit is one of several lines of its block; -1 when it is a block.
  let line: Int32
  let words: Int32
  let kind: BlockKind
  let level: UInt8
  private(set) var marks: Marks

  var endsSentence: Bool { marks.contains(.endsSentence) }
  /// Enough text, outside links, that it can hardly be a label.
  var isLong: Bool { marks.contains(.isLong) }
  /// A sentence outside links and forms, and not one of the law's.
  var isWritten: Bool { marks.contains(.isWritten) }
  /// Whether it is short and speaks of comments.
  var namesComments: Bool { marks.contains(.namesComments) }
  var isSentence: Bool { endsSentence && words >= 3 }
  /// A heading of level 1.
  var isHeadline: Bool { kind == .heading && level == 1 }

  init(block: Int, line: Int, _ kind: BlockKind, level: Int, _ facts: TextCounts) {
    self.block = Int32(truncatingIfNeeded: block)
    self.line = Int32(truncatingIfNeeded: line)
    self.kind = kind
    self.level = UInt8(clamping: level)
    words = Int32(truncatingIfNeeded: facts.words)
    marks = facts.endsSentence ? .endsSentence : []
  }

  mutating func mark(_ mark: Marks, if isSo: Bool) {
    if isSo { marks.insert(mark) }
  }
}

/// The text of a unit: its words among those of the part.
struct UnitText: Sendable {
  let firstWord: Int32
  let byteCount: Int32
  /// Of the words.
  let hash: UInt64
}

/// What is known of a page's unit beside its text.
struct UnitMarkup: Sendable {
  let linkBytes: Int32
  let linkCount: Int32
  let linkShare: Float
  let isHidden: Bool
  /// Index of the lowest element of the page that holds the unit; -1 for none.
  var element = -1
  var tags = TagMasks()
  var classes = ClassMasks()
  /// Of the tags and class words near the unit.
  var look: UInt64 = 0

  init(_ origin: BlockOrigin?, byteCount: Int) {
    linkBytes = Int32(truncatingIfNeeded: origin?.linkBytes ?? 0)
    linkCount = Int32(truncatingIfNeeded: origin?.linkCount ?? 0)
    isHidden = origin?.isHidden ?? false
    linkShare = byteCount == 0 ? 0 : min(1, Float(linkBytes) / Float(byteCount))
  }

  /// Whether it is neither hidden, nor in a form, nor mostly links.
  var canBeWritten: Bool {
    linkShare < 0.5 && !isHidden && tags.all & Self.form == 0
  }

  private static let form = TagMasks.bits["form"] ?? 0
}

/// What is counted in a text in one pass over its bytes: characters by class, words, and what is known of the words.
@frozen
public struct TextCounts: Sendable {
  @usableFromInline var characterCount: Int32 = 0
  @usableFromInline var wordCount: Int32 = 0
  @usableFromInline var letterCount: Int32 = 0
  @usableFromInline var upperCount: Int32 = 0
  @usableFromInline var digitCount: Int32 = 0
  @usableFromInline var ideographCount: Int32 = 0
  @usableFromInline var capitalWordCount: Int32 = 0
  @usableFromInline var longestWordSize: Int32 = 0
  @usableFromInline var titleWordCount: Int32 = 0
  /// How many words of each group of ``WordMarks`` there are, at most 255: a byte for each.
  @usableFromInline var groups = SIMD2<UInt64>()
  @usableFromInline var marks = SIMD16<UInt32>()
  /// Of the first visible character.
  public internal(set) var first = CharacterClass.unassigned
  /// The last visible character, closing quotes and brackets left out; 0 when there is none.
  public internal(set) var last: UInt32 = 0
  /// Of the words, folded and in order.
  public internal(set) var hash: UInt64 = 0

  public init() {}

  /// What is counted of characters that are no letters or digits; a character may count in several.
  @usableFromInline
  enum Mark {
    @inlinable static var stop: Int { 0 }
    @inlinable static var comma: Int { 1 }
    @inlinable static var quote: Int { 2 }
    @inlinable static var bracket: Int { 3 }
    @inlinable static var separator: Int { 4 }
    @inlinable static var currency: Int { 5 }
    @inlinable static var symbol: Int { 6 }
    @inlinable static var colon: Int { 7 }
    @inlinable static var lineFeed: Int { 8 }
    @inlinable static var at: Int { 9 }
    @inlinable static var copyright: Int { 10 }
    @inlinable static var time: Int { 11 }
  }

  @inlinable public var characters: Int { Int(characterCount) }
  /// Tokens, as `forEachToken` gives them.
  @inlinable public var words: Int { Int(wordCount) }
  @inlinable public var letters: Int { Int(letterCount) }
  @inlinable public var uppers: Int { Int(upperCount) }
  /// Digits and other numbers.
  @inlinable public var digits: Int { Int(digitCount) }
  /// Han and kana.
  @inlinable public var ideographs: Int { Int(ideographCount) }
  /// Words that begin with a capital from A to Z.
  @inlinable public var capitalWords: Int { Int(capitalWordCount) }
  /// The bytes of the longest word.
  @inlinable public var longestWord: Int { Int(longestWordSize) }
  /// Words that are in the title.
  @inlinable public var titleWords: Int { Int(titleWordCount) }

  /// How many words of a group of ``WordMarks`` there are, at most 255.
  @inlinable
  public func words(ofGroup group: Int) -> Int {
    let half = group < 8 ? groups.x : groups.y
    return Int(truncatingIfNeeded: half &>> UInt64(truncatingIfNeeded: 8 &* (group & 7)) & 0xFF)
  }

  @inlinable public var sentenceMarks: Int { Int(marks[Mark.stop]) }
  @inlinable public var commas: Int { Int(marks[Mark.comma]) }
  @inlinable public var quotes: Int { Int(marks[Mark.quote]) }
  /// Opening ones.
  @inlinable public var brackets: Int { Int(marks[Mark.bracket]) }
  /// Bars, bullets, middle dots, arrows, slashes.
  @inlinable public var separators: Int { Int(marks[Mark.separator]) }
  @inlinable public var currencies: Int { Int(marks[Mark.currency]) }
  @inlinable public var symbols: Int { Int(marks[Mark.symbol]) }
  @inlinable public var colons: Int { Int(marks[Mark.colon]) }
  @inlinable public var lineFeeds: Int { Int(marks[Mark.lineFeed]) }
  /// Signs of addresses.
  @inlinable public var ats: Int { Int(marks[Mark.at]) }
  @inlinable public var copyrightSigns: Int { Int(marks[Mark.copyright]) }
  /// Colons with a digit behind them.
  @inlinable public var times: Int { Int(marks[Mark.time]) }

  /// Whether the last visible character ends a sentence.
  @inlinable public var endsSentence: Bool { Self.endsSentence(last) }

  @inlinable
  static func endsSentence(_ last: UInt32) -> Bool {
    switch last {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0x0964, 0x061F, 0x06D4: true
    default: false
    }
  }
}

/// What each character adds to the marks: by its byte, or by its class and its scalar.
struct MarkTable: Sendable {
  static let shared = MarkTable()

  let ascii: [SIMD16<UInt32>]
  private let classes: [SIMD16<UInt32>]

  func marks(of scalar: UInt32, _ kind: CharacterClass) -> SIMD16<UInt32> {
    var marks = classes[Int(kind.rawValue)]
    if let mark = Self.extra(scalar) { marks[mark] += 1 }
    return marks
  }

  private init() {
    typealias Mark = TextCounts.Mark
    var classes = [SIMD16<UInt32>](repeating: SIMD16(), count: CharacterClass.allCases.count)
    for (kind, mark): (CharacterClass, Int) in [
      (.stop, Mark.stop), (.quote, Mark.quote), (.open, Mark.bracket), (.currency, Mark.currency),
      (.math, Mark.symbol), (.symbol, Mark.symbol), (.pictograph, Mark.symbol),
    ] {
      classes[Int(kind.rawValue)][mark] = 1
    }
    self.classes = classes
    ascii = (0..<128 as Range<UInt32>).map { scalar in
      var marks = classes[Int(characterClass(ofScalar: scalar).rawValue)]
      if let mark = Self.extra(scalar) { marks[mark] += 1 }
      return marks
    }
  }

  @inline(__always)
  private static func extra(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x2C, 0xFF0C, 0x3001, 0x060C: TextCounts.Mark.comma
    case 0x7C, 0xBB, 0xAB, 0x203A, 0x2039, 0xB7, 0x2022, 0x2192, 0x2F, 0x3E:
      TextCounts.Mark.separator
    case 0x3A, 0xFF1A: TextCounts.Mark.colon
    case 0xA9: TextCounts.Mark.copyright
    case 0x40: TextCounts.Mark.at
    case 0x0A: TextCounts.Mark.lineFeed
    default: nil
    }
  }
}

import PipeCore
import PipeText

/// A line or block in parts, as a pattern writes it: words, numbers, names, and what stands between.
struct TextShape {
  enum Part {
    /// A word, without case; its digits are any digits.
    case word(Range<Int>)
    case number
    /// One or several capitalized words in a row.
    case name
    /// White space and punctuation.
    case gap(Range<Int>)
  }

  /// A longer text is known by its beginning.
  static let longestInWords = 14
  static let beginningInWords = 10

  private(set) var parts: [Part] = []
  private(set) var wordCount = 0
  private(set) var hasName = false
  /// Whether the parts are the beginning of a longer text.
  private(set) var isBeginning = false
  /// Words that are neither numbers nor names.
  private(set) var literalCount = 0

  /// The parts of a text; with `names`, capitalized words behind the first word are names.
  init(_ text: Span<UInt8>, names: Bool) {
    var words: [Range<Int>] = []
    forEachToken(in: text) { words.append($0) }
    wordCount = words.count
    isBeginning = words.count > Self.longestInWords
    if isBeginning { words.removeLast(words.count - Self.beginningInWords) }
    var end = 0
    for (index, word) in words.enumerated() {
      let part: Part =
        Self.isNumber(text, word)
        ? .number : names && index > 0 && Self.isName(text, word) ? .name : .word(word)
      append(part, behind: end..<word.lowerBound, in: text)
      end = word.upperBound
    }
    if !isBeginning, end < text.count { parts.append(.gap(end..<text.count)) }
  }

  private mutating func append(_ part: Part, behind gap: Range<Int>, in text: Span<UInt8>) {
    switch (parts.last, part) {
    case (.number, .number) where Self.joinsNumbers(text, gap): return
    case (.name, .name) where Self.joinsNames(text, gap): return
    default: break
    }
    if !gap.isEmpty { parts.append(.gap(gap)) }
    parts.append(part)
    switch part {
    case .word: literalCount += 1
    case .name: hasName = true
    case .number, .gap: break
    }
  }

  /// `1,234.5` is one number.
  private static func joinsNumbers(_ text: Span<UInt8>, _ gap: Range<Int>) -> Bool {
    gap.count == 1
      && (text[gap.lowerBound] == UInt8(ascii: ",") || text[gap.lowerBound] == UInt8(ascii: "."))
  }

  /// `J. R. O'Neill-Smith` is one name.
  private static func joinsNames(_ text: Span<UInt8>, _ gap: Range<Int>) -> Bool {
    for index in gap where !" .'-".utf8.contains(text[index]) { return false }
    return gap.count <= 2
  }

  private static func isNumber(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    for index in word where text[index] &- 0x30 >= 10 { return false }
    return true
  }

  /// A capital, then a small letter, or an initial: a word in capitals is no name.
  private static func isName(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let (first, length) = decodeScalar(text, at: word.lowerBound)
    guard characterClass(ofScalar: first) == .upper else { return false }
    if word.count == length {
      return word.upperBound < text.count && ".'".utf8.contains(text[word.upperBound])
    }
    let second = decodeScalar(text, at: word.lowerBound + length).scalar
    return characterClass(ofScalar: second) == .lower
  }

  /// Equal for texts that one pattern takes.
  func key(in text: Span<UInt8>) -> UInt64 {
    var key: UInt64 = isBeginning ? 1 : 0
    var buffer: [UInt8] = []
    for part in parts {
      switch part {
      case .number: key = combineHashes(key, 2)
      case .name: key = combineHashes(key, 3)
      case .word(let range):
        buffer.removeAll(keepingCapacity: true)
        appendFolded(text.extracting(range), to: &buffer)
        for index in buffer.indices where buffer[index] &- 0x30 < 10 { buffer[index] = 0x30 }
        key = combineHashes(key, hash64(buffer.span))
      case .gap(let range):
        key = combineHashes(key, hash64(Self.marks(text, range).span, seed: 4))
      }
    }
    return key
  }

  /// The hash of the first word; 0 when the text begins with something else.
  func firstWord(in text: Span<UInt8>) -> UInt64 {
    guard case .word(let range)? = parts.first else { return 0 }
    var buffer: [UInt8] = []
    appendFolded(text.extracting(range), to: &buffer)
    return hash64(buffer.span)
  }

  /// A gap with one blank for each run of white space, and none at the ends of a text.
  private static func marks(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var marks: [UInt8] = []
    var end = range.lowerBound
    forEachWord(in: text.extracting(range)) { word in
      let (low, high) = (range.lowerBound + word.lowerBound, range.lowerBound + word.upperBound)
      if low > end, low > 0 { marks.append(UInt8(ascii: " ")) }
      for index in low..<high { marks.append(text[index]) }
      end = high
    }
    if end < range.upperBound, range.upperBound < text.count { marks.append(UInt8(ascii: " ")) }
    return marks
  }

  /// A pattern for all texts of the shape.
  ///
  /// Words without names are taken in any case; with names the case tells them from other words.
  func regex(in text: Span<UInt8>) -> String {
    var regex = hasName ? #"^\s*"# : #"(?i)^\s*"#
    for part in parts {
      switch part {
      case .number: regex += #"\d[\d.,]*"#
      case .name: regex += #"\p{Lu}[\p{L}\p{M}.'-]*(?:\s+\p{Lu}[\p{L}\p{M}.'-]*){0,4}"#
      case .word(let range):
        let word = Self.escaped(String(copying: text.extracting(range)))
        regex += hasName ? "(?i:\(word))" : word
      case .gap(let range):
        for mark in String(decoding: Self.marks(text, range), as: UTF8.self) {
          regex += mark == " " ? #"\s+"# : Self.escaped(String(mark))
        }
      }
    }
    return regex + (isBeginning ? "" : #"\s*$"#)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    var isInNumber = false
    for character in text {
      let isDigit = character.isASCII && character.isNumber
      if isDigit {
        if !isInNumber { result += #"\d+"# }
      } else if #"\^$.|?*+()[]{}#"#.contains(character) {
        result += "\\" + String(character)
      } else {
        result.append(character)
      }
      isInNumber = isDigit
    }
    return result
  }
}

import CTextKernels
import PipeText

/// What a line of flattened text looks like, measured once.
///
/// Widths count columns: a character is one, East Asian ones are two.
struct LineFacts {
  /// How a line ends, closing quotes and brackets left aside.
  enum End: UInt8 {
    /// On a letter, a digit or a symbol.
    case open
    /// On a mark that ends a sentence, in any script.
    case sentence
    case question
    case colon
    /// On a comma, semicolon, dash or hyphen: more must follow.
    case pause
  }

  /// What the first character is, opening quotes and brackets left aside.
  enum Start: UInt8 {
    case other
    case lower
    case upper
    /// A letter of a script without capitals.
    case caseless
    case digit
  }

  private var visibleStart: UInt32 = 0
  private var visibleEnd: UInt32 = 0
  var mark = LineMark.plain
  private(set) var columns: Int32 = 0
  /// Columns of white space before the visible bytes; a tab goes to the next multiple of four.
  private(set) var indent: Int32 = 0
  private(set) var letters: Int32 = 0
  private(set) var words: Int32 = 0
  /// Words with a digit in them.
  private(set) var digitWords: Int32 = 0
  private(set) var firstWordColumns: Int32 = 0
  /// Where words stand behind two spaces or more: one bit for each column, modulo 64.
  private(set) var gaps: UInt64 = 0
  private(set) var start = Start.other
  private(set) var end = End.open
  /// Whether an opening quote or dash stands before the first letter: speech.
  private(set) var isSpeech = false
  /// A digit, a colon, a digit: a time of day.
  private(set) var hasTime = false
  /// A tab, a bar, or nothing but the strokes of a table's rule.
  private(set) var hasCellMark = false

  /// Whether it opens with the word that names an author.
  private(set) var isByline = false

  init(_ mark: LineMark) { self.mark = mark }

  /// The visible bytes, without the white space at both ends; offsets in the line.
  var range: Range<Int> { Int(visibleStart)..<Int(visibleEnd) }
  var isBlank: Bool { mark.kind == .blank }
  var endsSentence: Bool { end == .sentence || end == .question }
}

extension LineFacts {
  /// Measures a line; the facts are those of a blank one.
  mutating func measure(_ bytes: Span<UInt8>) {
    let range = visibleRange(bytes)
    if range.isEmpty { return }
    visibleStart = UInt32(truncatingIfNeeded: range.lowerBound)
    visibleEnd = UInt32(truncatingIfNeeded: range.upperBound)
    for index in 0..<range.lowerBound {
      let byte = bytes[unchecked: index]
      if byte == UInt8(ascii: "\t") {
        indent = (indent | 3) &+ 1
      } else if byte & 0xC0 != 0x80 {
        indent &+= byte == 0xE3 ? 2 : 1
      }
    }
    mark = LineMark(bytes, range)
    if mark.kind == .fence || mark.kind == .rule || mark.kind == .loneBullet {
      columns = Int32(truncatingIfNeeded: range.count)
      return
    }
    let content = mark.content ?? range
    measure(bytes, content)
    findStart(bytes, content)
    findEnd(bytes, content)
    if words <= 7, words > 1, mark.kind == .plain {
      isByline = opensByline(bytes.extracting(content))
    }
  }

  /// Makes the line a plain one: its mark was none.
  mutating func unmark() {
    if mark.kind == .number {
      start = .digit
      digitWords += 1
    } else {
      isSpeech = true
    }
    words += 1
    columns += 2
    mark = .plain
  }

  /// Of longer lines only the start is measured: they are wider than anything but prose, and their width
  /// is taken from it.
  private static let measuredBytes = 512

  private mutating func measure(_ bytes: Span<UInt8>, _ content: Range<Int>) {
    let end = min(content.upperBound, content.lowerBound + Self.measuredBytes)
    guard
      let counts = bytes.withUnsafeBufferPointer({ bytes in
        bytes.baseAddress.map { line_count($0, content.lowerBound, end, content.upperBound) }
      })
    else { return }
    words = counts.words &+ counts.wide / 4
    digitWords = counts.digit_words
    letters = counts.letters
    let seen = counts.columns &+ counts.wide
    let measured = end &- content.lowerBound
    columns =
      measured == content.count
      ? seen
      : Int32(truncatingIfNeeded: Int64(seen) * Int64(content.count) / Int64(max(measured, 1)))
    firstWordColumns =
      counts.wide > 0 ? min(counts.first_word_columns &* 2, 4) : counts.first_word_columns
    hasTime = counts.has_time != 0
    hasCellMark = counts.has_cell_mark != 0
    gaps = counts.gaps
    if letters == 0, digitWords == 0 {
      let strokes = Self.strokes(bytes, content.lowerBound..<end)
      if strokes >= 3, strokes &+ counts.words >= counts.columns { hasCellMark = true }
    }
  }

  /// The strokes that rules of tables are made of.
  private static func strokes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    var strokes: Int32 = 0
    for index in range {
      let byte = bytes[unchecked: index]
      if byte == 0x2D || byte == 0x3D || byte == 0x2B { strokes &+= 1 }
    }
    return strokes
  }

  private mutating func findStart(_ bytes: Span<UInt8>, _ content: Range<Int>) {
    var index = content.lowerBound
    if index < content.upperBound {
      // Most lines begin with a letter.
      let first = bytes[unchecked: index]
      if first &- 0x41 < 26 {
        start = .upper
        return
      }
      if first &- 0x61 < 26 {
        start = isName(bytes, index, content) ? .other : .lower
        return
      }
    }
    var skipped = 0
    while index < content.upperBound, skipped < 4 {
      let (scalar, length) = decodeScalar(bytes, at: index)
      let kind = characterClass(ofScalar: scalar)
      switch kind {
      case .lower: start = isName(bytes, index, content) ? .other : .lower
      case .upper: start = .upper
      case .letter, .ideograph, .kana: start = .caseless
      case .digit, .number: start = .digit
      case .open, .quote, .dash, .punctuation:
        // What stands in brackets is an aside; ¿ and ¡ open sentences and are no speech.
        if kind == .open, scalar != 0x201E, scalar != 0x300C, scalar != 0x300E { return }
        if kind != .punctuation { isSpeech = true }
        index += length
        skipped += 1
        continue
      default: start = .other
      }
      return
    }
  }

  /// Whether the first word is an address or the name of a file: `example.org`, `logo.svg`.
  private func isName(_ bytes: Span<UInt8>, _ start: Int, _ content: Range<Int>) -> Bool {
    var index = start
    while index + 1 < content.upperBound, bytes[unchecked: index] > 0x20 {
      let byte = bytes[unchecked: index]
      let next = bytes[unchecked: index + 1]
      if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/") { return true }
      if byte == UInt8(ascii: "."), (next | 0x20) &- 0x61 < 26 { return true }
      index += 1
    }
    return false
  }

  private mutating func findEnd(_ bytes: Span<UInt8>, _ content: Range<Int>) {
    var index = content.upperBound
    if index > content.lowerBound {
      let last = bytes[unchecked: index &- 1]
      if (last | 0x20) &- 0x61 < 26 || last &- 0x30 < 10 {
        end = .open
        return
      }
    }
    while index > content.lowerBound {
      let (scalar, length) = decodeScalar(bytes, before: index)
      switch scalar {
      case 0x3A, 0xFF1A: end = .colon
      case 0x2C, 0x3B, 0x3001, 0xFF0C, 0xFF1B, 0x060C, 0x061B: end = .pause
      case 0x3F, 0xFF1F, 0x061F, 0x037E: end = .question
      case 0x2026: end = .sentence
      default:
        switch characterClass(ofScalar: scalar) {
        case .stop: end = .sentence
        case .dash: end = .pause
        case .close, .quote:
          index -= length
          continue
        default: end = .open
        }
      }
      return
    }
  }
}

/// The range without white space at both ends, by the same measure as `isBlank`.
@inline(__always)
private func visibleRange(_ bytes: Span<UInt8>) -> Range<Int> {
  let count = bytes.count
  if count == 0 { return 0..<0 }
  let first = bytes[unchecked: 0]
  let last = bytes[unchecked: count &- 1]
  if first > 0x20, first < 0x7F, last > 0x20, last < 0x7F { return 0..<count }
  return trimmed(bytes)
}

/// What one pass over a line tells; enough to leave most lines alone.
struct LineFacts {
  /// The line without white space at its ends; empty for a blank line.
  var content: Range<Int>
  var marks: Marks
  /// Single spaces and tabs inside `content`, plus one: about the number of words.
  var words: Int

  var isBlank: Bool { content.isEmpty }

  struct Marks: OptionSet {
    let rawValue: UInt16
    static let pipe = Marks(rawValue: 1)
    static let tab = Marks(rawValue: 2)
    static let comma = Marks(rawValue: 4)
    static let semicolon = Marks(rawValue: 8)
    static let dots = Marks(rawValue: 16)
    static let gap = Marks(rawValue: 32)
    static let rule = Marks(rawValue: 64)
    static let bullet = Marks(rawValue: 128)
    static let quote = Marks(rawValue: 256)
  }
}

enum Byte {
  static let tab: UInt8 = 0x09
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let comma: UInt8 = 0x2C
  static let dash: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let plus: UInt8 = 0x2B
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let equals: UInt8 = 0x3D
  static let backslash: UInt8 = 0x5C
  static let pipe: UInt8 = 0x7C

  static func isSpace(_ byte: UInt8) -> Bool { byte == space || (byte >= 0x09 && byte <= 0x0D) }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  /// An ASCII letter or any byte of a longer character.
  static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }
  static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
  static func isSentenceEnd(_ byte: UInt8) -> Bool {
    byte == dot || byte == 0x21 || byte == 0x3F || byte == colon
  }
}

/// For each byte the mark that its presence makes, as raw bits.
private let markOfByte: [UInt16] = {
  var table = [UInt16](repeating: 0, count: 256)
  table[Int(Byte.pipe)] = LineFacts.Marks.pipe.rawValue
  table[Int(Byte.tab)] = LineFacts.Marks.tab.rawValue
  table[Int(Byte.comma)] = LineFacts.Marks.comma.rawValue
  table[Int(Byte.semicolon)] = LineFacts.Marks.semicolon.rawValue
  table[Int(Byte.quote)] = LineFacts.Marks.quote.rawValue
  return table
}()

extension TableText {
  /// The facts of all lines.
  func facts() -> [LineFacts] {
    lines.map { facts(of: $0) }
  }

  private func facts(of line: Range<Int>) -> LineFacts {
    let content = trimmed(line)
    var bits: UInt16 = 0
    var words = 1
    var spaces = 0
    var dots = 0
    let table = markOfByte.span
    let span = bytes.span
    for index in content {
      let byte = span[index]
      bits |= table[Int(byte)]
      if byte == Byte.space {
        words += spaces == 0 ? 1 : 0
        spaces += 1
        if spaces > 1 { dots = 0 }
        // Two spaces after a sentence are typing, not a column.
        if spaces == 3 || spaces == 2 && !Byte.isSentenceEnd(span[index - 2]) {
          bits |= LineFacts.Marks.gap.rawValue
        }
      } else {
        spaces = 0
        dots = byte == Byte.dot ? dots + 1 : 0
        if dots == 3 { bits |= LineFacts.Marks.dots.rawValue }
      }
    }
    var marks = LineFacts.Marks(rawValue: bits)
    if let first = content.first.map({ bytes[$0] }) {
      if first == Byte.plus || first == Byte.dash || first == Byte.equals || first == Byte.pipe
        || first == Byte.colon || isBoxDrawing(at: content.lowerBound)
      {
        marks.insert(.rule)
      }
      if startsWithBullet(content) { marks.insert(.bullet) }
    }
    return LineFacts(content: content, marks: marks, words: words)
  }

  /// Whether nearly all lines of a run were broken because the next word did not fit.
  func isWrapped(_ run: Range<Int>, _ facts: [LineFacts]) -> Bool {
    let width = run.map { facts[$0].content.count }.max() ?? 0
    guard width > 40, run.count > 2 else { return false }
    let full = run.dropLast().count { line in
      let next = facts[line + 1].content.prefix { bytes[$0] != Byte.space }.count
      return facts[line].content.count + 1 + next > width
    }
    return 10 * full >= 9 * (run.count - 1)
  }

  /// `range` without the white space at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, Byte.isSpace(bytes[lower]) { lower += 1 }
    while lower < upper, Byte.isSpace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  /// U+2500...U+257F.
  func isBoxDrawing(at offset: Int) -> Bool {
    offset + 2 < bytes.count && bytes[offset] == 0xE2
      && (bytes[offset + 1] == 0x94 || bytes[offset + 1] == 0x95)
  }

  /// A bullet sign and a space.
  func startsWithBullet(_ content: Range<Int>) -> Bool {
    var next = content.lowerBound + 1
    guard next < content.upperBound else { return false }
    switch bytes[content.lowerBound] {
    case 0x2A, Byte.dash: break
    case 0xE2:
      // • ‣ ▪ ○ ● ◦ ⁃ –
      guard content.count > 3 else { return false }
      let sign = UInt16(bytes[next]) << 8 | UInt16(bytes[next + 1])
      guard bulletSigns.contains(sign) else { return false }
      next += 2
    default: return false
    }
    return next < content.upperBound && Byte.isSpace(bytes[next])
  }
}

/// The last two bytes of U+2022, U+2023, U+25AA, U+25CB, U+25CF, U+25E6, U+2043.
private let bulletSigns: [UInt16] = [0x80A2, 0x80A3, 0x96AA, 0x978B, 0x978F, 0x97A6, 0x8183]

/// What kind of character a scalar is: Unicode's general categories, with the distinctions that text needs.
public enum CharacterClass: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case unassigned, control
  /// Invisible: joiners, directions, the soft hyphen. The zero width space is `space`.
  case format
  case space
  case upper, lower
  /// A letter without case of a script other than Han and kana.
  case letter
  /// A Han character.
  case ideograph
  /// A hiragana or katakana character, or the long vowel mark.
  case kana
  case mark
  /// A decimal digit of any script.
  case digit
  /// Another number: Roman numerals, fractions, superscripts.
  case number
  /// The underscore and its kin.
  case connector
  case dash, open, close, quote
  /// A mark that can end a sentence, of any script.
  case stop
  case punctuation, math, currency, symbol
  /// Emoji and pictures.
  case pictograph

  /// Letters of any kind, Han and kana included.
  public var isLetter: Bool { rawValue >= Self.upper.rawValue && rawValue <= Self.kana.rawValue }
  public var isCased: Bool { self == .upper || self == .lower }
  /// Characters that are a word of their own where words are counted.
  public var isIdeographic: Bool { self == .ideograph || self == .kana }
  public var isDigit: Bool { self == .digit }
  /// Letters, marks, numbers and the underscore: `\w`.
  public var isWord: Bool { rawValue >= Self.upper.rawValue && rawValue <= Self.connector.rawValue }
  public var isSymbol: Bool { rawValue >= Self.math.rawValue }
}

/// The class of a scalar, by a table of Unicode 14.
public func characterClass(ofScalar scalar: UInt32) -> CharacterClass {
  scalar < 0x80 ? asciiClass(scalar) : CharacterClassTable.shared[scalar]
}

/// The same as the table says, without the check that it is there.
@inline(__always)
private func asciiClass(_ scalar: UInt32) -> CharacterClass {
  switch scalar {
  case 0x61...0x7A: .lower
  case 0x41...0x5A: .upper
  case 0x30...0x39: .digit
  case 0x20, 0x09...0x0D: .space
  case 0x21, 0x2E, 0x3F: .stop
  case 0x22, 0x27: .quote
  case 0x28, 0x5B, 0x7B: .open
  case 0x29, 0x5D, 0x7D: .close
  case 0x2D: .dash
  case 0x5F: .connector
  case 0x24: .currency
  case 0x2B, 0x3C...0x3E, 0x7C, 0x7E: .math
  case 0x5E, 0x60: .symbol
  case 0x23, 0x25, 0x26, 0x2A, 0x2C, 0x2F, 0x3A, 0x3B, 0x40, 0x5C: .punctuation
  default: .control
  }
}

/// Two steps: a block of 128 scalars, then the class inside it; equal blocks are kept once.
struct CharacterClassTable: Sendable {
  static let shared = CharacterClassTable()

  /// Of each block of 128 scalars, where its classes start.
  let starts: [UInt16]
  let classes: [CharacterClass]

  subscript(scalar: UInt32) -> CharacterClass {
    guard scalar < 0x110000 else { return .unassigned }
    return classes[Int(starts[Int(scalar >> 7)]) << 7 | Int(scalar & 127)]
  }

  private init() {
    var blocks = SharedBlocks<CharacterClass>(size: 128)
    var block: [CharacterClass] = []
    var count = 0
    Self.forEachRun(of: CharacterClassData.runs) { kind, length in
      var left = length
      while left > 0 {
        if block.isEmpty, left >= blocks.size {
          blocks.append(repeatElement(kind, count: blocks.size))
          blocks.appendLast(times: left / blocks.size - 1)
          left %= blocks.size
          continue
        }
        let part = min(left, blocks.size - block.count)
        block += repeatElement(kind, count: part)
        left -= part
        if block.count == blocks.size {
          blocks.append(block)
          block.removeAll(keepingCapacity: true)
        }
      }
      count += length
    }
    precondition(count == 0x110000, "the table of character classes is whole")
    (starts, classes) = (blocks.starts, blocks.values)
  }

  private static let letters = Array("ncfsuloikmdr_-()q.,+$ye".utf8)

  private static func forEachRun(
    of runs: StaticString, _ body: (CharacterClass, _ length: Int) -> Void
  ) {
    var kinds = [CharacterClass](repeating: .unassigned, count: 256)
    for (letter, kind) in zip(letters, CharacterClass.allCases) { kinds[Int(letter)] = kind }
    var last: CharacterClass?
    var length = 0
    for byte in UnsafeBufferPointer(start: runs.utf8Start, count: runs.utf8CodeUnitCount) {
      if byte &- 0x30 < 10 {
        length = length * 10 + Int(byte - 0x30)
        continue
      }
      if let last { body(last, max(length, 1)) }
      last = kinds[Int(byte)]
      length = 0
    }
    if let last { body(last, max(length, 1)) }
  }
}

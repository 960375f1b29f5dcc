/// What kind of word it is, told by its signs and a few small lists.
enum WordClass: UInt8 {
  case punctuation, dash, symbol, year, integer, decimal, percent, money, yearRange, signed, ordinal
  case range, url, month, code, function, capitalFunction, unit, mixed, number, capitalNumber, lower
  case initial, upper, given, place, title
  /// Stands for the word before a line's first and after its last.
  case edge

  static let count = 28

  var isNumeric: Bool {
    switch self {
    case .year, .integer, .decimal, .percent, .money, .yearRange, .signed, .ordinal, .range: true
    default: false
    }
  }

  /// Written with a capital, as names and titles are.
  var isCapital: Bool {
    switch self {
    case .title, .given, .place, .initial, .upper, .capitalFunction, .month, .capitalNumber: true
    default: false
    }
  }

  var isName: Bool { self == .title || self == .given || self == .place }

  var isAlphabetic: Bool {
    isName || self == .lower || self == .function || self == .capitalFunction || self == .upper
      || self == .month || self == .unit || self == .number || self == .capitalNumber
  }
}

/// A word of a line: text between white space.
struct Word {
  let range: Range<Int>
  let kind: WordClass
  /// Hash of the word in lower case without the punctuation around it.
  let key: UInt32
  /// The last two and three bytes of the same; 0 where the word is shorter.
  let suffix2: UInt32
  let suffix3: UInt32
  /// The outermost signs: 0 for a letter or digit, else a number for the sign.
  let firstSign: UInt32
  let lastSign: UInt32
  let isCapital: Bool
  let isLower: Bool
  let brackets: Int
  let quotes: Int
}

/// Lists of words that tell classes apart; each may grow for another language without touching
/// code.
private enum WordLists {
  static let function = keys(
    """
    a an the of in on at by for to from with and or nor but as is are was were be been has have \
    had not no its it this that these those his her their our your my if when where which who whom \
    than then into onto over under between through during after before about per via vs de la le du des \
    del di da von van der den el y e et und do can may must will would should each any all other \
    also only such so up out off used using
    """)
  static let months = keys(
    """
    january february march april may june july august september october november december jan feb \
    mar apr jun jul aug sep sept oct nov dec
    """)
  static let units = keys(
    """
    million billion thousand percent years days hours minutes seconds months weeks year day hour \
    minute week month km kg mi m ft cm mm lb lbs sq cc hp acres miles meters metres people seats \
    points pts yards votes usd eur gb mb ms s min
    """)
  static let numbers = keys(
    "one two three four five six seven eight nine ten eleven twelve first second third fourth fifth"
  )
  static let blanks = keys("n/a none tbd tba nil")
  static let verbs = keys(
    """
    is are was were has have had will would can could should must may do does did said says be been
    """)

  private static func keys(_ words: String) -> Set<UInt32> {
    Set(words.split(separator: " ").map { hash(Array($0.utf8)) })
  }
}

/// FNV-1a over the bytes in ASCII lower case.
func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
  var hash: UInt32 = 2_166_136_261
  for byte in bytes {
    hash = (hash ^ UInt32(lowered(byte))) &* 16_777_619
  }
  return hash
}

private func lowered(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

extension Word {
  var isFunction: Bool { kind == .function || kind == .capitalFunction }
  var isAuxiliary: Bool { WordLists.verbs.contains(key) }
}

extension TableText {
  /// The words of a line.
  func words(of line: Range<Int>, _ model: TableModel) -> [Word] {
    var words: [Word] = []
    var index = line.lowerBound
    while index < line.upperBound {
      guard !Byte.isSpace(bytes[index]) else {
        index += 1
        continue
      }
      let start = index
      while index < line.upperBound, !Byte.isSpace(bytes[index]) { index += 1 }
      words.append(word(start..<index, model))
    }
    return words
  }

  /// The keys of a line's words.
  func keys(of line: Range<Int>) -> [UInt32] {
    var keys: [UInt32] = []
    var start = line.lowerBound
    for index in line.lowerBound...line.upperBound
    where index == line.upperBound || Byte.isSpace(bytes[index]) {
      if start < index { keys.append(key(start..<index)) }
      start = index + 1
    }
    return keys
  }

  private func key(_ range: Range<Int>) -> UInt32 {
    let core = stripped(range)
    return core.isEmpty ? hash(bytes[range]) : hash(bytes[core])
  }

  private func word(_ range: Range<Int>, _ model: TableModel) -> Word {
    let core = stripped(range)
    let key = key(range)
    let kind = kind(of: core, key, model)
    func suffix(_ length: Int) -> UInt32 {
      core.count < length ? 0 : hash(bytes[core.suffix(length)])
    }
    var brackets = 0
    var quotes = 0
    for index in range {
      switch bytes[index] {
      case 0x28: brackets += 1
      case 0x29: brackets -= 1
      case Byte.quote: quotes += 1
      case 0xE2 where isQuotationMark(index): quotes += 1
      default: break
      }
    }
    let first = firstLetter(range)
    return Word(
      range: range, kind: kind, key: key, suffix2: suffix(2), suffix3: suffix(3),
      firstSign: sign(at: range.lowerBound),
      lastSign: sign(at: lastCharacter(range)), isCapital: isCapital(first),
      isLower: isLower(first), brackets: brackets, quotes: quotes)
  }

  /// U+201C and U+201D.
  private func isQuotationMark(_ index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index + 1] == 0x80 && (bytes[index + 2] | 1) == 0x9D
  }

  private func lastCharacter(_ range: Range<Int>) -> Int {
    var index = range.upperBound - 1
    while index > range.lowerBound, Byte.isContinuation(bytes[index]) { index -= 1 }
    return index
  }

  /// 0 for letters and digits, else the sign's bytes as a number.
  private func sign(at index: Int) -> UInt32 {
    let byte = bytes[index]
    if byte < 0x80 { return isAlphanumeric(byte) ? 0 : UInt32(byte) }
    guard byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] <= 0x81 else { return 0 }
    return 0x100 + UInt32(bytes[index + 1] & 1) << 8 + UInt32(bytes[index + 2])
  }

  func isAlphanumeric(_ byte: UInt8) -> Bool { Byte.isDigit(byte) || Byte.isLetter(byte) }

  /// `range` without the punctuation around it.
  private func stripped(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper {
      if bytes[lower] < 0x80 {
        guard isStripped(bytes[lower]) else { break }
        lower += 1
      } else if isGeneralPunctuation(lower), upper - lower > 3 {
        lower += 3
      } else {
        break
      }
    }
    while lower < upper {
      if bytes[upper - 1] < 0x80 {
        guard isStripped(bytes[upper - 1]) else { break }
        upper -= 1
      } else if upper - lower > 3, isGeneralPunctuation(upper - 3) {
        upper -= 3
      } else {
        break
      }
    }
    return lower..<upper
  }

  private func isStripped(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x22, 0x27, 0x28, 0x29, 0x2A, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F, 0x5B, 0x5D, 0x7B, 0x7D:
      true
    default: false
    }
  }

  /// U+2018...U+2021: quotation marks and daggers.
  private func isGeneralPunctuation(_ index: Int) -> Bool {
    bytes[index] == 0xE2 && bytes[index + 1] == 0x80 && (0x98...0xA1).contains(bytes[index + 2])
  }

  private func firstLetter(_ range: Range<Int>) -> Int {
    let core = stripped(range)
    return core.isEmpty ? range.lowerBound : core.lowerBound
  }

  func isCapital(_ index: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0x80 { return byte >= 0x41 && byte <= 0x5A }
    return scalar(at: index)?.properties.isUppercase ?? false
  }

  private func isLower(_ index: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0x80 { return byte >= 0x61 && byte <= 0x7A }
    return scalar(at: index)?.properties.isLowercase ?? false
  }

  private func scalar(at index: Int) -> Unicode.Scalar? {
    var end = index + 1
    while end < bytes.count, Byte.isContinuation(bytes[end]) { end += 1 }
    return String(decoding: bytes[index..<end], as: UTF8.self).unicodeScalars.first
  }
}

// MARK: Classes

extension TableText {
  private func kind(of core: Range<Int>, _ key: UInt32, _ model: TableModel) -> WordClass {
    guard let first = core.first else { return .punctuation }
    if WordLists.blanks.contains(key) || isDash(core) { return .dash }
    if core.count == 1, isSymbol(bytes[first]) || core.count == 3 && isArrow(first) {
      return .symbol
    }
    if let number = numberKind(of: core) { return number }
    if isURL(core) { return .url }
    let isCapital = isCapital(first)
    if isCapital, WordLists.months.contains(key) { return .month }
    if isCode(core) { return .code }
    if WordLists.function.contains(key) { return isCapital ? .capitalFunction : .function }
    if WordLists.units.contains(key), !isCapital || core.count < 4 { return .unit }
    if core.contains(where: { Byte.isDigit(bytes[$0]) }) { return .mixed }
    if WordLists.numbers.contains(key) { return isCapital ? .capitalNumber : .number }
    guard isCapital else { return isLower(first) ? .lower : .symbol }
    if core.count == 1 || core.count <= 5 && core.contains(where: { bytes[$0] == Byte.dot }) {
      return .initial
    }
    if core.allSatisfy({ !(bytes[$0] >= 0x61 && bytes[$0] <= 0x7A) && bytes[$0] < 0x80 }) {
      return .upper
    }
    if model.isGivenName(key) { return .given }
    return model.isPlace(key) ? .place : .title
  }

  /// `-`, `--`, and the en dash, em dash and minus sign alone.
  private func isDash(_ core: Range<Int>) -> Bool {
    if core.allSatisfy({ bytes[$0] == Byte.dash }) { return true }
    return core.count == 3 && dashWidth(core.lowerBound) == 3
  }

  /// The width of a hyphen, dash or minus sign at `index`, else 0.
  func dashWidth(_ index: Int) -> Int {
    if bytes[index] == Byte.dash { return 1 }
    guard bytes[index] == 0xE2, index + 2 < bytes.count else { return 0 }
    if bytes[index + 1] == 0x80, (0x90...0x95).contains(bytes[index + 2]) { return 3 }
    return bytes[index + 1] == 0x88 && bytes[index + 2] == 0x92 ? 3 : 0
  }

  private func isSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x26, 0x2B, 0x2F, 0x3D, 0x7C, 0x40, 0x7E, 0x23: true
    default: false
    }
  }

  private func isArrow(_ index: Int) -> Bool { bytes[index] == 0xE2 && bytes[index + 1] >= 0x86 }

  private func isURL(_ core: Range<Int>) -> Bool {
    guard core.count > 5 else { return false }
    func starts(_ text: StaticString, _ length: Int) -> Bool {
      String(decoding: bytes[core.prefix(length)], as: UTF8.self) == text.description
    }
    if bytes[core.lowerBound] | 0x20 == 0x68, starts("http", 4) { return true }
    if bytes[core.lowerBound] | 0x20 == 0x77, starts("www.", 4) { return true }
    return core.contains { bytes[$0] == 0x40 } && core.contains { bytes[$0] == Byte.dot }
  }

  /// Signs of program text: underscores, brackets, a capital inside a word, options, paths, calls.
  private func isCode(_ core: Range<Int>) -> Bool {
    var previous: UInt8 = 0
    for index in core {
      let byte = bytes[index]
      switch byte {
      case 0x5F, 0x3D, 0x3C, 0x3E, 0x5C, 0x60, 0x24, 0x7C: return true
      case 0x41...0x5A where previous >= 0x61 && previous <= 0x7A: return true
      case 0x28 where previous != 0: return true
      default: break
      }
      previous = byte
    }
    let first = bytes[core.lowerBound]
    guard core.count > 1 else { return false }
    let second = bytes[core.lowerBound + 1]
    if first == Byte.dash || first == 0x2F { return second == Byte.dash || Byte.isLetter(second) }
    return core.count { bytes[$0] == Byte.dot } > 1 && second != Byte.dot
  }
}

import PipeText

/// What the lines of a block look like: whether they could be verse.
struct BlockLook {
  private var lines = 0
  private var isPlain = true
  private var longestLine = 0
  private var fullStops = 0
  /// The last line is nothing but `=` or `-`.
  private(set) var isUnderlined = false

  /// The line is in square brackets or between dashes: set apart from the text around it.
  private(set) var isSetApart = false
  /// The line has two words or more, in capitals.
  private(set) var isShouted = false

  /// Several short lines without bullets, numbers or cells, few of them ending in a full stop.
  var isVerse: Bool {
    lines >= 2 && isPlain && longestLine <= 12 && fullStops * 2 <= lines
  }

  mutating func add(_ line: Span<UInt8>, words: Int) {
    let visible = line.extracting(trimmed(line))
    lines += 1
    longestLine = max(longestLine, words)
    guard visible.count > 0 else { return }
    isSetApart = words >= 2 && isBetweenMarks(visible)
    isShouted = words >= 2 && isInCapitals(visible)
    let first = characterClass(ofScalar: decodeScalar(visible, at: 0).scalar)
    var hasCells = false
    var marks = 0
    for index in 0..<visible.count {
      let byte = visible[index]
      hasCells = hasCells || byte == 0x09 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "=")
      marks += byte == UInt8(ascii: "=") || byte == UInt8(ascii: "-") ? 1 : 0
    }
    isUnderlined = marks == visible.count && marks >= 3
    isPlain = isPlain && !hasCells && (first.isLetter || first == .quote)
    if visible[visible.count - 1] == UInt8(ascii: ".") { fullStops += 1 }
  }
}

private func isBetweenMarks(_ line: Span<UInt8>) -> Bool {
  let first = decodeScalar(line, at: 0).scalar
  let last = decodeScalar(line, before: line.count).scalar
  if first == UInt32(UInt8(ascii: "[")) { return last == UInt32(UInt8(ascii: "]")) }
  return first == last && characterClass(ofScalar: first) == .dash
}

private func isInCapitals(_ line: Span<UInt8>) -> Bool {
  var capitals = 0
  var at = 0
  while at < line.count {
    let (scalar, length) = decodeScalar(line, at: at)
    switch characterClass(ofScalar: scalar) {
    case .lower, .letter, .ideograph, .kana: return false
    case .upper: capitals += 1
    default: break
    }
    at += length
  }
  return capitals >= 6
}

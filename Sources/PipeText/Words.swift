/// Calls `body` with every word: a run of bytes between Unicode white space.
///
/// Punctuation stays on its word, and a run of Chinese or Japanese is one word; `forEachToken` cuts those up.
///
/// - Precondition: the bytes are valid UTF-8.
public func forEachWord(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
  var at = 0
  var start = -1
  while at < text.count {
    if at &+ 8 <= text.count {
      let word = EightBytes.load(text, at)
      if word & EightBytes.high == 0, let visible = EightBytes.visible(word) {
        emitRuns(visible, at, &start, body)
        at &+= 8
        continue
      }
    }
    let length = whiteSpaceLength(text, at: at)
    if length > 0 {
      if start >= 0 { body(start..<at) }
      start = -1
      at &+= length
    } else {
      if start < 0 { start = at }
      at &+= 1
    }
  }
  if start >= 0 { body(start..<at) }
}

/// Goes on with a run over eight bytes; `start` is below 0 between runs.
@inline(__always)
private func emitRuns(
  _ members: UInt64, _ at: Int, _ start: inout Int, _ body: (Range<Int>) -> Void
) {
  var borders = EightBytes.borders(members, isInside: start >= 0)
  while borders != 0 {
    let border = at &+ borders.trailingZeroBitCount >> 3
    if start < 0 {
      start = border
    } else {
      body(start..<border)
      start = -1
    }
    borders &= borders &- 1
  }
}

/// The length of the white space character at the offset; 0 when there is none.
@inline(__always)
func whiteSpaceLength(_ text: Span<UInt8>, at: Int) -> Int {
  switch spaceKind(text[unchecked: at]) {
  case SpaceKind.none: return 0
  case SpaceKind.space: return 1
  default:
    let (scalar, length) = decodeScalar(text, at: at)
    return isWhiteSpace(scalar) ? length : 0
  }
}

/// The number of words, as a reader would count them.
///
/// A run between white space is one word, whatever it is made of. In a run with Han or kana characters each of them is
/// a word, and so is each stretch between them that has a letter or a digit.
///
/// - Precondition: the bytes are valid UTF-8.
public func wordCount(of text: Span<UInt8>) -> Int {
  var count = 0
  var at = 0
  var isInWord = false
  while at < text.count {
    let byte = text[unchecked: at]
    if byte < 0x80, at &+ 8 <= text.count {
      let word = EightBytes.load(text, at)
      if word & EightBytes.high == 0, let visible = EightBytes.visible(word) {
        let starts = EightBytes.borders(visible, isInside: isInWord) & visible
        count &+= starts.nonzeroBitCount
        isInWord = visible >> 63 == 1
        at &+= 8
        continue
      }
    }
    if byte < 0xC2 {
      let isWord = byte > 0x20 || spaceKind(byte) == SpaceKind.none
      count &+= isWord && !isInWord ? 1 : 0
      isInWord = isWord
      at &+= 1
      continue
    }
    let length = whiteSpaceLength(text, at: at)
    if length > 0 {
      isInWord = false
      at &+= length
    } else if byte >= 0xE2 && isIdeographic(text, at: at) {
      // Taken back and counted with the whole run, which is rare enough to be read twice.
      let run = runOfWord(text, around: at)
      count &+= countIdeographicRun(text, run) &- (isInWord ? 1 : 0)
      at = run.upperBound
      isInWord = false
    } else {
      count &+= isInWord ? 0 : 1
      isInWord = true
      at &+= 1
    }
  }
  return count
}

@inline(__always)
private func isIdeographic(_ text: Span<UInt8>, at: Int) -> Bool {
  guard text[unchecked: at] & 0xC0 == 0xC0 else { return false }
  return characterClass(ofScalar: decodeScalar(text, at: at).scalar).isIdeographic
}

private func runOfWord(_ text: Span<UInt8>, around at: Int) -> Range<Int> {
  var start = at
  while start > 0 {
    let (scalar, length) = decodeScalar(text, before: start)
    if isWhiteSpace(scalar) { break }
    start -= length
  }
  var end = at
  while end < text.count, whiteSpaceLength(text, at: end) == 0 { end += 1 }
  return start..<end
}

private func countIdeographicRun(_ text: Span<UInt8>, _ run: Range<Int>) -> Int {
  var count = 0
  var isInStretch = false
  var at = run.lowerBound
  while at < run.upperBound {
    let (scalar, length) = decodeScalar(text, at: at)
    let kind = characterClass(ofScalar: scalar)
    if kind.isIdeographic {
      count += 1
      isInStretch = false
    } else if !isInStretch && (kind.isLetter || kind.isDigit) {
      count += 1
      isInStretch = true
    }
    at += length
  }
  return count
}

/// Calls `body` with every token: a run of letters, marks, numbers and underscores, or one Han or kana character.
///
/// The same as the pattern `[Han or kana] | \w+` with combining marks in `\w`. Punctuation, symbols and white space
/// are in no token.
///
/// - Precondition: the bytes are valid UTF-8.
public func forEachToken(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
  let table = CharacterClassTable.shared
  var at = 0
  var start = -1
  while at < text.count {
    let byte = text[unchecked: at]
    if byte < 0x80, at &+ 8 <= text.count {
      let word = EightBytes.load(text, at)
      if word & EightBytes.high == 0 {
        emitRuns(EightBytes.wordCharacters(word), at, &start, body)
        at &+= 8
        continue
      }
    }
    if byte < 0x80 {
      if isASCIIWord(byte) {
        if start < 0 { start = at }
      } else if start >= 0 {
        body(start..<at)
        start = -1
      }
      at &+= 1
      continue
    }
    let (scalar, length) = decodeScalar(text, at: at)
    let kind = table[scalar]
    if kind.isIdeographic || !kind.isWord {
      if start >= 0 { body(start..<at) }
      start = -1
      if kind.isIdeographic { body(at..<at &+ length) }
    } else if start < 0 {
      start = at
    }
    at &+= length
  }
  if start >= 0 { body(start..<at) }
}

/// Whether the byte is an ASCII letter, digit or underscore.
@inline(__always)
func isASCIIWord(_ byte: UInt8) -> Bool {
  let letter = byte | 0x20
  return (letter >= 0x61 && letter <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F
}

/// Calls `body` with every sentence of the text, without the white space around it.
///
/// A line feed always ends a sentence. Inside a line one ends after `.`, `!`, `?` or `…` and closing quotation marks when
/// white space and a capital, a digit, a currency sign or a letter without case follow, unless the full stop belongs to
/// an abbreviation, an initial, an ordinal or the number of a list item. After the terminators of Chinese, Japanese,
/// Hindi, Urdu and others it ends at once. Every byte that is not white space is in exactly one sentence.
///
/// - Precondition: the bytes are valid UTF-8.
/// - Complexity: O(bytes).
public func forEachSentence(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
  var cutter = SentenceCutter()
  forEachLine(in: text) { start, end in cutter.cut(text, start, end, body) }
}

/// Where a line is cut, and the scratch that abbreviations are looked up with.
private struct SentenceCutter {
  private let abbreviations = Abbreviations.shared
  private var scratch: [UInt8] = []

  mutating func cut(_ text: Span<UInt8>, _ from: Int, _ end: Int, _ body: (Range<Int>) -> Void) {
    var start = skipSpace(text, from, end)
    var at = start
    while at < end {
      let byte = text[unchecked: at]
      guard mayEndSentence(byte), let mark = terminator(text, at, end) else {
        at &+= 1
        continue
      }
      let isFullStop = mark.length == 1 && byte == UInt8(ascii: ".")
      let marks = marksEnd(text, at, end)
      at = marks.end
      let closed = skipClosers(text, marks.end, end)
      let next = skipSpace(text, closed, end)
      if next >= end { break }
      let isLone = isFullStop && marks.end == marks.start &+ 1 && closed == marks.end
      let isEnd =
        mark.isFinal || marks.hasFinal
        ? endsAtOnce(text, marks.end, closed, next, end)
        : endsBeforeCapital(text, marks, closed, next, end)
      guard isEnd, !isLone || !isInside(text, start, marks.start, next, end) else { continue }
      body(start..<closed)
      start = next
      at = next
    }
    let last = trimmedEnd(text, start, end)
    if last > start { body(start..<last) }
  }

  /// After a full-width mark: the sentence goes on only where closing marks are followed by kana (`」と言った`).
  private func endsAtOnce(
    _ text: Span<UInt8>, _ marksEnd: Int, _ closed: Int, _ next: Int, _ end: Int
  ) -> Bool {
    guard closed > marksEnd, closed == next else { return true }
    return characterClass(ofScalar: decodeScalar(text, at: next).scalar) != .kana
  }

  private func endsBeforeCapital(
    _ text: Span<UInt8>, _ marks: Marks, _ closed: Int, _ next: Int, _ end: Int
  ) -> Bool {
    if next == closed {
      // `吗?我` has no space after an ASCII mark.
      let last = text[marks.end &- 1]
      guard last == UInt8(ascii: "?") || last == UInt8(ascii: "!") else { return false }
      return characterClass(ofScalar: decodeScalar(text, at: next).scalar).isIdeographic
    }
    var at = next
    while at < end {
      let (scalar, length) = decodeScalar(text, at: at)
      if !isOpener(scalar) {
        return switch characterClass(ofScalar: scalar) {
        case .upper, .digit, .currency, .letter, .ideograph, .kana: true
        default: false
        }
      }
      at &+= length
      if scalar == 0xAB { at = skipSpace(text, at, end) }
    }
    return false
  }

  /// Whether a single full stop at `mark` belongs to the word before it.
  private mutating func isInside(
    _ text: Span<UInt8>, _ start: Int, _ mark: Int, _ next: Int, _ end: Int
  ) -> Bool {
    var first = mark
    while first > start, !isBlankBefore(text, first) { first &-= 1 }
    let isAlone = first == start
    while first < mark {
      let (scalar, length) = decodeScalar(text, at: first)
      guard isOpener(scalar) else { break }
      first &+= length
    }
    guard first < mark else { return false }
    let word = fold(text, first, mark)
    let size = scratch.count
    if isASCIIDigit(scratch[0]) {
      guard size <= 3, scratch.allSatisfy(isASCIIDigit) else { return false }
      return isAlone || size <= 2 && abbreviations.isAfterOrdinal(nextWord(text, next, end))
    }
    if abbreviations.isSoft(word) || isDotted(scratch) {
      return !abbreviations.isStarter(nextWord(text, next, end))
    }
    if abbreviations.isHard(word) || isSingleLetter(scratch) { return true }
    return abbreviations.isNumbered(word) && isASCIIDigit(text[next])
  }

  private mutating func fold(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    scratch.removeAll(keepingCapacity: true)
    appendFolded(text.extracting(start..<end), to: &scratch)
    return hash64(scratch.span)
  }

  /// The hash of the word at the offset, without marks around it.
  private mutating func nextWord(_ text: Span<UInt8>, _ next: Int, _ end: Int) -> UInt64 {
    var first = next
    while first < end {
      let (scalar, length) = decodeScalar(text, at: first)
      guard isOpener(scalar) else { break }
      first &+= length
    }
    var last = first
    while last < end, text[last] != UInt8(ascii: ","), whiteSpaceLength(text, at: last) == 0 {
      last &+= 1
    }
    while last > first, text[last &- 1] == UInt8(ascii: ".") { last &-= 1 }
    return fold(text, first, last)
  }
}

private func isASCIIDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

/// `x.y` and longer: single letters with full stops between them.
private func isDotted(_ word: [UInt8]) -> Bool {
  guard word.count >= 3, word.count % 2 == 1 else { return false }
  return word.indices.allSatisfy { index in
    index % 2 == 1
      ? word[index] == UInt8(ascii: ".") : word[index] >= 0x61 && word[index] <= 0x7A
  }
}

/// One letter of a script with case, other than the English `I`: an initial.
private func isSingleLetter(_ word: [UInt8]) -> Bool {
  let (scalar, length) = decodeScalar(word.span, at: 0)
  return length == word.count && scalar != 0x69 && characterClass(ofScalar: scalar).isCased
}

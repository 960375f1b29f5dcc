import PipeText

/// What the characters of a sentence tell: quotations, names, numbers, marks.
struct SentenceSurface {
  var quotedRatio = 0.0
  var names = 0
  var hasFullName = false
  var numbers = 0
  var asks = false
  var hasColon = false
  var hasParenthesis = false
}

/// Reads surfaces in document order: a full name counts where its last word is new.
struct SurfaceReader {
  private var known = WordIndex()
  private let stopWords: StopWords?
  private var scratch: [UInt8] = []

  init(language: String?) {
    stopWords = language.flatMap { StopWords(language: $0) }
  }

  mutating func read(_ text: Span<UInt8>) -> SentenceSurface {
    var surface = SentenceSurface()
    let quoted = quotedCharacters(of: text)
    let ratio = Double(quoted) / Double(max(1, characterCount(of: text)))
    surface.quotedRatio = min(1, ratio)
    var isInNumber = false
    var at = 0
    while at < text.count {
      let (scalar, length) = decodeScalar(text, at: at)
      let isDigit = scalar < 0x80 ? scalar &- 0x30 < 10 : characterClass(ofScalar: scalar).isDigit
      if isDigit && !isInNumber { surface.numbers += 1 }
      isInNumber = isDigit
      surface.hasColon = surface.hasColon || scalar == 0x3A || scalar == 0xFF1A
      surface.hasParenthesis = surface.hasParenthesis || scalar == 0x28 || scalar == 0xFF08
      at += length
    }
    surface.asks = startsWithQuestionWord(text)
    readNames(of: text, into: &surface)
    return surface
  }

  private mutating func readNames(of text: Span<UInt8>, into surface: inout SentenceSurface) {
    var firstWords: [UInt64] = []
    var lastWords: [UInt64] = []
    for run in nameRuns(of: text) {
      var words = run.words
      if run.startsSpeech {
        let first = fold(text, words[0])
        if words.count == 1 || stopWords?.contains(hash: first) == true { words.removeFirst() }
      }
      guard let last = words.last else { continue }
      surface.names += 1
      for word in words where isName(text, word) {
        firstWords.append(fold(text, withoutPossessive(text, word)))
      }
      if words.count > 1 { lastWords.append(fold(text, last)) }
    }
    let new = firstWords.filter { known.number(of: $0) == nil }
    surface.hasFullName = lastWords.contains { new.contains($0) }
    for word in new { _ = known.insert(word) }
  }

  private func isName(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let (scalar, length) = decodeScalar(text, at: word.lowerBound)
    return length < word.count && characterClass(ofScalar: scalar) == .upper
  }

  private mutating func fold(_ text: Span<UInt8>, _ word: Range<Int>) -> UInt64 {
    scratch.removeAll(keepingCapacity: true)
    appendFolded(text.extracting(word), to: &scratch)
    return hash64(scratch.span)
  }
}

private func withoutPossessive(_ text: Span<UInt8>, _ word: Range<Int>) -> Range<Int> {
  guard word.count > 2, text[word.upperBound - 1] == UInt8(ascii: "s") else { return word }
  let (scalar, length) = decodeScalar(text, before: word.upperBound - 1)
  return scalar == 0x27 || scalar == 0x2019
    ? word.lowerBound..<word.upperBound - 1 - length : word
}

private let questionWords = Set(
  ["what", "why", "how", "who", "where", "when", "if"].map { hash64(Array($0.utf8).span) })

/// Whether the sentence starts with one of the English question words, in a quotation or not.
private func startsWithQuestionWord(_ text: Span<UInt8>) -> Bool {
  var first: Range<Int>?
  forEachToken(in: text.extracting(0..<min(16, text.count))) { if first == nil { first = $0 } }
  guard let first, first.lowerBound <= 3, text[first.lowerBound] <= UInt8(ascii: "Z") else {
    return false
  }
  var folded: [UInt8] = []
  appendFolded(text.extracting(first), to: &folded)
  return questionWords.contains(hash64(folded.span))
}

/// Characters inside quotations: `"…"` of three characters or more, `'…'` of twelve or more.
private func quotedCharacters(of text: Span<UInt8>) -> Int {
  var quoted = 0
  var at = 0
  var isAfterWord = false
  while at < text.count {
    let (scalar, length) = decodeScalar(text, at: at)
    if let end = quotationEnd(text, scalar, at + length, isAfterWord: isAfterWord) {
      quoted += characterCount(of: text.extracting(at..<end))
      at = end
      isAfterWord = false
      continue
    }
    isAfterWord = characterClass(ofScalar: scalar).isWord
    at += length
  }
  return quoted
}

/// The end of a quotation whose opening mark ends at `start`; `nil` when the mark opens none.
private func quotationEnd(
  _ text: Span<UInt8>, _ mark: UInt32, _ start: Int, isAfterWord: Bool
) -> Int? {
  let isDouble = mark == 0x22 || mark == 0x201C || mark == 0x201E || mark == 0xAB || mark == 0x300C
  guard isDouble || (!isAfterWord && (mark == 0x27 || mark == 0x2018)) else { return nil }
  var at = start
  var count = 0
  while at < text.count {
    let (scalar, length) = decodeScalar(text, at: at)
    if closes(scalar, mark) {
      if isDouble { return count >= 3 ? at + length : nil }
      let end = at + length
      let isBeforeWord =
        end < text.count && characterClass(ofScalar: decodeScalar(text, at: end).scalar).isWord
      return count >= 12 && !isBeforeWord ? end : nil
    }
    count += 1
    at += length
  }
  return isDouble && count >= 3 ? text.count : nil
}

private func closes(_ scalar: UInt32, _ mark: UInt32) -> Bool {
  switch mark {
  case 0x27, 0x2018: scalar == 0x27 || scalar == 0x2019
  case 0x201E: scalar == 0x201C || scalar == 0x201D || scalar == 0x22
  case 0xAB: scalar == 0xBB
  case 0x300C: scalar == 0x300D
  default: scalar == 0x22 || scalar == 0x201D
  }
}

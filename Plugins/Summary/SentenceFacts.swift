import PipeText

/// What one sentence says of itself, before it is compared with the others.
struct SentenceFacts {
  /// Words between white space; a Han or kana character is one.
  var words = 0
  /// The length that features are made of: as `words`, five Han or kana characters counted as three.
  var length = 0
  /// Numbers of its content words in the document's index, repeats included.
  var content: [Int] = []
  /// Hashes of its tokens.
  var tokens: [UInt64] = []
  var firstPersonRatio = 0.0
  var hasClutter = false
  var tellsFuture = false
  var tellsDay = false
  var tellsSpeech = false
}

/// Reads the words of sentences: one for a document, since it numbers the content words.
struct SentenceReader {
  private(set) var index = WordIndex()
  private let stopWords: StopWords?
  private let stemmer: LightStemmer
  private let lexicon = VoiceLexicon.shared
  private let clutter = ClutterPhrases.shared
  private var scratch: [UInt8] = []
  private var ranges: [Range<Int>] = []

  init(language: String?) {
    stopWords = language.flatMap { StopWords(language: $0) }
    stemmer = LightStemmer(language: language)
  }

  /// Everything but the content words of one sentence.
  mutating func read(_ text: Span<UInt8>) -> SentenceFacts {
    var facts = SentenceFacts()
    readTokens(of: text, into: &facts)
    readWords(of: text, into: &facts)
    return facts
  }

  /// Numbers the content words of a sentence that is used.
  ///
  /// Apart from `read`, so that sentences that are not used leave no numbers.
  mutating func readContent(of text: Span<UInt8>, into facts: inout SentenceFacts) {
    readTokenRanges(of: text)
    var at = 0
    while at < ranges.count {
      let range = wordRange(in: text, at: at)
      if isIdeographic(text, ranges[at]) {
        readIdeographs(of: text, at: at, into: &facts)
      } else {
        fold(text, range.bytes)
        if stopWords?.contains(scratch.span) != true {
          stemmer.stem(&scratch)
          if characterCount(of: scratch.span) > 1 {
            facts.content.append(index.insert(hash64(scratch.span)))
          }
        }
      }
      at += range.tokens
    }
  }

  /// Two neighbouring Han or kana characters make a content word, unless both are function words.
  private mutating func readIdeographs(
    of text: Span<UInt8>, at: Int, into facts: inout SentenceFacts
  ) {
    guard at + 1 < ranges.count, ranges[at + 1].lowerBound == ranges[at].upperBound,
      isIdeographic(text, ranges[at + 1])
    else { return }
    fold(text, ranges[at])
    let first = hash64(scratch.span)
    fold(text, ranges[at + 1])
    let second = hash64(scratch.span)
    if let stopWords, stopWords.contains(hash: first), stopWords.contains(hash: second) { return }
    facts.content.append(index.insert(combineHashes(first, second)))
  }

  private mutating func readTokens(of text: Span<UInt8>, into facts: inout SentenceFacts) {
    readTokenRanges(of: text)
    var ideographs = 0
    for range in ranges {
      fold(text, range)
      facts.tokens.append(hash64(scratch.span))
      if isIdeographic(text, range) { ideographs += 1 }
    }
    facts.words = wordCount(of: text)
    facts.length = facts.words - ideographs + (ideographs * 3 + 4) / 5
    for (at, range) in ranges.enumerated() {
      facts.hasClutter = facts.hasClutter || clutter.starts(at: at, in: facts.tokens)
      let isLower = text[range.lowerBound] >= 0x61
      let kind = lexicon.kind(at: at, in: facts.tokens)
      facts.tellsDay = facts.tellsDay || kind == .day
      facts.tellsFuture = facts.tellsFuture || (isLower && kind == .future)
      facts.tellsSpeech = facts.tellsSpeech || (isLower && kind == .speech)
    }
  }

  private mutating func readWords(of text: Span<UInt8>, into facts: inout SentenceFacts) {
    var at = 0
    var words = 0
    var firstPersons = 0
    while at < ranges.count {
      let range = wordRange(in: text, at: at)
      words += 1
      if range.tokens == 1 {
        firstPersons += lexicon.isFirstPerson(facts.tokens[at]) ? 1 : 0
      } else {
        fold(text, range.bytes)
        firstPersons += lexicon.isFirstPerson(hash64(scratch.span)) ? 1 : 0
      }
      at += range.tokens
    }
    facts.firstPersonRatio = Double(firstPersons) / Double(max(1, words))
  }

  private mutating func readTokenRanges(of text: Span<UInt8>) {
    ranges.removeAll(keepingCapacity: true)
    var found: [Range<Int>] = []
    swap(&found, &ranges)
    forEachToken(in: text) { found.append($0) }
    swap(&found, &ranges)
  }

  /// The word that starts with a token: the token, and what an apostrophe ties to it (`don't`, `ship's`).
  private func wordRange(in text: Span<UInt8>, at: Int) -> (bytes: Range<Int>, tokens: Int) {
    let token = ranges[at]
    guard at + 1 < ranges.count else { return (token, 1) }
    let next = ranges[at + 1]
    let isTied =
      switch next.lowerBound - token.upperBound {
      case 1: text[token.upperBound] == 0x27
      case 3: decodeScalar(text, at: token.upperBound).scalar == 0x2019
      default: false
      }
    guard isTied, !isIdeographic(text, token), hasLettersOnly(text, next) else {
      return (token, 1)
    }
    return (token.lowerBound..<next.upperBound, 2)
  }

  private func hasLettersOnly(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.allSatisfy { text[$0] >= 0x80 || text[$0] | 0x20 >= 0x61 && text[$0] != 0x5F }
  }

  private func isIdeographic(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard text[range.lowerBound] >= 0xE2 else { return false }
    let scalar = decodeScalar(text, at: range.lowerBound).scalar
    return characterClass(ofScalar: scalar).isIdeographic
  }

  private mutating func fold(_ text: Span<UInt8>, _ range: Range<Int>) {
    scratch.removeAll(keepingCapacity: true)
    appendFolded(text.extracting(range), to: &scratch)
  }
}

import PipeText

/// What is counted in the text of a unit, in one pass over its characters and one over its words.
struct TextFacts: Sendable {
  var characters = 0
  var words = 0
  var letters = 0
  var uppers = 0
  var digits = 0
  var symbols = 0
  var ideographs = 0
  var sentenceMarks = 0
  var commas = 0
  var quotes = 0
  var brackets = 0
  var separators = 0
  var currencies = 0
  var colons = 0
  var stopWords = 0
  var capitalWords = 0
  var longestWord = 0
  var cues = InlineCounts()
  var lines = 1
  var hasAddress = false
  var hasCopyright = false
  var hasTime = false
  var first = CharacterClass.unassigned
  /// The last visible character, closing quotes and brackets left out.
  var last: UInt32 = 0
  /// Of the words, folded and in order.
  var hash: UInt64 = 0
  /// The words among all words of the page.
  var wordRange = 0..<0

  /// A counter for each group of cue words.
  struct InlineCounts: Sendable {
    private var packed: UInt64 = 0
    subscript(group: Int) -> Int { Int(packed >> UInt64(group * 8) & 0xFF) }
    mutating func add(_ mask: UInt8) {
      for group in 0..<CueWords.groupCount where mask & 1 << UInt8(group) != 0 && self[group] < 255
      {
        packed &+= 1 << UInt64(group * 8)
      }
    }
  }

  var endsSentence: Bool {
    switch last {
    case 0x2E, 0x21, 0x3F, 0x2026, 0x3002, 0xFF01, 0xFF1F, 0x0964, 0x061F, 0x06D4: true
    default: false
    }
  }

  /// Appends the hashes of the words to `pageWords`; `buffer` is room to fold words in.
  init(_ text: Span<UInt8>, pageWords: inout [UInt64], buffer: inout [UInt8]) {
    countCharacters(text)
    countWords(text, &pageWords, &buffer)
  }

  private mutating func countCharacters(_ text: Span<UInt8>) {
    var at = 0
    var beforeLast: UInt32 = 0
    while at < text.count {
      let (scalar, length) = decodeScalar(text, at: at)
      at += length
      characters += 1
      let kind = characterClass(ofScalar: scalar)
      if first == .unassigned, kind != .space { first = kind }
      switch kind {
      case .upper:
        letters += 1
        uppers += 1
      case .lower, .letter, .mark: letters += 1
      case .ideograph, .kana:
        letters += 1
        ideographs += 1
      case .digit, .number:
        digits += 1
        if beforeLast == 0x3A { hasTime = true }
      case .stop: sentenceMarks += 1
      case .quote: quotes += 1
      case .open: brackets += 1
      case .currency: currencies += 1
      case .math, .symbol, .pictograph: symbols += 1
      default: break
      }
      count(scalar)
      if kind != .space && kind != .quote && kind != .close { last = scalar }
      beforeLast = scalar
    }
  }

  private mutating func count(_ scalar: UInt32) {
    switch scalar {
    case 0x2C, 0xFF0C, 0x3001, 0x060C: commas += 1
    case 0x7C, 0xBB, 0xAB, 0x203A, 0x2039, 0xB7, 0x2022, 0x2192, 0x2F, 0x3E: separators += 1
    case 0x3A, 0xFF1A: colons += 1
    case 0xA9: hasCopyright = true
    case 0x40: hasAddress = true
    case 0x0A: lines += 1
    default: break
    }
  }

  private mutating func countWords(
    _ text: Span<UInt8>, _ pageWords: inout [UInt64], _ buffer: inout [UInt8]
  ) {
    let cueWords = CueWords.shared
    let start = pageWords.count
    var facts = self
    forEachToken(in: text) { range in
      buffer.removeAll(keepingCapacity: true)
      appendFolded(text.extracting(range), to: &buffer)
      let hash = hash64(buffer.span)
      pageWords.append(hash)
      facts.hash = combineHashes(facts.hash, hash)
      facts.longestWord = max(facts.longestWord, range.count)
      let byte = text[range.lowerBound]
      if byte &- 0x41 < 26 { facts.capitalWords += 1 }
      let mask = cueWords[hash]
      if mask != 0 { facts.cues.add(mask) }
    }
    self = facts
    words = pageWords.count - start
    wordRange = start..<pageWords.count
  }
}

import PipeCore
import PipeText

/// What is counted of one block's text and surroundings, before it is compared with its neighbours.
struct BlockFacts {
  var index = 0
  var words = 0
  var letters = 0
  var capitals = 0
  var digits = 0
  var symbols = 0
  var characters = 0
  var sentences = 0
  var commas = 0
  var stopWords = 0
  var capitalized = 0
  var endsSentence = false
  var endsColon = false
  var startsLower = false
  /// 0 to 1: bytes of the block inside links.
  var linkShare = 0.0
  var links = 0
  var cues = 0
  var hasDate = false
  var hash: UInt64 = 0
  /// How many blocks of the document have the same text.
  var copies = 1
  var kind = BlockKind.paragraph
  var level = 0
  /// Bits of ``PageMarks``: of all elements around, and of the nearest three.
  var around: UInt64 = 0
  var near: UInt64 = 0
  var isHidden = false

  /// A block of prose: many words, few of them linked.
  var isLong: Bool { words >= 15 && linkShare < 0.35 }

  init(_ block: BlockView) {
    index = block.index
    kind = block.block.kind
    level = block.block.level
    hash = hash64(block.bytes)
    count(block.bytes)
    guard let origin = block.origin else { return }
    linkShare =
      block.bytes.count == 0 ? 0 : min(1, Double(origin.linkBytes) / Double(block.bytes.count))
    links = origin.linkCount
    isHidden = origin.isHidden
    let path = origin.tagPath
    for (position, tag) in path.enumerated() {
      let bit = PageMarks.bit(ofTag: tag)
      around |= bit
      if position >= path.count - 3 { near |= bit }
    }
    for (position, word) in origin.classWords.enumerated() {
      let bit = PageMarks.bit(ofClassWord: word)
      around |= bit
      if position < 6 { near |= bit }
    }
  }

  private mutating func count(_ bytes: Span<UInt8>) {
    var offset = 0
    var last: UInt32 = 0
    var lastMark: UInt32 = 0
    while offset < bytes.count {
      let (scalar, length) = decodeScalar(bytes, at: offset)
      let kind = characterClass(ofScalar: scalar)
      characters += 1
      if offset == 0, kind == .lower { startsLower = true }
      if kind.isLetter { letters += 1 }
      if kind == .upper { capitals += 1 }
      if kind.isDigit { digits += 1 }
      if kind.isSymbol || scalar == UInt32(UInt8(ascii: "|")) { symbols += 1 }
      if scalar == 0x2C || scalar == 0x3001 || scalar == 0xFF0C { commas += 1 }
      if kind == .space, isStop(last) { sentences += 1 }
      if scalar == 0x3002 { sentences += 1 }
      if kind != .space, kind != .close, kind != .quote { lastMark = scalar }
      if kind != .quote, kind != .close { last = scalar }
      offset += length
    }
    endsSentence = isStop(lastMark) || lastMark == 0x2026
    endsColon = lastMark == 0x3A || lastMark == 0xFF1A
    if endsSentence { sentences += 1 }
    countWords(bytes)
  }

  private func isStop(_ scalar: UInt32) -> Bool {
    scalar == 0x2E || scalar == 0x21 || scalar == 0x3F || scalar == 0x3002 || scalar == 0xFF01
      || scalar == 0xFF1F
  }

  private mutating func countWords(_ bytes: Span<UInt8>) {
    var folded: [UInt8] = []
    forEachToken(in: bytes) { range in
      words += 1
      let (scalar, _) = decodeScalar(bytes, at: range.lowerBound)
      if characterClass(ofScalar: scalar) == .upper { capitalized += 1 }
      if range.count > 24 { return }
      folded.removeAll(keepingCapacity: true)
      appendFolded(bytes.extracting(range), to: &folded)
      let hash = hash64(folded.span)
      if CommonWords.shared.contains(hash) { stopWords += 1 }
      if Cues.shared.isCue(folded) { cues += 1 }
      if Cues.shared.isMonth(hash) || range.count == 4 && isYear(bytes, range) { hasDate = true }
    }
  }

  private func isYear(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let first = bytes[range.lowerBound]
    let second = bytes[range.lowerBound + 1]
    return (first == UInt8(ascii: "1") && second == UInt8(ascii: "9"))
      || (first == UInt8(ascii: "2") && second == UInt8(ascii: "0"))
  }
}

/// Stop words of all languages that have a list: their share tells prose from labels.
struct CommonWords: Sendable {
  static let shared = CommonWords()
  private let lists: [StopWords]

  private init() { lists = StopWords.languages.compactMap { StopWords(language: $0) } }

  func contains(_ hash: UInt64) -> Bool {
    for list in lists where list.contains(hash: hash) { return true }
    return false
  }
}

import PipeText

/// A run of lines and what it is compared by.
struct Block {
  /// Indices of its lines.
  var lines: Range<Int>
  /// Indices of its tokens.
  var tokens: Range<Int> = 0..<0
  /// The tokens without those of a first line that introduces a list, which copies replace.
  var body: Range<Int> = 0..<0
  /// Twice the number of words; a Han or kana character is half a word.
  var halfWords = 0
  /// Distinct hashes of the pairs of neighbouring words of the body, and of the lines.
  var shingles: [UInt64] = []
  /// Equal for blocks with the same words.
  var wordKey: UInt64 = 0
  /// Equal for blocks with the same folded text.
  var textKey: UInt64 = 0
  /// Equal for the heads of pages that differ in the page number alone; `nil` for other blocks.
  var pageKey: UInt64?
  /// A line of promotion, which may be as short as it likes.
  var isPromotion = false
  /// A short line marked as a heading, or underlined.
  var isHeading = false
  /// Marked as a quotation: of the text itself, perhaps.
  var isQuotation = false
  /// A part of a poem or song, where repeats are meant.
  var isStanza = false
  var look = BlockLook()

  /// Sets all but the ranges and counts.
  mutating func setKeys(_ document: DocumentBlocks, _ lineStarts: [Int], bytes: Range<Int>) {
    let hashes = tokens.map { document.numbers.hashes[document.tokens[$0].number] }
    let from = tokens.lowerBound
    wordKey = hashes.reduce(0) { combineHashes($0, $1) }
    let text = document.folded.span.extracting(bytes)
    textKey = hash64(text.extracting(trimmed(text)))
    var all: [UInt64] = []
    for index in body.dropLast() {
      all.append(combineHashes(hashes[index - from], hashes[index - from + 1]))
    }
    for (start, end) in zip(lineStarts, lineStarts.dropFirst()) where start < end {
      all.append(hashes[start - from..<end - from].reduce(1) { combineHashes($0, $1) })
    }
    all.sort()
    for hash in all where hash != shingles.last { shingles.append(hash) }
    let first = document.folded[bytes].first { $0 != 0x20 && $0 != 0x09 }
    isQuotation = first == UInt8(ascii: ">")
    let isMarked = first == UInt8(ascii: "#") && lines.count == 1
    isHeading = (isMarked || (lines.count == 2 && look.isUnderlined)) && halfWords < 24
    guard lines.count == 1, !tokens.isEmpty else { return }
    pageKey = pageHeadKey(document, hashes)
    isPromotion = PromotionPhrases.shared.starts(hashes) { index in
      let start = document.tokens[from + index].bytes.upperBound
      let end =
        index + 1 < hashes.count
        ? document.tokens[from + index + 1].bytes.lowerBound : bytes.upperBound
      return document.folded[start..<end].contains {
        $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "|")
      }
    }
  }

  private func pageHeadKey(_ document: DocumentBlocks, _ hashes: [UInt64]) -> UInt64? {
    guard hashes.count > 2, document.tokens[tokens.upperBound - 1].isNumber,
      pageWords.contains(hashes[hashes.count - 2])
    else { return nil }
    return hashes.dropLast(2).reduce(2) { combineHashes($0, $1) }
  }
}

/// What stands before the number of a page, in its head.
private let pageWords = Set(
  "page p pg seite página pagina pág strona str стр страница sida side sivu sayfa oldal"
    .split(separator: " ").map { hash64(Array($0.utf8).span) })

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
  /// Where its shingles stand: the pairs of neighbouring words of the body, and the lines, each once.
  var shingles: Range<Int> = 0..<0
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
  mutating func setKeys(_ document: DocumentBlocks, bytes: Range<Int>) {
    let hashes = document.hashes[tokens]
    for hash in hashes { wordKey = combineHashes(wordKey, hash) }
    let text = document.folded.span.extracting(bytes)
    textKey = hash64(text.extracting(trimmed(text)))
    var at = 0
    while at < text.count, text[at] == 0x20 || text[at] == 0x09 { at += 1 }
    let first = at < text.count ? text[at] : 0
    isQuotation = first == UInt8(ascii: ">")
    let isMarked = first == UInt8(ascii: "#") && lines.count == 1
    isHeading = (isMarked || (lines.count == 2 && look.isUnderlined)) && halfWords < 24
    guard lines.count == 1, !tokens.isEmpty else { return }
    pageKey = pageHeadKey(document, hashes)
    let from = tokens.lowerBound
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

  private func pageHeadKey(_ document: DocumentBlocks, _ hashes: ArraySlice<UInt64>) -> UInt64? {
    let last = hashes.endIndex - 1
    guard hashes.count > 2, document.tokens[tokens.upperBound - 1].isNumber,
      pageWords.contains(hashes[last - 1])
    else { return nil }
    return hashes.dropLast(2).reduce(2) { combineHashes($0, $1) }
  }
}

/// What stands before the number of a page, in its head.
private let pageWords = Set(
  "page p pg seite página pagina pág strona str стр страница sida side sivu sayfa oldal"
    .split(separator: " ").map { hash64(Array($0.utf8).span) })

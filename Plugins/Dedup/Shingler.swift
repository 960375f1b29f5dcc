import PipeCore
import PipeText
import Synchronization

/// The shingles of one document, in storage that the next one takes over.
struct DocumentShingles: Sendable {
  /// Codes of the words or characters, in order.
  var tokens: [UInt64] = []
  /// Codes of the shingles, in order, repeated ones repeated.
  var codes: [UInt32] = []
  var signature: [UInt64] = []
  var sample: [UInt32] = []

  mutating func clear() {
    tokens.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
  }

  mutating func makeCodes(size: Int) {
    var made: [UInt32] = []
    swap(&made, &codes)
    appendShingleCodes(of: tokens.span, size: size, to: &made)
    codes = made
  }

  mutating func sign(by minHash: MinHash) {
    var made: [UInt64] = []
    swap(&made, &signature)
    minHash.sign(codes.span, into: &made)
    signature = made
  }
}

/// Makes shingles of documents.
final class Shingler: Sendable {
  private let size: Int
  private let isOfWords: Bool
  private let pool = Mutex<[DocumentShingles]>([])

  init(words: Int, characters: Int?) {
    size = characters ?? words
    isOfWords = characters == nil
  }

  /// Says what the codes depend on.
  var name: String { "\(size) \(isOfWords ? "words" : "characters"), codes 1" }

  func withShingles(of document: Document, _ body: (inout DocumentShingles) -> Void) {
    var shingles = pool.withLock { $0.popLast() } ?? DocumentShingles()
    shingles.clear()
    document.forEachStretch { stretch in
      if isOfWords {
        appendTokenCodes(of: stretch, to: &shingles.tokens)
      } else {
        appendCharacterCodes(of: stretch, to: &shingles.tokens)
      }
    }
    shingles.makeCodes(size: size)
    body(&shingles)
    let done = shingles
    pool.withLock { $0.append(done) }
  }

  /// The longest stretch of the document whose shingles are all in a sketch, on one line and cut to a
  /// length that a table can show.
  func longestShared(of document: Document, with sketch: Span<UInt8>) -> String? {
    var known = codes(in: sketch)
    makeSet(of: &known)
    let text = document.text
    var tokens: [UInt64] = []
    var places: [Range<Int>] = []
    forEachTokenCode(in: text.span, characters: !isOfWords) { code, place in
      tokens.append(code)
      places.append(place)
    }
    var own: [UInt32] = []
    appendShingleCodes(of: tokens.span, size: size, to: &own)
    guard let run = longestRun(in: own, of: known) else { return nil }
    let last = min(run.upperBound - 1 + size, places.count) - 1
    return excerpt(text, places[run.lowerBound].lowerBound..<places[last].upperBound)
  }

  /// The longest run of codes that are all known, the first of equals.
  private func longestRun(in codes: [UInt32], of known: [UInt32]) -> Range<Int>? {
    var best = 0..<0
    var start = 0
    for (index, code) in codes.enumerated() {
      if !isSorted(known, holding: code) {
        start = index + 1
      } else if index + 1 - start > best.count {
        best = start..<index + 1
      }
    }
    return best.isEmpty ? nil : best
  }

  private func isSorted(_ codes: [UInt32], holding code: UInt32) -> Bool {
    let first = (0..<codes.count).partitioningIndex { codes[$0] >= code }
    return first < codes.count && codes[first] == code
  }

  private func excerpt(_ text: [UInt8], _ range: Range<Int>) -> String {
    let limit = 160
    var words = String(decoding: text[range], as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if words.count > limit {
      words = words.prefix(limit - 1) + "…"
    }
    return words
  }
}

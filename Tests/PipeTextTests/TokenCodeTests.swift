import Testing

@testable import PipeText

/// The tokens as the slow functions find them: all of the text is folded, then cut.
private func slowTokens(_ bytes: [UInt8]) -> [[UInt8]] {
  var folded: [UInt8] = []
  appendFolded(bytes.span, to: &folded)
  var tokens: [[UInt8]] = []
  forEachToken(in: folded.span) { tokens.append(Array(folded[$0])) }
  return tokens
}

private func fastCodes(_ bytes: [UInt8]) -> [UInt64] {
  var codes: [UInt64] = []
  appendTokenCodes(of: bytes.span, to: &codes)
  return codes
}

private func code(_ token: [UInt8]) -> UInt64 { tokenCode(token.span) }

private func slowCodes(_ bytes: [UInt8]) -> [UInt64] {
  slowTokens(bytes).map(code)
}

/// Words of scripts, lengths and widths of all kinds, and what stands between them.
private let pieces = [
  "a", "Be", "harbour", "Lighthouses", "incomprehensibilities", "x_1", "2026", " ", "  ", "\n",
  ", ", "-", "’", "‘", "–", "…", "‗", "‧", "é", "E\u{301}", "ÄÖÜß", "中", "文字", "かな", "カナ",
  "か\u{3099}", "Привет", "“", "”",
  "—", "\u{A0}", "\u{AD}", "\u{200B}", "ＡＢ", "①", "ﬁ", "한국", "\u{1112}\u{1161}", "😀",
  String(repeating: "long", count: 40), "=\u{338}", "שלום", "z\u{308}\u{323}",
]

@Suite struct TokenCodeTests {
  @Test(arguments: 0..<400 as Range<UInt64>)
  func agreesWithTheSlowWay(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var text = ""
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    #expect(fastCodes(text.bytes) == slowCodes(text.bytes), "\(text.debugDescription)")
  }

  @Test func agreesOnEverySmallText() {
    for alphabet in ["aB \u{E9}中\u{301}", "aé\u{2019}\u{2017}\u{301}"] {
      for text in texts(over: alphabet, upTo: 5) {
        #expect(fastCodes(text.bytes) == slowCodes(text.bytes), "\(text.debugDescription)")
      }
    }
  }

  /// Words of every length at every place of a block of 64 bytes.
  @Test func agreesAtEveryBorder() {
    for length in 1...40 {
      for offset in 0..<70 {
        let text = String(repeating: ".", count: offset) + String(repeating: "W", count: length)
        #expect(fastCodes(text.bytes) == slowCodes(text.bytes), "\(length) at \(offset)")
        let more = text + " tail"
        #expect(fastCodes(more.bytes) == slowCodes(more.bytes), "\(length) at \(offset), more")
      }
    }
  }

  /// Different tokens have different codes, whatever their length.
  @Test func tellsTokensApart() {
    var seen: [UInt64: [UInt8]] = [:]
    for text in texts(over: "ab0_", upTo: 6) where !text.isEmpty {
      let found = code(text.bytes)
      #expect(seen[found] == nil, "\(text)")
      seen[found] = text.bytes
    }
  }

  @Test func findsTokensAgain() {
    let bytes = "The Café, 中文 at noon".bytes
    var codes: [UInt64] = []
    var places: [Range<Int>] = []
    forEachTokenCode(in: bytes.span) {
      codes.append($0)
      places.append($1)
    }
    #expect(codes == fastCodes(bytes))
    #expect(places.map { string(bytes, $0) } == ["The", "Café", "中", "文", "at", "noon"])
  }
}

@Suite struct ShingleCodeTests {
  private func shingles(_ tokens: [UInt64], _ size: Int) -> [UInt32] {
    var codes: [UInt32] = []
    appendShingleCodes(of: tokens.span, size: size, to: &codes)
    return codes
  }

  /// A shingle's code depends on its parts and their order, not on what stands before.
  @Test func agreesWithTheDefinition() {
    let tokens = (0..<50 as Range<UInt64>).map { combineHashes($0 % 11, 5) }
    for size in 1...7 {
      let all = shingles(tokens, size)
      #expect(all.count == 51 - size)
      for start in all.indices {
        #expect(shingles(Array(tokens[start..<start + size]), size) == [all[start]])
      }
    }
    #expect(shingles([1, 2], 5).count == 1)
    #expect(shingles([1, 2], 5) != shingles([2, 1], 5))
    #expect(shingles([], 5).isEmpty)
  }

  private func count(_ left: [UInt8], _ right: [UInt8], atLeast needed: Int) -> Int? {
    sharedCount(left.span, right.span, atLeast: needed)
  }

  private func read(_ bytes: [UInt8]) -> [UInt32] { codes(in: bytes.span) }

  private func signature(_ members: [UInt64], by minHash: MinHash) -> [UInt64] {
    let codes = members.map { UInt32(truncatingIfNeeded: $0) }
    var signature: [UInt64] = []
    minHash.sign(codes.span, into: &signature)
    return signature
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func setsAreSets(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func make() -> [UInt32] {
      let bits = UInt32.max >> UInt32.random(in: 0...28, using: &random)
      return (0..<Int.random(in: 0...900, using: &random)).map { _ in
        UInt32.random(in: 0...bits, using: &random)
      }
    }
    var (one, other) = (make(), make())
    other += one.prefix(300)
    let (slowOne, slowOther) = (Set(one), Set(other))
    makeSet(of: &one)
    makeSet(of: &other)
    #expect(one == slowOne.sorted())
    #expect(other == slowOther.sorted())
    var (left, right): ([UInt8], [UInt8]) = ([], [])
    appendBytes(of: one.span, to: &left)
    appendBytes(of: other.span, to: &right)
    let shared = slowOne.intersection(slowOther).count
    #expect(count(left, right, atLeast: 0) == shared)
    #expect(count(left, right, atLeast: shared) == shared)
    #expect(count(left, right, atLeast: shared + 1) == nil)
    #expect(read(left) == one)
  }

  /// The share of equal places is the Jaccard similarity, give or take chance, for sets of any size.
  @Test(arguments: [3, 20, 100, 2_000])
  func signaturesEstimateSimilarity(size: Int) {
    var random = SeededGenerator(seed: UInt64(size))
    let minHash = MinHash(size: 80)
    var equal = 0
    let rounds = 200
    for _ in 0..<rounds {
      // A third of each is its own: half of the union is shared.
      let shared = (0..<2 * size).map { _ in random.next() }
      let one = shared + (0..<size).map { _ in random.next() }
      let other = shared + (0..<size).map { _ in random.next() }
      let left = signature(one, by: minHash)
      let right = signature(other, by: minHash)
      #expect(left.count == 80 && !left.contains(.max))
      equal += zip(left, right).count { $0 == $1 }
    }
    let share = Double(equal) / Double(rounds * 80)
    #expect(abs(share - 0.5) < 0.02, "\(share)")
  }

  /// Codes are stored: they never change.
  @Test func neverChanges() {
    let tokens = fastCodes("The old mill, by the river: 中文 Évora incomprehensibility".bytes)
    #expect(Array(tokens.prefix(2)) == fastCodes("THE OLD".bytes))
    let signature = signature(shingles(tokens, 3).map(UInt64.init), by: MinHash(size: 4))
    var hash: UInt64 = 0
    for value in tokens + signature { hash = combineHashes(hash, value) }
    #expect(hash == 12_029_183_182_343_268_285)
  }
}

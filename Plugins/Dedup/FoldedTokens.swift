import PipeText

/// The tokens of a text in the form in which texts of several documents are compared.
struct FoldedTokens {
  private(set) var tokens: [UInt64] = []
  private var folded: [UInt8] = []

  /// Equal for texts that are compared as equal.
  var hash: UInt64 { tokens.reduce(UInt64(tokens.count)) { combineHashes($0, $1) } }

  /// Reads a text: letters without case, no white space, no punctuation; with `foldDigits` all numbers are one.
  ///
  /// A text without letters and digits is one token, all of it but white space.
  mutating func read(_ bytes: Span<UInt8>, foldDigits: Bool) {
    folded.removeAll(keepingCapacity: true)
    appendFolded(bytes, to: &folded)
    guard foldDigits else { return tokens = Self.tokens(of: folded.span, tokens) }
    var digits: [UInt8] = []
    Self.appendFoldingDigits(folded.span, to: &digits)
    tokens = Self.tokens(of: digits.span, tokens)
    // `1,234` is one number as `5` is.
    var last: UInt64?
    tokens.removeAll { token in
      defer { last = token }
      return token == Self.number && last == Self.number
    }
  }

  private static func tokens(of text: Span<UInt8>, _ old: consuming [UInt64]) -> [UInt64] {
    var tokens = old
    tokens.removeAll(keepingCapacity: true)
    forEachToken(in: text) { tokens.append(hash64(text.extracting($0))) }
    guard tokens.isEmpty else { return tokens }
    var visible: [UInt8] = []
    forEachWord(in: text) { range in
      for index in range { visible.append(text[index]) }
    }
    tokens.append(hash64(visible.span, seed: 1))
    return tokens
  }

  /// The hash of a token that is a number and nothing else, when digits are folded.
  private static let number = hash64([UInt8(ascii: "0")].span)

  /// Appends a folded text with one `0` for each run of digits of any script.
  private static func appendFoldingDigits(_ text: Span<UInt8>, to result: inout [UInt8]) {
    var isInNumber = false
    var at = 0
    while at < text.count {
      let (scalar, length) = decodeScalar(text, at: at)
      let isDigit = characterClass(ofScalar: scalar).isDigit
      if !isDigit {
        for index in at..<(at + length) { result.append(text[index]) }
      } else if !isInNumber {
        result.append(UInt8(ascii: "0"))
      }
      isInNumber = isDigit
      at += length
    }
  }
}

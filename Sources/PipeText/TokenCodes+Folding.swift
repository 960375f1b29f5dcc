/// Appends the codes of the tokens of a run of word characters that are not all ASCII.
func appendFoldedCodes(of text: Span<UInt8>, _ run: Range<Int>, to codes: inout [UInt64]) {
  let before = codes.count
  if appendSimplyFoldedCodes(of: text, run, to: &codes) { return }
  codes.removeLast(codes.count - before)
  // A combining mark composes with what stands before it, which is in no word or begins one with it.
  let start = max(0, run.lowerBound - 1)
  var folded: [UInt8] = []
  appendFolded(text.extracting(start..<run.upperBound), to: &folded)
  let span = folded.span
  forEachToken(in: span) { codes.append(tokenCode(span.extracting($0))) }
}

/// The same where every character folds to one and none composes; false where that is not so.
private func appendSimplyFoldedCodes(
  of text: Span<UInt8>, _ run: Range<Int>, to codes: inout [UInt64]
) -> Bool {
  let tables = FoldedClasses.shared
  var word = WordBytes()
  var at = run.lowerBound
  while at < run.upperBound {
    let lead = text[unchecked: at]
    if lead < 0x80 {
      word.append(lead)
      at &+= 1
      continue
    }
    if lead >= 0xE4, lead <= 0xE9, at &+ 3 <= run.upperBound {
      let bytes = threeBytes(text, at)
      if bytes >= 0xE4_B880 {
        word.flush(to: &codes)
        codes.append(threeByteCode(UInt64(bytes.byteSwapped &>> 8)))
        at &+= 3
        continue
      }
    }
    let (scalar, length) = decodeLongScalar(text, at: at)
    guard let folded = tables.single(of: scalar) else { return false }
    if folded < 0x80 {
      if isASCIIWord(UInt8(folded)) {
        word.append(UInt8(folded))
      } else {
        word.flush(to: &codes)
      }
    } else {
      let kind = tables.classes[folded]
      if kind.isIdeographic || !kind.isWord { word.flush(to: &codes) }
      if kind.isWord { word.append(scalar: folded) }
      if kind.isIdeographic { word.flush(to: &codes) }
    }
    at &+= length
  }
  word.flush(to: &codes)
  return !word.isTooLong
}

@inline(__always)
private func threeBytes(_ text: Span<UInt8>, _ at: Int) -> UInt32 {
  UInt32(text[unchecked: at]) &<< 16 | UInt32(text[unchecked: at &+ 1]) &<< 8
    | UInt32(text[unchecked: at &+ 2])
}

/// What characters fold to, and of what class that is.
private struct FoldedClasses: Sendable {
  static let shared = FoldedClasses()
  let classes = CharacterClassTable.shared
  private let folding = FoldingTable.shared
  private let marks = NormalizationTable.shared

  /// The one character that this one folds to; nil when it is none or several, or may compose.
  @inline(__always)
  func single(of scalar: UInt32) -> UInt32? {
    let difference = folding.difference(of: scalar)
    if difference == Int32.min || marks.mayCompose(scalar) { return nil }
    return UInt32(truncatingIfNeeded: Int64(scalar) &+ Int64(difference))
  }
}

/// The bytes of a word of up to 64 bytes, folded.
private struct WordBytes {
  private var bytes = InlineArray<64, UInt8>(repeating: 0)
  private var count = 0
  private(set) var isTooLong = false

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard count < 64 else {
      isTooLong = true
      return
    }
    bytes[unchecked: count] = byte
    count &+= 1
  }

  mutating func append(scalar: UInt32) {
    if scalar < 0x800 {
      append(UInt8(truncatingIfNeeded: 0xC0 | scalar &>> 6))
    } else {
      if scalar < 0x10000 {
        append(UInt8(truncatingIfNeeded: 0xE0 | scalar &>> 12))
      } else {
        append(UInt8(truncatingIfNeeded: 0xF0 | scalar &>> 18))
        append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 12 & 0x3F))
      }
      append(UInt8(truncatingIfNeeded: 0x80 | scalar &>> 6 & 0x3F))
    }
    append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }

  @inline(__always)
  mutating func flush(to codes: inout [UInt64]) {
    guard count > 0 else { return }
    codes.append(tokenCode(bytes.span.extracting(0..<count)))
    count = 0
  }
}

/// Calls `body` with each token and its code: where tokens must be found again, which is slower.
///
/// With `characters`, a token is one word character, and the codes are those of `appendCharacterCodes`. A token that
/// only folding would cut or join has another code than `appendTokenCodes` gives.
public func forEachTokenCode(
  in text: Span<UInt8>, characters: Bool = false, _ body: (UInt64, Range<Int>) -> Void
) {
  var folded: [UInt8] = []
  forEachToken(in: text) { token in
    if characters {
      var at = token.lowerBound
      while at < token.upperBound {
        let (scalar, length) = decodeScalar(text, at: at)
        body(combineHashes(UInt64(foldedScalar(scalar)), HashConstant.d), at..<at + length)
        at += length
      }
    } else {
      folded.removeAll(keepingCapacity: true)
      appendFolded(text.extracting(token), to: &folded)
      body(tokenCode(folded.span), token)
    }
  }
}

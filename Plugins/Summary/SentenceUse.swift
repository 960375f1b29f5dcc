import PipeText

/// Whether a sentence may be chosen at all, by its look.
///
/// 5 to 75 words, a sentence mark at its end with no blank before it, no bullet or number at its start, at least 60 %
/// letters among what is not white space, no copyright sign.
func isUsable(_ sentence: Span<UInt8>, _ facts: SentenceFacts) -> Bool {
  facts.length >= 5 && facts.length <= 75 && !facts.hasClutter && endsLikeASentence(sentence)
    && !startsLikeAListItem(sentence) && isOfLetters(sentence)
}

private func endsLikeASentence(_ sentence: Span<UInt8>) -> Bool {
  var end = sentence.count
  while end > 0 {
    let (scalar, length) = decodeScalar(sentence, before: end)
    end -= length
    switch scalar {
    case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x203A: continue
    case 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF09: continue
    case 0x20, 0xA0: continue  // French: `! »`
    default: break
    }
    guard scalar == 0x2026 || characterClass(ofScalar: scalar) == .stop, end > 0 else {
      return false
    }
    // French puts a narrow blank before `!` and `?`, so only a full stop after a blank is odd.
    return scalar != 0x2E || !isWhiteSpace(decodeScalar(sentence, before: end).scalar)
  }
  return false
}

private func startsLikeAListItem(_ sentence: Span<UInt8>) -> Bool {
  guard sentence.count > 0 else { return false }
  let (first, length) = decodeScalar(sentence, at: 0)
  switch first {
  case 0x2A, 0x2D, 0x3E, 0xBB, 0x2013, 0x2014, 0x2022, 0x2023, 0x25AA, 0x25CF:
    return length < sentence.count && isWhiteSpace(decodeScalar(sentence, at: length).scalar)
  default: break
  }
  var at = 0
  while at < sentence.count, at < 3, sentence[at] >= 0x30, sentence[at] <= 0x39 { at += 1 }
  guard at == 1 || at == 2, at + 1 < sentence.count, sentence[at] == 0x2E || sentence[at] == 0x29
  else { return false }
  return isWhiteSpace(decodeScalar(sentence, at: at + 1).scalar)
}

/// Mostly letters, and no copyright sign.
private func isOfLetters(_ sentence: Span<UInt8>) -> Bool {
  var letters = 0
  var others = 0
  var at = 0
  while at < sentence.count {
    let (scalar, length) = decodeScalar(sentence, at: at)
    if scalar == 0xA9 { return false }
    let kind = characterClass(ofScalar: scalar)
    if kind.isLetter || kind == .mark {
      letters += 1
    } else if kind != .space {
      others += 1
    }
    at += length
  }
  return letters * 5 >= (letters + others) * 3
}

/// The length of an agency's dateline at the start of a sentence: `(CNN) -- `, `ROME (Reuters) - `; 0 without one.
func datelineLength(_ sentence: Span<UInt8>) -> Int {
  var open = 0
  while open < min(sentence.count, 66), sentence[open] != UInt8(ascii: "(") { open += 1 }
  guard open < min(sentence.count, 66) else { return 0 }
  if open > 0 {
    guard characterClass(ofScalar: decodeScalar(sentence, at: 0).scalar) == .upper,
      isWhiteSpace(decodeScalar(sentence, before: open).scalar)
    else { return 0 }
  }
  var close = open
  while close < min(sentence.count, open + 24), sentence[close] != UInt8(ascii: ")") { close += 1 }
  guard close < sentence.count, sentence[close] == UInt8(ascii: ")") else { return 0 }
  let agency = sentence.extracting(open + 1..<close)
  guard agencies.contains(where: { isEqual(agency, $0) }) else { return 0 }
  var at = skipBlanks(sentence, close + 1)
  while at < sentence.count, isDash(decodeScalar(sentence, at: at).scalar) {
    at += decodeScalar(sentence, at: at).length
  }
  at = skipBlanks(sentence, at)
  return characterCount(of: sentence.extracting(at..<sentence.count)) > 20 ? at : 0
}

private let agencies: [[UInt8]] = [
  "CNN", "AP", "AFP", "Reuters", "CNN Student News", "CNN Business", "UPI", "dpa", "Xinhua", "EFE",
  "ANSA", "Kyodo", "Yonhap", "TASS", "PTI", "IANS",
].map { Array($0.utf8) }

private func isEqual(_ bytes: Span<UInt8>, _ other: [UInt8]) -> Bool {
  bytes.count == other.count && other.indices.allSatisfy { bytes[$0] == other[$0] }
}

private func isDash(_ scalar: UInt32) -> Bool { characterClass(ofScalar: scalar) == .dash }

private func skipBlanks(_ text: Span<UInt8>, _ start: Int) -> Int {
  var at = start
  while at < text.count {
    let (scalar, length) = decodeScalar(text, at: at)
    guard isWhiteSpace(scalar) else { break }
    at += length
  }
  return at
}

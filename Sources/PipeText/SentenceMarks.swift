/// A run of sentence marks.
struct Marks {
  var start: Int
  var end: Int
  /// One of them ends a sentence without white space and a capital after it.
  var hasFinal: Bool
}

/// Whether a sentence mark can start with this byte.
@inline(__always)
func mayEndSentence(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21, 0x2E, 0x3F: true
  case 0xD6, 0xD8, 0xDB, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF: true
  default: false
  }
}

/// The sentence mark at the offset: its length, and whether it ends a sentence without a capital after it.
@inline(__always)
func terminator(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> (length: Int, isFinal: Bool)? {
  let byte = text[unchecked: at]
  if byte < 0x80 {
    return byte == 0x21 || byte == 0x2E || byte == 0x3F ? (1, false) : nil
  }
  let (scalar, length) = decodeScalar(text, at: at)
  switch scalar {
  case 0x2026, 0x203C, 0x2047, 0x2048, 0x2049: return (length, false)
  case 0x3002, 0xFF01, 0xFF1F, 0xFF61: return (length, true)
  case 0x0964, 0x0965, 0x06D4, 0x061F, 0x1362, 0x1367, 0x104B, 0x17D4, 0x0589: return (length, true)
  default: return nil
  }
}

/// The run of sentence marks that starts at the offset.
func marksEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Marks {
  var marks = Marks(start: start, end: start, hasFinal: false)
  while marks.end < end, let mark = terminator(text, marks.end, end) {
    marks.end &+= mark.length
    marks.hasFinal = marks.hasFinal || mark.isFinal
  }
  return marks
}

/// The offset after the closing quotation marks and brackets at the offset, `… »` with its blank included.
func skipClosers(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
  var at = start
  while at < end {
    let (scalar, length) = decodeScalar(text, at: at)
    guard isCloser(scalar) else { break }
    at &+= length
  }
  let next = skipSpace(text, at, end)
  if next > at, next < end {
    let (scalar, length) = decodeScalar(text, at: next)
    let after = next &+ length
    if scalar == 0xBB, after == end || whiteSpaceLength(text, at: after) > 0 { return after }
  }
  return at
}

private func isCloser(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x22, 0x27, 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x203A: true
  case 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0xFF09, 0xFF3D: true
  default: false
  }
}

/// Marks that can stand before the first letter of a sentence.
func isOpener(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x22, 0x27, 0x28, 0x5B, 0xA1, 0xAB, 0xBB, 0xBF, 0x2018, 0x201A, 0x201C, 0x201E, 0x2039: true
  case 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0xFF08, 0xFF3B: true
  default: false
  }
}

func skipSpace(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
  var at = start
  while at < end {
    let length = whiteSpaceLength(text, at: at)
    if length == 0 { break }
    at &+= length
  }
  return at
}

/// The end without the white space before it, not below `start`.
func trimmedEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
  start < end ? start &+ trimmed(text.extracting(start..<end)).upperBound : start
}

/// Whether the character before the offset is white space.
func isBlankBefore(_ text: Span<UInt8>, _ at: Int) -> Bool {
  let byte = text[at &- 1]
  if byte < 0x80 { return spaceKind(byte) == SpaceKind.space }
  return isWhiteSpace(decodeScalar(text, before: at).scalar)
}

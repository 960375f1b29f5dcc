/// Bytes by what they can be to a search for white space.
enum SpaceKind {
  static let none: UInt8 = 0
  static let space: UInt8 = 1
  /// The first byte of U+0085, U+00A0, U+1680, U+180E, U+2000…U+206F, U+3000 or U+FEFF: decode to know.
  static let maybe: UInt8 = 2
}

/// What a byte can be to a search for white space.
@inline(__always)
func spaceKind(_ byte: UInt8) -> UInt8 {
  if byte <= 0x20 { return byte == 0x20 || (byte >= 9 && byte <= 13) ? SpaceKind.space : 0 }
  if byte < 0xC2 { return 0 }
  return byte == 0xC2 || (byte >= 0xE1 && byte <= 0xE3) || byte == 0xEF ? SpaceKind.maybe : 0
}

/// Whether the scalar has Unicode's White_Space property or is the zero width space: it separates words.
public func isWhiteSpace(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 9...13, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
    true
  default: false
  }
}

/// Whether nothing shows of the scalar: white space, joiners, word joiner, byte order mark.
public func isInvisible(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x180E, 0x200C, 0x200D, 0x2060, 0xFEFF: true
  default: isWhiteSpace(scalar)
  }
}

/// Whether there is nothing but Unicode white space and zero-width characters.
///
/// - Precondition: the bytes are valid UTF-8.
public func isBlank(_ bytes: Span<UInt8>) -> Bool {
  // Most lines begin with something that shows.
  if bytes.count > 0, bytes[unchecked: 0] &- 0x21 < 0x5E { return false }
  return firstVisible(in: bytes) == nil
}

/// The range without the white space and zero-width characters at both ends; empty when there is nothing else.
///
/// - Precondition: the bytes are valid UTF-8.
public func trimmed(_ bytes: Span<UInt8>) -> Range<Int> {
  guard let start = firstVisible(in: bytes) else { return 0..<0 }
  var end = bytes.count
  while end > start {
    var first = end - 1
    while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
    guard spaceKind(bytes[first]) != SpaceKind.none,
      isInvisible(decodeScalar(bytes, at: first).scalar)
    else { break }
    end = first
  }
  return start..<end
}

private func firstVisible(in bytes: Span<UInt8>) -> Int? {
  var at = 0
  while at < bytes.count {
    switch spaceKind(bytes[unchecked: at]) {
    case SpaceKind.space: at &+= 1
    case SpaceKind.maybe:
      let (scalar, length) = decodeScalar(bytes, at: at)
      guard isInvisible(scalar) else { return at }
      at &+= length
    default: return at
    }
  }
  return nil
}

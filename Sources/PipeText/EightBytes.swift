/// Eight ASCII bytes in one word, tested together; a byte that passes has its high bit set in the result.
///
/// Every test adds to each byte what carries it over 0x80 when it is large enough. All bytes must be below 0x80, so
/// that no sum carries into the next.
enum EightBytes {
  static let high: UInt64 = 0x8080_8080_8080_8080
  // Worked out where they are used: a stored vector is made when it is first asked for, which is looked up each time.
  static var low: SIMD2<UInt64> { SIMD2(repeating: 0x7F7F_7F7F_7F7F_7F7F) }
  static var highs: SIMD2<UInt64> { SIMD2(repeating: high) }
  static var ones: SIMD2<UInt64> { SIMD2(repeating: 0x0101_0101_0101_0101) }
  static let blanks: UInt64 = 0x2020_2020_2020_2020

  @inline(__always)
  static func load(_ bytes: Span<UInt8>, _ at: Int) -> UInt64 {
    word64(bytes.bytes, at)
  }

  /// The bytes from an offset on, zeros behind the last.
  ///
  /// - Precondition: the offset is inside the bytes.
  @inline(__always)
  static func load(_ bytes: Span<UInt8>, from at: Int) -> UInt64 {
    let count = bytes.count
    if count >= 8 {
      let start = min(at, count &- 8)
      return load(bytes, start) &>> UInt64(truncatingIfNeeded: (at &- start) &* 8)
    }
    var word: UInt64 = 0
    for index in at..<count {
      word |= UInt64(bytes[unchecked: index]) &<< UInt64(truncatingIfNeeded: (index &- at) &* 8)
    }
    return word
  }

  /// One bit for each byte whose high bit is set; all others must be clear.
  @inline(__always)
  static func gathered(_ members: UInt64) -> UInt64 {
    ((members &>> 7) &* 0x0102_0408_1020_4080) &>> 56
  }

  /// How many bytes have their high bit set; all other bits must be clear.
  @inline(__always)
  static func count(_ members: UInt64) -> Int {
    Int(truncatingIfNeeded: ((members &>> 7) &* 0x0101_0101_0101_0101) &>> 56)
  }

  /// The bytes at or above `least`, which is 1 to 0x80.
  @inline(__always)
  static func atLeast(_ least: UInt8, _ word: UInt64) -> UInt64 {
    (word &+ UInt64(0x80 &- least) &* 0x0101_0101_0101_0101) & high
  }

  /// The bytes that are not white space; `nil` when there is a control character that is none.
  @inline(__always)
  static func visible(_ word: UInt64) -> UInt64? {
    let visible = atLeast(0x21, word)
    let isOddControl = ~atLeast(0x09, word) | (atLeast(0x0E, word) & ~atLeast(0x20, word))
    return isOddControl & high == 0 ? visible : nil
  }

  /// Letters, digits and underscores.
  @inline(__always)
  static func wordCharacters(_ word: UInt64) -> UInt64 {
    let lower = word | 0x2020_2020_2020_2020
    let letters = atLeast(0x61, lower) & ~atLeast(0x7B, lower)
    let digits = atLeast(0x30, word) & ~atLeast(0x3A, word)
    let underscores = atLeast(0x5F, word) & ~atLeast(0x60, word)
    return letters | digits | underscores
  }

  /// The bytes at which a run starts or ends.
  @inline(__always)
  static func borders(_ members: UInt64, isInside: Bool) -> UInt64 {
    members ^ (members << 8 | (isInside ? 0x80 : 0))
  }
}

/// Eight bytes of a line, tested together: a byte that passes a test has its high bit set in the result.
struct ASCIIWord {
  private let word: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  init(_ bytes: Span<UInt8>, at index: Int) {
    word = UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: UInt64.self))
  }

  /// Fewer than eight bytes, with letters behind them.
  @inline(__always)
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var word = Self.ones &* UInt64(UInt8(ascii: "a"))
    for index in range.reversed() { word = word << 8 | UInt64(bytes[unchecked: index]) }
    self.word = word
  }

  /// The bytes at or above `least`, which is 1 to 0x80; all bytes must be ASCII.
  @inline(__always)
  private static func atLeast(_ least: UInt8, _ word: UInt64) -> UInt64 {
    (word &+ UInt64(0x80 &- least) &* ones) & high
  }

  @inline(__always)
  var spaces: UInt64 { Self.atLeast(0x20, word) & ~Self.atLeast(0x21, word) }

  @inline(__always)
  var letters: UInt64 {
    let lower = word | 0x2020_2020_2020_2020
    return Self.atLeast(0x61, lower) & ~Self.atLeast(0x7B, lower)
  }

  /// Not zero when there is a digit, a colon, a bar, a control character, or a byte that is not ASCII, which
  /// spoils the other tests.
  @inline(__always)
  var odd: UInt64 {
    let digits = Self.atLeast(0x30, word) & ~Self.atLeast(0x3B, word)
    let bars = Self.atLeast(0x7C, word) & ~Self.atLeast(0x7D, word)
    let controls = ~Self.atLeast(0x20, word) & Self.high
    return digits | bars | controls | (word & Self.high)
  }

  /// How many bytes passed a test.
  @inline(__always)
  static func count(_ passed: UInt64) -> Int32 {
    Int32(truncatingIfNeeded: ((passed &>> 7) &* ones) &>> 56)
  }
}

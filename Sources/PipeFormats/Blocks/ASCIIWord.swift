/// Eight bytes of a line, tested together: a byte that passes a test has its high bit set in the result.
///
/// The tests are exact when all eight are ASCII.
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

  @inline(__always)
  var isASCII: Bool { word & Self.high == 0 }

  /// The bytes at or above `least`, which is 1 to 0x80.
  @inline(__always)
  private static func atLeast(_ least: UInt8, _ word: UInt64) -> UInt64 {
    (word &+ UInt64(0x80 &- least) &* ones) & high
  }

  @inline(__always)
  var spaces: UInt64 { Self.atLeast(0x20, word) & ~Self.atLeast(0x21, word) }

  /// Control characters, tabs among them.
  @inline(__always)
  var controls: UInt64 { ~Self.atLeast(0x20, word) & Self.high }

  @inline(__always)
  var digitsAndColons: UInt64 { Self.atLeast(0x30, word) & ~Self.atLeast(0x3B, word) }

  @inline(__always)
  var bars: UInt64 { Self.atLeast(0x7C, word) & ~Self.atLeast(0x7D, word) }

  @inline(__always)
  var letters: UInt64 {
    let lower = word | 0x2020_2020_2020_2020
    return Self.atLeast(0x61, lower) & ~Self.atLeast(0x7B, lower)
  }
}

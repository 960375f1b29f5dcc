/// Logarithms that are the same bits on every processor, for decisions.
///
/// libm's `log` may differ in the last bit between platforms. These use integers, or additions, multiplications and
/// divisions of doubles, which IEEE 754 fixes to the bit.
public struct FixedLog: Sendable {
  /// Binary digits after the point of the fixed-point results.
  public static let fractionBits = 32

  /// ln 2 in fixed point of 64 binary digits.
  private static let ln2: UInt64 = 0xB172_17F7_D1CF_79AC
  private static let ln2Double = 0x1.62e42fefa39efp-1
  private static let small = (0..<4096 as Range<UInt64>).map { $0 == 0 ? 0 : digits(of: $0) }

  /// log2 of an integer in fixed point with 32 binary digits, rounded down (the last digit may be one low).
  ///
  /// - Precondition: `value` is not 0.
  public static func log2(_ value: UInt64) -> Int64 {
    precondition(value > 0, "the logarithm of 0 is not a number")
    return value < 4096 ? small[Int(value)] : digits(of: value)
  }

  /// ln of an integer in fixed point with 32 binary digits, within 2 of the last digit.
  ///
  /// - Precondition: `value` is not 0.
  public static func ln(_ value: UInt64) -> Int64 {
    let product = UInt64(log2(value)).multipliedFullWidth(by: ln2)
    return Int64(product.high)
  }

  /// ln of a positive, finite double; within 2 units of the last place, and the same everywhere.
  public static func ln(_ value: Double) -> Double {
    precondition(value > 0 && value.isFinite, "ln of a number that is not positive and finite")
    var exponent = value.exponent
    var fraction = value.significand
    if fraction > 1.4142135623730951 {
      fraction *= 0.5
      exponent += 1
    }
    // ln f = 2 artanh((f - 1) / (f + 1)); |s| < 0.172, so eleven odd powers are enough for 53 bits.
    let s = (fraction - 1) / (fraction + 1)
    let square = s * s
    var sum = 0.0
    for power in stride(from: 21, through: 3, by: -2) { sum = (sum + 1 / Double(power)) * square }
    return 2 * s + 2 * s * sum + Double(exponent) * ln2Double
  }

  /// One digit of the logarithm for each squaring of the mantissa.
  private static func digits(of value: UInt64) -> Int64 {
    let whole = 63 - value.leadingZeroBitCount
    var mantissa = value << UInt64(value.leadingZeroBitCount)
    var fraction: UInt64 = 0
    for _ in 0..<fractionBits {
      let square = mantissa.multipliedFullWidth(by: mantissa)
      fraction <<= 1
      if square.high >> 63 == 1 {
        fraction |= 1
        mantissa = square.high
      } else {
        mantissa = square.high << 1 | square.low >> 63
      }
    }
    return Int64(whole) << Int64(fractionBits) | Int64(fraction)
  }
}

/// Sixteen numbers at a time, where the standard library's own functions go lane by lane.
public enum SixteenFloats {
  /// The numbers above zero, and zero for the others.
  @inlinable @inline(__always)
  public static func positive(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let bits = unsafeBitCast(x, to: SIMD16<Int32>.self)
    return unsafeBitCast(bits & ~(bits &>> 31), to: SIMD16<Float>.self)
  }

  /// Gives x / (1 + |x|) of each number.
  @inlinable @inline(__always)
  public static func softSign(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let bits = unsafeBitCast(x, to: SIMD16<UInt32>.self) & 0x7FFF_FFFF
    return x / (1 + unsafeBitCast(bits, to: SIMD16<Float>.self))
  }

  /// The sum of the numbers, always in the same order.
  @inlinable @inline(__always)
  public static func total(_ x: SIMD16<Float>) -> Float {
    let eight = x.lowHalf + x.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}

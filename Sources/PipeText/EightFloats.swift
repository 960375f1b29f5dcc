/// Eight numbers at a time, where the standard library's own functions go lane by lane.
public enum EightFloats {
  /// Eight values from an index on.
  ///
  /// - Precondition: they are there.
  @inlinable @inline(__always)
  public static func load(_ values: Span<Float>, at index: Int) -> SIMD8<Float> {
    precondition(index >= 0 && index &+ 8 <= values.count, "eight values are there")
    return values.bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: index &* 4, as: SIMD8<Float>.self)
  }

  /// The values, none further from 0 than its limit, which is not negative.
  @inlinable @inline(__always)
  public static func clamped(_ values: SIMD8<Float>, to limits: SIMD8<Float>) -> SIMD8<Float> {
    let bits = unsafeBitCast(values, to: SIMD8<UInt32>.self)
    let sign = bits & SIMD8(repeating: 0x8000_0000)
    let magnitude = unsafeBitCast(bits ^ sign, to: SIMD8<Float>.self)
    let isBeyond = unsafeBitCast(magnitude .> limits, to: SIMD8<UInt32>.self)
    let bounds = unsafeBitCast(limits, to: SIMD8<UInt32>.self) | sign
    return unsafeBitCast(bits & ~isBeyond | bounds & isBeyond, to: SIMD8<Float>.self)
  }
}

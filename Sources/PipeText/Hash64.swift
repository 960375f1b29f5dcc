/// A 64-bit hash of the bytes: the same on every machine and in every version, so it may be stored.
///
/// Folded 128-bit products over 48 bytes at a time, after the idea of wyhash (Wang Yi, 2019); the constants and the
/// end are this project's own, so the values are not wyhash's. Not for secrets: collisions can be made on purpose.
public func hash64(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
  let raw = bytes.bytes
  let count = bytes.count
  var state = seed ^ fold(seed ^ HashConstant.a, HashConstant.b)
  let low: UInt64
  let high: UInt64
  switch count {
  case 0:
    low = 0
    high = 0
  case 1...3:
    let middle = UInt64(bytes[unchecked: count >> 1]) << 8
    low = UInt64(bytes[unchecked: 0]) << 16 | middle | UInt64(bytes[unchecked: count &- 1])
    high = 0
  case 4...8:
    low = word32(raw, 0)
    high = word32(raw, count &- 4)
  case 9...16:
    low = word64(raw, 0)
    high = word64(raw, count &- 8)
  default:
    state = foldStripes(raw, state)
    low = word64(raw, count &- 16)
    high = word64(raw, count &- 8)
  }
  let length = UInt64(truncatingIfNeeded: count)
  let product = (low ^ HashConstant.b).multipliedFullWidth(by: high ^ state)
  return fold(product.low ^ HashConstant.c ^ length, product.high ^ HashConstant.b)
}

/// Mixes two hashes into one; the order matters.
///
/// Frozen like `hash64`. For hashes of sequences: shingles, rows of cells.
@inline(__always)
public func combineHashes(_ first: UInt64, _ second: UInt64) -> UInt64 {
  fold(first ^ HashConstant.c, second &+ HashConstant.a)
}

enum HashConstant {
  // Odd, half of their bits set, written down once: the fractional digits of the square roots of 2, 3, 5 and 7,
  // made odd. They never change.
  static let a: UInt64 = 0x6A09_E667_F3BC_C909
  static let b: UInt64 = 0xBB67_AE85_84CA_A73B
  static let c: UInt64 = 0x3C6E_F372_FE94_F82B
  static let d: UInt64 = 0xA54F_F53A_5F1D_36F1
}

/// The two halves of the 128-bit product, one laid over the other.
@inline(__always)
func fold(_ first: UInt64, _ second: UInt64) -> UInt64 {
  let product = first.multipliedFullWidth(by: second)
  return product.high ^ product.low
}

@inline(__always)
func word64(_ raw: RawSpan, _ at: Int) -> UInt64 {
  UInt64(littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt64.self))
}

@inline(__always)
private func word32(_ raw: RawSpan, _ at: Int) -> UInt64 {
  UInt64(
    UInt32(littleEndian: raw.unsafeLoadUnaligned(fromUncheckedByteOffset: at, as: UInt32.self)))
}

/// All bytes but up to 16 at the end, which the caller reads.
@inline(__always)
private func foldStripes(_ raw: RawSpan, _ seed: UInt64) -> UInt64 {
  var state = seed
  var at = 0
  var left = raw.byteCount
  if left > 48 {
    var second = seed
    var third = seed
    repeat {
      state = fold(word64(raw, at) ^ HashConstant.a, word64(raw, at &+ 8) ^ state)
      second = fold(word64(raw, at &+ 16) ^ HashConstant.b, word64(raw, at &+ 24) ^ second)
      third = fold(word64(raw, at &+ 32) ^ HashConstant.c, word64(raw, at &+ 40) ^ third)
      at &+= 48
      left &-= 48
    } while left > 48
    state ^= second ^ third
  }
  while left > 16 {
    state = fold(word64(raw, at) ^ HashConstant.a, word64(raw, at &+ 8) ^ state)
    at &+= 16
    left &-= 16
  }
  return state
}

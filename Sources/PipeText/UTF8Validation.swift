/// Whether the bytes are well-formed UTF-8 (no overlong forms, surrogates or scalars past U+10FFFF).
///
/// Runs of ASCII are tested 64 bytes at a time.
///
/// - Complexity: O(bytes), several GB/s on ASCII.
public func isValidUTF8(_ bytes: Span<UInt8>) -> Bool {
  var at = 0
  while at < bytes.count {
    if bytes[unchecked: at] < 0x80 {
      at = endOfASCII(in: bytes, from: at)
      continue
    }
    let length = sequenceLength(bytes, at: at)
    guard length > 0 else { return false }
    at += length
  }
  return true
}

/// The first offset at or after `start` that is not ASCII.
func endOfASCII(in bytes: Span<UInt8>, from start: Int) -> Int {
  let raw = bytes.bytes
  let high: UInt64 = 0x8080_8080_8080_8080
  var at = start
  while at &+ 64 <= bytes.count {
    let low = raw.unsafeLoadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self)
    let rest = raw.unsafeLoadUnaligned(fromByteOffset: at &+ 32, as: SIMD4<UInt64>.self)
    let all = low | rest
    if (all.x | all.y | all.z | all.w) & high != 0 { break }
    at &+= 64
  }
  while at &+ 8 <= bytes.count {
    let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self))
    if word & high != 0 { return at &+ (word & high).trailingZeroBitCount / 8 }
    at &+= 8
  }
  while at < bytes.count, bytes[unchecked: at] < 0x80 { at &+= 1 }
  return at
}

/// The length of the well-formed sequence that starts at `at`, or minus the length of the ill-formed one.
///
/// An ill-formed sequence is a maximal subpart (Unicode, section 3.9; the WHATWG decoder replaces the same ones): the
/// longest start of a well-formed sequence, or else one byte.
@inline(__always)
func sequenceLength(_ bytes: Span<UInt8>, at: Int) -> Int {
  let lead = bytes[unchecked: at]
  if lead < 0x80 { return 1 }
  let left = bytes.count &- at
  guard lead >= 0xC2, lead <= 0xF4, left > 1 else { return -1 }
  let second = bytes[unchecked: at &+ 1]
  if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : -1 }
  var least: UInt8 = 0x80
  var most: UInt8 = 0xBF
  switch lead {
  case 0xE0: least = 0xA0
  case 0xED: most = 0x9F
  case 0xF0: least = 0x90
  case 0xF4: most = 0x8F
  default: break
  }
  guard second >= least, second <= most else { return -1 }
  guard left > 2, bytes[unchecked: at &+ 2] & 0xC0 == 0x80 else { return -2 }
  if lead < 0xF0 { return 3 }
  guard left > 3, bytes[unchecked: at &+ 3] & 0xC0 == 0x80 else { return -3 }
  return 4
}

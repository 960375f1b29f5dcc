/// The scalar at a byte offset and its length in bytes.
///
/// Bytes that are not UTF-8 are U+FFFD of length 1, so that a loop always gets on.
///
/// - Precondition: `at` is inside the bytes.
@inline(__always)
public func decodeScalar(_ bytes: Span<UInt8>, at: Int) -> (scalar: UInt32, length: Int) {
  let lead = UInt32(bytes[at])
  if lead < 0x80 { return (lead, 1) }
  return decodeLongScalar(bytes, at: at)
}

@usableFromInline
func decodeLongScalar(_ bytes: Span<UInt8>, at: Int) -> (scalar: UInt32, length: Int) {
  let length = sequenceLength(bytes, at: at)
  let lead = UInt32(bytes[unchecked: at])
  switch length {
  case 2: return ((lead & 0x1F) << 6 | tail(bytes, at + 1), 2)
  case 3:
    return ((lead & 0x0F) << 12 | tail(bytes, at + 1) << 6 | tail(bytes, at + 2), 3)
  case 4:
    let high = (lead & 0x07) << 18 | tail(bytes, at + 1) << 12
    return (high | tail(bytes, at + 2) << 6 | tail(bytes, at + 3), 4)
  default: return (0xFFFD, 1)
  }
}

@inline(__always)
private func tail(_ bytes: Span<UInt8>, _ at: Int) -> UInt32 {
  UInt32(bytes[unchecked: at] & 0x3F)
}

/// The scalar that ends before the offset and its length in bytes.
///
/// - Precondition: `0 < end <= bytes.count`, and the bytes are valid UTF-8.
public func decodeScalar(_ bytes: Span<UInt8>, before end: Int) -> (scalar: UInt32, length: Int) {
  var first = end - 1
  while first > 0, end - first < 4, bytes[first] & 0xC0 == 0x80 { first -= 1 }
  return (decodeScalar(bytes, at: first).scalar, end - first)
}

/// Appends a scalar as UTF-8; what is not a scalar value becomes U+FFFD.
public func appendScalar(_ scalar: UInt32, to bytes: inout [UInt8]) {
  switch scalar {
  case 0..<0x80: bytes.append(UInt8(scalar))
  case 0x80..<0x800:
    bytes.append(UInt8(0xC0 | scalar >> 6))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  case 0xD800..<0xE000, 0x110000...: appendScalar(0xFFFD, to: &bytes)
  case 0x800..<0x10000:
    bytes.append(UInt8(0xE0 | scalar >> 12))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  default:
    bytes.append(UInt8(0xF0 | scalar >> 18))
    bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(0x80 | scalar & 0x3F))
  }
}

/// The number of Unicode scalars: of bytes that do not continue one.
public func characterCount(of bytes: Span<UInt8>) -> Int {
  var count = 0
  for index in 0..<bytes.count { count &+= bytes[unchecked: index] & 0xC0 == 0x80 ? 0 : 1 }
  return count
}

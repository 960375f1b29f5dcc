internal import CSimdjson

/// Whether bytes are valid UTF-8 (14 GB/s).
package func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let base = bytes.baseAddress else { return true }
  return pipe_utf8_is_valid(base, bytes.count)
}

/// Appends bytes as valid UTF-8: each maximal part of a broken sequence becomes U+FFFD, as browsers
/// do it (Unicode 15, 3.9, table 3-8).
///
/// - Returns: The number of replacements.
@discardableResult
package func appendRepairingUTF8(
  _ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
) -> Int {
  if isValidUTF8(bytes) {
    output.append(contentsOf: bytes)
    return 0
  }
  output.reserveCapacity(output.count + bytes.count + 64)
  var repairs = 0
  var clean = 0
  var at = 0
  while at < bytes.count {
    if bytes[at] < 0x80 {
      at += 1
      continue
    }
    let (length, isWhole) = sequence(in: bytes, at: at)
    if !isWhole {
      output.append(contentsOf: bytes[clean..<at])
      output.append(contentsOf: [0xEF, 0xBF, 0xBD])
      repairs += 1
      clean = at + length
    }
    at += length
  }
  output.append(contentsOf: bytes[clean...])
  return repairs
}

/// The length of the sequence at a byte of 0x80 or more, or of the part of it that could begin one.
private func sequence(
  in bytes: UnsafeBufferPointer<UInt8>, at start: Int
) -> (length: Int, isWhole: Bool) {
  let first = bytes[start]
  let count: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch first {
  case 0xC2...0xDF: count = 2
  case 0xE0...0xEF:
    count = 3
    if first == 0xE0 { second = 0xA0...0xBF }
    if first == 0xED { second = 0x80...0x9F }
  case 0xF0...0xF4:
    count = 4
    if first == 0xF0 { second = 0x90...0xBF }
    if first == 0xF4 { second = 0x80...0x8F }
  default: return (1, false)
  }
  for i in 1..<count {
    let allowed = i == 1 ? second : 0x80...0xBF
    guard start + i < bytes.count, allowed.contains(bytes[start + i]) else { return (i, false) }
  }
  return (count, true)
}

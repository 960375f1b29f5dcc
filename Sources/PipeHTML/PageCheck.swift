/// One look over a page before it is parsed.
///
/// Is it UTF-8, and does it hold bytes that make texts differ from their source?
struct PageCheck {
  private(set) var isValidUTF8 = true
  /// Whether there are NULs or carriage returns.
  private(set) var hasControls = false

  init(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe check(buffer)
    }
  }

  private mutating func check(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    var index = 0
    var found = SIMD2<UInt64>(repeating: 0)
    let zero = SIMD16<UInt8>(repeating: 0)
    let carriageReturn = SIMD16<UInt8>(repeating: 0x0D)
    while index < count {
      while index &+ 32 <= count {
        let one = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let two = unsafe bytes.loadUnaligned(fromByteOffset: index &+ 16, as: SIMD16<UInt8>.self)
        let words = unsafe unsafeBitCast(one | two, to: SIMD2<UInt64>.self)
        guard (words[0] | words[1]) & 0x8080_8080_8080_8080 == 0 else { break }
        found |= one.lanes(equalTo: zero) | two.lanes(equalTo: zero)
        found |= one.lanes(equalTo: carriageReturn) | two.lanes(equalTo: carriageReturn)
        index &+= 32
      }
      // The bytes that stopped the search, or the last ones, one by one.
      let end = min(index &+ 32, count)
      while index < end {
        let byte = unsafe bytes[index]
        if byte < 0x80 {
          if byte == 0 || byte == 0x0D { hasControls = true }
          index &+= 1
          continue
        }
        let length = unsafe Self.sequenceLength(bytes, at: index)
        if length == 0 {
          isValidUTF8 = false
          return
        }
        index &+= length
      }
    }
    if found != .zero { hasControls = true }
  }

  /// The length of the sequence of two to four bytes at an index; 0 if it is not well-formed
  /// (Unicode 16, table 3-7).
  @inline(__always)
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
    let lead = unsafe bytes[index]
    let left = bytes.count &- index
    func isTail(_ offset: Int) -> Bool { unsafe bytes[index &+ offset] & 0xC0 == 0x80 }
    switch lead {
    case 0xC2...0xDF:
      return left >= 2 && isTail(1) ? 2 : 0
    case 0xE0...0xEF:
      guard left >= 3, isTail(1), isTail(2) else { return 0 }
      let second = unsafe bytes[index &+ 1]
      if lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F { return 0 }
      return 3
    case 0xF0...0xF4:
      guard left >= 4, isTail(1), isTail(2), isTail(3) else { return 0 }
      let second = unsafe bytes[index &+ 1]
      if lead == 0xF0 && second < 0x90 || lead == 0xF4 && second > 0x8F { return 0 }
      return 4
    default: return 0
    }
  }
}

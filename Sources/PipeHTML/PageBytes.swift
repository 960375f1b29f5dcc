/// The bytes of a page while it is parsed, with the searches that the tokenizer spends its time in.
///
/// Valid only inside the closure that lent the memory. Reads are checked in debug builds.
@safe
struct PageBytes {
  private let base: UnsafePointer<UInt8>
  let count: Int

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    // An empty array may have no address; nothing is read from it then.
    unsafe base = buffer.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    count = buffer.count
  }

  /// No bytes.
  init() { unsafe self.init(UnsafeBufferPointer(start: nil, count: 0)) }

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    return unsafe base[index]
  }

  /// The byte at an index, or NUL past the end.
  @inline(__always)
  func at(_ index: Int) -> UInt8 {
    index < count ? unsafe base[index] : 0
  }

  @inline(__always)
  private func word(_ index: Int) -> UInt64 {
    unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
  }

  /// Marks the zero bytes of a word; exact up to and including the lowest of them.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  @inline(__always)
  private static func spread(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// The first place from `start` that holds the byte, or the end of the search.
  @inline(__always)
  func firstIndex(of byte: UInt8, from start: Int, to limit: Int? = nil) -> Int {
    let end = limit ?? count
    var index = start
    let pattern = Self.spread(byte)
    while index &+ 8 <= end {
      let hits = Self.zeroBytes(word(index) ^ pattern)
      if hits != 0 { return index &+ (hits.trailingZeroBitCount &>> 3) }
      index &+= 8
    }
    while index < end, unsafe base[index] != byte { index &+= 1 }
    return min(index, end)
  }

  /// The first place from `start` that holds one of two bytes, or the end of the search.
  @inline(__always)
  func firstIndex(
    of one: UInt8, or other: UInt8, from start: Int, to limit: Int? = nil
  ) -> Int {
    let end = limit ?? count
    var index = start
    let first = Self.spread(one)
    let second = Self.spread(other)
    while index &+ 8 <= end {
      let bytes = word(index)
      let hits = Self.zeroBytes(bytes ^ first) | Self.zeroBytes(bytes ^ second)
      if hits != 0 { return index &+ (hits.trailingZeroBitCount &>> 3) }
      index &+= 8
    }
    while index < end {
      let byte = unsafe base[index]
      if byte == one || byte == other { break }
      index &+= 1
    }
    return min(index, end)
  }

  /// Whether a NUL or carriage return is among the bytes of a range.
  func hasControl(in range: Range<Int>) -> Bool {
    firstIndex(
      of: 0, or: UInt8(ascii: "\r"), from: range.lowerBound, to: range.upperBound)
      < range.upperBound
  }

  /// Whether the bytes at `start` are these ASCII bytes (given in lower case), in any case.
  func matches(_ lowercase: StaticString, at start: Int) -> Bool {
    let length = lowercase.utf8CodeUnitCount
    guard start + length <= count else { return false }
    for offset in 0..<length {
      let want = unsafe lowercase.utf8Start[offset]
      guard unsafe base[start + offset].asciiLowercased == want else { return false }
    }
    return true
  }

  /// Whether two stretches of the page are the same name, but for ASCII case.
  func matches(nameAt other: Int, length: Int, at start: Int) -> Bool {
    guard start + length <= count else { return false }
    for offset in 0..<length {
      guard
        unsafe base[start + offset].asciiLowercased == base[other + offset].asciiLowercased
      else { return false }
    }
    return true
  }

  /// Copies a range to the end of an array.
  func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    guard !range.isEmpty else { return }
    assert(range.upperBound <= count)
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}

extension UInt8 {
  /// Space, tab, line feed, form feed or carriage return.
  @inline(__always)
  var isHTMLSpace: Bool {
    self <= 0x20 && (UInt64(1) &<< UInt64(self)) & 0x1_0000_3600 != 0
  }

  @inline(__always)
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  @inline(__always)
  var isASCIIDigit: Bool { self &- 0x30 < 10 }

  @inline(__always)
  var isASCIIAlphanumeric: Bool { isASCIILetter || isASCIIDigit }

  @inline(__always)
  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// What ends the name of a tag.
  @inline(__always)
  var endsTagName: Bool { isHTMLSpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">") }
}

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
    assert(index >= 0 && index < count && ParserWork.note())
    return unsafe base[index]
  }

  /// The byte at an index, or NUL past the end.
  @inline(__always)
  func at(_ index: Int) -> UInt8 {
    assert(ParserWork.note())
    return index < count ? unsafe base[index] : 0
  }

  /// Sixteen bytes from an index, which must all be there.
  @inline(__always)
  private func vector(_ index: Int) -> SIMD16<UInt8> {
    assert(index &+ 16 <= count && ParserWork.note())
    return unsafe UnsafeRawPointer(base).loadUnaligned(
      fromByteOffset: index, as: SIMD16<UInt8>.self)
  }

  /// The first lane that is not zero, or 16.
  @inline(__always)
  private static func firstLane(_ lanes: SIMD2<UInt64>) -> Int {
    if lanes[0] != 0 { return lanes[0].littleEndian.trailingZeroBitCount &>> 3 }
    return lanes[1] == 0 ? 16 : 8 &+ (lanes[1].littleEndian.trailingZeroBitCount &>> 3)
  }

  /// The first place from `start` that holds the byte, or the end of the search.
  @inline(__always)
  func firstIndex(of byte: UInt8, from start: Int, to limit: Int? = nil) -> Int {
    let end = limit ?? count
    var index = start
    let wanted = SIMD16(repeating: byte)
    while index &+ 16 <= end {
      let lane = Self.firstLane(vector(index).lanes(equalTo: wanted))
      if lane < 16 { return index &+ lane }
      index &+= 16
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
    let first = SIMD16(repeating: one)
    let second = SIMD16(repeating: other)
    while index &+ 16 <= end {
      let bytes = vector(index)
      let lane = Self.firstLane(bytes.lanes(equalTo: first) | bytes.lanes(equalTo: second))
      if lane < 16 { return index &+ lane }
      index &+= 16
    }
    while index < end {
      let byte = unsafe base[index]
      if byte == one || byte == other { break }
      index &+= 1
    }
    return min(index, end)
  }

  /// A name of up to 16 bytes in lower case, as ``NameTable`` looks for it.
  @inline(__always)
  func key(_ name: Range<Int>) -> NameTable.Key {
    var key = NameTable.Key()
    guard name.lowerBound &+ 16 <= count else {
      for index in name { key.append(self[index].asciiLowercased, at: index &- name.lowerBound) }
      return key
    }
    let words = unsafe unsafeBitCast(vector(name.lowerBound), to: SIMD2<UInt64>.self)
    let length = name.count
    key.low = Self.lowercased(words[0].littleEndian, first: length)
    if length > 8 { key.high = Self.lowercased(words[1].littleEndian, first: length &- 8) }
    return key
  }

  /// The first bytes of a word, ASCII capitals as small letters, and zeros.
  @inline(__always)
  private static func lowercased(_ word: UInt64, first count: Int) -> UInt64 {
    let kept = count >= 8 ? word : word & ((1 &<< UInt64(count &* 8)) &- 1)
    let low = kept & 0x7F7F_7F7F_7F7F_7F7F
    let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
    let pastZ = low &+ 0x2525_2525_2525_2525
    let capitals = (fromA ^ pastZ) & ~kept & 0x8080_8080_8080_8080
    return kept | (capitals &>> 2)
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

  /// A name in lower case, with U+FFFD for NUL.
  func normalizedName(_ range: Range<Int>) -> [UInt8] {
    var name: [UInt8] = []
    for index in range {
      let byte = self[index]
      if byte == 0 {
        name.append(contentsOf: [0xEF, 0xBF, 0xBD])
      } else {
        name.append(byte.asciiLowercased)
      }
    }
    return name
  }

  /// Copies a range to the end of an array.
  func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    guard !range.isEmpty else { return }
    assert(range.upperBound <= count && ParserWork.note(range.count))
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}

extension SIMD16<UInt8> {
  /// Ones in the bytes that are equal, as two words.
  ///
  /// Masks are joined as words: joining them as masks runs lane by lane.
  @inline(__always)
  func lanes(equalTo other: SIMD16<UInt8>) -> SIMD2<UInt64> {
    unsafe unsafeBitCast(self .== other, to: SIMD2<UInt64>.self)
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

  /// What ends the name of a tag: white space, `/` or `>`.
  @inline(__always)
  var endsTagName: Bool { self < 64 && (0x4000_8001_0000_3600 as UInt64) &>> UInt64(self) & 1 != 0 }

  /// What ends the name of an attribute: the same, or `=`.
  @inline(__always)
  var endsAttributeName: Bool {
    self < 64 && (0x6000_8001_0000_3600 as UInt64) &>> UInt64(self) & 1 != 0
  }
}

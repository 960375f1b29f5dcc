/// Text on its way into a line: each run of white space becomes one space, written before what follows it.
struct CollapsedRun {
  /// Where the next byte goes.
  private(set) var end: Int
  let lineStart: Int
  private(set) var needsSpace: Bool

  init(end: Int, lineStart: Int, needsSpace: Bool) {
    self.end = end
    self.lineStart = lineStart
    self.needsSpace = needsSpace
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let high: UInt64 = 0x8080_8080_8080_8080

  /// Writes `text`; the output has room for it and nine bytes more.
  mutating func write(
    _ text: UnsafeBufferPointer<UInt8>, to output: UnsafeMutableBufferPointer<UInt8>
  ) {
    guard let input = text.baseAddress, let output = output.baseAddress else { return }
    let count = text.count
    var index = 0
    while index < count {
      let space = Self.spaceLength(input, index, count)
      if space > 0 {
        needsSpace = needsSpace || end > lineStart
        index &+= space
        continue
      }
      if needsSpace {
        output[end] = 0x20
        end &+= 1
        needsSpace = false
      }
      // The first byte is no white space, whatever it is.
      output[end] = input[index]
      end &+= 1
      index &+= 1
      copyWords(input, count, &index, output)
      if needsSpace { continue }
      while index < count, input[index] > 0x20, input[index] != 0xC2 {
        output[end] = input[index]
        end &+= 1
        index &+= 1
      }
    }
  }

  /// Copies eight bytes at a time as long as there is nothing in them but visible bytes and single spaces;
  /// a space at the end of what is copied is taken back and kept in mind.
  @inline(__always)
  private mutating func copyWords(
    _ input: UnsafePointer<UInt8>, _ count: Int, _ index: inout Int,
    _ output: UnsafeMutablePointer<UInt8>
  ) {
    var afterSpace: UInt64 = 0
    while index &+ 8 <= count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(input + index).loadUnaligned(as: UInt64.self))
      UnsafeMutableRawPointer(output + end).storeBytes(of: word.littleEndian, as: UInt64.self)
      let spaces = Self.bytes(word, equalTo: 0x20)
      let odd =
        Self.bytesBelow(0x20, word) | Self.bytes(word, equalTo: 0xC2)
        | (spaces & (spaces << 8 | afterSpace))
      if odd != 0 {
        let length = odd.trailingZeroBitCount &>> 3
        end &+= length
        index &+= length
        if length > 0 { afterSpace = (spaces &>> UInt64(8 &* length &- 1)) & 1 }
        break
      }
      end &+= 8
      index &+= 8
      afterSpace = spaces &>> 56
    }
    if afterSpace != 0 {
      end &-= 1
      needsSpace = true
    }
  }

  /// The high bits of the bytes that are `byte`; exact for every byte.
  @inline(__always)
  private static func bytes(_ word: UInt64, equalTo byte: UInt8) -> UInt64 {
    let difference = word ^ (UInt64(byte) &* ones)
    return ~(((difference & ~high) &+ ~high) | difference) & high
  }

  /// The high bits of the bytes below `limit`, which is at most 0x80; exact for every byte.
  @inline(__always)
  private static func bytesBelow(_ limit: UInt8, _ word: UInt64) -> UInt64 {
    ~(((word & ~high) &+ UInt64(0x80 &- limit) &* ones) | word) & high
  }

  /// The length of the white space at an index: 0, 1, or 2 for a no-break space.
  @inline(__always)
  static func spaceLength(_ input: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Int {
    let byte = input[index]
    if byte <= 0x20 {
      return byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C ? 1 : 0
    }
    return byte == 0xC2 && index &+ 1 < count && input[index &+ 1] == 0xA0 ? 2 : 0
  }
}

/// Whether text shows nothing.
@inline(__always)
func isBlankText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let input = text.baseAddress else { return true }
  var index = 0
  while index < text.count {
    let space = CollapsedRun.spaceLength(input, index, text.count)
    if space == 0 { return false }
    index &+= space
  }
  return true
}

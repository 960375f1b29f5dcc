/// Reads the little-endian numbers of a model that ships as base64; zeros past the end.
public struct PackedNumbers: Sendable {
  private let bytes: [UInt8]
  private var offset = 0

  /// Characters that base64 does not have are passed over.
  public init(base64 text: String) {
    var values = [UInt8](repeating: 255, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 where values[Int(byte)] != 255 {
      bits = bits << 6 | UInt32(values[Int(byte)])
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    self.bytes = bytes
  }

  public var isAtEnd: Bool { offset >= bytes.count }

  /// A number of `width` bytes, without a sign.
  public mutating func integer(_ width: Int) -> Int {
    var value = 0
    for shift in 0..<width where offset + shift < bytes.count {
      value |= Int(bytes[offset + shift]) << (8 * shift)
    }
    offset += width
    return value
  }

  public mutating func float() -> Float { Float(bitPattern: UInt32(integer(4))) }

  public mutating func bytes(_ count: Int) -> [UInt8] {
    defer { offset += count }
    return Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
  }
}

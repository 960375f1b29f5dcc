/// Reads the little-endian numbers of a model that ships as base64; zero is what the end cuts off.
public struct PackedNumbers: Sendable {
  private let bytes: [UInt8]
  private var offset = 0

  /// Characters that base64 does not have are passed over.
  public init(base64 text: String) {
    var text = text
    bytes = text.withUTF8 { text in
      [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { bytes, count in
        count = decode(text, into: bytes)
      }
    }
  }

  public var isAtEnd: Bool { offset >= bytes.count }

  /// A number of `width` bytes, without a sign.
  public mutating func integer(_ width: Int) -> Int {
    defer { offset += width }
    guard offset + width <= bytes.count else { return 0 }
    var value = 0
    for shift in 0..<width { value |= Int(bytes[offset + shift]) << (8 * shift) }
    return value
  }

  public mutating func float() -> Float { Float(bitPattern: UInt32(integer(4))) }

  public mutating func bytes(_ count: Int) -> [UInt8] {
    defer { offset += count }
    return Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
  }
}

/// Decodes base64, three bytes of four characters; gives how many bytes there are.
private func decode(
  _ text: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>
) -> Int {
  let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  var values = [UInt8](repeating: 255, count: 256)
  for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
  return values.withUnsafeBufferPointer { values in
    var bits: UInt32 = 0
    var waiting: UInt32 = 0
    var count = 0
    for byte in text {
      let value = values[Int(byte)]
      if value == 255 { continue }
      bits = bits &<< 6 | UInt32(value)
      waiting &+= 6
      if waiting < 8 { continue }
      waiting &-= 8
      bytes[count] = UInt8(truncatingIfNeeded: bits &>> waiting)
      count &+= 1
    }
    return count
  }
}

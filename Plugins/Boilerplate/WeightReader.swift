/// 1 / (1 + e^-x) by straight lines between 257 points from -8 to 8.
func sigmoid(_ x: Float) -> Float {
  let place = (min(8, max(-8, x)) + 8) * 16
  let index = min(255, Int(place))
  let rest = place - Float(index)
  return sigmoidPoints[index] + rest * (sigmoidPoints[index + 1] - sigmoidPoints[index])
}

private let sigmoidPoints: [Float] = {
  // e^(-1/16) to the bit; its powers by multiplication.
  let step = 0x1.e0fabfbc702a4p-1
  var power = 1.0
  var upper: [Float] = []
  for _ in 0...128 {
    upper.append(Float(1 / (1 + power)))
    power *= step
  }
  return upper.dropFirst().reversed().map { 1 - $0 } + upper
}()

/// Reads little-endian numbers out of base64; zeros past the end.
struct WeightReader {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ text: StaticString) {
    var values = [UInt8](repeating: 255, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.description.utf8 where values[Int(byte)] != 255 {
      bits = bits << 6 | UInt32(values[Int(byte)])
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    self.bytes = bytes
  }

  mutating func integer(_ width: Int) -> Int {
    var value = 0
    for shift in 0..<width where offset + shift < bytes.count {
      value |= Int(bytes[offset + shift]) << (8 * shift)
    }
    offset += width
    return value
  }

  mutating func float() -> Float { Float(bitPattern: UInt32(integer(4))) }
}

/// A logistic regression over the features of a unit.
///
/// The same bits everywhere: single precision, a fixed order of additions, no function of libm.
struct BoilerplateModel: Sendable {
  static let page = BoilerplateModel(unpacking: pageWeights)
  static let text = BoilerplateModel(unpacking: textWeights)

  private let means: [Float]
  private let scales: [Float]
  private let weights: [Float]
  private let bias: Float

  var featureCount: Int { means.count }

  /// Reads what `pack` of `scripts/train-boilerplate/train.py` writes.
  init(unpacking packed: StaticString) {
    var reader = WeightReader(packed)
    let count = reader.integer(4)
    means = (0..<count).map { _ in reader.float() }
    scales = (0..<count).map { _ in reader.float() }
    weights = (0..<count).map { _ in reader.float() }
    bias = reader.float()
  }

  /// How far a value is from the mean, at most four deviations, times its weight.
  @inline(__always)
  private func part(_ index: Int, _ value: Float) -> Float {
    weights[index] * min(4, max(-4, (value - means[index]) * scales[index]))
  }

  /// The probability that a unit is content.
  func probability(of row: [Float]) -> Float {
    var sum = bias
    for index in means.indices { sum += part(index, row[index]) }
    return sigmoid(sum)
  }

  /// The topics that spoke most for or against a unit, the strongest first, at most three.
  func reasons(for row: [Float], _ topics: [String], areAgainst: Bool) -> [String] {
    var parts: [(topic: String, sum: Float)] = []
    var places: [String: Int] = [:]
    for (index, topic) in topics.enumerated() {
      let value = areAgainst ? -part(index, row[index]) : part(index, row[index])
      if let place = places[topic] {
        parts[place].sum += value
      } else {
        places[topic] = parts.count
        parts.append((topic, value))
      }
    }
    let strongest = parts.enumerated().filter { $0.element.sum > 0 }.sorted {
      ($1.element.sum, $0.offset) < ($0.element.sum, $1.offset)
    }
    return strongest.prefix(3).map(\.element.topic)
  }
}

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

import PipeText

/// A logistic regression over the features of a unit.
///
/// The same bits everywhere: single precision, a fixed order of additions, no function of libm.
struct BoilerplateModel: Sendable {
  static let page = BoilerplateModel(unpacking: pageWeights)
  static let text = BoilerplateModel(unpacking: textWeights)

  /// Eight features at a time.
  private struct Step {
    var factors = SIMD8<Float>()
    var terms = SIMD8<Float>()
    /// What a feature adds at most, for or against.
    var limits = SIMD8<Float>()
  }

  let featureCount: Int
  private var steps: [Step]
  private let bias: Float

  /// Reads what `pack` of `scripts/train-boilerplate/train.py` writes.
  ///
  /// A feature adds its weight times its distance from the mean, at most four deviations.
  init(unpacking packed: StaticString) {
    var reader = WeightReader(packed)
    let count = reader.integer(4)
    let means = (0..<count).map { _ in reader.float() }
    let scales = (0..<count).map { _ in reader.float() }
    let weights = (0..<count).map { _ in reader.float() }
    precondition(count <= FeatureRow.capacity, "a row has room for all features")
    featureCount = count
    bias = reader.float()
    steps = [Step](repeating: Step(), count: (count + 7) / 8)
    for index in 0..<count {
      let factor = weights[index] * scales[index]
      steps[index / 8].factors[index % 8] = factor
      steps[index / 8].terms[index % 8] = -means[index] * factor
      steps[index / 8].limits[index % 8] = 4 * abs(weights[index])
    }
  }

  /// The probability that a unit is content: eight sums over the features, then their sum.
  func probability(of row: borrowing FeatureRow) -> Float {
    var sums = SIMD8<Float>()
    let values = row.values.span
    for index in steps.indices {
      let step = steps[index]
      let parts = step.factors * EightFloats.load(values, at: index &* 8) + step.terms
      sums += EightFloats.clamped(parts, to: step.limits)
    }
    let four = sums.lowHalf + sums.highHalf
    let two = four.lowHalf + four.highHalf
    return sigmoid(bias + (two.x + two.y))
  }

  private func part(_ index: Int, _ value: Float) -> Float {
    let step = steps[index / 8]
    let limit = step.limits[index % 8]
    return max(-limit, min(limit, step.factors[index % 8] * value + step.terms[index % 8]))
  }

  /// The topics that spoke most against a unit, the strongest first, at most three.
  func reasons(for row: borrowing FeatureRow, _ topics: [String]) -> [String] {
    var parts: [(topic: String, sum: Float)] = []
    var places: [String: Int] = [:]
    for (index, topic) in topics.enumerated() {
      let value = -part(index, row[index])
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

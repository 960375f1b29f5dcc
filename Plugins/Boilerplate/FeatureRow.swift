/// The numbers of one unit that the model reads; each says, in words for a person, what it is about.
struct FeatureRow {
  var values: [Float] = []
  /// What each value is about; several may be about the same.
  private(set) var topics: [String] = []
  let keepsTopics: Bool

  init(keepsTopics: Bool, capacity: Int = 300) {
    self.keepsTopics = keepsTopics
    values.reserveCapacity(capacity)
  }

  mutating func add(_ topic: @autoclosure () -> String, _ value: Float) {
    values.append(value)
    if keepsTopics { topics.append(topic()) }
  }

  mutating func add(_ topic: @autoclosure () -> String, _ value: Bool) {
    add(topic(), value ? 1 : 0)
  }
}

/// About log2(1 + x): straight lines between the powers of two, the same bits on every machine.
@inline(__always)
func lg(_ x: Float) -> Float {
  let y = 1 + max(0, x)
  return Float(y.exponent) + y.significand - 1
}

@inline(__always)
func lg(_ x: Int) -> Float { lg(Float(x)) }

@inline(__always)
func share(_ part: Int, _ whole: Int) -> Float { whole > 0 ? Float(part) / Float(whole) : 0 }

@inline(__always)
func share(_ part: Float, _ whole: Float) -> Float { whole > 0 ? part / whole : 0 }

/// Sums of a value over the units before each unit: windows cost two look-ups.
struct RunningSums {
  private var sums: [Float] = [0]

  init(_ values: some Sequence<Float>) {
    var sum: Float = 0
    for value in values {
      sum += value
      sums.append(sum)
    }
  }

  /// The sum from `index - reach` to `index + reach`.
  func around(_ index: Int, _ reach: Int) -> Float {
    sums[min(sums.count - 1, index + reach + 1)] - sums[max(0, index - reach)]
  }

  func before(_ index: Int) -> Float { sums[index] }
  var all: Float { sums[sums.count - 1] }
}

/// The run of consecutive scores with the largest sum.
func bestRun(_ scores: [Float]) -> Range<Int> {
  var best: Float = 0
  var result = 0..<0
  var sum: Float = 0
  var start = 0
  for (index, score) in scores.enumerated() {
    if sum <= 0 {
      sum = 0
      start = index
    }
    sum += score
    if sum > best {
      best = sum
      result = start..<(index + 1)
    }
  }
  return result
}

/// Takes the features of one unit, each with what it is about in words for a person.
protocol FeatureSink {
  mutating func add(_ topic: @autoclosure () -> String, _ value: Float)

  /// Takes features that are the same for all units of a page: their values, or what they are about.
  mutating func addShared(
    _ values: borrowing FeatureRow, _ describe: (inout FeatureTopics) -> Void)
}

extension FeatureSink {
  @inline(__always)
  mutating func add(_ topic: @autoclosure () -> String, _ value: Bool) {
    add(topic(), value ? 1 : 0)
  }
}

/// The numbers of one unit that the model reads.
struct FeatureRow: FeatureSink {
  /// More than any model has; a multiple of the eight that the model reads at once.
  static let capacity = 512

  private(set) var values = InlineArray<512, Float>(repeating: 0)
  private(set) var count = 0

  @inline(__always)
  mutating func add(_ topic: @autoclosure () -> String, _ value: Float) {
    values[count] = value
    count &+= 1
  }

  mutating func removeAll() { count = 0 }

  subscript(index: Int) -> Float { values.span[index] }

  mutating func addShared(
    _ values: borrowing FeatureRow, _ describe: (inout FeatureTopics) -> Void
  ) {
    for index in 0..<values.count { add("", values[index]) }
  }
}

/// What the features are about; several may be about the same.
struct FeatureTopics: FeatureSink {
  private(set) var topics: [String] = []

  mutating func add(_ topic: @autoclosure () -> String, _ value: Float) { topics.append(topic()) }

  mutating func addShared(
    _ values: borrowing FeatureRow, _ describe: (inout FeatureTopics) -> Void
  ) {
    describe(&self)
  }
}

/// About log2(1 + x): straight lines between the powers of two, the same bits on every machine.
@inline(__always)
func lg(_ x: Float) -> Float {
  let bits = (1 + max(0, x)).bitPattern
  let exponent = Int32(bitPattern: bits &>> 23) &- 127
  return Float(exponent) + Float(bitPattern: bits & 0x7F_FFFF | 0x3F80_0000) - 1
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

  init(_ values: some Collection<Float>) {
    sums.reserveCapacity(values.count + 1)
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
  func within(_ range: Range<Int>) -> Float { sums[range.upperBound] - sums[range.lowerBound] }
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

/// Numbers keys in the order in which they first come.
struct KeyNumbers {
  private var keys: [UInt64]
  /// 0 where a place is free.
  private var numbers: [Int32]
  private(set) var count = 0

  /// - Parameter capacity: the most keys that can come.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    numbers = [Int32](repeating: 0, count: size)
  }

  mutating func number(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var at = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while numbers[at] != 0 {
      if keys[at] == key { return Int(numbers[at]) - 1 }
      at = (at + 1) & mask
    }
    keys[at] = key
    count += 1
    numbers[at] = Int32(count)
    return count - 1
  }
}

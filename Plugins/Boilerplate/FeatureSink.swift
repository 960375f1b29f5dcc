import PipeText

/// Takes the features of the units of a block, one after the other, each with what it is about in words for a person.
protocol FeatureSink {
  mutating func add(_ topic: @autoclosure () -> String, _ values: @autoclosure () -> Column)
}

/// What the features are about; several may be about the same.
struct FeatureTopics: FeatureSink {
  private(set) var topics: [String] = []

  mutating func add(_ topic: @autoclosure () -> String, _ values: @autoclosure () -> Column) {
    topics.append(topic())
  }
}

/// The features of the units of a block, as they are.
struct FeatureRows: FeatureSink {
  private(set) var rows: [[Float]]
  private let table: ColumnTable

  init(_ table: ColumnTable, count: Int) {
    self.table = table
    rows = [[Float]](repeating: [], count: count)
  }

  mutating func add(_ topic: @autoclosure () -> String, _ values: @autoclosure () -> Column) {
    let column = table.evaluated(values)
    for row in rows.indices { rows[row].append(table.value(of: column, row: row)) }
  }
}

/// About log2(1 + x): straight lines between the powers of two, the same bits on every machine.
@inline(__always)
func scalarLg(_ x: Float) -> Float {
  let bits = (1 + max(0, x)).bitPattern
  let exponent = Int32(bitPattern: bits &>> 23) &- 127
  return Float(exponent) + Float(bitPattern: bits & 0x7F_FFFF | 0x3F80_0000) - 1
}

@inline(__always)
func scalarShare(_ part: Int, _ whole: Int) -> Float {
  whole > 0 ? Float(part) / Float(whole) : 0
}

@inline(__always)
func scalarShare(_ part: Float, _ whole: Float) -> Float { whole > 0 ? part / whole : 0 }

/// The run of consecutive scores with the largest sum.
struct BestRun {
  private(set) var run = 0..<0
  private var best: Float = 0
  private var sum: Float = 0
  private var start = 0

  /// Takes the next score.
  @inline(__always)
  mutating func add(_ score: Float, at index: Int) {
    if sum <= 0 {
      sum = 0
      start = index
    }
    sum += score
    if sum > best {
      best = sum
      run = start..<(index + 1)
    }
  }
}

/// Numbers keys in the order in which they first come.
struct KeyNumbers {
  private var keys: [UInt64]
  /// 0 where a place is free.
  private var numbers: [Int32]
  private(set) var count = 0

  /// - Parameter capacity: how many keys there is room for before it has to grow.
  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    numbers = [Int32](repeating: 0, count: size)
  }

  mutating func number(of key: UInt64) -> Int {
    var at = place(of: key)
    if numbers[at] != 0 { return Int(numbers[at]) - 1 }
    if count * 2 >= keys.count {
      grow()
      at = place(of: key)
    }
    keys[at] = key
    count += 1
    numbers[at] = Int32(count)
    return count - 1
  }

  /// Where a key is, or else where it would go.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var at = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while numbers[at] != 0, keys[at] != key { at = (at + 1) & mask }
    return at
  }

  private mutating func grow() {
    let old = (keys, numbers)
    keys = [UInt64](repeating: 0, count: old.0.count * 2)
    numbers = [Int32](repeating: 0, count: keys.count)
    for (key, number) in zip(old.0, old.1) where number != 0 {
      let at = place(of: key)
      keys[at] = key
      numbers[at] = number
    }
  }
}

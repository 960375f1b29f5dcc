/// A small recurrent net over the units of a page.
///
/// Each unit's features become sixteen numbers; two rounds carry them down and up the page, so that a unit
/// is judged by what stands around it; between the rounds the page's mean and maximum are added. The memory's
/// gates depend on the unit alone, so a round is one multiplication and one addition a unit and number.
/// The same bits everywhere: single precision, a fixed order of additions, no function of libm.
struct ContextNet: Sendable {
  static let page = ContextNet(unpacking: pageWeights)
  static let text = ContextNet(unpacking: textWeights)

  typealias Numbers = SIMD16<Float>
  static let width = 16

  /// What the net holds of a page.
  struct Memory {
    /// Of each unit its numbers before the rounds, and after them.
    var entered: [Numbers] = []
    var numbers: [Numbers] = []
    /// Of each unit the part of the logit that is a plain weighted sum of its features.
    var direct: [Float] = []
  }

  /// Weights from sixteen numbers to sixteen.
  struct Square {
    var columns = InlineArray<16, Numbers>(repeating: Numbers())

    /// Adds the weighted numbers to `sum`, the first number first.
    @inline(__always)
    func add(_ x: Numbers, to sum: inout Numbers) {
      sum += columns[0] * x[0]
      sum += columns[1] * x[1]
      sum += columns[2] * x[2]
      sum += columns[3] * x[3]
      sum += columns[4] * x[4]
      sum += columns[5] * x[5]
      sum += columns[6] * x[6]
      sum += columns[7] * x[7]
      sum += columns[8] * x[8]
      sum += columns[9] * x[9]
      sum += columns[10] * x[10]
      sum += columns[11] * x[11]
      sum += columns[12] * x[12]
      sum += columns[13] * x[13]
      sum += columns[14] * x[14]
      sum += columns[15] * x[15]
    }
  }

  struct Layer {
    var square = Square()
    var bias = Numbers()

    @inline(__always)
    func callAsFunction(_ x: Numbers) -> Numbers {
      var sum = bias
      square.add(x, to: &sum)
      return sum
    }
  }

  /// A layer over two times sixteen numbers.
  struct WideLayer {
    var first = Square()
    var second = Square()
    var bias = Numbers()

    @inline(__always)
    func callAsFunction(_ x: Numbers, _ y: Numbers) -> Numbers {
      var sum = bias
      first.add(x, to: &sum)
      second.add(y, to: &sum)
      return sum
    }
  }

  struct Round {
    let downGate: Layer
    let down: Layer
    let upGate: Layer
    let up: Layer
    let join: WideLayer
  }

  /// A feature that the net reads.
  struct Input {
    /// Its place in a row.
    let feature: Int
    let mean: Float
    let scale: Float
    /// What it adds to the numbers, and to the logit, for each deviation from its mean.
    var weights = Numbers()
    var direct: Float = 0
  }

  let inputs: [Input]
  let entryBias: Numbers
  let rounds: [Round]
  let whole: WideLayer
  let last: Layer
  let final: Numbers
  let bias: Float

  /// Reads what `packed` of `scripts/train-boilerplate/net.py` writes.
  init(unpacking packed: StaticString) {
    var reader = WeightReader(packed)
    let count = reader.integer(4)
    let features = (0..<count).map { _ in reader.integer(2) }
    precondition(
      features.allSatisfy { $0 < FeatureRow.capacity }, "a row has room for all features")
    let means = (0..<count).map { _ in reader.float() }
    let scales = (0..<count).map { _ in reader.float() }
    let columns = reader.columns(count)
    entryBias = reader.numbers()
    inputs = (0..<count).map { index in
      Input(
        feature: features[index], mean: means[index], scale: scales[index],
        weights: columns[index], direct: reader.float())
    }
    rounds = (0..<2).map { _ in
      Round(
        downGate: reader.layer(), down: reader.layer(), upGate: reader.layer(), up: reader.layer(),
        join: reader.wideLayer())
    }
    whole = reader.wideLayer()
    last = reader.layer()
    final = reader.numbers()
    bias = reader.float()
  }
}

extension WeightReader {
  /// Whole numbers of 16 bits and, before them, what to multiply them with.
  fileprivate mutating func columns(_ count: Int) -> [ContextNet.Numbers] {
    let unit = float()
    return (0..<count).map { _ in
      var column = ContextNet.Numbers()
      for index in column.indices {
        column[index] = unit * Float(Int16(truncatingIfNeeded: integer(2)))
      }
      return column
    }
  }

  fileprivate mutating func numbers() -> ContextNet.Numbers {
    var numbers = ContextNet.Numbers()
    for index in numbers.indices { numbers[index] = float() }
    return numbers
  }

  fileprivate mutating func layer() -> ContextNet.Layer {
    let columns = columns(ContextNet.width)
    return ContextNet.Layer(square: square(columns[...]), bias: numbers())
  }

  fileprivate mutating func wideLayer() -> ContextNet.WideLayer {
    let columns = columns(2 * ContextNet.width)
    let (first, second) = (columns.prefix(ContextNet.width), columns.suffix(ContextNet.width))
    return ContextNet.WideLayer(first: square(first), second: square(second), bias: numbers())
  }

  private func square(_ columns: ArraySlice<ContextNet.Numbers>) -> ContextNet.Square {
    var square = ContextNet.Square()
    for (index, column) in columns.enumerated() { square.columns[index] = column }
    return square
  }
}

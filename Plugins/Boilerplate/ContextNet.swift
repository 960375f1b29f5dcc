import PipeText

/// The net that judges units: which features it reads, and what it makes of them.
///
/// Each unit's features become sixteen numbers or more; two rounds carry them down and up the page, so that a
/// unit is judged by what stands around it (``RecurrentNet``).
struct ContextNet: Sendable {
  static let page = ContextNet(unpacking: pageWeights, width: 16)
  static let text = ContextNet(unpacking: textWeights, width: 32)

  /// A feature that the net reads.
  struct Input {
    /// Its place among the features.
    let feature: Int
    let mean: Float
    let scale: Float
    /// How far 0 is from the mean, in units of 1 / `scale`.
    let zero: Float
    /// What it adds to the numbers, and to the logit, for each deviation from its mean.
    let weights: [Float]
    let direct: Float
  }

  let inputs: [Input]
  /// Of each feature, its place among the inputs; -1 for those that the net does not read.
  let places: [Int]
  let net: RecurrentNet

  /// Reads what `packed` of `scripts/train-boilerplate/net.py` writes for a net of a width.
  init(unpacking packed: StaticString, width: Int) {
    var reader = PackedNumbers(base64: packed.description)
    let count = reader.integer(4)
    let features = (0..<count).map { _ in reader.integer(2) }
    let means = (0..<count).map { _ in reader.float() }
    let scales = (0..<count).map { _ in reader.float() }
    let zeros = zip(means, scales).map { ColumnTable.deviationOfZero(mean: $0, scale: $1) }
    let entry = reader.layer(count, width)
    let direct = reader.floats(count)
    inputs = (0..<count).map { index in
      Input(
        feature: features[index], mean: means[index], scale: scales[index], zero: zeros[index],
        weights: Array(entry.weights[(index * width)..<((index + 1) * width)]),
        direct: direct[index])
    }
    var places = [Int](repeating: -1, count: (features.max() ?? -1) + 1)
    for (index, feature) in features.enumerated() { places[feature] = index }
    self.places = places
    let rounds = (reader.round(width), reader.round(width))
    let whole = reader.layer(2 * width, width)
    let last = reader.layer(width, width)
    let final = reader.floats(width)
    // What all units share is in the biases, so that an input is 0 where its feature is.
    net = RecurrentNet(
      entry: entry.adding(zeros), direct: direct, rounds: rounds, whole: whole, last: last,
      final: final, bias: sum(reader.float(), zip(direct, zeros)))
  }
}

extension RecurrentNet.Layer {
  /// The layer to which these inputs are added once and for all.
  fileprivate func adding(_ inputs: [Float]) -> Self {
    let width = bias.count
    return Self(
      weights: weights,
      bias: bias.enumerated().map { place, bias in
        sum(bias, inputs.enumerated().map { (weights[$0 * width + place], $1) })
      })
  }
}

private func sum(_ start: Float, _ products: some Sequence<(Float, Float)>) -> Float {
  Float(products.reduce(Double(start)) { $0 + Double($1.0) * Double($1.1) })
}

extension PackedNumbers {
  fileprivate mutating func floats(_ count: Int) -> [Float] {
    (0..<count).map { _ in float() }
  }

  /// Whole numbers of 16 bits and, before them, what to multiply them with; then the bias.
  fileprivate mutating func layer(_ inputs: Int, _ width: Int) -> RecurrentNet.Layer {
    let unit = float()
    let weights = (0..<(inputs * width)).map { _ in
      unit * Float(Int16(truncatingIfNeeded: integer(2)))
    }
    return RecurrentNet.Layer(weights: weights, bias: floats(width))
  }

  fileprivate mutating func round(_ width: Int) -> RecurrentNet.Round {
    RecurrentNet.Round(
      downGate: layer(width, width), down: layer(width, width), upGate: layer(width, width),
      up: layer(width, width), join: layer(2 * width, width))
  }
}

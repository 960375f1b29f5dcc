import Foundation

// MARK: Logistic regression on hashed features

struct Adagrad {
  var weights = FeatureWeights(capacity: 1 << 16)
  private(set) var squares = FeatureWeights(capacity: 1 << 16)
  var rate: Float = 0.15
  var decay: Float = 1e-6

  mutating func step(_ features: [UInt32], _ gradient: Float) {
    for feature in features {
      let value = gradient + decay * weights[feature]
      let square = squares[feature] + value * value
      squares[feature] = square
      weights[feature] = weights[feature] - rate * value / (square + 0.1).squareRoot()
    }
  }
}

struct Example {
  var features: [UInt32]
  var isTrue: Bool
  var weight: Float
}

/// Weights, and how much each one matters: its size times a power of how often and how far it was
/// moved.
struct Learned {
  var weights = FeatureWeights(capacity: 1 << 10)
  var importance = FeatureWeights(capacity: 1 << 10)

  init() {}

  init(_ learner: Adagrad) {
    weights = learner.weights
    for (key, value) in zip(weights.keys, weights.values) where key != 0 {
      importance[key] = abs(value) * learner.squares[key].squareRoot().squareRoot()
    }
  }

  mutating func merge(_ other: Learned) {
    weights.merge(other.weights)
    importance.merge(other.importance)
  }

  /// The `count` weights that matter most, rounded as the resource file holds them.
  func pruned(to count: Int) -> FeatureWeights {
    let ranked = zip(weights.keys, weights.values).filter { $0.0 != 0 }
      .map { (key: $0.0, value: ($0.1 * 32).rounded() / 32, rank: importance[$0.0]) }
      .filter { $0.value != 0 }.sorted { ($0.rank, $0.key) > ($1.rank, $1.key) }
    var kept = FeatureWeights(capacity: 1 << 16)
    for feature in ranked.prefix(count) { kept[feature.key] = max(-3.96, min(3.96, feature.value)) }
    return kept
  }
}

func trainLogistic(_ examples: [Example], epochs: Int, rate: Float = 0.15) -> Learned {
  var learner = Adagrad()
  learner.rate = rate
  var random = Generator(state: 7)
  var order = Array(examples.indices)
  for _ in 0..<epochs {
    order.shuffle(using: &random)
    for index in order {
      let example = examples[index]
      var sum: Float = 0
      for feature in example.features { sum += learner.weights[feature] }
      let guess = 1 / (1 + exp(-max(-20, min(20, sum))))
      learner.step(example.features, (guess - (example.isTrue ? 1 : 0)) * example.weight)
    }
  }
  return Learned(learner)
}

struct Generator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}

extension FeatureWeights {
  mutating func merge(_ other: FeatureWeights) {
    for (key, value) in zip(other.keys, other.values) where key != 0 { self[key] = value }
  }
}

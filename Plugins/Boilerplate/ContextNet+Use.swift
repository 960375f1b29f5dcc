import PipeText

extension ContextNet {
  /// What the net holds of a page.
  final class Memory {
    let rows: RecurrentNet.Memory
    /// Of each unit its numbers before the rounds, when they are asked for.
    fileprivate(set) var entered: [[Float]] = []

    init(_ net: ContextNet, units: Int) { rows = net.net.makeMemory(rows: units) }
  }

  private static func net(for page: PageUnits) -> ContextNet { page.isPage ? .page : .text }

  /// The probability of each unit that it is content.
  static func probabilities(_ page: PageUnits) -> [Float] {
    let net = net(for: page)
    return net.probabilities(PageFeatures(page), Memory(net, units: page.units.count))
  }

  /// What spoke most against each unit, in words for a person.
  static func reasons(_ page: PageUnits) -> [String] {
    let net = net(for: page)
    let features = PageFeatures(page)
    let topics = features.topics
    let memory = Memory(net, units: page.units.count)
    _ = net.probabilities(features, memory, keepsEntered: true)
    var texts: [String] = []
    features.forEachBlock { block in
      net.enter(features)
      for (row, index) in block.enumerated() {
        let reasons = net.reasons(at: index, row: row, features.table, memory, topics)
        texts.append(reasons.isEmpty ? "blocks around it" : reasons.joined(separator: ", "))
      }
    }
    return texts
  }

  /// The probability of each unit that it is content; `keepsEntered` when the reasons will be asked for.
  private func probabilities(
    _ features: PageFeatures, _ memory: Memory, keepsEntered: Bool = false
  ) -> [Float] {
    features.forEachBlock { _ in
      enter(features)
      net.enter(features.table, into: memory.rows)
    }
    if keepsEntered {
      memory.entered = (0..<memory.rows.rows).map { memory.rows.numbers(of: $0) }
    }
    return net.results(memory.rows).map(sigmoid)
  }

  /// Makes the inputs of the units of a block.
  private func enter(_ features: PageFeatures) {
    var values = NetInputs(net: self, table: features.table)
    features.addFeatures(&values)
  }

  /// What spoke most against a unit of the block, the strongest first, at most three: features, or the blocks
  /// around it.
  ///
  /// To first order: the slope of the logit at the unit's own numbers, what came from other units held fixed.
  private func reasons(
    at index: Int, row: Int, _ table: ColumnTable, _ memory: Memory, _ topics: [String]
  ) -> [String] {
    let own = memory.entered[index]
    let all = memory.rows.numbers(of: index)
    let slope = slope(all)
    let around = zip(zip(all, own), slope).reduce(Float(0)) { $0 + ($1.0.0 - $1.0.1) * $1.1 }
    var parts: [(topic: String, sum: Float)] = [("blocks around it", -around)]
    var places = ["blocks around it": 0]
    for (number, input) in inputs.enumerated() {
      let topic = topics[input.feature]
      var weight = input.direct
      for (place, own) in own.prefix(input.weights.count).enumerated() where own > 0 {
        weight += input.weights[place] * slope[place]
      }
      let part = -weight * (table.input(number, row: row) + input.zero)
      if let place = places[topic] {
        parts[place].sum += part
      } else {
        places[topic] = parts.count
        parts.append((topic, part))
      }
    }
    let strongest = parts.enumerated().filter { $0.element.sum > 0 }.sorted {
      ($1.element.sum, $0.offset) < ($0.element.sum, $1.offset)
    }
    return strongest.prefix(3).map(\.element.topic)
  }

  /// How much the logit grows with each of a unit's numbers.
  private func slope(_ numbers: [Float]) -> [Float] {
    let width = net.final.count
    let open = (0..<width).map { output in
      var sum = net.last.bias[output]
      for input in 0..<width {
        sum += net.last.weights[input * width + output] * numbers[input]
      }
      return sum > 0 ? net.final[output] : 0
    }
    return (0..<width).map { input in
      var sum: Float = 0
      for output in 0..<width { sum += net.last.weights[input * width + output] * open[output] }
      return sum
    }
  }
}

/// Makes inputs of the features that a net reads.
private struct NetInputs: FeatureSink {
  let net: ContextNet
  let table: ColumnTable
  private var count = 0

  init(net: ContextNet, table: ColumnTable) {
    self.net = net
    self.table = table
  }

  @inline(__always)
  mutating func add(_ topic: @autoclosure () -> String, _ values: @autoclosure () -> Column) {
    let feature = count
    count &+= 1
    guard feature < net.places.count, net.places[feature] >= 0 else { return }
    let place = net.places[feature]
    let input = net.inputs[place]
    table.setInput(place, values, mean: input.mean, scale: input.scale)
  }
}

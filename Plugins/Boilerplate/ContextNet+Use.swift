import PipeText

extension ContextNet {
  /// Takes the features of a unit; units come in the order of the page.
  func enter(_ row: borrowing FeatureRow, into memory: inout Memory) {
    var numbers = entryBias
    var direct: Float = 0
    for index in inputs.indices {
      let value = inputs[index].scaled(row)
      numbers += inputs[index].weights * value
      direct += inputs[index].direct * value
    }
    memory.entered.append(SixteenFloats.positive(numbers))
    memory.direct.append(direct)
  }

  /// The probability of each unit that it is content.
  func probabilities(_ memory: inout Memory) -> [Float] {
    memory.numbers = memory.entered
    guard !memory.numbers.isEmpty else { return [] }
    run(rounds[0], &memory.numbers)
    addPage(&memory.numbers)
    run(rounds[1], &memory.numbers)
    return memory.numbers.indices.map { index in
      sigmoid(
        bias + memory.direct[index]
          + SixteenFloats.total(final * SixteenFloats.positive(last(memory.numbers[index]))))
    }
  }

  private func run(_ round: Round, _ numbers: inout [Numbers]) {
    var above: [Numbers] = []
    above.reserveCapacity(numbers.count)
    var state = Numbers()
    for index in numbers.indices {
      state +=
        openness(round.downGate(numbers[index]))
        * (SixteenFloats.softSign(round.down(numbers[index])) - state)
      above.append(state)
    }
    state = Numbers()
    for index in numbers.indices.reversed() {
      let x = numbers[index]
      state += openness(round.upGate(x)) * (SixteenFloats.softSign(round.up(x)) - state)
      numbers[index] = x + SixteenFloats.positive(round.join(above[index], state))
    }
  }

  private func addPage(_ numbers: inout [Numbers]) {
    var sum = Numbers()
    var most = Numbers()
    for index in numbers.indices {
      sum += numbers[index]
      // The larger one; all numbers are positive.
      most += SixteenFloats.positive(numbers[index] - most)
    }
    let extra = SixteenFloats.positive(whole(sum / Float(numbers.count), most))
    for index in numbers.indices { numbers[index] += extra }
  }

  /// What spoke most against a unit, the strongest first, at most three: features, or the blocks around it.
  ///
  /// To first order: the slope of the logit at the unit's own numbers, what came from other units held fixed.
  func reasons(
    at index: Int, _ row: borrowing FeatureRow, _ memory: Memory, _ topics: [String]
  ) -> [String] {
    let own = memory.entered[index]
    let all = memory.numbers[index]
    let open = Numbers().replacing(with: final, where: last(all) .> 0)
    var slope = Numbers()
    for number in 0..<Self.width {
      slope[number] = SixteenFloats.total(last.square.columns[number] * open)
    }
    let ownSlope = Numbers().replacing(with: slope, where: own .> 0)
    var parts: [(topic: String, sum: Float)] = [
      ("blocks around it", -SixteenFloats.total((all - own) * slope))
    ]
    var places = ["blocks around it": 0]
    for input in inputs {
      let topic = topics[input.feature]
      let part = -(input.direct + SixteenFloats.total(input.weights * ownSlope)) * input.scaled(row)
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
}

extension ContextNet.Input {
  /// How many deviations the feature is from its mean, four at most.
  @inline(__always)
  fileprivate func scaled(_ row: borrowing FeatureRow) -> Float {
    let value = (row[feature] - mean) * scale
    return value > 4 ? 4 : value < -4 ? -4 : value
  }
}

/// How much of the new a gate lets in, 0 to 1.
@inline(__always)
private func openness(_ x: ContextNet.Numbers) -> ContextNet.Numbers {
  0.5 + 0.5 * SixteenFloats.softSign(x)
}

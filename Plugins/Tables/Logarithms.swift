/// Logarithm and exponential from tables and IEEE arithmetic alone: the same bits on every
/// processor, which the C library does not promise.
enum Numbers {
  private static let steps = 1024

  /// ln(1 + i / 1024).
  private static let logarithms: [Double] = (0...steps).map { step in
    // 2 artanh(x / (2 + x)), whose series ends early.
    let x = Double(step) / Double(steps)
    let base = x / (2 + x)
    var power = base
    var sum = 0.0
    for odd in stride(from: 1, through: 41, by: 2) {
      sum += power / Double(odd)
      power *= base * base
    }
    return 2 * sum
  }

  /// exp(i / 1024).
  private static let exponentials: [Double] = (0...steps).map { step in
    let x = Double(step) / Double(steps)
    var term = 1.0
    var sum = 1.0
    for order in 1...20 {
      term *= x / Double(order)
      sum += term
    }
    return sum
  }

  private static let ln2 = 0.693147180559945309

  /// The natural logarithm of a positive number, to about 1e-7.
  static func ln(_ value: Double) -> Double {
    let scaled = (value.significand - 1) * Double(steps)
    let index = min(steps - 1, Int(scaled))
    let low = logarithms[index]
    let part = low + (logarithms[index + 1] - low) * (scaled - Double(index))
    return part + Double(value.exponent) * ln2
  }

  /// e to the power of a number, which is taken into -500...500, to about 1e-6 of the result.
  static func exp(_ value: Double) -> Double {
    let bounded = min(500, max(-500, value))
    let whole = bounded.rounded(.down)
    let scaled = (bounded - whole) * Double(steps)
    let index = min(steps - 1, Int(scaled))
    let low = exponentials[index]
    let part = low + (exponentials[index + 1] - low) * (scaled - Double(index))
    return part * wholePowers[Int(whole) + 501]
  }

  /// exp(i) for -501...501.
  private static let wholePowers: [Double] = {
    let e = exponentials[steps]
    var up = [1.0]
    for _ in 0..<501 { up.append(up[up.count - 1] * e) }
    return up.dropFirst().reversed().map { 1 / $0 } + up
  }()
}

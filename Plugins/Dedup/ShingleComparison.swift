import PipeCore
import PipeText

/// What two sets of shingles are compared by.
enum ShingleMeasure: String, CaseIterable, OptionValue {
  case jaccard, containment
}

/// Compares sets of shingles exactly.
struct ShingleComparison: Sendable {
  let measure: ShingleMeasure
  let threshold: Double
  let minShingles: Int
  let minLengthRatio: Double

  /// The codes of a sketch as a set.
  func prepare(_ sketch: Span<UInt8>) -> [UInt8] {
    var set = codes(in: sketch)
    makeSet(of: &set)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(set.count * 4)
    appendBytes(of: set.span, to: &bytes)
    return bytes
  }

  /// The similarity of two prepared sketches, when it reaches the threshold.
  func similarity(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Double? {
    let (a, b) = (left.count / 4, right.count / 4)
    let smaller = min(a, b)
    guard smaller >= minShingles, Double(smaller) >= minLengthRatio * Double(max(a, b)) else {
      return nil
    }
    let similarity: Double
    switch measure {
    case .jaccard:
      // A bound that is one too low costs a comparison, so that rounding decides nothing.
      let needed = Int(threshold / (1 + threshold) * Double(a + b)) - 1
      guard needed < smaller, let shared = sharedCount(left, right, atLeast: needed) else {
        return nil
      }
      similarity = Double(shared) / Double(a + b - shared)
    case .containment:
      let needed = Int(threshold * Double(smaller)) - 1
      guard let shared = sharedCount(left, right, atLeast: needed) else { return nil }
      similarity = Double(shared) / Double(smaller)
    }
    return similarity >= threshold ? similarity : nil
  }
}

/// What is tried on a line as one: a pattern, or a whole list of literals.
enum Slot: Sendable {
  case pattern(Pattern, PatternUnit)
  case list(LiteralTrie)
}

/// The compiled code of a pattern.
///
/// `@unchecked Sendable`: PCRE2's code is read-only once compiled. The plan that holds it keeps its
/// `Pattern` alive.
struct PatternCode: @unchecked Sendable {
  let pointer: OpaquePointer?
}

/// All that a scanner works out once.
final class ScanPlan: Sendable {
  let slots: [Slot]
  /// Of each slot; nil for a list.
  let codes: [PatternCode]
  /// Number of a slot's pattern, or of its first literal.
  let numbers: [Int]
  /// Number of the first pattern of each set.
  let firstPatterns: [Int]
  let patternCount: Int
  let mostGroups: Int
  let prefilter: Prefilter
  let unitFilter: UnitFilter

  init(_ sets: [PatternSet]) {
    var slots: [Slot] = []
    var numbers: [Int] = []
    var firstPatterns: [Int] = []
    var number = 0
    for set in sets {
      firstPatterns.append(number)
      if let literals = set.literals {
        slots.append(.list(literals))
        numbers.append(number)
      }
      for (index, pattern) in set.patterns.enumerated() {
        slots.append(.pattern(pattern, set.unit))
        numbers.append(number + index)
      }
      number += set.entries.count
    }
    self.slots = slots
    self.numbers = numbers
    self.firstPatterns = firstPatterns
    patternCount = number
    codes = slots.map { slot in
      guard case .pattern(let pattern, _) = slot else { return PatternCode(pointer: nil) }
      return PatternCode(pointer: pattern.code)
    }
    prefilter = Prefilter(slots)
    unitFilter = UnitFilter(slots)
    mostGroups = sets.flatMap(\.patterns).map(\.captureCount).max() ?? 0
  }
}

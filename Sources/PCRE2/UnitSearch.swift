import CPCRE2

/// Tries one slot after the other on units of one text, and counts how often each gives up.
struct UnitSearch {
  /// Times that a pattern may give up in one scan.
  static let patience = 3

  let plan: ScanPlan
  let text: UnsafePointer<UInt8>
  let scratch: Scratch

  init(plan: ScanPlan, text: UnsafePointer<UInt8>, scratch: Scratch) {
    self.plan = plan
    self.text = text
    self.scratch = scratch
    scratch.reserve(groups: plan.mostGroups)
    scratch.gaveUp.removeAll(keepingCapacity: true)
    scratch.gaveUp.append(contentsOf: repeatElement(0, count: plan.slots.count))
  }

  /// The first match of a slot in a line or a block.
  ///
  /// A slot that is off does not match.
  @inline(__always)
  func hit(
    of slot: Int, in unit: Range<Int>, line: Int?, onGaveUp: (GaveUp) -> Void
  ) -> TextHit? {
    guard let code = plan.codes[slot].pointer else { return listHit(of: slot, in: unit) }
    guard unit.count <= WindowedSearch.lineSize else {
      return windowedHit(of: slot, code: code, in: unit, line: line, onGaveUp: onGaveUp)
    }
    if scratch.gaveUp[slot] >= Self.patience { return nil }
    let result = scratch.match(
      code, text + unit.lowerBound, length: unit.count, from: 0, options: 0)
    if result >= 0 {
      let range = scratch.matchedRange
      return TextHit(
        pattern: plan.numbers[slot],
        range: unit.lowerBound + range.lowerBound..<unit.lowerBound + range.upperBound)
    }
    if result != PCRE2_ERROR_NOMATCH { count(slot, code: result, line: line, onGaveUp) }
    return nil
  }

  /// Notes that a slot gave up.
  func count(_ slot: Int, code: Int32, line: Int?, _ onGaveUp: (GaveUp) -> Void) {
    scratch.gaveUp[slot] += 1
    onGaveUp(
      GaveUp(
        pattern: plan.numbers[slot], line: line, error: MatchError(code: code),
        isOff: scratch.gaveUp[slot] == Self.patience))
  }

  func isOff(_ slot: Int) -> Bool {
    scratch.gaveUp[slot] >= Self.patience
  }

  private func listHit(of slot: Int, in unit: Range<Int>) -> TextHit? {
    guard case .list(let literals) = plan.slots[slot],
      let hit = literals.firstHit(in: text, unit)
    else { return nil }
    return TextHit(
      pattern: plan.numbers[slot] + hit.value, range: hit.position..<hit.position + hit.length)
  }

  @inline(never)
  private func windowedHit(
    of slot: Int, code: OpaquePointer, in unit: Range<Int>, line: Int?,
    onGaveUp: (GaveUp) -> Void
  ) -> TextHit? {
    let search = WindowedSearch(line: unit, of: text)
    var position = unit.lowerBound
    while !isOff(slot) {
      switch search.first(of: code, from: position, scratch: scratch) {
      case .none:
        return nil
      case .match(let range):
        return TextHit(pattern: plan.numbers[slot], range: range)
      case .gaveUp(let error, let resume):
        count(slot, code: error, line: line, onGaveUp)
        position = resume
        if position > unit.upperBound { return nil }
      }
    }
    return nil
  }
}

import CPCRE2

extension PatternScanner {
  /// The first pattern, in the order of sets and entries, that matches a block or a single line,
  /// and where.
  ///
  /// A subject of more than 16 KB is searched in windows that share 1 KB: a longer match than that
  /// may not be found.
  public func firstHit(
    inBlock block: Span<UInt8>, onGaveUp: (GaveUp) -> Void = { _ in }
  ) -> TextHit? {
    withScratch { scratch in
      withBytes(of: block) { bytes, length in
        let search = UnitSearch(plan: plan, text: bytes, scratch: scratch)
        let admitted = plan.unitFilter.admitted(in: bytes, 0..<length)
        for slot in plan.codes.indices where admitted[slot >> 6] >> UInt64(slot & 63) & 1 != 0 {
          if let hit = search.hit(of: slot, in: 0..<length, line: nil, onGaveUp: onGaveUp) {
            return hit
          }
        }
        return nil
      }
    }
  }

  /// All matches in a part of a text, which is all that patterns see.
  ///
  /// They do not overlap: the leftmost wins, then the order of sets and entries. Empty matches
  /// are left out.
  ///
  /// Texts of more than 64 KB are searched in windows, cut at line ends, that share 4 KB: a longer
  /// match than that may not be found.
  public func matches(
    inText text: Span<UInt8>, range: Range<Int>, onGaveUp: (GaveUp) -> Void = { _ in }
  ) -> [TextHit] {
    withScratch { scratch in
      withBytes(of: text) { bytes, length in
        precondition(range.upperBound <= length, "the range ends after the text")
        let search = UnitSearch(plan: plan, text: bytes, scratch: scratch)
        var merge = TextMerge(search: search, range: range)
        return merge.hits(onGaveUp: onGaveUp)
      }
    }
  }
}

/// Merges the matches of all patterns in one text: each is asked for its next match only when the
/// last one has been used, or lies behind what another has taken.
private struct TextMerge {
  let search: UnitSearch
  let windows: WindowedSearch
  let range: Range<Int>
  /// The next match of each slot; nil when there is none.
  var next: [TextHit?]

  init(search: UnitSearch, range: Range<Int>) {
    self.search = search
    self.range = range
    windows = WindowedSearch(text: range, of: search.text)
    next = Array(repeating: nil, count: search.plan.slots.count)
  }

  mutating func hits(onGaveUp: (GaveUp) -> Void) -> [TextHit] {
    let admitted = search.plan.unitFilter.admitted(in: search.text, range)
    for slot in next.indices where admitted[slot >> 6] >> UInt64(slot & 63) & 1 != 0 {
      next[slot] = hit(of: slot, from: range.lowerBound, onGaveUp)
    }
    var hits: [TextHit] = []
    while let slot = leftmost(), let hit = next[slot] {
      hits.append(hit)
      for slot in next.indices {
        guard let other = next[slot], other.range.lowerBound < hit.range.upperBound else {
          continue
        }
        next[slot] = self.hit(of: slot, from: hit.range.upperBound, onGaveUp)
      }
    }
    return hits
  }

  private func leftmost() -> Int? {
    var best: Int?
    var start = Int.max
    for (slot, hit) in next.enumerated() {
      if let hit, hit.range.lowerBound < start {
        best = slot
        start = hit.range.lowerBound
      }
    }
    return best
  }

  /// The first match of a slot from a position on that is not empty.
  private func hit(of slot: Int, from start: Int, _ onGaveUp: (GaveUp) -> Void) -> TextHit? {
    let plan = search.plan
    guard let code = plan.codes[slot].pointer else {
      guard case .list(let literals) = plan.slots[slot],
        let hit = literals.firstHit(in: search.text, start..<range.upperBound)
      else { return nil }
      return TextHit(
        pattern: plan.numbers[slot] + hit.value, range: hit.position..<hit.position + hit.length)
    }
    var position = start
    var options: UInt32 = 0
    while position <= range.upperBound, !search.isOff(slot) {
      let result = windows.first(
        of: code, from: position, options: options, scratch: search.scratch)
      options = 0
      switch result {
      case .none:
        return nil
      case .match(let found) where found.isEmpty:
        position = max(position, found.lowerBound)
        options = PCRE2_NOTEMPTY_ATSTART
      case .match(let found):
        return TextHit(pattern: plan.numbers[slot], range: found)
      case .gaveUp(let error, let resume):
        search.count(slot, code: error, line: nil, onGaveUp)
        position = resume
      }
    }
    return nil
  }
}

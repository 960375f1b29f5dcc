/// The depth of list items, by their indentation and the rank of their bullets.
struct ListNesting {
  private struct Level {
    let indent: Int
    let rank: UInt8
    let isNumber: Bool
  }

  private var levels: [Level] = []

  /// Whether items were seen and no text at the margin since.
  var isOpen: Bool { !levels.isEmpty }

  mutating func end() { levels.removeAll(keepingCapacity: true) }

  /// The level of the next item, from 1.
  ///
  /// Two columns make a level; at the same indentation so does a bullet of a higher rank (`•`, `◦`,
  /// `▪`), which is what flattening leaves of nested lists.
  mutating func level(indent: Int, rank: UInt8, isNumber: Bool) -> Int {
    let rank = isNumber ? 0 : rank
    while let top = levels.last,
      indent + 2 <= top.indent || (indent < top.indent + 2 && rank < top.rank && levels.count > 1)
    {
      levels.removeLast()
    }
    if let top = levels.last {
      if indent >= top.indent + 2 || (rank > top.rank && !top.isNumber) {
        levels.append(Level(indent: indent, rank: rank, isNumber: isNumber))
      }
    } else {
      levels = [Level(indent: indent, rank: rank, isNumber: isNumber)]
    }
    return levels.count
  }
}

/// Takes back the marks that are none: weak bullets that stand alone, numbers without a sequence, and the
/// `>` of breadcrumbs, before a word or two on a line alone.
///
/// A number counts when it is 1 or one more or less than the number of the item before or after it
/// with the same kind of mark; and never right below a line of text that goes on: `on May` / `12. The`.
///
/// - Parameters:
///   - facts: of all lines.
///   - marked: the indices of those that have a mark.
func settleMarks(_ facts: inout [LineFacts], marked: [Int]) {
  var lastItem: (index: Int, value: Int, sort: UInt8)?
  var kept: [Int] = []
  var lastWeak: Int?
  for index in marked {
    let mark = facts[index].mark
    switch mark.kind {
    case .number:
      let follows = lastItem.map { $0.sort == mark.sort && $0.value + 1 == mark.value } ?? false
      if follows, let before = lastItem?.index, kept.last != before { kept.append(before) }
      if follows || isFirst(index, facts) { kept.append(index) }
      lastItem = (index, mark.value, mark.sort)
    case .weakBullet:
      if let before = lastWeak, facts[before].mark.value == mark.value,
        facts[(before + 1)..<index].allSatisfy({ isQuiet($0) })
      {
        if kept.last != before { kept.append(before) }
        kept.append(index)
      }
      lastWeak = index
    case .quote:
      if isBreadcrumb(index, facts) { facts[index].unmark() }
    default: break
    }
  }
  // Items of two kinds may interleave.
  kept.sort()
  var next = 0
  for index in marked where isDoubtful(facts[index].mark.kind) {
    while next < kept.count, kept[next] < index { next += 1 }
    if next == kept.count || kept[next] != index { facts[index].unmark() }
  }
}

private func isDoubtful(_ kind: LineMark.Kind) -> Bool { kind == .number || kind == .weakBullet }

/// What may stand between two items of one list: continuation lines, blanks.
private func isQuiet(_ line: LineFacts) -> Bool { line.isBlank || line.indent > 0 }

private func isBreadcrumb(_ index: Int, _ facts: [LineFacts]) -> Bool {
  func isQuote(_ other: Int) -> Bool {
    facts.indices.contains(other) && facts[other].mark.kind == .quote
  }
  let line = facts[index]
  return line.columns < 40 && !line.endsSentence && line.mark.value == 1 && !isQuote(index - 1)
    && !isQuote(index + 1)
}

private func isFirst(_ index: Int, _ facts: [LineFacts]) -> Bool {
  guard facts[index].mark.value == 1 else { return false }
  guard index > 0 else { return true }
  let before = facts[index - 1]
  return before.mark.kind != .plain || before.end != .open || before.columns < 40
}

/// A place where something begins that admits slots: a literal that patterns need, or one of a
/// list.
struct SlotHit {
  var position: Int
  /// The value of the literal, or -1.
  var literal: Int
  /// The slot of the list, or -1.
  var slot: Int
}

/// One scan of the lines of a text behind the prefilter.
struct LineScan {
  let search: UnitSearch
  let length: Int
  let lines: UnsafeBufferPointer<LineRange>

  func run(_ onHit: (LineHit) -> Void, _ onGaveUp: (GaveUp) -> Void) {
    checkLines()
    findLiterals()
    let prefilter = search.plan.prefilter
    prefilter.byLength.withUnsafeBufferPointer { byLength in
      prefilter.starts.sets.withUnsafeBufferPointer { sets in
        scan(prefilter, byLength, sets, onHit, onGaveUp)
      }
    }
  }

  private func checkLines() {
    var position = 0
    for line in lines {
      precondition(position <= line.start && line.start <= line.end, "lines are not ascending")
      position = Int(line.end)
    }
    precondition(position <= length, "a line ends after the text")
  }

  /// Searches for all literals once, over all lines and what lies between them.
  private func findLiterals() {
    let scratch = search.scratch
    let prefilter = search.plan.prefilter
    scratch.hits.removeAll(keepingCapacity: true)
    guard let first = lines.first, let last = lines.last else { return }
    let range = Int(first.start)..<Int(last.end)
    prefilter.literals.trie.forEachHit(in: search.text, range) { hit in
      scratch.hits.append(SlotHit(position: hit.position, literal: hit.value, slot: -1))
      return true
    }
    for list in prefilter.lists {
      list.trie.forEachHit(in: search.text, range) { hit in
        scratch.hits.append(SlotHit(position: hit.position, literal: -1, slot: list.slot))
        return true
      }
    }
    if !prefilter.lists.isEmpty { scratch.hits.sort { $0.position < $1.position } }
  }

  private func scan(
    _ prefilter: Prefilter, _ byLength: UnsafeBufferPointer<UInt64>,
    _ sets: UnsafeBufferPointer<UInt64>, _ onHit: (LineHit) -> Void,
    _ onGaveUp: (GaveUp) -> Void
  ) {
    let words = prefilter.words
    let hits = search.scratch.hits
    var nextHit = 0
    for index in lines.indices {
      let line = Int(lines[index].start)..<Int(lines[index].end)
      while nextHit < hits.count, hits[nextHit].position < line.lowerBound { nextHit += 1 }
      let firstHit = nextHit
      while nextHit < hits.count, hits[nextHit].position < line.upperBound { nextHit += 1 }
      let start = Int(startSet(of: line, prefilter.starts)) * words
      let long = min(line.count, 63) * words
      for word in 0..<words {
        var slots = sets[start + word] | prefilter.always[word]
        for hit in hits[firstHit..<nextHit] {
          if hit.slot < 0 {
            slots |= prefilter.literals.slots[hit.literal * words + word]
          } else if hit.slot >> 6 == word {
            slots |= 1 << UInt64(hit.slot & 63)
          }
        }
        slots &= byLength[long + word]
        guard slots != 0 else { continue }
        if let hit = firstMatch(of: slots, word: word, in: line, index: index, onGaveUp) {
          onHit(LineHit(line: index, pattern: hit.pattern, range: hit.range))
          break
        }
      }
    }
  }

  @inline(__always)
  private func startSet(of line: Range<Int>, _ starts: StartTable) -> UInt16 {
    let bytes = search.text + line.lowerBound
    guard line.count >= 2 else {
      return line.isEmpty ? starts.empty : starts.singles[Int(bytes[0])]
    }
    if bytes[0] & 0xFE == 0xE2, line.count >= 3 {
      return starts.symbols[
        Int(bytes[0] & 1) << 12 | Int(bytes[1] & 63) << 6 | Int(bytes[2] & 63)]
    }
    return starts.pairs[Int(bytes[0]) << 8 | Int(bytes[1])]
  }

  private func firstMatch(
    of slots: UInt64, word: Int, in line: Range<Int>, index: Int, _ onGaveUp: (GaveUp) -> Void
  ) -> TextHit? {
    var slots = slots
    while slots != 0 {
      let slot = word << 6 | slots.trailingZeroBitCount
      slots &= slots - 1
      if let hit = search.hit(of: slot, in: line, line: index, onGaveUp: onGaveUp) { return hit }
    }
    return nil
  }
}

extension PatternScanner {
  /// The reference for `scan`: every pattern in its order on every line, without the prefilter.
  ///
  /// Patterns that give up may do so on lines that `scan` need not try; other than that the two
  /// agree.
  public func scanReference(
    text: Span<UInt8>, lines: Span<LineRange>, onHit: (LineHit) -> Void,
    onGaveUp: (GaveUp) -> Void = { _ in }
  ) {
    withScratch { scratch in
      withBytes(of: text) { bytes, length in
        let search = UnitSearch(plan: plan, text: bytes, scratch: scratch)
        for index in lines.indices {
          let line = Int(lines[index].start)..<Int(lines[index].end)
          precondition(line.upperBound <= length, "a line ends after the text")
          for slot in plan.codes.indices {
            if let hit = search.hit(of: slot, in: line, line: index, onGaveUp: onGaveUp) {
              onHit(LineHit(line: index, pattern: hit.pattern, range: hit.range))
              break
            }
          }
        }
      }
    }
  }

  /// Reports every line in which a pattern matches, once, with the first that does.
  ///
  /// The lines are ascending and hold no line feed. They are tried behind the prefilter: a pattern
  /// meets only those lines that can match by their first bytes, by their length, or by a literal
  /// that the pattern needs. A line of more than 16 KB is searched in windows that share 1 KB.
  public func scan(
    text: Span<UInt8>, lines: Span<LineRange>, onHit: (LineHit) -> Void,
    onGaveUp: (GaveUp) -> Void = { _ in }
  ) {
    guard !lines.isEmpty else { return }
    withScratch { scratch in
      withBytes(of: text) { bytes, length in
        lines.withUnsafeBufferPointer { lines in
          let search = UnitSearch(plan: plan, text: bytes, scratch: scratch)
          LineScan(search: search, length: length, lines: lines).run(onHit, onGaveUp)
        }
      }
    }
  }
}

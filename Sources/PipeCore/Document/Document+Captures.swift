import PCRE2
import PipeText

/// A match of a pattern with what its named groups captured.
public struct Capture: Sendable {
  enum Place: Sendable {
    case line(Int, Range<Int>)
    case text(LiveText, Range<Int>)
  }

  /// `web.bylines/name-then-bio`.
  public let rule: String
  /// The named groups that took part, by number, without the white space at both ends.
  public let groups: [(name: String, text: String)]
  /// Where the match begins: index of the line, and byte of it.
  public let start: (line: Int, byte: Int)
  let place: Place

  /// What a group captured; nil when it took no part.
  public subscript(group: String) -> String? {
    groups.first { $0.name == group }?.text
  }
}

extension Document {
  /// The first match of patterns of unit `line` or `text`, from the top of the document.
  ///
  /// - Precondition: the sets are all of one unit.
  public mutating func firstCapture(of patterns: PatternSets) -> Capture? {
    guard let unit = patterns.sets.first?.unit else { return nil }
    precondition(patterns.sets.allSatisfy { $0.unit == unit }, "captures are of one unit")
    return unit == .text ? textCapture(of: patterns) : lineCapture(of: patterns)
  }

  private mutating func lineCapture(of patterns: PatternSets) -> Capture? {
    for (index, _) in hits(of: patterns).hits {
      let capture = withBytes(of: lines[index]) { bytes -> Capture? in
        for set in patterns.sets {
          for (pattern, entry) in zip(set.patterns, set.entries) {
            guard let match = try? pattern.firstMatch(in: bytes, validated: true) else { continue }
            return Capture(
              rule: set.name + "/" + entry.id, groups: groups(of: match, pattern, in: bytes),
              start: (index, match.range.lowerBound), place: .line(index, match.range))
          }
        }
        return nil
      }
      if let capture { return capture }
    }
    return nil
  }

  private mutating func textCapture(of patterns: PatternSets) -> Capture? {
    let text = liveText
    for hit in textHits(of: patterns, in: text) {
      let (set, entry) = patterns.scanner.entry(of: hit.pattern)
      guard entry < set.patterns.count, let first = text.lines(in: hit.range).first else {
        continue
      }
      let pattern = set.patterns[entry]
      let bytes = text.bytes.span
      guard
        let match = try? pattern.firstMatch(
          in: bytes, from: hit.range.lowerBound, validated: true),
        match.range.lowerBound == hit.range.lowerBound
      else { continue }
      return Capture(
        rule: patterns.rule(ofPattern: hit.pattern), groups: groups(of: match, pattern, in: bytes),
        start: (first.line, first.local.lowerBound), place: .text(text, match.range))
    }
    return nil
  }

  private func groups(
    of match: Match, _ pattern: Pattern, in bytes: Span<UInt8>
  ) -> [(name: String, text: String)] {
    let names = pattern.captureNames.sorted { $0.index < $1.index }.map(\.name)
    return names.compactMap { name in
      match.range(named: name).map { range in
        let group = bytes.extracting(range)
        return (name, String(copying: group.extracting(trimmed(group))))
      }
    }
  }

  /// Cuts out a match that was just found; the document must not have been edited since.
  public mutating func cut(_ capture: Capture, _ removal: Removal) {
    switch capture.place {
    case .line(let index, let range):
      var edits = LineEdits()
      edits.cut(range, removal)
      apply(edits, toLine: index)
    case .text(let text, let range):
      remove(range, of: text, removal)
    }
  }
}

package import PCRE2
import PipeText

/// A pattern that matched: where, and by which rule.
public struct PatternHit: Sendable {
  /// `web.ads/label`.
  public let rule: String
  /// Bytes of the line or block.
  public let range: Range<Int>
}

/// The lines of a document in which patterns matched.
public struct LineHits: Sendable {
  /// In the order of the lines.
  let hits: [(line: Int, hit: PatternHit)]

  /// The first pattern that matched in a line.
  public subscript(hit line: LineView) -> PatternHit? {
    let first = (0..<hits.count).partitioningIndex { hits[$0].line >= line.index }
    return first < hits.count && hits[first].line == line.index ? hits[first].hit : nil
  }

  /// Whether any pattern matched in a line.
  public subscript(line: LineView) -> Bool { self[hit: line] != nil }
}

extension Document {
  /// Scans all lines once, behind the prefilter; cells of tables included.
  public mutating func hits(of patterns: PatternSets) -> LineHits {
    hits(of: patterns, withCells: true)
  }

  private mutating func hits(of patterns: PatternSets, withCells: Bool) -> LineHits {
    if patterns.isEmpty { return LineHits(hits: []) }
    var ranges: [LineRange] = []
    var indices: [Int32] = []
    ranges.reserveCapacity(lines.count)
    indices.reserveCapacity(lines.count)
    var edited: [Int] = []
    for block in blocks where withCells || block.kind != .table {
      for index in block.lines {
        let line = lines[index]
        if line.isRemoved || (zone != nil && !isInZone(line)) { continue }
        if line.list < 0, !line.piece.isAdded {
          let range = line.piece.range
          ranges.append(
            LineRange(start: UInt32(range.lowerBound), end: UInt32(range.upperBound)))
          indices.append(Int32(index))
        } else {
          edited.append(index)
        }
      }
    }
    var hits: [(line: Int, hit: PatternHit)] = []
    var gaveUp: [String] = []
    patterns.scanner.scan(
      text: source.bytes, lines: ranges.span,
      onHit: { hit in
        let start = Int(ranges[hit.line].start)
        let range = (hit.range.lowerBound - start)..<(hit.range.upperBound - start)
        hits.append(
          (
            Int(indices[hit.line]),
            PatternHit(rule: patterns.rule(ofPattern: hit.pattern), range: range)
          ))
      },
      onGaveUp: { gaveUp.append(patterns.rule(ofPattern: $0.pattern)) })
    for index in edited {
      if let hit = firstHit(of: patterns, inLine: index, &gaveUp) { hits.append((index, hit)) }
    }
    note(gaveUp)
    hits.sort { $0.line < $1.line }
    return LineHits(hits: hits)
  }

  private func firstHit(
    of patterns: PatternSets, inLine index: Int, _ gaveUp: inout [String]
  ) -> PatternHit? {
    var bytes: [UInt8] = []
    append(lines[index], to: &bytes)
    var first: PatternHit?
    patterns.scanner.scan(
      text: bytes.span, lines: [LineRange(start: 0, end: UInt32(bytes.count))].span,
      onHit: { hit in
        first = PatternHit(
          rule: patterns.rule(ofPattern: hit.pattern), range: hit.range)
      },
      onGaveUp: { gaveUp.append(patterns.rule(ofPattern: $0.pattern)) })
    return first
  }

  /// Removes the lines in which one of the patterns matches, unless one of the others does.
  public mutating func removeLines(
    matching patterns: PatternSets, unless spared: PatternSets = []
  ) {
    let found = hits(of: patterns, withCells: false).hits
    if found.isEmpty { return }
    let sparedLines = Set(hits(of: spared, withCells: false).hits.lazy.map(\.line))
    for (line, hit) in found where !sparedLines.contains(line) {
      removeLine(line, Removal(hit.rule))
    }
  }

  /// The first pattern that matches in each block that is left, by index of the block.
  public mutating func blockHits(of patterns: PatternSets) -> [Int: PatternHit] {
    if patterns.isEmpty { return [:] }
    var result: [Int: PatternHit] = [:]
    var gaveUp: [String] = []
    forEachBlock { block in
      let hit = patterns.scanner.firstHit(
        inBlock: block.bytes,
        onGaveUp: { gaveUp.append(patterns.rule(ofPattern: $0.pattern)) })
      if let hit {
        result[block.index] = PatternHit(
          rule: patterns.rule(ofPattern: hit.pattern), range: hit.range)
      }
    }
    note(gaveUp)
    return result
  }

  /// Matches of patterns of unit `text` in the text that is left, in order.
  package mutating func textHits(of patterns: PatternSets, in text: LiveText) -> [TextHit] {
    var gaveUp: [String] = []
    let hits = patterns.scanner.matches(
      inText: text.bytes.span, range: 0..<text.bytes.count,
      onGaveUp: { gaveUp.append(patterns.rule(ofPattern: $0.pattern)) })
    note(gaveUp)
    guard zone != nil else { return hits }
    return hits.filter { hit in
      text.lines(in: hit.range).first.map { isInZone(lines[$0.line]) } ?? false
    }
  }

  /// Cuts out what patterns of unit `text` match, unless one of the others matches in it.
  public mutating func cutText(
    matching patterns: PatternSets, unless spared: PatternSets = []
  ) {
    let text = liveText
    let hits = textHits(of: patterns, in: text)
    if hits.isEmpty { return }
    let sparedHits = spared.isEmpty ? [] : textHits(of: spared, in: text)
    for hit in hits.reversed() where !sparedHits.contains(where: { $0.range.overlaps(hit.range) }) {
      remove(hit.range, of: text, Removal(patterns.rule(ofPattern: hit.pattern)))
    }
  }

  /// Tags the document when a pattern hit one of its limits.
  mutating func note(_ gaveUp: [String]) {
    for name in gaveUp {
      if !patternsThatGaveUp.contains(name) { patternsThatGaveUp.append(name) }
      tag("pattern.gave_up")
    }
  }

  /// Every hit of patterns of one unit: the rule, and the line, block or place that it hit.
  package mutating func texts(matching patterns: PatternSets) -> [(rule: String, text: String)] {
    switch patterns.sets.first?.unit {
    case nil: return []
    case .line:
      return hits(of: patterns).hits.map { ($0.hit.rule, string(ofLine: $0.line)) }
    case .block:
      return blockHits(of: patterns).sorted { $0.key < $1.key }.map { index, hit in
        var bytes: [UInt8] = []
        append(blocks[index], to: &bytes)
        return (hit.rule, String(decoding: bytes, as: UTF8.self))
      }
    case .text:
      let text = liveText
      return textHits(of: patterns, in: text).map {
        (
          patterns.rule(ofPattern: $0.pattern),
          String(decoding: text.bytes[$0.range], as: UTF8.self)
        )
      }
    }
  }
}

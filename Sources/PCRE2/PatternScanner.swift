/// A line of a text: byte offsets, without the line feed.
public struct LineRange: Sendable, Hashable, BitwiseCopyable {
  public var start: UInt32
  public var end: UInt32

  public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }
}

/// A line in which a pattern matched.
public struct LineHit: Sendable, Hashable {
  /// Index into the lines that were scanned.
  public let line: Int
  /// The scanner's number of the first pattern, in the order of sets and entries, that matches
  /// the line.
  public let pattern: Int
  /// The bytes of the match, as offsets in the text.
  public let range: Range<Int>
}

/// A match in a text or a block.
public struct TextHit: Sendable, Hashable {
  /// The scanner's number of the pattern.
  public let pattern: Int
  /// The bytes of the match, as offsets in the text.
  public let range: Range<Int>
}

/// A pattern hit one of PCRE2's limits, so that its answer is not known.
///
/// It counts as no match.
public struct GaveUp: Sendable, Hashable {
  /// The scanner's number of the pattern.
  public let pattern: Int
  /// Index into the lines that were scanned; nil when a text or a block was.
  public let line: Int?
  public let error: MatchError
  /// Whether this was the third time, after which the pattern is not tried in the rest of the
  /// scan.
  public let isOff: Bool
}

/// Pattern sets, ready to be searched for together.
///
/// All ways of scanning want text that is valid UTF-8, and ranges at character boundaries: PCRE2
/// does not check again. Nothing is shared between two scans, so one scanner serves all workers.
public struct PatternScanner: Sendable {
  public let sets: [PatternSet]
  let plan: ScanPlan

  /// Prepares the prefilter: a few hundred microseconds for each pattern.
  public init(_ sets: [PatternSet]) {
    self.sets = sets
    plan = ScanPlan(sets)
  }

  /// Number of patterns (and literals of lists) over all sets; they are numbered in the order of
  /// sets and entries.
  public var patternCount: Int {
    plan.patternCount
  }

  /// The set and the entry of a pattern's number.
  public func entry(of pattern: Int) -> (set: PatternSet, entry: Int) {
    let set = plan.firstPatterns.lastIndex { $0 <= pattern } ?? 0
    return (sets[set], pattern - plan.firstPatterns[set])
  }

  /// A pattern's name, as `web.ads/label`.
  public func name(of pattern: Int) -> String {
    let (set, entry) = entry(of: pattern)
    return "\(set.name)/\(set.entries[entry].id)"
  }
}

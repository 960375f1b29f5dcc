/// Where a pattern matched.
///
/// All ranges are byte offsets in the subject.
public struct Match: Sendable {
  public let range: Range<Int>
  /// Start and end of each group from 1 on; -1 for a group that took no part.
  ///
  /// Empty when the pattern has no groups.
  let groups: [Int]
  let pattern: Pattern

  /// The bytes of a group: 0 is the whole match.
  ///
  /// - Returns: nil for a group that took no part, or that the pattern does not have.
  public func range(ofGroup group: Int) -> Range<Int>? {
    if group == 0 { return range }
    guard group > 0, group * 2 <= groups.count, groups[group * 2 - 2] >= 0 else { return nil }
    return groups[group * 2 - 2]..<max(groups[group * 2 - 2], groups[group * 2 - 1])
  }

  /// The bytes of a named group: of groups that share the name, the first that took part.
  public func range(named name: String) -> Range<Int>? {
    for capture in pattern.captureNames where capture.name == name {
      if let range = range(ofGroup: capture.index) { return range }
    }
    return nil
  }
}

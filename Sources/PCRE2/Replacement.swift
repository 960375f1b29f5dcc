import CPCRE2

/// The template of a replacement, in PCRE2's extended syntax: `$1`, `${1}`, `${name}`,
/// `${name:-default}`, `${name:+yes:no}`, `\U`, `\L`, `\E`, `\n`, and `$$` for a dollar.
///
/// A group that took no part is replaced by nothing.
public struct Replacement: Sendable, Hashable {
  public let template: String

  /// Checks a template once, when it is loaded: its syntax, and that the pattern has the groups
  /// that it names.
  ///
  /// - Throws: PCRE2's error: -58 for `${vars.a}`, -49 for a group that is not there.
  public init(checking template: String, for pattern: Pattern) throws(PatternError) {
    self.template = template
    for groupsTakePart in [true, false] {
      let model = try Pattern(
        Self.model(of: pattern, groupsTakePart: groupsTakePart), flags: .duplicateNames)
      let empty: [UInt8] = []
      var offset = 0
      do throws(MatchError) {
        _ = try model.substitutions(in: empty.span, with: template, offset: &offset)
      } catch {
        throw PatternError(code: error.code, offset: offset)
      }
    }
  }

  /// A regex that matches the empty text and has the groups of another one: PCRE2 reads a
  /// template only when something matches, and only the branch of `${n:+yes:no}` that it needs.
  private static func model(of pattern: Pattern, groupsTakePart: Bool) -> String {
    var names: [Int: String] = [:]
    for capture in pattern.captureNames { names[capture.index] = capture.name }
    let groups = (0..<pattern.captureCount).map { index in
      names[index + 1].map { "(?<\($0)>)" } ?? "()"
    }.joined()
    return groupsTakePart ? groups : "(?:|\(groups))"
  }
}

/// One match and what takes its place.
public struct Substitution: Sendable, Hashable {
  /// Byte offsets in the subject.
  public let range: Range<Int>
  public let bytes: [UInt8]
}

extension Pattern {
  /// The matches of the pattern with their replacements, from left to right: what an editor of
  /// the subject needs.
  ///
  /// The replacement must have been checked for this pattern.
  public func substitutions(
    in subject: Span<UInt8>, with replacement: Replacement, validated: Bool = false
  ) throws(MatchError) -> [Substitution] {
    var offset = 0
    return try substitutions(
      in: subject, with: replacement.template, validated: validated, offset: &offset)
  }

  /// The subject with every match replaced; nil when nothing matches.
  public func replacing(
    in subject: Span<UInt8>, with replacement: Replacement, validated: Bool = false
  ) throws(MatchError) -> [UInt8]? {
    let edits = try substitutions(in: subject, with: replacement, validated: validated)
    guard !edits.isEmpty else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(subject.count)
    var position = 0
    subject.withUnsafeBufferPointer { bytes in
      for edit in edits {
        result.append(contentsOf: bytes[position..<edit.range.lowerBound])
        result.append(contentsOf: edit.bytes)
        position = edit.range.upperBound
      }
      result.append(contentsOf: bytes[position...])
    }
    return result
  }

  /// `offset` tells where in the template PCRE2 stopped, when the template is to blame.
  fileprivate func substitutions(
    in subject: Span<UInt8>, with template: String, validated: Bool = true, offset: inout Int
  ) throws(MatchError) -> [Substitution] {
    let template = Array(template.utf8)
    var badOffset = 0
    defer { offset = badOffset }
    return try search(subject, validated: validated) {
      (cursor) throws(MatchError) -> [Substitution] in
      var found: [Substitution] = []
      while try cursor.next() {
        let range = cursor.scratch.matchedRange
        guard range.lowerBound >= found.last?.range.upperBound ?? 0 else { continue }
        let bytes = try cursor.expand(template, badOffset: &badOffset)
        found.append(Substitution(range: range, bytes: bytes))
      }
      return found
    }
  }
}

extension MatchCursor {
  /// The template with the groups of the current match put in.
  fileprivate func expand(
    _ template: [UInt8], badOffset: inout Int
  ) throws(MatchError) -> [UInt8] {
    let options =
      PCRE2_SUBSTITUTE_MATCHED | PCRE2_SUBSTITUTE_EXTENDED | PCRE2_SUBSTITUTE_REPLACEMENT_ONLY
      | PCRE2_SUBSTITUTE_UNSET_EMPTY | PCRE2_SUBSTITUTE_OVERFLOW_LENGTH | PCRE2_NO_UTF_CHECK
    var capacity = template.count + 128
    while true {
      var result: Int32 = 0
      var count = capacity
      let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, written in
        result = template.withUnsafeBufferPointer { template in
          pcre2_substitute_8(
            pattern.code, subject, length, 0, options, scratch.matchData, scratch.matchContext,
            template.baseAddress ?? subject, template.count, buffer.baseAddress, &count)
        }
        written = result >= 0 ? count : 0
      }
      if result >= 0 { return bytes }
      guard result == PCRE2_ERROR_NOMEMORY, count > capacity else {
        badOffset = count
        throw MatchError(code: result)
      }
      capacity = count
    }
  }
}

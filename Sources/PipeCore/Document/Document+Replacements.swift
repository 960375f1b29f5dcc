import PCRE2

/// What takes the place of the matches of pattern sets of unit `line`.
public struct PatternReplacement: Sendable {
  struct Step: Sendable {
    let rule: String
    let pattern: Pattern
    let replacement: Replacement
  }

  let patterns: PatternSets
  let steps: [Step]

  /// Checks a template in PCRE2's extended syntax against each pattern.
  ///
  /// - Throws: ``ReplacementError`` with the first pattern that the template does not fit.
  public init(_ template: String, for patterns: PatternSets) throws {
    if template.contains("\n") || Self.hasLineFeedEscape(template) {
      throw ReplacementError("can't put line feeds into a line")
    }
    self.patterns = patterns
    var steps: [Step] = []
    for set in patterns.sets {
      for (index, entry) in set.entries.enumerated() {
        let rule = set.name + "/" + entry.id
        do {
          let pattern =
            index < set.patterns.count
            ? set.patterns[index] : try Pattern(entry.regex, flags: entry.flags)
          let replacement = try Replacement(checking: template, for: pattern)
          steps.append(Step(rule: rule, pattern: pattern, replacement: replacement))
        } catch {
          throw ReplacementError(
            "does not fit pattern \(rule): \(error.message) (PCRE2 \(error.code)) "
              + "at character \(error.offset + 1)")
        }
      }
    }
    self.steps = steps
  }

  private static func hasLineFeedEscape(_ template: String) -> Bool {
    var isEscaped = false
    for byte in template.utf8 {
      if isEscaped && byte == UInt8(ascii: "n") { return true }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
    }
    return false
  }
}

/// Why a template is refused, to be read behind the name of the option that holds it.
public struct ReplacementError: Error, Sendable {
  public let message: String
  init(_ message: String) { self.message = message }
}

extension Document {
  /// Replaces each match in the lines that are left, unless one of the other patterns matches there.
  ///
  /// Matches are taken from left to right in the line as it was; of two that overlap the first one, of
  /// two that begin together the one whose pattern stands first.
  public mutating func replaceText(
    _ replacement: PatternReplacement, unless spared: PatternSets = []
  ) {
    let found = hits(of: replacement.patterns)
    if found.hits.isEmpty { return }
    let sparedLines = hits(of: spared)
    var gaveUp: [String] = []
    editLines { line, edits in
      guard found[line], !sparedLines[line] else { return }
      var end = 0
      for (rule, edit) in Self.substitutions(replacement.steps, in: line.bytes, &gaveUp)
      where edit.range.lowerBound >= end {
        end = edit.range.upperBound
        let bytes = edit.bytes.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
        edits.replace(edit.range, with: bytes, Removal(rule))
      }
    }
    note(gaveUp)
  }

  private static func substitutions(
    _ steps: [PatternReplacement.Step], in bytes: Span<UInt8>, _ gaveUp: inout [String]
  ) -> [(rule: String, edit: Substitution)] {
    var found: [(step: Int, edit: Substitution)] = []
    for (index, step) in steps.enumerated() {
      do {
        let edits = try step.pattern.substitutions(
          in: bytes, with: step.replacement, validated: true)
        found += edits.map { (index, $0) }
      } catch {
        gaveUp.append(step.rule)
      }
    }
    found.sort {
      ($0.edit.range.lowerBound, $0.step) < ($1.edit.range.lowerBound, $1.step)
    }
    return found.map { (steps[$0.step].rule, $0.edit) }
  }
}

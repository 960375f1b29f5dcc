/// What a pattern of a set is tried on.
public enum PatternUnit: String, Sendable, CaseIterable {
  /// A line without its line feed.
  case line
  /// A paragraph, heading, list item or table, with the line feeds inside it.
  case block
  /// The text of a document: a match may span lines.
  case text
}

/// One pattern of a library, as it is written there.
public struct PatternEntry: Sendable, Hashable {
  /// Becomes the reason in the ledger.
  public let id: String
  public let regex: String
  public let flags: PatternFlags
  /// Texts in which the pattern must match.
  public let hits: [String]
  /// Texts in which it must not.
  public let misses: [String]

  public init(
    id: String, regex: String, flags: PatternFlags = [], hits: [String] = [], misses: [String] = []
  ) {
    self.id = id
    self.regex = regex
    self.flags = flags
    self.hits = hits
    self.misses = misses
  }
}

/// All patterns of a set that do not compile, in the set's order.
public struct PatternSetError: Error, Sendable {
  public let failures: [(entry: Int, error: PatternError)]
}

/// A named set of compiled patterns, or a list of literals.
///
/// Immutable and shared.
public final class PatternSet: Sendable {
  /// The library and the set, as `web.ads`.
  public let name: String
  public let unit: PatternUnit
  /// Of a list of literals: one entry per literal, in the order of the list.
  public let entries: [PatternEntry]
  /// One for each entry; empty for a list of literals.
  public let patterns: [Pattern]
  let literals: LiteralTrie?

  /// Compiles every entry, so that all mistakes are reported together.
  public init(name: String, unit: PatternUnit, entries: [PatternEntry]) throws(PatternSetError) {
    var patterns: [Pattern] = []
    var failures: [(entry: Int, error: PatternError)] = []
    for (index, entry) in entries.enumerated() {
      do throws(PatternError) {
        patterns.append(try Pattern(entry.regex, flags: entry.flags))
      } catch {
        failures.append((index, error))
      }
    }
    guard failures.isEmpty else { throw PatternSetError(failures: failures) }
    self.name = name
    self.unit = unit
    self.entries = entries
    self.patterns = patterns
    literals = nil
  }

  /// A set that matches where one of the literals stands, with one automaton for all of them.
  ///
  /// It reports the leftmost literal of a unit; of those that begin there, the longest. Empty
  /// literals are left out; the id of an entry is its literal. With `caseless`, ASCII letters match
  /// in any mix of cases; a literal with other letters matches as written, all in upper, or all in
  /// lower case.
  public init(name: String, unit: PatternUnit, literals: [String], caseless: Bool = false) {
    let literals = literals.filter { !$0.isEmpty }
    let flags: PatternFlags = caseless ? [.literal, .caseless] : .literal
    self.name = name
    self.unit = unit
    entries = literals.map { PatternEntry(id: $0, regex: $0, flags: flags) }
    patterns = []
    var spellings: [(bytes: [UInt8], value: Int)] = []
    for (value, literal) in literals.enumerated() {
      spellings.append((Array(literal.utf8), value))
      if caseless, literal.utf8.contains(where: { $0 >= 0x80 }) {
        spellings.append((Array(literal.lowercased().utf8), value))
        spellings.append((Array(literal.uppercased().utf8), value))
      }
    }
    self.literals = LiteralTrie(spellings, foldsASCII: caseless)
  }
}

/// An example of a pattern library that does not hold.
public struct ExampleFailure: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// The pattern does not match a text of its `hits`.
    case missedHit
    /// The pattern matches a text of its `misses`, in these bytes.
    case unexpectedHit(Range<Int>)
    case failed(MatchError)
  }

  public let entry: Int
  public let text: String
  public let kind: Kind
}

extension PatternSet {
  /// Tries every pattern on its own examples.
  ///
  /// An example of a set with the unit `line` that has line feeds counts as several lines, of which
  /// one must match.
  public func exampleFailures() -> [ExampleFailure] {
    var failures: [ExampleFailure] = []
    for (index, pattern) in patterns.enumerated() {
      for text in entries[index].hits {
        do throws(MatchError) {
          if try firstMatch(of: pattern, inExample: text) == nil {
            failures.append(ExampleFailure(entry: index, text: text, kind: .missedHit))
          }
        } catch {
          failures.append(ExampleFailure(entry: index, text: text, kind: .failed(error)))
        }
      }
      for text in entries[index].misses {
        do throws(MatchError) {
          if let range = try firstMatch(of: pattern, inExample: text) {
            failures.append(ExampleFailure(entry: index, text: text, kind: .unexpectedHit(range)))
          }
        } catch {
          failures.append(ExampleFailure(entry: index, text: text, kind: .failed(error)))
        }
      }
    }
    return failures
  }

  private func firstMatch(
    of pattern: Pattern, inExample text: String
  ) throws(MatchError) -> Range<Int>? {
    let bytes = Array(text.utf8)
    guard unit == .line else {
      return try pattern.firstMatch(in: bytes.span, validated: true)?.range
    }
    var start = 0
    while true {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let line = bytes.span.extracting(start..<end)
      if let match = try pattern.firstMatch(in: line, validated: true) {
        return start + match.range.lowerBound..<start + match.range.upperBound
      }
      guard end < bytes.count else { return nil }
      start = end + 1
    }
  }
}

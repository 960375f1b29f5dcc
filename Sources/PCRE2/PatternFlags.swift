import CPCRE2

/// What a pattern's author can switch on for a whole pattern.
///
/// UTF and Unicode properties are on without a flag; `ascii` takes the properties away from `\w`,
/// `\d`, `\s`, `\b`.
public struct PatternFlags: OptionSet, Sendable, Hashable {
  public let rawValue: UInt32

  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  public static let caseless = PatternFlags(rawValue: 1 << 0)
  /// `^` and `$` also match at line feeds inside the subject.
  public static let multiline = PatternFlags(rawValue: 1 << 1)
  /// White space and `#` comments in the pattern are ignored.
  public static let extended = PatternFlags(rawValue: 1 << 2)
  /// The dot also matches a line feed.
  public static let dotall = PatternFlags(rawValue: 1 << 3)
  /// A match can only begin where the search begins.
  public static let anchored = PatternFlags(rawValue: 1 << 4)
  public static let ungreedy = PatternFlags(rawValue: 1 << 5)
  /// The pattern is plain text.
  public static let literal = PatternFlags(rawValue: 1 << 6)
  /// `\w`, `\d`, `\s`, `\b` and the POSIX classes know ASCII only.
  public static let ascii = PatternFlags(rawValue: 1 << 7)
  /// Two groups may have one name.
  public static let duplicateNames = PatternFlags(rawValue: 1 << 8)

  private static let table: [(name: String, flag: PatternFlags, options: UInt32)] = [
    ("caseless", .caseless, PCRE2_CASELESS),
    ("multiline", .multiline, PCRE2_MULTILINE),
    ("extended", .extended, PCRE2_EXTENDED),
    ("dotall", .dotall, PCRE2_DOTALL),
    ("anchored", .anchored, PCRE2_ANCHORED),
    ("ungreedy", .ungreedy, PCRE2_UNGREEDY),
    ("literal", .literal, PCRE2_LITERAL),
    ("ascii", .ascii, 0),
    ("duplicate_names", .duplicateNames, PCRE2_DUPNAMES),
  ]

  /// The names that `named(_:)` knows, as pattern libraries write them.
  public static var names: [String] {
    table.map(\.name)
  }

  /// The flag of a name as pattern libraries write it.
  public static func named(_ name: String) -> PatternFlags? {
    table.first { $0.name == name }?.flag
  }

  /// PCRE2's compile options.
  ///
  /// `PCRE2_LITERAL` refuses the options that only a regex can need.
  var compileOptions: UInt32 {
    var options = PCRE2_UTF | PCRE2_NO_UTF_CHECK
    if !contains(.literal) {
      options |= PCRE2_NEVER_BACKSLASH_C
      if !contains(.ascii) { options |= PCRE2_UCP }
    }
    for entry in Self.table where contains(entry.flag) { options |= entry.options }
    return options
  }
}

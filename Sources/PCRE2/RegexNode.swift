/// What the prefilter and the search for slow subjects need to know of a regex.
///
/// Where PCRE2 can do more than this can say, it says less: `any`, or nothing at all.
indirect enum RegexNode: Equatable {
  /// One character, in any case if the regex is caseless somewhere.
  case character(Unicode.Scalar)
  /// Something that consumes what is not known; `sample` is an example of it.
  case any(sample: Unicode.Scalar)
  /// Consumes nothing and requires nothing.
  case empty
  /// Consumes nothing, but the node must match somewhere in the subject.
  case lookaround(RegexNode)
  case sequence([RegexNode])
  case alternation([RegexNode])
  /// `most` is nil when there is no upper limit.
  case repeated(RegexNode, least: Int, most: Int?)
}

/// A regex as far as it is understood.
struct RegexSyntax {
  let root: RegexNode
  /// Whether any part of it ignores case.
  let isCaseless: Bool

  /// Returns nil where a construct is met that is not known for certain.
  init?(_ regex: String, flags: PatternFlags) {
    if flags.contains(.literal) {
      root = .sequence(regex.unicodeScalars.map(RegexNode.character))
      isCaseless = flags.contains(.caseless)
      return
    }
    var parser = RegexParser(regex, flags: flags)
    guard let root = try? parser.parse() else { return nil }
    self.root = root
    isCaseless = parser.isCaseless
  }
}

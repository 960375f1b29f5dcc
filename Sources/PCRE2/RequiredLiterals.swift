/// Byte strings, ASCII letters in lower case, of which a regex needs at least one in every
/// subject that it matches.
struct RequiredLiterals: Equatable {
  let literals: [[UInt8]]
  /// Whether a letter of a literal may stand in the text as U+212A KELVIN SIGN or U+017F LONG S,
  /// the only characters beyond ASCII that equal an ASCII letter when case is ignored.
  let hasFoldedTwins: Bool

  /// Returns nil when there are none, or only such as are found everywhere.
  init?(of pattern: Pattern) {
    guard let syntax = RegexSyntax(pattern.source, flags: pattern.flags) else { return nil }
    let extractor = LiteralExtractor(isCaseless: syntax.isCaseless)
    guard let best = extractor.requirement(of: syntax.root).best,
      LiteralExtractor.rate(of: best) <= LiteralExtractor.highestRate
    else { return nil }
    literals = Self.distinct(best.map { Self.rarestEnd(of: $0) })
    hasFoldedTwins =
      syntax.isCaseless
      && literals.contains { $0.contains(UInt8(ascii: "k")) || $0.contains(UInt8(ascii: "s")) }
  }
}

extension RequiredLiterals {
  /// The end of a literal from where its next bytes are rarest: `reserved` of `all rights reserved`.
  ///
  /// A subject that has the literal has it too, and a search by first bytes stops at fewer places.
  private static func rarestEnd(of literal: [UInt8]) -> [UInt8] {
    let window = 4
    guard literal.count > window else { return literal }
    let starts = (0...(literal.count - window)).filter { literal[$0] & 0xC0 != 0x80 }
    let best = starts.min {
      LiteralExtractor.rate(of: [Array(literal[$0..<($0 + window)])])
        < LiteralExtractor.rate(of: [Array(literal[$1..<($1 + window)])])
    }
    return Array(literal[(best ?? 0)...])
  }

  private static func distinct(_ literals: [[UInt8]]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for literal in literals where !result.contains(literal) { result.append(literal) }
    return result
  }
}

/// Works out what a node needs.
struct LiteralExtractor {
  let isCaseless: Bool

  /// Most strings that a node is expanded to, most bytes in one of them, most literals of a
  /// regex.
  static let mostStrings = 16
  static let mostBytes = 24
  static let mostLiterals = 48
  /// Hits per byte above which a search for literals saves nothing: one in two lines.
  static let highestRate = 0.01

  struct Requirement {
    /// All that the node can consume, if that is a few strings.
    var exact: [[UInt8]]?
    /// Strings of which every match needs one.
    var required: [[UInt8]]?

    /// The rarer of the two.
    var best: [[UInt8]]? {
      LiteralExtractor.rarer(exact, required)
    }
  }

  func requirement(of node: RegexNode) -> Requirement {
    switch node {
    case .character(let scalar): Requirement(exact: exact(scalar))
    case .any: Requirement()
    case .empty: Requirement(exact: [[]])
    case .lookaround(let inner): Requirement(exact: [[]], required: requirement(of: inner).best)
    case .sequence(let nodes): sequence(nodes)
    case .alternation(let nodes): alternation(nodes)
    case .repeated(let inner, let least, let most): repeated(inner, least, most)
    }
  }

  private func exact(_ scalar: Unicode.Scalar) -> [[UInt8]]? {
    if scalar.isASCII { return [[foldedASCII(UInt8(scalar.value))]] }
    let properties = scalar.properties
    let hasCase =
      properties.isCased || properties.changesWhenCaseMapped || properties.changesWhenCaseFolded
    return isCaseless && hasCase ? nil : [Array(String(scalar).utf8)]
  }

  private func sequence(_ nodes: [RegexNode]) -> Requirement {
    var current: [[UInt8]] = [[]]
    var best: [[UInt8]]?
    var isWhole = true
    for node in nodes {
      let inner = requirement(of: node)
      best = Self.rarer(best, inner.required)
      guard let exact = inner.exact else {
        best = Self.rarer(best, current)
        current = [[]]
        isWhole = false
        continue
      }
      if let longer = Self.product(current, exact) {
        current = longer
      } else {
        best = Self.rarer(best, current)
        current = exact
        isWhole = false
      }
    }
    best = Self.rarer(best, current)
    return Requirement(exact: isWhole ? current : nil, required: best)
  }

  private func alternation(_ nodes: [RegexNode]) -> Requirement {
    var exact: [[UInt8]]? = []
    var required: [[UInt8]]? = []
    for node in nodes {
      let inner = requirement(of: node)
      exact = Self.union(exact, inner.exact, most: Self.mostStrings)
      required = Self.union(required, inner.best, most: Self.mostLiterals)
    }
    return Requirement(exact: exact, required: required)
  }

  private func repeated(_ node: RegexNode, _ least: Int, _ most: Int?) -> Requirement {
    let inner = requirement(of: node)
    if least == 0 {
      let optional = most == 1 ? Self.union(inner.exact, [[]], most: Self.mostStrings) : nil
      return Requirement(exact: most == 0 ? [[]] : optional)
    }
    guard least == most, least <= 4, let exact = inner.exact else {
      return Requirement(required: inner.best)
    }
    var power: [[UInt8]]? = [[]]
    for _ in 0..<least { power = power.flatMap { Self.product($0, exact) } }
    return Requirement(exact: power, required: inner.best)
  }

  private static func product(_ left: [[UInt8]], _ right: [[UInt8]]) -> [[UInt8]]? {
    guard left.count * right.count <= mostStrings else { return nil }
    var result: [[UInt8]] = []
    for head in left {
      for tail in right where !result.contains(head + tail) { result.append(head + tail) }
    }
    return result.contains { $0.count > mostBytes } ? nil : result
  }

  private static func union(
    _ left: [[UInt8]]?, _ right: [[UInt8]]?, most: Int
  ) -> [[UInt8]]? {
    guard let left, let right else { return nil }
    let result = left + right.filter { !left.contains($0) }
    return result.count <= most ? result : nil
  }

  private static func rarer(_ left: [[UInt8]]?, _ right: [[UInt8]]?) -> [[UInt8]]? {
    guard let left else { return right }
    guard let right else { return left }
    return rate(of: right) < rate(of: left) ? right : left
  }

  /// Hits per byte to expect in a text: a bet on which literals are rare, on which nothing but
  /// speed depends.
  static func rate(of literals: [[UInt8]]) -> Double {
    literals.reduce(0) { sum, literal in
      sum + literal.reduce(1) { $0 * frequency(of: $1) }
    }
  }

  /// Rough shares of bytes in web text in languages that use Latin letters.
  private static func frequency(of byte: UInt8) -> Double {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "e"): 0.12
    case _ where "taoinsr".utf8.contains(byte): 0.07
    case _ where "hldcum".utf8.contains(byte): 0.04
    case _ where "fpgwybv".utf8.contains(byte): 0.02
    case 0x61...0x7A: 0.006
    case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"): 0.012
    case 0x80...: 0.004
    case UInt8(ascii: "@"): 0.0005
    default: 0.003
    }
  }
}

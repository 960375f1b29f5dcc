/// A construct that the parser does not know for certain.
struct UnknownSyntax: Error {}

/// Reads a regex that PCRE2 has compiled.
///
/// It throws where it cannot be sure how PCRE2 reads it.
struct RegexParser {
  let scalars: [Unicode.Scalar]
  var index = 0
  var extended: Bool
  var isCaseless: Bool

  init(_ regex: String, flags: PatternFlags) {
    scalars = Array(regex.unicodeScalars)
    extended = flags.contains(.extended)
    isCaseless = flags.contains(.caseless)
  }

  mutating func parse() throws(UnknownSyntax) -> RegexNode {
    let root = try alternation()
    guard index == scalars.count else { throw UnknownSyntax() }
    return root
  }

  /// Reads up to the end or a closing parenthesis.
  ///
  /// Options that are set inside last until there.
  mutating func alternation() throws(UnknownSyntax) -> RegexNode {
    let outer = extended
    defer { extended = outer }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(UnknownSyntax) -> RegexNode {
    var nodes: [RegexNode] = []
    while true {
      try skipIgnored()
      guard let next = peek, next != "|", next != ")" else { break }
      var node = try atom()
      try skipIgnored()
      while let (least, most) = try quantifier() {
        node = .repeated(node, least: least, most: most)
        try skipIgnored()
      }
      nodes.append(node)
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func atom() throws(UnknownSyntax) -> RegexNode {
    let scalar = try next()
    switch scalar {
    case "(": return try group()
    case "[": return try characterClass()
    case "\\": return try escape()
    case ".": return .any(sample: "a")
    case "^", "$": return .empty
    // A brace is text to one version of PCRE2 and a quantifier to the next.
    case "*", "+", "?", "{": throw UnknownSyntax()
    default: return .character(scalar)
    }
  }

  private mutating func quantifier() throws(UnknownSyntax) -> (Int, Int?)? {
    let range: (Int, Int?)
    if take("*") {
      range = (0, nil)
    } else if take("+") {
      range = (1, nil)
    } else if take("?") {
      range = (0, 1)
    } else if take("{") {
      let least = try number()
      if take("}") {
        range = (least, least)
      } else {
        guard take(",") else { throw UnknownSyntax() }
        range = (least, peek == "}" ? nil : try number())
        guard take("}") else { throw UnknownSyntax() }
      }
    } else {
      return nil
    }
    _ = take("?") || take("+")
    return range
  }

  /// In extended mode white space and comments; `(?#…)` always.
  private mutating func skipIgnored() throws(UnknownSyntax) {
    while let scalar = peek {
      if scalar == "(", lookingAt("(?#") {
        try skip(past: ")")
      } else if extended, scalar == "#" {
        while peek != nil, peek != "\n" { index += 1 }
      } else if extended, Self.isIgnoredSpace(scalar) {
        index += 1
      } else {
        return
      }
    }
  }

  private static func isIgnoredSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0x200E, 0x200F, 0x2028, 0x2029: true
    default: false
    }
  }
}

extension RegexParser {
  var peek: Unicode.Scalar? {
    index < scalars.count ? scalars[index] : nil
  }

  mutating func next() throws(UnknownSyntax) -> Unicode.Scalar {
    guard let scalar = peek else { throw UnknownSyntax() }
    index += 1
    return scalar
  }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }

  func lookingAt(_ text: String) -> Bool {
    scalars[index...].starts(with: text.unicodeScalars)
  }

  mutating func skip(past end: Unicode.Scalar) throws(UnknownSyntax) {
    while try next() != end {}
  }

  mutating func number() throws(UnknownSyntax) -> Int {
    var digits = ""
    while let scalar = peek, ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
      index += 1
    }
    guard let number = Int(digits) else { throw UnknownSyntax() }
    return number
  }
}

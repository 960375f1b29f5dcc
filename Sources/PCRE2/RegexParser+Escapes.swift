extension RegexParser {
  mutating func escape() throws(UnknownSyntax) -> RegexNode {
    let scalar = try next()
    switch scalar {
    case "d": return .any(sample: "1")
    case "h", "s", "W", "D": return .any(sample: " ")
    case "w", "S", "H", "V", "X": return .any(sample: "a")
    case "v", "R": return .any(sample: "\n")
    case "N":
      if peek == "{" { throw UnknownSyntax() }
      return .any(sample: "a")
    case "p", "P":
      if try next() == "{" { try skip(past: "}") }
      return .any(sample: "a")
    case "b", "B", "A", "z", "Z", "G", "K": return .empty
    case "a": return .character("\u{7}")
    case "e": return .character("\u{1B}")
    case "f": return .character("\u{C}")
    case "n": return .character("\n")
    case "r": return .character("\r")
    case "t": return .character("\t")
    case "x": return .character(try hexadecimal())
    case "1"..."9":
      if let following = peek, ("0"..."9").contains(following) { throw UnknownSyntax() }
      return .any(sample: "a")
    case "k", "g": return try reference()
    default:
      let isLetterOrDigit = scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "0")
      if isLetterOrDigit { throw UnknownSyntax() }
      return .character(scalar)
    }
  }

  /// `\k<n>`, `\g{n}`, `\g'n'`: what it matches was matched elsewhere.
  private mutating func reference() throws(UnknownSyntax) -> RegexNode {
    if take("{") {
      try skip(past: "}")
    } else if take("<") {
      try skip(past: ">")
    } else if take("'") {
      try skip(past: "'")
    } else {
      throw UnknownSyntax()
    }
    return .any(sample: "a")
  }

  private mutating func hexadecimal() throws(UnknownSyntax) -> Unicode.Scalar {
    let isBraced = take("{")
    var value: UInt32 = 0
    var digits = 0
    while digits < (isBraced ? 6 : 2), let scalar = peek,
      let digit = Character(scalar).hexDigitValue, scalar.isASCII
    {
      value = value << 4 | UInt32(digit)
      digits += 1
      index += 1
    }
    guard digits > 0, !isBraced || take("}"), let scalar = Unicode.Scalar(value) else {
      throw UnknownSyntax()
    }
    return scalar
  }

  /// Reads a class.
  ///
  /// One of a few plain ASCII characters becomes their alternation.
  mutating func characterClass() throws(UnknownSyntax) -> RegexNode {
    let isNegated = take("^")
    var members: [Unicode.Scalar] = []
    var isPlain = !isNegated
    var isFirst = true
    while true {
      let scalar = try next()
      if scalar == "]", !isFirst { break }
      isFirst = false
      switch scalar {
      case "\\":
        isPlain = false
        let escaped = try next()
        if escaped == "Q" || escaped == "E" || escaped == "c" { throw UnknownSyntax() }
        if !escaped.properties.isAlphabetic { members.append(escaped) }
      case "[":
        isPlain = false
        if peek == ":" || peek == "." || peek == "=" { try posixClass() }
      case "-":
        isPlain = false
      default:
        if !scalar.isASCII { isPlain = false }
        members.append(scalar)
      }
    }
    if isPlain, members.count <= 4 {
      return .alternation(members.map(RegexNode.character))
    }
    return .any(sample: isNegated ? "a" : members.first ?? "a")
  }

  /// `[:alpha:]`.
  ///
  /// Anything else that begins with `[:` is left to PCRE2.
  private mutating func posixClass() throws(UnknownSyntax) {
    let mark = try next()
    guard mark == ":" else { throw UnknownSyntax() }
    _ = take("^")
    while let scalar = peek, scalar.isASCII,
      scalar.properties.isAlphabetic || "<>".contains(Character(scalar))
    {
      index += 1
    }
    guard take(":"), take("]") else { throw UnknownSyntax() }
  }
}

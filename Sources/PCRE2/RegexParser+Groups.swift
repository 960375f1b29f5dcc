extension RegexParser {
  mutating func group() throws(UnknownSyntax) -> RegexNode {
    if peek == "*" { throw UnknownSyntax() }
    guard take("?") else { return try closed() }
    if take(":") || take(">") || take("|") { return try closed() }
    if take("=") { return .lookaround(try closed()) }
    if take("!") { return try ignored() }
    if lookingAt("<=") {
      index += 2
      return .lookaround(try closed())
    }
    if lookingAt("<!") {
      index += 2
      return try ignored()
    }
    if lookingAt("<*") { throw UnknownSyntax() }
    if take("<") || lookingAt("P<") {
      try skip(past: ">")
      return try closed()
    }
    if take("'") {
      try skip(past: "'")
      return try closed()
    }
    if lookingAt("P=") || lookingAt("P>") || peek == "&" || peek == "R" || isNumberedCall {
      try skip(past: ")")
      return .any(sample: "a")
    }
    return try options()
  }

  private mutating func closed() throws(UnknownSyntax) -> RegexNode {
    let node = try alternation()
    guard take(")") else { throw UnknownSyntax() }
    return node
  }

  private mutating func ignored() throws(UnknownSyntax) -> RegexNode {
    _ = try closed()
    return .empty
  }

  /// Whether this is `(?1)`, `(?+1)` or `(?-1)`.
  private var isNumberedCall: Bool {
    guard let first = peek else { return false }
    let isSigned = first == "+" || first == "-"
    let digit = isSigned ? index + 1 : index
    return digit < scalars.count && ("0"..."9").contains(scalars[digit])
  }

  /// `(?i)`, `(?x-i:…)`: a caseless part makes the whole regex count as caseless.
  private mutating func options() throws(UnknownSyntax) -> RegexNode {
    var isOn = true
    var extendedInside = extended
    while true {
      switch try next() {
      case "-": isOn = false
      case "^": extendedInside = false
      case "i": if isOn { isCaseless = true }
      case "x":
        if peek == "x" { throw UnknownSyntax() }
        extendedInside = isOn
      case "m", "s", "n", "J", "U": break
      case ")":
        extended = extendedInside
        return .empty
      case ":":
        let outer = extended
        defer { extended = outer }
        extended = extendedInside
        return try closed()
      default: throw UnknownSyntax()
      }
    }
  }
}

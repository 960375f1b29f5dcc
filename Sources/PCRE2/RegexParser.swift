/// A construct that the parser does not know for certain.
struct UnknownSyntax: Error {}

/// Reads a regex that PCRE2 has compiled.
///
/// It throws where it cannot be sure how PCRE2 reads it.
struct RegexParser {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var extended: Bool
  private(set) var isCaseless: Bool

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
  private mutating func alternation() throws(UnknownSyntax) -> RegexNode {
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

// MARK: - Groups

extension RegexParser {
  private mutating func group() throws(UnknownSyntax) -> RegexNode {
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

// MARK: - Escapes and classes

extension RegexParser {
  private mutating func escape() throws(UnknownSyntax) -> RegexNode {
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
  private mutating func characterClass() throws(UnknownSyntax) -> RegexNode {
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

// MARK: - Reading

extension RegexParser {
  private var peek: Unicode.Scalar? {
    index < scalars.count ? scalars[index] : nil
  }

  private mutating func next() throws(UnknownSyntax) -> Unicode.Scalar {
    guard let scalar = peek else { throw UnknownSyntax() }
    index += 1
    return scalar
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }

  private func lookingAt(_ text: String) -> Bool {
    scalars[index...].starts(with: text.unicodeScalars)
  }

  private mutating func skip(past end: Unicode.Scalar) throws(UnknownSyntax) {
    while try next() != end {}
  }

  private mutating func number() throws(UnknownSyntax) -> Int {
    var digits = ""
    while let scalar = peek, ("0"..."9").contains(scalar) {
      digits.unicodeScalars.append(scalar)
      index += 1
    }
    guard let number = Int(digits) else { throw UnknownSyntax() }
    return number
  }
}

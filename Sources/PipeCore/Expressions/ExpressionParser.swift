import PCRE2
import PipeText

/// Reads expressions by precedence: or, and, not, comparison, sum, product, sign.
struct ExpressionParser {
  private let tokens: [ExpressionToken]
  private var index = 0
  private let context: OptionContext
  private var variables: [String: ExpressionValue] { context.variables }
  private(set) var paths: [(path: String, offset: Int)] = []
  private(set) var namedPatternSets: [String] = []
  /// The vars that were read: their place in characters, and their value.
  private(set) var substitutions: [(offset: Int, length: Int, value: ExpressionValue)] = []

  init(_ text: String, context: OptionContext) throws(ExpressionError) {
    tokens = try ExpressionToken.tokens(of: text)
    self.context = context
  }

  mutating func expression() throws(ExpressionError) -> Expression.Node {
    let node = try disjunction()
    guard current.kind == .end else { throw unexpected("an operator or the end") }
    return node
  }

  private var current: ExpressionToken { tokens[index] }

  private mutating func take(_ symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) || current.kind == .name(symbol) else { return false }
    index += 1
    return true
  }

  private mutating func disjunction() throws(ExpressionError) -> Expression.Node {
    var node = try conjunction()
    while take("or") { node = .either(node, try conjunction()) }
    return node
  }

  private mutating func conjunction() throws(ExpressionError) -> Expression.Node {
    var node = try negation()
    while take("and") { node = .both(node, try negation()) }
    return node
  }

  private mutating func negation() throws(ExpressionError) -> Expression.Node {
    take("not") ? .not(try negation()) : try comparison()
  }

  private mutating func comparison() throws(ExpressionError) -> Expression.Node {
    let left = try sum()
    if take("in") { return .contains(left, list: try sum(), negated: false) }
    if current.kind == .name("not"), tokens[index + 1].kind == .name("in") {
      index += 2
      return .contains(left, list: try sum(), negated: true)
    }
    if case .symbol(let symbol) = current.kind {
      if let comparison = Expression.Comparison(rawValue: symbol) {
        index += 1
        return .compare(comparison, left, try sum())
      }
      if symbol == "=" {
        throw ExpressionError(
          message: "`=` has no meaning here", offset: current.offset, length: 1,
          hint: "did you mean `==`?")
      }
    }
    return left
  }

  private mutating func sum() throws(ExpressionError) -> Expression.Node {
    var node = try product()
    while case .symbol(let symbol) = current.kind, symbol == "+" || symbol == "-",
      let operation = Expression.Arithmetic(rawValue: symbol)
    {
      index += 1
      node = .arithmetic(operation, node, try product())
    }
    return node
  }

  private mutating func product() throws(ExpressionError) -> Expression.Node {
    var node = try sign()
    while case .symbol(let symbol) = current.kind, symbol == "*" || symbol == "/",
      let operation = Expression.Arithmetic(rawValue: symbol)
    {
      index += 1
      node = .arithmetic(operation, node, try sign())
    }
    return node
  }

  private mutating func sign() throws(ExpressionError) -> Expression.Node {
    take("-") ? .negate(try sign()) : try primary()
  }

  private mutating func primary() throws(ExpressionError) -> Expression.Node {
    let token = current
    index += 1
    switch token.kind {
    case .number(let number): return .constant(.number(number))
    case .string(let text): return .constant(.string(text))
    case .symbol("("):
      let node = try disjunction()
      guard take(")") else { throw unexpected("`)`") }
      return node
    case .symbol("["): return .list(try items())
    case .name("true"): return .constant(.bool(true))
    case .name("false"): return .constant(.bool(false))
    case .name("null"): return .constant(.null)
    case .name("matches"): return try matches()
    case .name("exists"): return try exists()
    case .name(let name) where !["and", "or", "in", "not"].contains(name):
      return try path(name, token)
    default:
      index -= 1
      throw unexpected("a value")
    }
  }

  private mutating func items() throws(ExpressionError) -> [Expression.Node] {
    var items: [Expression.Node] = []
    while current.kind != .symbol("]") {
      items.append(try sum())
      if !take(",") { break }
    }
    guard take("]") else { throw unexpected("`]`") }
    return items
  }

  private mutating func path(
    _ name: String, _ token: ExpressionToken
  ) throws(ExpressionError) -> Expression.Node {
    if name.hasPrefix("vars.") {
      guard let value = variables[String(name.dropFirst(5))] else {
        throw unknown("var", name, token, among: variables.keys.sorted().map { "vars." + $0 })
      }
      substitutions.append((token.offset, token.length, value))
      return .constant(value)
    }
    if name.hasPrefix("doc.") {
      guard Expression.documentPaths.contains(name) else {
        throw unknown("path", name, token, among: Expression.documentPaths)
      }
    } else if !context.expressionNames.contains(name), !name.hasPrefix("meta."),
      !name.hasPrefix("signals.")
    {
      let known =
        context.expressionNames + Expression.documentPaths
        + variables.keys.sorted().map { "vars." + $0 }
      let meant = ["doc." + name, "vars." + name].first { known.contains($0) }
      throw unknown("name", name, token, among: known, meant: meant)
    }
    paths.append((name, token.offset))
    return .path(name)
  }

  private mutating func matches() throws(ExpressionError) -> Expression.Node {
    guard take("(") else { throw unexpected("`(`") }
    let token = current
    guard case .name(let name) = token.kind else { throw unexpected("the name of a pattern set") }
    index += 1
    namedPatternSets.append(name)
    guard let set = context.patternSet(name) else {
      throw unknown("pattern set", name, token, among: context.patternSetNames)
    }
    var atLeast = 1
    if take(",") {
      guard take("at_least"), take("="), case .number(let number) = current.kind else {
        throw unexpected("`at_least = NUMBER`")
      }
      atLeast = Int(number)
      index += 1
    }
    guard take(")") else { throw unexpected("`)`") }
    return .matches(PatternSets([set]), atLeast: atLeast)
  }

  private mutating func exists() throws(ExpressionError) -> Expression.Node {
    guard take("(") else { throw unexpected("`(`") }
    guard case .name(let name) = current.kind else { throw unexpected("a path") }
    index += 1
    guard take(")") else { throw unexpected("`)`") }
    return .exists(name)
  }

  private func unexpected(_ expected: String) -> ExpressionError {
    let found: String =
      switch current.kind {
      case .end: "the end"
      case .number(let number): "`\(ExpressionValue.number(number).text)`"
      case .string(let text): "\"\(text)\""
      case .name(let name), .symbol(let name): "`\(name)`"
      }
    return ExpressionError(
      message: "expected \(expected), found \(found)", offset: current.offset,
      length: current.length)
  }

  private func unknown(
    _ what: String, _ name: String, _ token: ExpressionToken, among names: [String],
    meant: String? = nil
  ) -> ExpressionError {
    let meant =
      meant ?? names.first { $0.hasSuffix("." + name) } ?? nearest(to: name, among: names)
    return ExpressionError(
      message: "unknown \(what) `\(name)`", offset: token.offset, length: token.length,
      hint: meant.map { "did you mean `\($0)`?" })
  }
}

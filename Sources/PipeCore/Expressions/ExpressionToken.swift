/// A word of an expression, with its place in characters.
struct ExpressionToken {
  enum Kind: Equatable {
    case number(Double)
    case string(String)
    /// A path, a function, or one of `and or not in true false null`.
    case name(String)
    /// An operator or a bracket.
    case symbol(String)
    case end
  }

  let kind: Kind
  let offset: Int
  let length: Int
}

/// What is wrong with an expression, and where, in characters from its start.
struct ExpressionError: Error {
  let message: String
  let offset: Int
  let length: Int
  var hint: String?
}

extension ExpressionToken {
  private static let symbols = [
    "==", "!=", "<=", ">=", "<", ">", "(", ")", "[", "]", ",", "+", "-", "*", "/", "=",
  ]

  /// Cuts an expression into its words.
  static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
    let characters = Array(text)
    var tokens: [ExpressionToken] = []
    var index = 0
    while index < characters.count {
      let character = characters[index]
      if character.isWhitespace {
        index += 1
        continue
      }
      let start = index
      let kind: Kind
      if character.isNumber {
        kind = try number(characters, &index)
      } else if character == "\"" || character == "'" {
        kind = try string(characters, &index)
      } else if character.isLetter || character == "_" {
        kind = name(characters, &index)
      } else {
        kind = try symbol(characters, &index)
      }
      tokens.append(ExpressionToken(kind: kind, offset: start, length: index - start))
    }
    tokens.append(ExpressionToken(kind: .end, offset: characters.count, length: 1))
    return tokens
  }

  private static func number(
    _ characters: [Character], _ index: inout Int
  ) throws(ExpressionError) -> Kind {
    let start = index
    while index < characters.count,
      characters[index].isNumber || characters[index] == "." || characters[index] == "_"
    {
      index += 1
    }
    let digits = String(characters[start..<index].filter { $0 != "_" })
    guard let value = Double(digits) else {
      throw ExpressionError(
        message: "`\(digits)` is no number", offset: start, length: index - start)
    }
    if index < characters.count, characters[index] == "%" {
      index += 1
      return .number(value / 100)
    }
    return .number(value)
  }

  private static func string(
    _ characters: [Character], _ index: inout Int
  ) throws(ExpressionError) -> Kind {
    let start = index
    let quote = characters[index]
    index += 1
    var text = ""
    while index < characters.count, characters[index] != quote {
      if characters[index] == "\\", index + 1 < characters.count { index += 1 }
      text.append(characters[index])
      index += 1
    }
    guard index < characters.count else {
      throw ExpressionError(message: "the text is not closed", offset: start, length: 1)
    }
    index += 1
    return .string(text)
  }

  private static func name(_ characters: [Character], _ index: inout Int) -> Kind {
    let start = index
    while index < characters.count,
      characters[index].isLetter || characters[index].isNumber || characters[index] == "_"
        || characters[index] == "."
    {
      index += 1
    }
    return .name(String(characters[start..<index]))
  }

  private static func symbol(
    _ characters: [Character], _ index: inout Int
  ) throws(ExpressionError) -> Kind {
    for symbol in symbols where characters[index...].starts(with: Array(symbol)) {
      index += symbol.count
      return .symbol(symbol)
    }
    let hint: String? =
      switch characters[index] {
      case "&": "did you mean `and`?"
      case "|": "did you mean `or`?"
      case "!": "did you mean `not`?"
      default: nil
      }
    // `&&` and `||` are underlined whole.
    let isDouble = index + 1 < characters.count && characters[index + 1] == characters[index]
    let length = isDouble && hint != nil ? 2 : 1
    throw ExpressionError(
      message: "`\(String(characters[index..<(index + length)]))` has no meaning in an expression",
      offset: index, length: length, hint: hint)
  }
}

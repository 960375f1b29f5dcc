extension Expression: OptionValue {
  public static var schema: ValueSchema { .expression }

  public static func decode(
    _ node: ConfigNode, in context: inout OptionContext
  ) -> Expression? {
    guard let text = node.scalar, !node.isNull else {
      context.reportWrongValue(node, takes: schema.words)
      return nil
    }
    do throws(ExpressionError) {
      var parser = try ExpressionParser(text, context: context)
      let root = try parser.expression()
      for name in parser.namedPatternSets { context.noteUse(ofPatternSet: name) }
      for (path, offset) in parser.paths {
        context.noteRead(path, at: node.place(ofCharacter: offset))
      }
      var paths: [String] = []
      for (path, _) in parser.paths where !paths.contains(path) { paths.append(path) }
      return Expression(
        text: text, resolvedText: resolved(text, parser.substitutions), root: root, paths: paths)
    } catch {
      context.report(
        Diagnostic(
          "P115", error.message, at: node.place(ofCharacter: error.offset), length: error.length,
          hint: error.hint))
      return nil
    }
  }

  public var optionText: String? { text }

  private static func resolved(
    _ text: String, _ substitutions: [(offset: Int, length: Int, value: ExpressionValue)]
  ) -> String {
    var characters = Array(text)
    for (offset, length, value) in substitutions.reversed() {
      characters.replaceSubrange(offset..<(offset + length), with: Array(value.text))
    }
    return String(characters)
  }
}

extension ConfigNode {
  /// The place of a character of a scalar that stands on one line.
  package func place(ofCharacter offset: Int) -> ConfigPlace {
    guard place.line > 0 else { return place }
    return ConfigPlace(
      file: place.file, line: place.line, column: place.column + offset + (isQuoted ? 1 : 0))
  }
}

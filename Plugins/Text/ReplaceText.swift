import PCRE2
import PipeCore

/// Puts other text in place of what a pattern matches.
struct ReplaceText: DocumentStage {
  struct Options: StageOptions {
    @Option("Replace what these patterns match.", units: .line)
    var match: PatternSets

    @Option(
      "What stands there instead: `$1`, `${1}` and `${name}` are groups of the pattern, `$0` is the match, `$$` a dollar."
    )
    var replaceWith: String

    @Option("Leave lines alone in which one of these patterns matches.", units: .line)
    var unless: PatternSets = []

    func validate() throws {
      do {
        _ = try PatternReplacement(replaceWith, for: match)
      } catch let error as ReplacementError {
        throw OptionsError("replace_with", "`replace_with` \(error.message)")
      }
    }
  }

  static let description = StageDescription(
    name: "replace_text",
    summary: "Puts other text in place of what a pattern matches, within a line.",
    details: """
      `replace_with` is PCRE2's extended replacement syntax: `${name:-default}`, `${name:+yes:no}`, `\\U`, \
      `\\L` and `\\E` work too. It is checked against every pattern when the file is loaded. Matches are \
      replaced from left to right in the line as it was; a replacement is not searched again. An empty \
      text cuts the match.
      """,
    examples: [
      Example(
        options: """
          match: text.quotes
          replace_with: '"$1"'
          """,
        patterns: """
          quotes:
            unit: line
            patterns:
              - {id: curly, regex: '“([^”]*)”'}
          """,
        input: "She said “no” twice.", output: "She said \"no\" twice."),
      Example(
        options: """
          match: text.dates
          replace_with: '${year}-${month}'
          """,
        patterns: """
          dates:
            unit: line
            patterns:
              - {id: month-year, regex: '(?<month>\\d\\d)/(?<year>\\d{4})'}
          """,
        input: "Updated 05/2024.", output: "Updated 2024-05."),
    ])

  private let options: Options
  private let replacement: PatternReplacement

  init(options: Options) throws {
    self.options = options
    replacement = try PatternReplacement(options.replaceWith, for: options.match)
  }

  func process(_ document: inout Document) -> Outcome {
    document.replaceText(replacement, unless: options.unless)
    return .keep
  }
}

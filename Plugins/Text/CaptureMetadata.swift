import PCRE2
import PipeCore

/// Makes metadata of what the named groups of a pattern capture.
struct CaptureMetadata: DocumentStage {
  enum Action: String, CaseIterable, OptionValue {
    case keep, cut
  }

  struct Options: StageOptions {
    @Option("The patterns; their named groups become metadata.", units: .line, .text)
    var match: PatternSets

    @Option("Which group goes into which field.")
    var fields: KeyedValues<MetadataPath>

    @Option("What becomes of the match: it stays, or it is cut out.")
    var action = Action.keep

    func validate() throws {
      if fields.pairs.isEmpty { throw OptionsError("fields", "`fields` needs a group") }
      let known = Set(match.sets.flatMap(\.patterns).flatMap { $0.captureNames.map(\.name) })
      for (group, _) in fields.pairs where !known.contains(group) {
        throw OptionsError(
          "fields",
          "no pattern of `match` has a group named `\(group)`"
            + (known.isEmpty ? "" : "; there are: \(known.sorted().joined(separator: ", "))"))
      }
    }
  }

  static let description = StageDescription(
    name: "capture_metadata",
    summary: "Makes metadata of what the named groups of a pattern capture.",
    details: """
      The first match from the top of the document wins; later ones are left alone. White space at both \
      ends of a captured text is not taken. A field that has a value already is overwritten.
      """,
    examples: [
      Example(
        options: """
          match: web.bylines
          fields: {author: meta.author}
          action: cut
          """,
        patterns: """
          bylines:
            unit: line
            patterns:
              - {id: by, regex: '^By (?<author>\\p{Lu}\\w+ \\p{Lu}\\w+)$'}
          """,
        input: """
          By Jane Miller
          The bridge opens in May.
          """,
        output: "The bridge opens in May.", metadata: ["author": "Jane Miller"]),
      Example(
        options: """
          match: web.dates
          fields: {day: meta.published}
          """,
        patterns: """
          dates:
            unit: text
            patterns:
              - {id: iso, regex: 'Published:\\s+(?<day>\\d{4}-\\d\\d-\\d\\d)'}
          """,
        input: "Published:\n2024-05-01", output: "Published:\n2024-05-01",
        metadata: ["published": "2024-05-01"]),
    ])

  private let options: Options
  private let units: [PatternSets]

  init(options: Options) {
    self.options = options
    units = [options.match.only(.line), options.match.only(.text)].filter { !$0.isEmpty }
  }

  func process(_ document: inout Document) -> Outcome {
    let captures = units.compactMap { document.firstCapture(of: $0) }
    guard let capture = captures.min(by: { $0.start < $1.start }) else { return .keep }
    for (group, path) in options.fields.pairs {
      guard let text = capture[group], !text.isEmpty else { continue }
      document.metadata.set(path.name, to: .string(text), source: capture.rule)
    }
    if options.action == .cut { document.cut(capture, Removal(capture.rule)) }
    return .keep
  }
}

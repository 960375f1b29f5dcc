public import PipeCore

/// What must hold for every stage, whoever wrote it.
///
/// Each function returns what breaks the law, in words; empty when it holds.
public enum StageLaws {
  /// On hostile and on generated texts, as lines and as parsed blocks, fresh and edited by others, with
  /// the defaults and with the options of each example: the same input has the same outcome, a rejected document is untouched,
  /// every byte is accounted for, and ids never change.
  public static func behaviour(
    of type: any Stage.Type, texts: [String] = HostileTexts.fixed, generated: Int = 1_000
  ) async throws -> [String] {
    var broken: [String] = []
    let random = (0..<UInt64(generated)).map { HostileTexts.random(seed: $0) }
    for (name, made) in try variants(of: type) {
      for (index, text) in (texts + random).enumerated() {
        let label = index < texts.count ? "text \(index)" : "seed \(index - texts.count)"
        let (isParsed, isEdited) = (index % 2 == 1, index % 4 > 1)
        let inputs = inputs(text, made)
        let first = try await made.run(on: inputs, isParsed: isParsed, isEdited: isEdited)
        let second = try await made.run(on: inputs, isParsed: isParsed, isEdited: isEdited)
        for (result, again) in zip(first, second) {
          broken += violations(of: result, again, type).map { "\(name), \(label): \($0)" }
        }
        if broken.count > 20 { return broken }
      }
    }
    return broken
  }

  /// The stage with its defaults, when it has no required options, and as in each of its examples.
  private static func variants(
    of type: any Stage.Type
  ) throws -> [(name: String, made: StageUnderTest)] {
    var variants: [(String, StageUnderTest)] = []
    if !type.optionSchema.contains(where: \.isRequired) {
      variants.append(("defaults", try StageUnderTest(type)))
    }
    for (index, example) in type.description.examples.enumerated() {
      let made = try StageUnderTest(type, options: example.options, patterns: example.patterns)
      variants.append(("example \(index + 1)", made))
    }
    return variants
  }

  /// A corpus stage sees the text three times, one of them changed.
  private static func inputs(_ text: String, _ made: StageUnderTest) -> [TestInput] {
    guard made.stage is any CorpusStage else { return [TestInput(text)] }
    var inputs = [TestInput(text), TestInput("Another line.\n" + text), TestInput(text)]
    for index in inputs.indices {
      inputs[index].url = "https://example.org/\(index / 2)"
      inputs[index].metadata = [("site", "example.org")]
    }
    return inputs
  }

  private static func violations(
    of result: StageResult, _ again: StageResult, _ type: any Stage.Type
  ) -> [String] {
    var broken: [String] = []
    if result.text != again.text || result.reason != again.reason
      || result.removed != again.removed
      || result.metadata.map(\.text) != again.metadata.map(\.text)
    {
      broken.append("the same input had another outcome")
    }
    let (before, after) = (result.before, result.document)
    if result.reason != nil,
      after.ledger.entries.count != before.ledger.entries.count || result.text != result.inputText
        || !result.metadata.isEmpty
    {
      broken.append("a rejected document was changed")
    }
    if before.id != after.id || before.ordinal != after.ordinal || before.url != after.url {
      broken.append("the document has another id, ordinal or URL")
    }
    if result.reason != nil, !type.description.rejects {
      broken.append("it rejects, but its description does not say so")
    }
    let accounting = Accounting(of: after, reordered: type.description.reorders)
    return broken + accounting.violations.prefix(3)
  }

  /// Each default is accepted by its own option.
  public static func defaults(of type: any Stage.Type) -> [String] {
    var broken: [String] = []
    let required = type.description.examples.first { _ in
      type.optionSchema.contains(where: \.isRequired)
    }
    for option in type.optionSchema {
      guard let text = option.defaultText else { continue }
      let line = "\(option.name): \(quoted(text, option.value))"
      let written = required?.options.split(separator: "\n").map(String.init) ?? []
      let others = written.filter { !$0.hasPrefix(option.name + ":") }
      do {
        _ = try StageUnderTest(
          type, options: (others + [line]).joined(separator: "\n"),
          patterns: required?.patterns ?? "")
      } catch {
        broken.append("the default of `\(option.name)` is not accepted: \(error)")
      }
    }
    return broken
  }

  private static func quoted(_ text: String, _ value: ValueSchema) -> String {
    switch value {
    case .text, .expression: "'" + text.replacing("'", with: "''") + "'"
    default: text
    }
  }

  /// Words of the one option vocabulary are used for what they mean.
  public static func vocabulary(of type: any Stage.Type) -> [String] {
    type.optionSchema.compactMap { option in
      let fits =
        switch (option.name, option.value) {
        case ("match", let value), ("unless", let value): isPatternSets(value)
        case ("similarity", let value), ("confidence", let value), ("min_confidence", let value):
          isRatio(value)
        case ("into", let value): value == .metadataPath
        case ("keep", let value), ("action", let value), ("otherwise", let value): isChoice(value)
        case ("replace_with", let value): value == .text
        case (let name, let value) where name.hasSuffix("_ratio"): isRatio(value)
        case (let name, let value) where name.hasPrefix("min_") || name.hasPrefix("max_"):
          isMeasure(value)
        default: true
        }
      return fits ? nil : "`\(option.name)` takes \(option.value.words)"
    }
  }

  private static func isPatternSets(_ value: ValueSchema) -> Bool {
    guard case .list(.patternSet, acceptsOne: true) = value else { return false }
    return true
  }

  private static func isRatio(_ value: ValueSchema) -> Bool {
    guard case .number(let min, let max, isRatio: true) = value else { return false }
    return min == 0 && max == 1
  }

  private static func isChoice(_ value: ValueSchema) -> Bool {
    switch value {
    case .choice: true
    case .either(let kinds): kinds.contains(where: isChoice)
    default: false
    }
  }

  private static func isMeasure(_ value: ValueSchema) -> Bool {
    switch value {
    case .integer, .number, .byteCount, .duration: true
    default: false
    }
  }

  /// The description says what a reader needs: a sentence, help for each option, two examples.
  public static func documentation(of type: any Stage.Type) -> [String] {
    let description = type.description
    var broken: [String] = []
    if !isSentence(description.summary) { broken.append("the summary is no sentence") }
    if description.summary.utf8.count > 110 { broken.append("the summary is long") }
    if description.examples.count < 2 { broken.append("it has fewer than two examples") }
    for option in type.optionSchema where !isSentence(option.help) {
      broken.append("the help of `\(option.name)` is no sentence")
    }
    return broken
  }

  private static func isSentence(_ text: String) -> Bool {
    text.first?.isUppercase == true && text.last == "."
  }
}

import PipeCore

/// Rejects, or tags, the documents that do not meet a condition.
struct Filter: DocumentStage {
  enum Action: String, CaseIterable, OptionValue {
    case reject, tag
  }

  struct Rule: StageOptions, OptionValue {
    @Option("Name of the rule; the reason in records.")
    var id: String

    @Option("What a document must meet.")
    var require: Expression

    @Option("What becomes of a document that does not: it is rejected, or tagged with the rule.")
    var action = Action.reject

    func validate() throws {
      let isName = id.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      }
      guard isName, !id.isEmpty, id != "missing" else {
        throw OptionsError(
          "id",
          id == "missing"
            ? "`missing` is the reason for values that are not there; name the rule otherwise"
            : "`id` takes lowercase letters, digits and `_`, got `\(id)`")
      }
    }
  }

  struct Options: StageOptions {
    @Option("The conditions, tried in order; the first that rejects ends it.")
    var rules: [Rule]

    func validate() throws {
      if rules.isEmpty { throw OptionsError("rules", "`rules` needs a rule") }
      var seen: Set<String> = []
      for rule in rules where !seen.insert(rule.id).inserted {
        throw OptionsError("rules", "two rules have the id `\(rule.id)`")
      }
    }
  }

  static let description = StageDescription(
    name: "filter",
    summary: "Rejects the documents that do not meet a condition.",
    details: """
      A document that lacks a value which a condition reads is rejected with the reason `missing`, unless \
      the condition holds all the same; `exists(meta.lang)` asks for a value by name. A rule with \
      `action: tag` never rejects: it marks the document with the stage's rule.
      """,
    rejects: true,
    examples: [
      Example(
        options: """
          rules:
            - {id: too_short, require: doc.words >= 5}
          """,
        input: "Short note.", rejected: "too_short"),
      Example(
        options: """
          rules:
            - {id: language, require: 'meta.lang in ["en"]'}
          """,
        input: "Nobody said what language this is.", rejected: "missing"),
      Example(
        options: """
          rules:
            - {id: too_long, require: doc.words < 3, action: tag}
          """,
        input: "Three words here.", unchanged: true),
    ])

  private let rules: [Rule]
  private let needsBlocks: Bool

  init(options: Options) {
    rules = options.rules
    needsBlocks = rules.contains { $0.require.readsBlocks }
  }

  var reads: StageDescription.Reads { needsBlocks ? .blocks : .lines }

  func process(_ document: inout Document) -> Outcome {
    var tags: [String] = []
    for rule in rules where !rule.require.holds(in: document) {
      if rule.action == .tag {
        tags.append("filter." + rule.id)
        continue
      }
      let have = rule.require.values(in: document)
      let isMissing = have.contains { $0.1 == .null }
      return .reject(
        isMissing ? "missing" : rule.id, have: have, need: rule.require.resolvedText)
    }
    for tag in tags { document.tag(tag) }
    return .keep
  }
}

package import PipeCore

/// Writes what there is to know about stages: for the terminal, and as Markdown.
package enum ReferenceWriter {
  /// What a stage sees, its options and its examples, for the terminal.
  package static func terminal(_ stage: any Stage.Type) -> String {
    let description = stage.description
    var text = facts(of: stage).joined(separator: "   ") + "\n\(description.summary)\n"
    if !description.details.isEmpty { text += wrapped(description.details, indent: 0) }
    text += options(of: stage)
    for example in description.examples { text += terminal(example) }
    if let source = description.source { text += "\nsource: \(source)\n" }
    return text
  }

  private static func facts(of stage: any Stage.Type) -> [String] {
    let description = stage.description
    let sees =
      switch stage {
      case is any CorpusStage.Type: "sees the corpus"
      case is any BatchStage.Type: "sees documents in batches"
      default: "sees one document"
      }
    var facts = [description.name, sees, "reads \(reads(description))"]
    if !description.writes.isEmpty {
      facts.append("writes " + description.writes.joined(separator: ", "))
    }
    if description.rejects { facts.append("can reject") }
    return facts
  }

  static func reads(_ description: StageDescription) -> String {
    switch description.reads {
    case .text: "text"
    case .lines: "lines"
    case .blocks: "blocks"
    }
  }

  private static func options(of stage: any Stage.Type) -> String {
    let options = stage.optionSchema
    if options.isEmpty { return "\n  takes no options\n" }
    let name = options.map(\.name.count).max() ?? 0
    let takes = min(36, options.map { $0.value.shortWords.count }.max() ?? 0)
    var text = "\n"
    for option in options {
      let end = option.isRequired ? "required" : option.defaultText.map { "default \($0)" } ?? ""
      let line =
        "  \(padded(option.name, to: name))   \(padded(option.value.shortWords, to: takes))   \(end)"
      text += trimmedEnd(line) + "\n" + wrapped(option.help, indent: name + 5)
      if case .list(.object(let inner), _) = option.value {
        for option in inner {
          text += String(repeating: " ", count: name + 7)
          text += "\(option.name): \(option.value.shortWords). \(option.help)\n"
        }
      }
    }
    return text
  }

  private static func terminal(_ example: Example) -> String {
    var text = "\nexample (checked)\n"
    text += labelled("with", example.options)
    text += labelled("in", example.input)
    switch example.expectation {
    case .output(let output): text += labelled("out", output.isEmpty ? "(nothing)" : output)
    case .unchanged: text += labelled("out", "(unchanged)")
    case .rejected(let reason): text += labelled("out", "(rejected: \(reason))")
    }
    for (name, value) in example.metadata.sorted(by: { $0.key < $1.key }) {
      text += labelled("meta", "\(name) = \(value)")
    }
    return text
  }

  private static func labelled(_ label: String, _ lines: String) -> String {
    if lines.isEmpty { return "" }
    return lines.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      trimmedEnd("  \(padded($0.offset == 0 ? label : "", to: 5)) \($0.element)") + "\n"
    }.joined()
  }

  // MARK: Text

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func trimmedEnd(_ text: String) -> String {
    var text = text
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// Cuts a text into lines of at most 80 characters.
  private static func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, indent + line.count + 1 + word.count > 80 {
          lines.append(margin + line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " " + word
      }
      lines.append(line.isEmpty ? "" : margin + line)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ValueSchema {
  /// In few words for a table: `2 to 50`, `list of flattened|pipes|tabs`.
  var shortWords: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let min?, let max?): "\(min) to \(max)"
    case .integer(let min?, nil): "whole number from \(min)"
    case .integer: "whole number"
    case .number(let min?, let max?, let isRatio):
      isRatio ? "0 to 1, or 0% to 100%" : "\(Self.text(min)) to \(Self.text(max))"
    case .number: "number"
    case .text: "text"
    case .choice(let words): words.joined(separator: " | ")
    case .byteCount: "size, as 512MB"
    case .duration: "time, as 30s"
    case .patternSet(let units) where units.isEmpty: "pattern set"
    case .patternSet(let units): "pattern set of \(units.joined(separator: " or "))"
    case .expression: "expression"
    case .metadataPath: "meta.NAME"
    case .documentPath: "meta.NAME, doc.host"
    case .file: "file"
    case .list(.choice(let words), _): "list of \(words.joined(separator: "|"))"
    case .list(.object, _): "list of mappings"
    case .list(let item, let acceptsOne):
      acceptsOne ? "\(item.shortWords), or a list" : "list of \(item.shortWords)"
    case .map(let value): "mapping to \(value.shortWords)"
    case .object: "mapping"
    case .either(let kinds): kinds.map(\.shortWords).joined(separator: ", or ")
    case .any: "any value"
    }
  }

  private static func text(_ number: Double) -> String { number.optionText ?? "" }
}

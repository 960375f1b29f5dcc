package import PipeCore

extension ReferenceWriter {
  /// The reference of a family of stages, in its order: the README beside them.
  package static func family(_ name: String, stages: [any Stage.Type]) -> String {
    var text = "# \(name) stages\n\n"
    text += "Written by `pipe docs` from the stages themselves: change those.\n\n"
    text += "| Stage | What it does |\n| --- | --- |\n"
    for stage in stages {
      let description = stage.description
      text += "| [`\(description.name)`](#\(description.name)) | \(cell(description.summary)) |\n"
    }
    return text + stages.map { "\n" + markdown(of: $0) }.joined()
  }

  /// The section of one stage.
  package static func markdown(of stage: any Stage.Type) -> String {
    let description = stage.description
    var text = "## \(description.name)\n\n\(description.summary)\n"
    if !description.details.isEmpty { text += "\n\(description.details)\n" }
    text += "\n\(facts(of: stage, description))\n"
    let options = stage.optionSchema
    if options.isEmpty {
      text += "\nIt takes no options.\n"
    } else {
      text += "\n| Option | Takes | Default | |\n| --- | --- | --- | --- |\n"
      text += options.map { row(of: $0, prefix: "") }.joined()
    }
    for example in description.examples { text += markdown(of: example, description.name) }
    if let source = description.source { text += "\nSource: \(source)\n" }
    return text
  }

  private static func facts(of stage: any Stage.Type, _ description: StageDescription) -> String {
    let sees =
      switch stage {
      case is any CorpusStage.Type: "Compares the documents of the corpus"
      case is any BatchStage.Type: "Works on documents in batches"
      default: "Sees one document at a time"
      }
    var facts = "\(sees); reads \(reads(description))"
    if !description.writes.isEmpty {
      facts += "; writes " + description.writes.map { "`\($0)`" }.joined(separator: ", ")
    }
    if description.rejects { facts += "; can reject documents" }
    if description.reorders { facts += "; can move blocks" }
    return facts + "."
  }

  private static func row(of option: OptionSchema, prefix: String) -> String {
    let value =
      option.isRequired ? "required" : option.defaultText.map { "`\($0)`" } ?? ""
    var text =
      "| `\(prefix)\(option.name)` | \(cell(option.value.shortWords)) | \(cell(value)) | "
      + "\(cell(option.help)) |\n"
    switch option.value {
    case .object(let inner), .list(.object(let inner), _):
      text += inner.map { row(of: $0, prefix: "\(option.name).") }.joined()
    default: break
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }

  private static func markdown(of example: Example, _ name: String) -> String {
    var text = "\n"
    if !example.options.isEmpty {
      let options = example.options.split(separator: "\n").map { "  \($0)\n" }.joined()
      text += fenced("- stage: \(name)\n" + options, "yaml")
    }
    text += fenced(example.input, "text")
    switch example.expectation {
    case .output(let output): text += "becomes\n\n" + fenced(output, "text")
    case .unchanged: text += "stays as it is.\n"
    case .rejected(let reason): text += "is rejected: `\(reason)`.\n"
    }
    let metadata = example.metadata.sorted { $0.key < $1.key }
    if !metadata.isEmpty {
      let fields = metadata.map { "`\($0.key)` is `\($0.value)`" }.joined(separator: ", ")
      text += "\nMetadata: \(fields).\n"
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  private static func fenced(_ text: String, _ language: String) -> String {
    let end = text.isEmpty || text.hasSuffix("\n") ? "" : "\n"
    return "```\(language)\n\(text)\(end)```\n\n"
  }
}

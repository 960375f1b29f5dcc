import PipeCore

/// An entry of `outputs`, as it is written.
struct OutputOptions: StageOptions {
  @Option("What is written: documents by their end, or what stages noted about them.")
  var write: OutputSpec.Content

  @Option("Only documents for which this holds are written.")
  var when: Expression? = nil

  @Option(
    "The file, relative to the working folder, or a template with `{name}` parts; `-` is stdout.")
  var path: String

  @Option("How it is written; without it, what the path's ending says.")
  var format: OutputSpec.Format? = nil

  @Option("What stands before the items of a list in Markdown.")
  var bullet: Bullet = .dash

  @Option("Fields above a Markdown text.")
  var frontMatter: [String] = []

  @Option(
    "Fields of a JSON record, names or `{name: path}`; without it the input's own, ours under `meta`."
  )
  var fields: [FieldEntry] = []

  @Option("The share of the records that is written.", in: 0...1)
  var sample: Double? = nil

  @Option("For people who read the file.")
  var note: String? = nil

  enum Bullet: String, CaseIterable, OptionValue {
    case dash = "-"
    case star = "*"
    case plus = "+"
    case dot = "•"
  }
}

/// A field of `fields`: a path, or a mapping from the name that is written to a path.
struct FieldEntry: OptionValue {
  let fields: [OutputField]

  static var schema: ValueSchema { .either([.text, .map(.text)]) }

  static func decode(_ node: ConfigNode, in context: inout OptionContext) -> FieldEntry? {
    if let text = node.scalar, !node.isNull {
      let name = text.hasPrefix("meta.") ? String(text.dropFirst(5)) : text
      return FieldEntry(fields: [OutputField(name: name, path: text)])
    }
    guard let pairs = KeyedValues<String>.decode(node, in: &context) else { return nil }
    return FieldEntry(fields: pairs.pairs.map { OutputField(name: $0.key, path: $0.value) })
  }

  var optionText: String? { nil }
}

import PipeCore
import PipeText
import Yams

/// Reads the YAML of one file into nodes with places.
struct YAMLReader {
  /// More nodes than this come from aliases that multiply, not from a person.
  private static let nodeLimit = 100_000
  /// Duplicate keys that are reported one by one.
  private static let duplicateLimit = 100

  let file: Int
  let lines: SourceLines
  private(set) var diagnostics: [Diagnostic] = []
  /// First letters of keys that were made unique for the parser, by their place.
  private var hiddenLetters: [Int: Unicode.Scalar] = [:]
  private var nodeCount = 0
  /// Scalars in blocks, over several lines, or with escapes: their characters need looking for.
  private(set) var windingScalars: [(place: ConfigPlace, text: String)] = []

  init(file: Int, lines: SourceLines) {
    self.file = file
    self.lines = lines
  }

  /// The top of the file; nil when it is empty or that was reported.
  mutating func read(_ bytes: [UInt8]) -> ConfigNode? {
    var text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    if text.first == "\u{FEFF}" { text.removeFirst() }
    for _ in 0...Self.duplicateLimit {
      var yaml = ""
      yaml.unicodeScalars.append(contentsOf: text)
      do {
        // What a scalar looks like to YAML is never asked: options decode their own text.
        guard let root = try Parser(yaml: yaml, resolver: .basic).singleRoot() else { return nil }
        let top = node(root)
        return nodeCount < Self.nodeLimit ? top : nil
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard hide(context.mark, in: &text) else {
          let names = keys.map { "`\($0)`" }.joined(separator: ", ")
          report("P101", "key given twice: \(names)", at: context.mark)
          return nil
        }
      } catch let error as YamlError {
        report(error)
        return nil
      } catch {
        diagnostics.append(
          Diagnostic("P004", "not YAML: \(error)", at: ConfigPlace(file: file, line: 1, column: 1)))
        return nil
      }
    }
    return nil
  }

  /// Gives the first of two equal keys another first letter, from a private area of Unicode, so that
  /// the parser goes on; ``key(_:)`` puts it back.
  private mutating func hide(_ mark: Mark, in text: inout [Unicode.Scalar]) -> Bool {
    var line = 1
    var index = 0
    while line < mark.line, index < text.count {
      if text[index] == "\n" { line += 1 }
      index += 1
    }
    index += mark.column - 1
    if index < text.count, text[index] == "'" || text[index] == "\"" { index += 1 }
    guard index < text.count, text[index] != "\n", text[index] != ":",
      let letter = Unicode.Scalar(UInt32(0xE000 + hiddenLetters.count))
    else { return false }
    hiddenLetters[Int(letter.value)] = text[index]
    text[index] = letter
    return true
  }

  private mutating func node(_ node: Node) -> ConfigNode {
    nodeCount += 1
    if nodeCount == Self.nodeLimit {
      report(
        "P009", "the aliases of this file multiply to more than \(Self.nodeLimit) values",
        at: node.mark)
    }
    guard nodeCount < Self.nodeLimit else { return ConfigNode(.scalar(""), at: place(node.mark)) }
    switch node {
    case .scalar(let scalar): return self.scalar(scalar)
    case .sequence(let sequence):
      var items: [ConfigNode] = []
      for item in sequence where nodeCount < Self.nodeLimit { items.append(self.node(item)) }
      return ConfigNode(.list(items), at: place(sequence.mark))
    case .mapping(let mapping):
      return ConfigNode(.mapping(entries(of: mapping)), at: place(mapping.mark))
    case .alias(let alias):
      return ConfigNode(.scalar(""), at: place(alias.mark))
    }
  }

  private mutating func scalar(_ scalar: Node.Scalar) -> ConfigNode {
    let start = place(scalar.mark)
    if isWinding(scalar, at: start) { windingScalars.append((start, scalar.string)) }
    switch scalar.style {
    case .singleQuoted, .doubleQuoted:
      return ConfigNode(.scalar(scalar.string), at: start, isQuoted: true)
    case .literal, .folded:
      let looksEmpty = ["", "~", "null"].contains(scalar.string)
      return ConfigNode(.scalar(scalar.string), at: start, isQuoted: looksEmpty)
    default:
      return ConfigNode(.scalar(scalar.string), at: start)
    }
  }

  /// Whether characters of the value do not stand at the start's column plus their number.
  private func isWinding(_ scalar: Node.Scalar, at start: ConfigPlace) -> Bool {
    switch scalar.style {
    case .literal, .folded: return true
    case .singleQuoted, .doubleQuoted:
      let rest = lines.text(start.line).dropFirst(start.column)
      return !rest.hasPrefix(scalar.string)
    default:
      let rest = lines.text(start.line).dropFirst(start.column - 1)
      return !rest.hasPrefix(scalar.string)
    }
  }

  private mutating func entries(of mapping: Node.Mapping) -> [ConfigNode.Entry] {
    var entries: [ConfigNode.Entry] = []
    for (keyNode, value) in mapping {
      let place = place(keyNode.mark)
      guard let key = keyNode.scalar.map({ self.key($0.string) }) else {
        report("P004", "a key must be a word, not a list or a mapping", at: keyNode.mark)
        continue
      }
      let valueNode = node(value)
      if key == "<<" {
        report(
          "P009", "merge keys (`<<`) are not part of this language", at: keyNode.mark,
          notes: ["write the keys out, or use a fragment with params"])
      } else if let first = entries.first(where: { $0.key == key }) {
        diagnostics.append(
          Diagnostic(
            "P101", "key `\(key)` is given twice", at: place, length: key.count,
            notes: ["the first stands at line \(first.place.line); only one can hold"]))
      } else {
        entries.append(ConfigNode.Entry(key: key, place: place, value: valueNode))
      }
    }
    return entries
  }

  private func key(_ key: String) -> String {
    guard let first = key.unicodeScalars.first, let letter = hiddenLetters[Int(first.value)] else {
      return key
    }
    var restored = ""
    restored.unicodeScalars.append(letter)
    restored.unicodeScalars.append(contentsOf: key.unicodeScalars.dropFirst())
    return restored
  }

  func place(_ mark: Mark?) -> ConfigPlace {
    guard let mark, mark.line > 0 else { return ConfigPlace(file: file, line: 1, column: 1) }
    return ConfigPlace(
      file: file, line: mark.line,
      column: lines.characterColumn(line: mark.line, scalarColumn: mark.column))
  }

  private mutating func report(
    _ code: String, _ message: String, at mark: Mark?, notes: [String] = []
  ) {
    diagnostics.append(Diagnostic(code, message, at: place(mark), notes: notes))
  }
}

extension YAMLReader {
  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      var mark = mark
      // libyaml notices at the end what began at the context: point to the opening.
      let isOpen =
        problem.hasPrefix("found unexpected end of stream")
        || problem.hasPrefix("did not find expected ',' or")
        || problem == "found unexpected document indicator"
        || problem == "could not find expected ':'"
      if isOpen, let context, context.mark.line > 0 { mark = context.mark }
      let words = problem.hasPrefix("but ") ? String(problem.dropFirst(4)) : problem
      report("P004", "not YAML: \(words)", at: mark, notes: advice(problem, at: mark))
    case .reader(let problem, let offset, _, _):
      let place = place(ofByte: offset ?? 0)
      diagnostics.append(
        Diagnostic(
          "P004", "not YAML: \(problem)", at: place,
          notes: ["write it as an escape in double quotes, such as \"\\x00\""]))
    default:
      report("P004", "not YAML: \(error)", at: nil)
    }
  }

  private func place(ofByte offset: Int) -> ConfigPlace {
    var left = offset
    for (index, line) in lines.lines.enumerated() {
      let count = line.reduce(0) { $0 + UTF8.width($1) }
      if left <= count {
        return ConfigPlace(file: file, line: index + 1, column: left + 1)
      }
      left -= count + 1
    }
    return ConfigPlace(file: file, line: 1, column: 1)
  }

  /// What a person probably did.
  private func advice(_ problem: String, at mark: Mark) -> [String] {
    let character = lines[mark.line].dropFirst(mark.column - 1).first
    switch problem {
    case "found character that cannot start any token":
      if character == "\t" { return ["YAML indents with spaces: replace the tab"] }
      return ["a text that begins with this character needs quotes"]
    case "mapping values are not allowed in this context":
      return ["a text with `: ` in it needs quotes; or the indentation of this line is off"]
    case "could not find expected ':'":
      return ["a key ends with `:` and a blank; a text over several lines needs quotes or `|`"]
    case "did not find expected key":
      return [
        "is the line indented like its neighbours, and does each key end with `:` and a blank?"
      ]
    case "did not find expected '-' indicator":
      return ["an item of a list begins with `- `, all at the same column"]
    case "found unexpected end of stream": return ["the quote is never closed"]
    case "found unknown escape character":
      return ["in double quotes `\\` begins an escape: write a regex in single quotes"]
    case "found undefined alias":
      return ["`*` begins an alias in YAML: put the text in quotes"]
    case "but found another document":
      return ["`---` begins a second document: one file holds one"]
    default:
      if problem.hasPrefix("did not find expected ',' or") {
        return ["the bracket is never closed, or a comma is missing behind an item"]
      }
      if problem.hasPrefix("did not find expected <document start>") {
        return ["is this line indented like the keys above it?"]
      }
      return []
    }
  }
}

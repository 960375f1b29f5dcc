import PipeCore
import PipeText

/// An output with what the checks of the whole file ask.
struct CheckedOutput {
  var spec: OutputSpec
  let entry: ConfigNode.Entry
  var reads: [(path: String, place: ConfigPlace)]
}

extension LoadSession {
  /// Reads `outputs`.
  func loadOutputs(_ node: ConfigNode?, of file: Int) -> [CheckedOutput] {
    guard let node, !node.isNull, let entries = entries(of: node, for: "outputs") else {
      return []
    }
    var outputs: [CheckedOutput] = []
    for entry in entries where isName(entry.key, of: "output", at: entry.place) {
      let isFirst = entry.key == entries.first?.key
      if let output = loadOutput(entry, of: file, isFirst: isFirst) {
        checkTarget(output, against: outputs)
        outputs.append(output)
      }
    }
    return outputs
  }

  private func loadOutput(
    _ entry: ConfigNode.Entry, of file: Int, isFirst: Bool
  ) -> CheckedOutput? {
    guard let written = entries(of: entry.value, for: entry.key) else { return nil }
    if let path = entry.value["path"] { checkPath(path) }
    var context = context(besides: file)
    let options = OutputOptions.decode(
      resolved(written, Scope()), owner: "output \(entry.key)", at: entry.place,
      length: entry.key.count, in: &context)
    take(context)
    guard let options else { return nil }
    var path = options.path
    if isFirst, let given = overrides.output { path = given }
    // A path of the command line whose ending tells none leaves the file's own.
    let endings = format(ofEnding: path) == nil && options.path != "-" ? options.path : path
    guard let format = format(of: options, path: endings, entry) else { return nil }
    checkFit(of: options, format: format, entry)
    var reads = context.pathsRead
    reads += checkPlaceholders(of: options, entry)
    reads += fieldsRead(by: entry)
    let spec = OutputSpec(
      name: entry.key, content: options.write, when: options.when, path: path, format: format,
      bullet: options.bullet.rawValue, frontMatter: options.frontMatter,
      fields: options.fields.flatMap(\.fields), sample: options.sample, place: entry.place)
    return CheckedOutput(spec: spec, entry: entry, reads: reads)
  }

  private func format(
    of options: OutputOptions, path: String, _ entry: ConfigNode.Entry
  ) -> OutputSpec.Format? {
    if let format = options.format ?? format(ofEnding: path) { return format }
    let isDocuments = [.kept, .rejected].contains(options.write)
    if path == "-" { return isDocuments ? .markdown : .jsonl }
    report(
      "P105", "output \(entry.key) needs `format`: the ending of its path tells none",
      at: entry.value["path"]?.place ?? entry.place, length: options.path.count,
      notes: ["it takes: " + OutputSpec.Format.allCases.map(\.rawValue).joined(separator: ", ")])
    return nil
  }

  private func format(ofEnding path: String) -> OutputSpec.Format? {
    var path = path[...]
    for ending in [".gz", ".zst"] where path.hasSuffix(ending) {
      path = path.dropLast(ending.count)
    }
    let endings: [(String, OutputSpec.Format)] = [
      (".md", .markdown), (".txt", .text), (".jsonl", .jsonl), (".ndjson", .jsonl),
      (".html", .html),
    ]
    return endings.first { path.hasSuffix($0.0) }?.1
  }

  /// Options that the format or the content has no use for.
  private func checkFit(
    of options: OutputOptions, format: OutputSpec.Format, _ entry: ConfigNode.Entry
  ) {
    let place = { (key: String) in
      entry.value.entries?.first { $0.key == key }?.place ?? entry.place
    }
    for key in ["bullet", "front_matter"] where entry.value[key] != nil && format != .markdown {
      report(
        "P143", "`\(key)` is for Markdown, but output \(entry.key) writes \(format.rawValue)",
        at: place(key), length: key.count)
    }
    if entry.value["fields"] != nil, format != .jsonl {
      report(
        "P143", "`fields` is for jsonl, but output \(entry.key) writes \(format.rawValue)",
        at: place("fields"), length: 6)
    }
    if options.write.isOfCorpus {
      checkCorpusOutput(options, entry)
    }
    let isRecords = [.removed, .pairs, .clusters, .failed].contains(options.write)
    if isRecords, format != .jsonl {
      let key = entry.value["format"] == nil ? "path" : "format"
      report(
        "P143", "`write: \(options.write.rawValue)` makes records, which only jsonl can hold",
        at: entry.value[key]?.place ?? entry.place, length: entry.value[key]?.scalar?.count ?? 1,
        hint: "did you mean `format: jsonl`?")
    }
  }

  /// Pairs and clusters are of no single document, so that nothing of one can choose or name them.
  private func checkCorpusOutput(_ options: OutputOptions, _ entry: ConfigNode.Entry) {
    for key in ["when", "fields", "sample"] where entry.value[key] != nil {
      let place = entry.value.entries?.first { $0.key == key }?.place
      report(
        "P143",
        "`\(key)` is for documents, but output \(entry.key) writes \(options.write.rawValue)",
        at: place ?? entry.place, length: key.count)
    }
    if !PathTemplate(options.path).isFixed {
      report(
        "P143",
        "`{…}` in a path is for documents, but output \(entry.key) writes \(options.write.rawValue)",
        at: entry.value["path"]?.place ?? entry.place, length: options.path.count,
        hint: "give it one file")
    }
  }

  private func checkTarget(_ output: CheckedOutput, against others: [CheckedOutput]) {
    guard let other = others.first(where: { $0.spec.path == output.spec.path }) else { return }
    let node = output.entry.value["path"]
    if output.spec.path == "-" {
      report(
        "P142", "two outputs write to stdout: \(other.spec.name) and \(output.spec.name)",
        at: node?.place ?? output.entry.place, length: 1, notes: ["give one of them a file"])
    } else {
      report(
        "P141", "outputs \(other.spec.name) and \(output.spec.name) write to the same path",
        at: node?.place ?? output.entry.place, length: node?.scalar?.count ?? 1,
        notes: ["the first stands at \(name(of: other.entry.place))"])
    }
  }

  /// Checks the `{name}` parts of a path; returns the metadata that they read.
  private func checkPlaceholders(
    of options: OutputOptions, _ entry: ConfigNode.Entry
  ) -> [(path: String, place: ConfigPlace)] {
    guard let node = entry.value["path"], let text = node.scalar else { return [] }
    var reads: [(path: String, place: ConfigPlace)] = []
    let characters = Array(text)
    var index = 0
    while let start = characters[index...].firstIndex(of: "{") {
      let isInterpolation = start > 0 && characters[start - 1] == "$"
      guard let end = characters[start...].firstIndex(of: "}") else {
        report(
          "P140", "`{` is not closed", at: place(ofCharacter: start, in: node),
          hint: "a `}` is missing")
        break
      }
      index = end + 1
      if isInterpolation { continue }
      let name = String(characters[(start + 1)..<end])
      let place = place(ofCharacter: start, in: node)
      if name.hasPrefix("meta.") || name.hasPrefix("signals.") {
        reads.append((name, place))
      } else {
        checkPlaceholder(name, options.write, at: place)
      }
    }
    return reads
  }

  private func checkPlaceholder(
    _ text: String, _ content: OutputSpec.Content, at place: ConfigPlace
  ) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    if name == "reason" || name.hasPrefix("reason."), PathTemplate.fields.contains(name) {
      if content == .rejected { return }
      report(
        "P144", "`{\(name)}` is known of rejected documents only", at: place,
        length: text.count + 2, notes: ["this output says `write: \(content.rawValue)`"])
      return
    }
    if PathTemplate.fields.contains(name) {
      if parts.count == 1 { return }
      if parts[1].hasPrefix("0"), let width = Int(parts[1]), (1...20).contains(width) { return }
      report(
        "P140", "`{\(text)}` has no width that can be read", at: place, length: text.count + 2,
        notes: ["a width is written with a zero: {\(name):05} is filled up to five digits"])
      return
    }
    let isMetadata = Self.readerMetadata.contains("meta." + name)
    let meant = isMetadata ? "meta." + name : nearest(to: name, among: PathTemplate.fields)
    let known = PathTemplate.fields.map { "{\($0)}" }.joined(separator: ", ")
    report(
      "P140", "unknown `{\(text)}` in a path", at: place, length: text.count + 2,
      hint: meant.map { "did you mean `{\($0)}`?" }, notes: ["there are: \(known), {meta.NAME}"])
  }

  private func fieldsRead(by entry: ConfigNode.Entry) -> [(path: String, place: ConfigPlace)] {
    let nodes = (entry.value["fields"]?.items ?? []).flatMap { item in
      item.entries?.map(\.value) ?? [item]
    }
    let frontMatter = (entry.value["front_matter"]?.items ?? []).compactMap { node in
      node.scalar.map { (path: "meta." + $0, place: node.place) }
    }
    // The writer makes these itself.
    let own = ["meta.id", "meta.tables"]
    return frontMatter.filter { !own.contains($0.path) }
      + nodes.compactMap { node in
        guard let text = node.scalar, text.hasPrefix("meta.") || text.hasPrefix("signals.") else {
          return nil
        }
        return (text, node.place)
      }
  }
}

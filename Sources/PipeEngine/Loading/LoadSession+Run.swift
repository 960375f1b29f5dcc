import PipeCore

extension LoadSession {
  /// Reads `input`.
  func loadInput(_ node: ConfigNode?, of file: Int) -> InputSpec {
    var input = InputSpec()
    input.base = folder(of: files[file].path)
    if let node, !node.isNull, let written = entries(of: node, for: "input") {
      checkPaths(of: node["paths"])
      var context = context(besides: file)
      let options = InputOptions.decode(
        resolved(written, Scope()), owner: "`input`", at: node.place, in: &context)
      take(context)
      if let options {
        input.paths = options.paths
        input.textField = options.text
        input.htmlField = options.html
        input.id = options.id
        input.urlField = options.url
        input.metadata = options.meta.pairs.map { (name: $0.key, path: $0.value) }
      }
    }
    if let paths = overrides.inputs {
      input.paths = paths
      input.base = "."
    }
    return input
  }

  private func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func checkPaths(of node: ConfigNode?) {
    for item in node?.items ?? [] { checkPath(item) }
  }

  /// Finds `${HOME}` and the like, which nothing replaces.
  func checkPath(_ node: ConfigNode) {
    guard let text = node.scalar, let range = text.firstRange(of: "${") else { return }
    let rest = text[range.upperBound...]
    if rest.hasPrefix("vars.") || rest.hasPrefix("params.") { return }
    let name = rest.prefix { $0 != "}" }
    let offset = text.distance(from: text.startIndex, to: range.lowerBound)
    report(
      "P118", "`${\(name)}` is not replaced: only `${vars.…}` is",
      at: place(ofCharacter: offset, in: node), length: name.count + 3,
      notes: [
        "the environment comes in through a var: vars: {\(name.lowercased()): {env: \(name)}}"
      ])
  }

  /// Reads `run`.
  func loadRun(_ node: ConfigNode?, of file: Int) -> RunSpec {
    var run = RunSpec()
    if let node, !node.isNull, let written = entries(of: node, for: "run") {
      var context = context(besides: file)
      context.expressionNames = RunCounts.expressionNames
      let options = RunOptions.decode(
        resolved(written, Scope()), owner: "`run`", at: node.place, in: &context)
      take(context)
      checkRunNames(context.pathsRead)
      if let options { run = spec(of: options) }
    }
    if let workers = overrides.workers { run.workers = workers }
    if let memory = overrides.memory { run.memory = memory }
    return run
  }

  /// `stop_if` is about a run, and there is no document to read.
  private func checkRunNames(_ reads: [(path: String, place: ConfigPlace)]) {
    for (path, place) in reads where !RunCounts.expressionNames.contains(path) {
      report(
        "P115", "`\(path)` belongs to a document, and `stop_if` is about the run", at: place,
        length: path.count,
        notes: ["there are: " + RunCounts.expressionNames.joined(separator: ", ")])
    }
  }

  private func spec(of options: RunOptions) -> RunSpec {
    var run = RunSpec()
    if case .count(let count) = options.workers { run.workers = count }
    run.memory = options.memory
    run.maxRecord = options.maxRecord
    run.maxFailed = options.maxFailed.limit
    run.onError = options.onError
    run.stopIf = options.stopIf
    run.betweenPasses = options.betweenPasses
    run.folder = options.folder
    return run
  }
}

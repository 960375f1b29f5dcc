import PipeCore

extension LoadSession {
  static let topKeys = [
    "version", "name", "description", "include", "vars", "patterns", "fragments", "input",
    "stages", "outputs", "run", "tests",
  ]

  /// Reads a pipeline file from its top.
  func loadPipeline(_ root: ConfigNode, of file: Int, path: String?) -> LoadResult {
    if let sets = root.entries?.first(where: { $0.key == "sets" }), root["stages"] == nil {
      report(
        "P006", "this is a pattern library, not a pipeline", at: sets.place, length: 4,
        notes: ["pipe patterns test \(files[file].path) checks it"])
      return result(nil)
    }
    checkKeys(of: root.entries ?? [], among: Self.topKeys, owner: "a pipeline file") { key in
      self.registry[key] == nil
        ? nil : ["stages stand in the list below `stages`, each as `- stage: NAME`"]
    }
    checkVersion(of: root, in: "a pipeline file")
    let name = root["name"].flatMap { text(of: $0, for: "name") }
    let description = root["description"].flatMap { text(of: $0, for: "description") }
    loadDefinitions(root, from: file, chain: [files[file].path], isIncluded: false)
    checkOverriddenVariables()
    let input = loadInput(root["input"], of: file)
    let run = loadRun(root["run"], of: file)
    var stages: [CheckedStage] = []
    if let node = root["stages"], !node.isNull {
      stages = loadStages(node, defaultPolicy: run.onError)
    } else {
      hasUnresolvedNames = true
      report(
        "P105", "the pipeline needs `stages`", at: ConfigPlace(file: file, line: 1, column: 1),
        notes: ["`stages` is a list; pipe stages shows what can stand in it"])
    }
    let outputs = loadOutputs(root["outputs"], of: file)
    let tests = loadTests(root["tests"], of: file, ids: stages.map(\.draft.id))
    checkOrder(of: stages, outputs, input)
    checkOutputs(outputs, stages, at: root)
    checkStates(of: stages)
    for key in ["input", "stages", "outputs", "run", "tests"] {
      root[key].map(noteVariables)
    }
    warnOfUnused(fromMain: file)
    let pipeline = Pipeline(
      name: name ?? defaultName(files[file].path), description: description, path: path,
      files: files, variables: variables.map(\.variable), input: input,
      stages: stages.filter(\.isEnabled).compactMap(\.step), outputs: outputs.map(\.spec),
      run: run, tests: tests, libraries: libraries)
    return result(pipeline)
  }

  private func defaultName(_ path: String) -> String {
    let file = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
    return String(file.prefix { $0 != "." })
  }

  private func checkOverriddenVariables() {
    let names = variables.map(\.name)
    for (name, value) in overrides.variables where !names.contains(name) {
      report(
        "P130", "--var \(name)=\(value): there is no var `\(name)`", at: .none,
        hint: suggestion(for: name, among: names),
        notes: names.isEmpty
          ? ["the file has no `vars`"] : ["there are: " + names.joined(separator: ", ")])
    }
  }

  /// Sorts what is wrong by file and place; what has none comes last.
  func result(_ pipeline: Pipeline?) -> LoadResult {
    var seen: Set<String> = []
    let sorted = diagnostics.enumerated().sorted { left, right in
      (key(left.element), left.offset) < (key(right.element), right.offset)
    }
    .map(\.element)
    .filter { seen.insert("\($0.code) \($0.place) \($0.message)").inserted }
    .map(placed)
    return LoadResult(
      pipeline: hasErrors ? nil : pipeline, diagnostics: sorted, files: files)
  }

  private func key(_ diagnostic: Diagnostic) -> Int {
    let place = diagnostic.place
    if place.file < 0 { return .max }
    return place.file << 40 | place.line << 16 | min(place.column, 65_535)
  }

  /// Says how an included file came in, and underlines quotes with what they hold.
  private func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    let place = diagnostic.place
    guard place.file >= 0 else { return diagnostic }
    let line = Array(lines[place.file].text(place.line))
    let start = place.column - 1
    let end = start + diagnostic.length + 1
    var length = diagnostic.length
    if start >= 0, end < line.count, "\"'".contains(line[start]), line[end] == line[start] {
      length += 2
    }
    return diagnostic.with(
      length: length, origin: diagnostic.origin ?? files[place.file].origin)
  }
}

extension VariableDefinition {
  var variable: Variable {
    Variable(name: name, value: value, origin: origin, defaultText: defaultText)
  }
}

import PipeCore

extension LoadSession {
  /// Files that a pipeline file of this version of the language says.
  static let version = "1"

  /// Reads `include`: files that bring vars, patterns and fragments.
  func loadIncludes(_ node: ConfigNode, from file: Int, chain: [String]) {
    guard let items = items(of: node, for: "include") else { return }
    for item in items {
      guard let name = text(of: item, for: "include") else { continue }
      let path = PipeEngine.path(name, besides: files[file].path)
      if let start = chain.firstIndex(of: path) {
        let circle = (chain[start...] + [path]).joined(separator: " -> ")
        report(
          "P122", "`\(name)` includes itself", at: item.place, length: name.count, notes: [circle])
        continue
      }
      if files.contains(where: { $0.path == path }) { continue }
      let origin = "included at \(self.name(of: item.place))"
      guard
        let (included, root) = readYAML(
          path, namedAt: item.place, length: name.count, origin: origin)
      else {
        hasUnresolvedNames = true
        continue
      }
      loadIncluded(root, from: included, chain: chain + [path])
    }
  }

  private func loadIncluded(_ root: ConfigNode, from file: Int, chain: [String]) {
    let known = ["version", "name", "description", "include", "vars", "patterns", "fragments"]
    let ofPipelines = ["input", "stages", "outputs", "run", "tests"]
    let entries = root.entries ?? []
    checkKeys(
      of: entries.filter { !ofPipelines.contains($0.key) }, among: known, owner: "an included file")
    for entry in entries where ofPipelines.contains(entry.key) {
      report(
        "P121", "an included file can't bring `\(entry.key)`", at: entry.place,
        length: entry.key.count,
        notes: [
          entry.key == "stages"
            ? "put the stages into a fragment, and name it in the pipeline's stages"
            : "includes bring vars, patterns and fragments; this belongs into the pipeline file"
        ])
    }
    checkVersion(of: root, in: "an included file")
    loadDefinitions(root, from: file, chain: chain, isIncluded: true)
  }

  /// Reads what a file defines: its includes first, then vars, patterns and fragments.
  func loadDefinitions(_ root: ConfigNode, from file: Int, chain: [String], isIncluded: Bool) {
    if let node = root["include"], !node.isNull {
      loadIncludes(node, from: file, chain: chain)
    }
    if let node = root["vars"], !node.isNull { loadVariables(node, isIncluded: isIncluded) }
    if let node = root["patterns"], !node.isNull { loadPatterns(node, from: file) }
    if let node = root["fragments"], !node.isNull { loadFragments(node, from: file) }
  }

  /// Checks `version`, which each file begins with.
  func checkVersion(of root: ConfigNode, in owner: String) {
    guard let node = root["version"] else {
      report(
        "P007", "`version` is missing", at: ConfigPlace(file: root.place.file, line: 1, column: 1),
        notes: ["\(owner) begins with `version: \(Self.version)`"])
      return
    }
    if node.scalar != Self.version {
      report(
        "P007", "unknown version \(node.shortDescription)", at: node.place,
        length: node.scalar?.count ?? 1,
        notes: ["this pipe reads `version: \(Self.version)`"])
    }
  }
}

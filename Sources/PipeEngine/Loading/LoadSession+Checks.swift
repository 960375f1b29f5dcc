import PCRE2
import PipeCore

extension LoadSession {
  /// Metadata that readers take from pages and records.
  static let readerMetadata: Set<String> = [
    "meta.title", "meta.author", "meta.date", "meta.url", "meta.site", "meta.lang",
    "meta.description", "meta.slug",
  ]

  /// Checks that metadata and signals are written before they are read.
  func checkOrder(of stages: [CheckedStage], _ outputs: [CheckedOutput], _ input: InputSpec) {
    var written = Set(input.metadata.map { "meta." + $0.name })
    let isComplete = stages.allSatisfy { $0.type != nil || !$0.isEnabled }
    for (index, stage) in stages.enumerated() where stage.isEnabled {
      for (path, place) in stage.reads {
        check(path, at: place, written: written, later: stages[(index + 1)...], isComplete)
      }
      written.formUnion(stage.writes)
    }
    for output in outputs {
      for (path, place) in output.reads {
        check(path, at: place, written: written, later: [], isComplete)
      }
    }
  }

  private func check(
    _ path: String, at place: ConfigPlace, written: Set<String>,
    later: ArraySlice<CheckedStage>, _ isComplete: Bool
  ) {
    guard path.hasPrefix("meta.") || path.hasPrefix("signals."), !written.contains(path) else {
      return
    }
    if path.hasSuffix(".lines"), written.contains(String(path.dropLast(6))) { return }
    let writer = later.first { $0.isEnabled && $0.writes.contains(path) }
    if writer == nil, Self.readerMetadata.contains(path) || !isComplete { return }
    var notes: [String] = []
    var hint: String?
    if let writer {
      notes = ["\(writer.draft.type) writes it; it stands after this stage"]
    } else if let stage = registry.stages.first(where: { $0.description.writes.contains(path) }) {
      notes = ["\(stage.description.name) writes it; put it before this"]
    } else {
      hint = suggestion(for: path, among: written.union(Self.readerMetadata).sorted())
      notes = [
        path.hasPrefix("meta.")
          ? "a stage may write it (`into`), or it comes with the input: "
            + "input: {meta: {\(path.dropFirst(5)): FIELD}}"
          : "stages named score_… write signals"
      ]
    }
    report(
      "P117", "`\(path)` is read before anything writes it", at: unwound(place),
      length: length(of: path, at: place),
      hint: hint, notes: notes)
  }

  /// How much of a path is written: `front_matter` names metadata without `meta.`.
  private func length(of path: String, at place: ConfigPlace) -> Int {
    guard place.file >= 0, path.hasPrefix("meta.") else { return path.count }
    let written = lines[place.file].text(place.line).dropFirst(place.column - 1)
    return written.hasPrefix(path.dropFirst(5)) ? path.count - 5 : path.count
  }

  /// Checks what outputs can ever get.
  func checkOutputs(_ outputs: [CheckedOutput], _ stages: [CheckedStage], at root: ConfigNode) {
    let enabled = stages.filter(\.isEnabled)
    let isComplete = enabled.allSatisfy { $0.type != nil }
    if isComplete {
      for output in outputs { warnOfUnreachable(output, enabled) }
      warnOfRejecting(enabled)
    }
    let isKept = outputs.contains { $0.spec.content == .kept }
    guard !isKept, !hasErrors else { return }
    let place = root.entries?.first { $0.key == "outputs" }?.place
    report(
      "P225", "no output writes the documents that are kept",
      at: place ?? ConfigPlace(file: root.place.file, line: 1, column: 1),
      length: place == nil ? 1 : "outputs".count, severity: .warning,
      notes: ["add one: outputs: {articles: {write: kept, path: \"out/{slug}.md\"}}"])
  }

  /// Checks that no state is named twice.
  func checkStates(of stages: [CheckedStage]) {
    var names: [String: String] = [:]
    for stage in stages where stage.isEnabled {
      guard let state = (stage.step?.stage as? any StatefulStage)?.state else { continue }
      if let other = names[state.path] {
        let value = stage.draft.entries.first { $0.key == "state" }?.value
        report(
          "P131", "the stages \(other) and \(stage.draft.id) have one state, `\(state.path)`",
          at: value?.place ?? stage.draft.typePlace, length: value?.scalar?.count ?? 1,
          notes: ["each stage needs a folder of its own"])
      }
      names[state.path] = stage.draft.id
    }
  }

  private func warnOfUnreachable(_ output: CheckedOutput, _ stages: [CheckedStage]) {
    let types = stages.compactMap(\.type)
    let reason: String? =
      switch output.spec.content {
      case .rejected where !types.contains { $0.description.rejects }:
        "no stage of this pipeline rejects documents"
      case .pairs where !types.contains { $0 is any CorpusStage.Type },
        .clusters where !types.contains { $0 is any CorpusStage.Type }:
        "no stage of this pipeline compares documents"
      default: nil
      }
    guard let reason else { return }
    report(
      "P223", "output \(output.spec.name) stays empty: \(reason)", at: output.entry.place,
      length: output.entry.key.count, severity: .warning)
  }

  private func warnOfRejecting(_ stages: [CheckedStage]) {
    let isDeduplication = { (stage: CheckedStage) in
      stage.draft.type.hasPrefix("drop_") && stage.draft.type.hasSuffix("duplicates")
    }
    guard let first = stages.firstIndex(where: isDeduplication) else { return }
    for stage in stages[(first + 1)...]
    where stage.type?.description.rejects == true && !isDeduplication(stage) {
      report(
        "P224",
        "\(stage.draft.id) rejects documents behind \(stages[first].draft.id): "
          + "when it rejects one that stayed, the copies stay out too",
        at: stage.draft.typePlace, length: stage.draft.type.count, severity: .warning,
        notes: ["put it before \(stages[first].draft.id); the run counts such copies as orphaned"])
    }
  }

  /// Warns of what is defined and never used.
  func warnOfUnused(fromMain file: Int) {
    if hasUnresolvedNames { return }
    fragments.forEach { $0.stages.forEach(noteVariables) }
    for variable in variables
    where !variable.isIncluded && !usedVariables.contains(variable.name) {
      report(
        "P220", "var `\(variable.name)` is never used", at: variable.place,
        length: variable.name.count, severity: .warning)
    }
    for fragment in fragments
    where fragment.place.file == file && !usedFragments.contains(fragment.name) {
      report(
        "P222", "fragment `\(fragment.name)` is never used", at: fragment.place,
        length: fragment.name.count, severity: .warning)
    }
    // A stage that did not load may be the one that names a set.
    if diagnostics.contains(where: { ["P102", "P105", "P108"].contains($0.code) }) { return }
    for library in libraries { warnOfUnusedSets(of: library, fromMain: file) }
  }

  private func warnOfUnusedSets(of library: PatternLibrary, fromMain file: Int) {
    guard let place = libraryPlaces[library.name], place.file == file else { return }
    let names = library.sets.map(\.set.name).filter { !usedPatternSets.contains($0) }
    guard !names.isEmpty else { return }
    let isAll = names.count == library.sets.count
    report(
      "P221",
      isAll
        ? "no pattern set of `\(library.name)` is used"
        : "pattern \(names.count == 1 ? "set" : "sets") \(names.joined(separator: ", ")) "
          + "\(names.count == 1 ? "is" : "are") never used",
      at: place, length: library.name.count, severity: .warning)
  }
}

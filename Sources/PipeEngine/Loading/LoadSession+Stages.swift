import PipeCore
import PipeText

extension LoadSession {
  /// Reads `stages` into checked stages, in order.
  func loadStages(_ node: ConfigNode, defaultPolicy: ErrorPolicy) -> [CheckedStage] {
    guard let nodes = items(of: node, for: "stages") else {
      hasUnresolvedNames = true
      return []
    }
    if nodes.isEmpty {
      report(
        "P105", "`stages` is empty", at: node.place, notes: ["a pipeline has a stage at least"])
    }
    var drafts = drafts(of: nodes, Scope(), StageDraft.Surroundings())
    nameStages(&drafts)
    apply(overrides.options, to: &drafts)
    return drafts.map { check($0, defaultPolicy: defaultPolicy) }
  }

  /// Gives each stage its id: the one that was written, or its type, numbered from the second on.
  private func nameStages(_ drafts: inout [StageDraft]) {
    var places: [String: ConfigPlace] = [:]
    for index in drafts.indices {
      guard let entry = drafts[index].writtenID, let id = entry.value.scalar, !id.isEmpty else {
        continue
      }
      if let first = places[id], drafts[index].surroundings.chain.isEmpty {
        report(
          "P109", "two stages have the id `\(id)`", at: entry.value.place, length: id.count,
          notes: ["the first stands at \(name(of: first))"])
      } else if isName(id, of: "stage", at: entry.value.place), places[id] == nil {
        places[id] = entry.value.place
        drafts[index].id = id
      }
    }
    for index in drafts.indices where drafts[index].id.isEmpty {
      let base = drafts[index].writtenID?.value.scalar ?? drafts[index].type
      var id = base
      var number = 1
      while places[id] != nil {
        number += 1
        id = "\(base)_\(number)"
      }
      places[id] = drafts[index].typePlace
      drafts[index].id = id
    }
  }

  private func apply(_ options: [Overrides.StageOption], to drafts: inout [StageDraft]) {
    for option in options {
      guard let index = drafts.firstIndex(where: { $0.id == option.stage }) else {
        report(
          "P130", "--set \(option.stage).\(option.option): there is no stage `\(option.stage)`",
          at: .none, hint: suggestion(for: option.stage, among: drafts.map(\.id)),
          notes: ["there are: " + drafts.map(\.id).joined(separator: ", ")])
        continue
      }
      guard let value = commandLineNode(option) else { continue }
      let entry = ConfigNode.Entry(key: option.option, place: .none, value: value)
      drafts[index].entries.removeAll { $0.key == option.option }
      drafts[index].entries.append(entry)
    }
  }

  /// A value of the command line, read as YAML where it is a list or a mapping.
  private func commandLineNode(_ option: Overrides.StageOption) -> ConfigNode? {
    let text = option.value
    guard text.hasPrefix("[") || text.hasPrefix("{") else {
      return ConfigNode(.scalar(text), isQuoted: text.isEmpty)
    }
    let bytes = Array(text.utf8)
    var reader = YAMLReader(file: -1, lines: SourceLines(bytes))
    let node = reader.read(bytes)
    for diagnostic in reader.diagnostics {
      report(diagnostic.with(place: ConfigPlace.none, origin: "\(option)"))
    }
    return node?.moved(to: .none)
  }

  private func check(_ draft: StageDraft, defaultPolicy: ErrorPolicy) -> CheckedStage {
    var context = context(besides: draft.file)
    let isEngineKey = { (key: String) in StageRegistry.engineKeys.contains(key) }
    var engineEntries = draft.entries.filter { isEngineKey($0.key) }
    if !engineEntries.contains(where: { $0.key == "stage" }) {
      engineEntries.append(
        ConfigNode.Entry(
          key: "stage", place: draft.typePlace, value: ConfigNode(.scalar(draft.type))))
    }
    let keys = EngineKeys.decode(
      engineEntries, owner: "a stage", at: draft.typePlace, length: draft.type.count, in: &context)
    var checked = CheckedStage(draft: draft, type: registry[draft.type])
    checked.isEnabled = draft.surroundings.isEnabled && keys?.enabled ?? true
    let optionEntries = draft.entries.filter { !isEngineKey($0.key) }
    guard let type = checked.type else {
      take(context)
      report(
        "P108", "unknown stage `\(draft.type)`", at: draft.typePlace, length: draft.type.count,
        hint: suggestion(for: draft.type, among: registry.names),
        notes: ["pipe stages lists them all"])
      return checked
    }
    let stage = type.make(optionEntries, at: draft.typePlace, in: &context)
    takeStage(context, draft)
    checked.reads = draft.surroundings.reads + context.pathsRead
    note(optionEntries, of: type, in: &checked)
    guard let stage, let keys else { return checked }
    checked.step = StageStep(
      id: draft.id, type: draft.type, stage: stage,
      when: condition(draft.surroundings.conditions + (keys.when.map { [$0] } ?? [])),
      zone: keys.zone?.zone ?? draft.surroundings.zone,
      onError: keys.onError ?? draft.surroundings.onError ?? defaultPolicy,
      place: draft.typePlace, entries: draft.entries)
    return checked
  }

  /// Takes over what is wrong with a stage's keys; a misspelt engine key gets its suggestion.
  private func takeStage(_ context: OptionContext, _ draft: StageDraft) {
    var improved = OptionContext()
    for diagnostic in context.diagnostics { improved.report(improve(diagnostic, draft)) }
    take(improved)
    usedPatternSets.formUnion(context.namedPatternSets)
  }

  private func improve(_ diagnostic: Diagnostic, _ draft: StageDraft) -> Diagnostic {
    if diagnostic.place == .none {
      let written = overrides.options.filter { $0.stage == draft.id }
      let named = written.last { diagnostic.message.contains("`\($0.option)`") }
      return diagnostic.with(
        origin: named.map { "\($0)" } ?? written.map { "\($0)" }.joined(separator: " "))
    }
    guard diagnostic.code == "P102", diagnostic.hint == nil,
      let entry = draft.entries.first(where: { $0.place == diagnostic.place })
    else { return diagnostic }
    if entry.key == "state" {
      return diagnostic.with(notes: notesOfNoState(draft.type) + diagnostic.notes)
    }
    if let hint = suggestion(for: entry.key, among: StageRegistry.engineKeys) {
      return diagnostic.with(hint: hint)
    }
    guard entry.value.entries != nil else { return diagnostic }
    return diagnostic.with(
      notes: diagnostic.notes + ["options stand beside `stage`, at the same column"])
  }

  /// Why a stage has no option `state`, and which stages have it.
  private func notesOfNoState(_ type: String) -> [String] {
    let compares = registry[type] is any CorpusStage.Type
    let others = registry.stages.filter { $0 is any StatefulStage.Type }
    return [
      "it keeps no state: "
        + (compares ? "it compares the documents of one run" : "it compares no documents"),
      "stages that keep one: " + others.map { $0.description.name }.joined(separator: ", "),
    ]
  }

  private func condition(_ conditions: [Expression]) -> Expression? {
    guard conditions.count > 1 else { return conditions.first }
    let text = conditions.map { "(\($0.text))" }.joined(separator: " and ")
    var context = context(besides: -1)
    return Expression.decode(ConfigNode(.scalar(text)), in: &context)
  }

  /// Notes the metadata that a stage's options read or write.
  private func note(
    _ entries: [ConfigNode.Entry], of type: any Stage.Type, in checked: inout CheckedStage
  ) {
    checked.writes = type.description.writes
    for option in type.optionSchema {
      precondition(
        !StageRegistry.engineKeys.contains(option.name),
        "\(type.description.name) has an option named like an engine key: \(option.name)")
      let value = entries.first { $0.key == option.name }?.value
      let texts = value.map(scalars) ?? option.defaultText.map { [($0, ConfigPlace.none)] } ?? []
      if option.name == "writes" {
        checked.writes += texts.map(\.0)
      } else if option.value.holdsMetadataPath {
        let paths = texts.filter { $0.0.hasPrefix("meta.") }
        if option.name == "group_by" || option.name.hasPrefix("from") {
          checked.reads += paths.map { (path: $0.0, place: $0.1) }
        } else {
          checked.writes += paths.map(\.0)
        }
      }
    }
  }

  private func scalars(of node: ConfigNode) -> [(String, ConfigPlace)] {
    switch node.value {
    case .scalar(let text): [(text, node.place)]
    case .list(let items): items.flatMap(scalars)
    case .mapping(let entries): entries.flatMap { scalars(of: $0.value) }
    }
  }
}

extension ValueSchema {
  fileprivate var holdsMetadataPath: Bool {
    switch self {
    case .metadataPath: true
    case .list(let item, _): item.holdsMetadataPath
    case .map(let value): value.holdsMetadataPath
    case .object(let options): options.contains { $0.value.holdsMetadataPath }
    case .either(let kinds): kinds.contains { $0.holdsMetadataPath }
    default: false
    }
  }
}

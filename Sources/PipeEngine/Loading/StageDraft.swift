import PipeCore

/// A stage of the list on its way to a step: fragments laid out, values put in, nothing decoded.
struct StageDraft {
  /// The stage's type as it was typed.
  let type: String
  /// Where the type is typed.
  let typePlace: ConfigPlace
  /// All keys that were written, with values put in.
  var entries: [ConfigNode.Entry]
  /// What the fragments around it say.
  let surroundings: Surroundings
  /// The file that its paths are relative to.
  let file: Int
  var id = ""

  /// The id that was written.
  var writtenID: ConfigNode.Entry? { entries.first { $0.key == "id" } }

  /// The keys that fragments pass on to their stages.
  struct Surroundings {
    var conditions: [Expression] = []
    var zone: Zone?
    var onError: ErrorPolicy?
    var isEnabled = true
    var reads: [(path: String, place: ConfigPlace)] = []
    /// The fragments that are being laid out, outermost first.
    var chain: [String] = []
  }
}

/// A stage that was decoded, with what the checks of the whole list ask.
struct CheckedStage {
  let draft: StageDraft
  /// nil when the type is unknown.
  let type: (any Stage.Type)?
  /// nil when there were mistakes, or it is not enabled.
  var step: StageStep?
  var isEnabled = true
  var reads: [(path: String, place: ConfigPlace)] = []
  /// Paths of metadata and signals that it sets.
  var writes: [String] = []
}

extension LoadSession {
  /// Lays out the list of stages.
  func drafts(
    of nodes: [ConfigNode], _ scope: Scope, _ surroundings: StageDraft.Surroundings
  ) -> [StageDraft] {
    nodes.flatMap { node -> [StageDraft] in
      if let name = node.scalar, !node.isNull {
        return [
          StageDraft(
            type: name, typePlace: node.place, entries: [], surroundings: surroundings,
            file: node.place.file)
        ]
      }
      guard let entries = node.entries else {
        report(
          "P113", "a stage is a name or a mapping with `stage`, got \(node.shortDescription)",
          at: node.place)
        return []
      }
      if node["fragment"] != nil { return layOut(entries, at: node.place, scope, surroundings) }
      return draft(of: node, entries, scope, surroundings).map { [$0] } ?? []
    }
  }

  private func draft(
    of node: ConfigNode, _ entries: [ConfigNode.Entry], _ scope: Scope,
    _ surroundings: StageDraft.Surroundings
  ) -> StageDraft? {
    guard let stage = node["stage"] else {
      reportNamelessStage(entries, at: node.place)
      return nil
    }
    guard let type = text(of: stage, for: "stage") else { return nil }
    return StageDraft(
      type: type, typePlace: stage.place, entries: resolved(entries, scope),
      surroundings: surroundings, file: node.place.file)
  }

  private func reportNamelessStage(_ entries: [ConfigNode.Entry], at place: ConfigPlace) {
    hasUnresolvedNames = true
    guard let first = entries.first else {
      report("P113", "the stage is empty: it needs `stage`", at: place)
      return
    }
    let isType = registry[first.key] != nil
    let near =
      suggestion(
        for: first.key, among: ["stage", "fragment"]
      ).map { [$0] } ?? []
    report(
      "P113", "the stage does not say its type: `stage` is missing", at: first.place,
      length: first.key.count,
      hint: isType ? "did you mean `stage: \(first.key)`?" : near.first,
      notes: isType
        ? ["the options stand beside `stage`, at the same column"]
        : ["write `- stage: NAME`, with the options below it at the same column"])
  }

  private func layOut(
    _ entries: [ConfigNode.Entry], at place: ConfigPlace, _ scope: Scope,
    _ outer: StageDraft.Surroundings
  ) -> [StageDraft] {
    var context = context(besides: place.file)
    let keys = FragmentKeys.decode(
      resolved(entries, scope), owner: "a fragment's use", at: place, in: &context)
    take(context)
    guard let nameNode = entries.first(where: { $0.key == "fragment" })?.value,
      let name = nameNode.scalar, let fragment = fragment(named: name, at: nameNode.place)
    else {
      hasUnresolvedNames = true
      return []
    }
    usedFragments.insert(fragment.name)
    if outer.chain.contains(fragment.name) {
      report(
        "P122", "fragment `\(fragment.name)` includes itself", at: nameNode.place,
        length: fragment.name.count,
        notes: [(outer.chain + [fragment.name]).joined(separator: " -> ")])
      return []
    }
    var inner = outer
    inner.chain.append(fragment.name)
    inner.reads += context.pathsRead
    if let when = keys?.when { inner.conditions.append(when) }
    inner.zone = keys?.zone?.zone ?? outer.zone
    inner.onError = keys?.onError ?? outer.onError
    inner.isEnabled = keys?.enabled != false && outer.isEnabled
    let with = entries.first { $0.key == "with" }.map { resolved($0.value, scope) }
    let params = params(of: fragment, from: with, usedAt: nameNode)
    return drafts(of: fragment.stages, Scope(params: params), inner)
  }

  private func fragment(named name: String, at place: ConfigPlace) -> Fragment? {
    if let fragment = fragments.first(where: { $0.name == name }) { return fragment }
    report(
      "P114", "unknown fragment `\(name)`", at: place, length: name.count,
      hint: suggestion(for: name, among: fragments.map(\.name)),
      notes: fragments.isEmpty
        ? ["the file has no `fragments`, nor have its includes"]
        : ["there are: " + fragments.map(\.name).joined(separator: ", ")])
    return nil
  }

  private func params(
    of fragment: Fragment, from with: ConfigNode?, usedAt place: ConfigNode
  ) -> [String: ConfigNode] {
    let given = with.flatMap { $0.isNull ? [] : entries(of: $0, for: "with") } ?? []
    let names = fragment.params.map(\.name)
    for entry in given where !names.contains(entry.key) {
      report(
        "P116", "fragment \(fragment.name) has no param `\(entry.key)`", at: entry.place,
        length: entry.key.count, hint: suggestion(for: entry.key, among: names),
        notes: names.isEmpty
          ? ["it takes no params"] : ["it takes: " + names.joined(separator: ", ")])
    }
    var values: [String: ConfigNode] = [:]
    for param in fragment.params {
      if let value = given.first(where: { $0.key == param.name })?.value {
        values[param.name] = value
      } else if let value = param.defaultValue {
        values[param.name] = resolved(value, Scope())
      } else {
        values[param.name] = ConfigNode(.scalar(""), isQuoted: true)
        report(
          "P116", "fragment \(fragment.name) needs the param `\(param.name)`", at: place.place,
          length: fragment.name.count, notes: ["give it: with: {\(param.name): …}"])
      }
    }
    return values
  }
}

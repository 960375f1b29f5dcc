import PCRE2
package import PipeCore

/// Writes the JSON Schemas (draft 7) that editors check pipeline files with.
///
/// The stage's definition is chosen by an `if` on its type, so that a mistake is told of the key and not of
/// the whole stage.
package struct SchemaWriter: Sendable {
  let registry: StageRegistry

  package init(registry: StageRegistry) {
    self.registry = registry
  }

  /// For pipeline files: `.pipe/schema/pipeline.json`.
  package var pipeline: [UInt8] {
    let own: [String: JSONTree] = [
      "input": object(InputOptions.schema),
      "stages": stageList,
      "outputs": map(of: object(OutputOptions.schema)),
      "run": object(RunOptions.schema),
      "tests": list(of: test),
    ]
    return document(
      "A pipeline of pipe", shared.merging(own) { $1 }, required: ["version", "stages"])
  }

  /// For included files: `.pipe/schema/fragment.json`.
  package var fragment: [UInt8] {
    document("A file that a pipeline of pipe includes", shared, required: ["version"])
  }

  /// For pattern libraries: `.pipe/schema/patterns.json`.
  package var patterns: [UInt8] {
    let properties: [String: JSONTree] = [
      "version": version, "name": text("The library's name."),
      "description": text("What the library is for."), "sets": sets,
    ]
    var tree = closed(properties, required: ["version", "sets"])
    tree["$schema"] = .string(Self.draft)
    tree["title"] = .string("A pattern library of pipe")
    tree["definitions"] = .object(["var": .object(pattern(nil))])
    return Array(JSONTree.object(tree).text().utf8)
  }

  private static let draft = "http://json-schema.org/draft-07/schema#"

  private func document(
    _ title: String, _ properties: [String: JSONTree], required: [String]
  ) -> [UInt8] {
    var tree = closed(properties, required: required)
    tree["$schema"] = .string(Self.draft)
    tree["title"] = .string(title)
    var definitions: [String: JSONTree] = [
      "entry": entry, "fragment_use": fragmentUse, "var": .object(pattern(nil)),
    ]
    let keys = self.properties(of: EngineKeys.schema)
    for (name, tree) in keys { definitions["key_" + name] = tree }
    for stage in registry.stages { definitions[stage.description.name] = definition(of: stage) }
    tree["definitions"] = .object(definitions)
    return Array(JSONTree.object(tree).text().utf8)
  }

  // MARK: Stages

  private var stageList: JSONTree {
    list(of: reference("entry"))
  }

  /// An entry of a list of stages: a name, a fragment's use, or a stage.
  private var entry: JSONTree {
    let names = JSONTree.list(registry.names.map { .string($0) })
    let choices = registry.names.map { name in
      JSONTree.object([
        "if": .object(["properties": .object(["stage": .object(["const": .string(name)])])]),
        "then": reference(name),
      ])
    }
    let stage: [String: JSONTree] = [
      "required": .list([.string("stage")]),
      "properties": .object(["stage": .object(["enum": names])]), "allOf": .list(choices),
    ]
    let mapping: [String: JSONTree] = [
      "type": .string("object"),
      "if": .object(["required": .list([.string("fragment")])]),
      "then": reference("fragment_use"),
      "else": .object([
        "if": .object(["required": .list([.string("stage")])]), "then": .object(stage),
        "else": .object(["required": .list([.string("stage")])]),
      ]),
    ]
    return .object([
      "if": .object(["type": .string("string")]), "then": .object(["enum": names]),
      "else": .object(mapping),
    ])
  }

  private var fragmentUse: JSONTree { object(FragmentKeys.schema) }

  private func definition(of stage: any Stage.Type) -> JSONTree {
    let description = stage.description
    var properties = self.properties(of: stage.optionSchema)
    for key in EngineKeys.schema { properties[key.name] = reference("key_" + key.name) }
    var tree = closed(properties, required: required(of: stage.optionSchema))
    tree["description"] = .string(description.summary)
    return .object(tree)
  }

  // MARK: The rest of a file

  private var shared: [String: JSONTree] {
    let definition: [String: JSONTree] = [
      "help": text("What the fragment is for."),
      "params": .object([
        "type": .string("object"),
        "description": .string("Names with their defaults; one without must be given."),
      ]),
      "stages": stageList,
    ]
    return [
      "version": version, "name": text("What the pipeline is called."),
      "description": text("What it is for."),
      "include": list(of: text("A file with vars, patterns and fragments.")),
      "vars": map(
        of: .object([
          "if": .object(["type": .string("object")]), "then": object(VariableOptions.schema),
        ])),
      "patterns": map(
        of: .object([
          "if": .object(["type": .string("object")]),
          "then": .object(closed(["sets": sets], required: ["sets"])),
          "else": text("A pattern library, relative to this file."),
        ])),
      "fragments": map(of: .object(closed(definition, required: ["stages"]))),
    ]
  }

  private var version: JSONTree {
    .object([
      "description": .string("The version of the language; it freezes defaults."),
      "enum": .list([.integer(1)]),
    ])
  }

  private var sets: JSONTree {
    let flags = list(of: .object(["enum": .list(PatternFlags.names.map { .string($0) })]))
    var pattern = properties(of: PatternOptions.schema)
    pattern["flags"] = flags
    var set = properties(of: PatternSetOptions.schema)
    set["flags"] = flags
    set["patterns"] = list(
      of: .object(closed(pattern, required: required(of: PatternOptions.schema))))
    return map(of: .object(closed(set, required: [])))
  }

  private var test: JSONTree {
    var expect = closed(properties(of: ExpectOptions.schema), required: [])
    expect["patternProperties"] = .object(["^meta\\.": .object([:])])
    expect["type"] = .string("object")
    var test = properties(of: TestOptions.schema)
    test["expect"] = .object([
      "if": .object(["type": .string("string")]),
      "then": .object(["enum": .list([.string("unchanged")])]), "else": .object(expect),
    ])
    return .object(closed(test, required: required(of: TestOptions.schema)))
  }
}

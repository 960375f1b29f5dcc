package import PipeCore
import PipeFormats

/// The files of a checkout that `pipe docs` writes, and a test compares.
package struct GeneratedFiles {
  /// Path below the checkout, and content.
  package private(set) var files: [(path: String, bytes: [UInt8])] = []

  /// Reads the recipes, which are embedded, below the checkout `root`.
  package init(registry: StageRegistry, root: String) throws {
    let schema = SchemaWriter(registry: registry)
    files.append(("pipelines/pipeline.schema.json", schema.pipeline))
    files.append(("pipelines/patterns/patterns.schema.json", schema.patterns))
    for (family, stages) in Self.families(of: registry) {
      let text = ReferenceWriter.family(family, stages: stages)
      files.append(("Plugins/\(family)/README.md", Array(text.utf8)))
    }
    files.append(
      ("Sources/PipeCLI/EmbeddedRecipes.swift", try Self.embeddedRecipes(root: root)))
  }

  /// Stages by the module that they come from: those of `TextStages` are of the family `Text`.
  private static func families(
    of registry: StageRegistry
  ) -> [(name: String, stages: [any Stage.Type])] {
    var order: [String] = []
    var families: [String: [any Stage.Type]] = [:]
    for stage in registry.stages {
      let module = String(reflecting: stage).prefix { $0 != "." }
      guard module.hasSuffix("Stages") else { continue }
      let family = String(module.dropLast("Stages".count))
      if families[family] == nil { order.append(family) }
      families[family, default: []].append(stage)
    }
    return order.map { ($0, families[$0, default: []]) }
  }

  /// The recipes that `pipe clean` uses, with the pattern libraries beside them.
  private static func embeddedRecipes(root: String) throws -> [UInt8] {
    let listing = FileListing(
      expanding: [root + "/pipelines/patterns"], extensions: [".patterns.yaml"])
    let names = ["news.yaml", "web.yaml"] + listing.paths.map { "patterns/" + lastPart(of: $0) }
    var text = """
      // Written by `pipe docs` from pipelines/: change those.
      // swift-format-ignore-file

      /// The recipes of `pipe clean` and their pattern libraries, by the path below `pipelines`.
      enum EmbeddedRecipes {
        static let files: [String: [UInt8]] = [

      """
    for name in names {
      let bytes = try readWhole(root + "/pipelines/" + name)
      let content = String(decoding: bytes, as: UTF8.self)
      text += "    \"\(name)\": Array(##\"\"\"\n\(content)\n\"\"\"##.utf8),\n"
    }
    text += "  ]\n}\n"
    return Array(text.utf8)
  }

  private static func lastPart(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}

import PipeCore
import PipeEngine
import Testing

/// Schemas and references of the stand-in stages, compared with `Tests/Fixtures/reference`.
@Suite struct ReferenceTests {
  static let folder = fixtureFolder("reference")

  private func compare(_ text: String, with name: String) throws {
    if PipelineLoader.processEnvironment("PIPE_RECORD") == "1" {
      try write(text, to: Self.folder + name)
    } else {
      #expect(text == (try? PipeEngineTests.text(of: Self.folder + name)), "\(name)")
    }
  }

  @Test func schemasAreAsRecorded() throws {
    let writer = SchemaWriter(registry: standInStages)
    try compare(String(decoding: writer.pipeline, as: UTF8.self), with: "pipeline.json")
    try compare(String(decoding: writer.fragment, as: UTF8.self), with: "fragment.json")
    try compare(String(decoding: writer.patterns, as: UTF8.self), with: "patterns.json")
  }

  @Test(arguments: ["restore_tables", "drop_lines", "drop_shared_blocks", "filter"])
  func terminalTextIsAsRecorded(name: String) throws {
    try compare(
      ReferenceWriter.terminal(try #require(standInStages[name])), with: name + ".txt")
  }

  @Test func markdownIsAsRecorded() throws {
    let text = ReferenceWriter.family(
      "Table", stages: [RestoreTables.self, DropLines.self, Filter.self])
    try compare(text, with: "README.md")
  }
}

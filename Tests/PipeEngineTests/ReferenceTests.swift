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
    try compare(writer.pipeline(), with: "pipeline.json")
    try compare(writer.fragment(), with: "fragment.json")
    try compare(writer.patterns(), with: "patterns.json")
  }

  @Test func terminalTextIsAsRecorded() throws {
    let writer = ReferenceWriter(registry: standInStages)
    try compare(writer.list(), with: "list.txt")
    for name in ["restore_tables", "drop_lines", "drop_shared_blocks", "filter"] {
      try compare(try #require(writer.terminal(name)), with: name + ".txt")
    }
    #expect(writer.terminal("no_such_stage") == nil)
    #expect(writer.list(search: "LANGUAGE").hasPrefix("detect_language   Finds"))
  }

  @Test func markdownIsAsRecorded() throws {
    let writer = ReferenceWriter(registry: standInStages)
    let text = writer.markdown(
      title: "Table stages", introduction: "Stages that rebuild tables.",
      stages: [RestoreTables.self, DropLines.self, Filter.self])
    try compare(text, with: "README.md")
  }
}

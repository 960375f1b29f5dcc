import PipeEngine
import PipeFormats
import Testing

/// A run goes on when its inputs hold what it has read of them, whenever they were written.
@Suite struct ChangedInputTests {
  private static let pipeline = """
    version: 1
    name: changes
    input: {paths: [IN]}
    stages: [drop_exact_duplicates]
    outputs:
      kept: {write: kept, path: OUT/kept.jsonl, format: jsonl}
    """

  /// Three shards: two of JSON lines, one of texts.
  private func fill(_ place: Workplace) throws {
    for name in ["a", "b"] {
      let lines = (0..<20).map { "{\"text\":\"\(name) \($0)\"}\n" }.joined()
      try place.write("in/\(name).jsonl", lines)
    }
    for name in ["c", "d"] { try place.write("in/\(name).txt", "Text \(name).\n") }
  }

  /// A run that is stopped at a step, and what `pipe resume` would say of its inputs.
  private func stopped(
    _ place: Workplace, at step: String
  ) async throws -> () throws -> [String] {
    let plan = Plan(try place.load(Self.pipeline))
    let input = plan.pipeline.input
    let record = RunRecord(
      request: .init(pipeline: "test.yaml", workingFolder: "/", overrides: Overrides()),
      plan: plan, manifest: try Manifest(paths: input.paths, base: input.base))
    await #expect(throws: Stop.self) { try await place.run(Self.pipeline, stop: step) }
    return { try record.changes(to: plan, in: RunFolder(path: place.path("run"))).inputs }
  }

  @Test(arguments: ["before 0-0", "after 0-1", "before 1-0", "before 1-whole"])
  func filesMayBeWrittenAgain(step: String) async throws {
    let place = try Workplace()
    try fill(place)
    let changes = try await stopped(place, at: step)
    for name in ["in/a.jsonl", "in/b.jsonl", "in/c.txt", "in/d.txt"] {
      try place.write(name, try place.read(name))
    }
    #expect(try changes() == [])
  }

  @Test func otherContentIsNamed() async throws {
    let place = try Workplace()
    try fill(place)
    let changes = try await stopped(place, at: "before 1-0")
    try place.write("in/b.jsonl", try place.read("in/b.jsonl").replacing("b 7", with: "B 7"))
    try place.write("in/c.txt", try place.read("in/c.txt"))
    try place.write("in/d.txt", "Text e.\n")
    #expect(
      try changes() == [
        "`\(place.path("in/b.jsonl"))` was written again, and its bytes 0 to 310 are not those that "
          + "were read",
        "`\(place.path("in/d.txt"))` was written again, and its bytes 0 to 8 are not those that were "
          + "read",
      ])
    try place.write("in/a.jsonl", "{}\n")
    removeFile(place.path("in/b.jsonl"))
    let more = try changes()
    #expect(more.count == 3)
    #expect(more.first == "`\(place.path("in/a.jsonl"))` had 310 bytes, and has 3")
    #expect(more.dropFirst().first?.contains("no such file") == true)
  }

  /// What the run has not read it reads as it is now.
  @Test func unreadContentMayDiffer() async throws {
    let place = try Workplace()
    try fill(place)
    let changes = try await stopped(place, at: "after 0-0")
    try place.write("in/b.jsonl", try place.read("in/b.jsonl").replacing("b 7", with: "B 7"))
    #expect(try changes() == [])
    try place.write("in/a.jsonl", try place.read("in/a.jsonl").replacing("a 7", with: "A 7"))
    #expect(try changes().count == 1)
  }

  @Test func shardsBeginWithRecords() async throws {
    let place = try Workplace()
    let line = "{\"text\":\"" + String(repeating: "word ", count: 200_000) + "\"}\n"
    let lines = String(repeating: line, count: 12)
    try place.write("in/long.jsonl", lines)
    let changes = try await stopped(place, at: "before 0-0")
    try place.write("in/long.jsonl", lines.uppercased())
    #expect(try changes() == [])
    try place.write("in/long.jsonl", String(repeating: "x", count: lines.utf8.count))
    #expect(
      try changes() == [
        "`\(place.path("in/long.jsonl"))` was written again, and no record begins at byte "
          + "\(9 * line.utf8.count) any more"
      ])
  }
}

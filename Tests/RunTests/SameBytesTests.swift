import PipeEngine
import PipeFormats
import Testing

/// The outputs are the same bytes whatever the number of workers and the ceiling for memory.
@Suite struct SameBytesTests {
  static let pipeline = """
    version: 1
    name: same-bytes
    input: {paths: [IN]}
    stages:
      - normalize_text
      - drop_exact_duplicates
      - stage: filter
        rules: [{id: short, require: doc.words >= 4}]
    outputs:
      kept: {write: kept, path: OUT/kept.jsonl.zst, format: jsonl}
      each: {write: kept, path: "OUT/md/{slug}.md", format: markdown, front_matter: [id]}
      rejected: {write: rejected, path: "OUT/{reason.rule}.jsonl", format: jsonl}
      removed: {write: removed, path: OUT/removed.jsonl, format: jsonl, sample: 50%}
    """

  /// Files of several shards with copies within and between them.
  private func fill(_ place: Workplace) throws {
    for file in 0..<9 {
      var lines = ""
      for row in 0..<200 {
        let story = (file * 131 + row * 17) % 400
        lines +=
          "{\"id\":\"\(file)-\(row)\",\"text\":\"Story number \(story)  is told \\nhere. \"}\n"
      }
      lines += "{\"id\":\"stub\",\"text\":\"Short.\"}\n"
      try place.write("in/\(file).jsonl", lines)
    }
  }

  @Test func workersDoNotShow() async throws {
    let place = try Workplace()
    try fill(place)
    var earlier: [String: [UInt8]] = [:]
    for workers in [1, 2, 7] {
      removeFolder(place.path("out"))
      let summary = try await place.run(Self.pipeline, workers: workers, name: "run-\(workers)")
      #expect(summary.counts.documents == 9 * 201)
      #expect(summary.counts.violations == [])
      let paths = FileListing(
        expanding: [place.path("out")], extensions: [".zst", ".md", ".jsonl"]
      ).paths
      #expect(paths.count > 100)
      var bytes: [String: [UInt8]] = [:]
      for path in paths { bytes[path] = try readWhole(path) }
      if earlier.isEmpty { earlier = bytes }
      #expect(bytes == earlier, "\(workers) workers")
    }
  }

  @Test func theFirstOfCopiesStaysAndIsNamed() async throws {
    let place = try Workplace()
    try fill(place)
    let summary = try await place.run(Self.pipeline, workers: 3)
    #expect(summary.counts.kept == 400)
    let copies = try place.read("out/exact_duplicate.jsonl")
    #expect(copies.contains("\"kept\":\"0-0\""))
  }

  @Test func equalNamesAreToldApart() async throws {
    let place = try Workplace()
    for folder in ["a", "b", "c"] {
      try place.write("in/\(folder)/story.txt", "The \(folder) story is told here in full.")
    }
    let yaml = """
      version: 1
      name: names
      input: {paths: [IN]}
      stages: [{stage: filter, rules: [{id: any, require: doc.bytes >= 0}]}]
      outputs:
        each: {write: kept, path: "OUT/{name}.txt", format: text}
      """
    try await place.run(yaml)
    #expect(try place.read("out/story.txt").contains("The a story"))
    #expect(try place.read("out/story-2.txt").contains("The b story"))
    #expect(try place.read("out/story-3.txt").contains("The c story"))
  }

  @Test func whatNobodyChangedPassesThrough() async throws {
    let line =
      #"{"n":1.50e3,"text":"Some  w\u006frds.","nested":{"a":[1, 2,  3],"é":"\u00e9"},"id":"x"}"#
    #expect(try await untouched(line) == line)
  }

  @Test func lineEndsAreMendedEvenWhereNobodyChangesTheText() async throws {
    #expect(
      try await untouched(#"{"text":"One\r\ntwo\rthree","id":"x"}"#)
        == #"{"text":"One\ntwo\nthree","id":"x"}"#)
  }

  /// What becomes of a record that no stage has anything to do with.
  private func untouched(_ line: String) async throws -> String {
    let place = try Workplace()
    try place.write("in/a.jsonl", line + "\n")
    try await place.run(
      """
      version: 1
      name: untouched
      input: {paths: [IN]}
      stages: [{stage: filter, rules: [{id: any, require: doc.bytes >= 0}]}]
      outputs:
        kept: {write: kept, path: OUT/kept.jsonl, format: jsonl}
      """)
    let kept = try place.read("out/kept.jsonl")
    #expect(kept.last == "\n")
    return String(kept.dropLast())
  }
}

import PipeEngine
import PipeFormats
import Synchronization
import Testing

/// A run that stops anywhere goes on and ends with the bytes of a run that was never stopped.
@Suite struct ResumeTests {
  static let pipeline = """
    version: 1
    name: resume
    input: {paths: [IN]}
    stages:
      - normalize_text
      - drop_exact_duplicates
      - drop_near_duplicates
      - stage: filter
        rules: [{id: short, require: doc.words >= 4}]
    outputs:
      kept: {write: kept, path: OUT/kept.jsonl.zst, format: jsonl}
      book: {write: kept, path: OUT/book.md, format: markdown}
      each: {write: kept, path: "OUT/md/{slug}.md", format: markdown, front_matter: [id]}
      rejected: {write: rejected, path: "OUT/{reason.rule}.jsonl", format: jsonl}
      pairs: {write: pairs, path: OUT/pairs.jsonl, format: jsonl}
      clusters: {write: clusters, path: OUT/clusters.jsonl, format: jsonl}
    """

  /// Four shards with exact and near copies within and between them, and one without documents kept.
  private func fill(_ place: Workplace, files: Int = 4, rows: Int = 12) throws {
    for file in 0..<files {
      var lines = ""
      for row in 0..<rows {
        let story = (file * 5 + row * 3) % (rows * 2)
        let words = (0..<60).map { "word\(($0 * 7 + story * 13) % 101)" }.joined(separator: " ")
        let end = (file + row) % 3 == 0 ? " and so it ends." : "."
        lines += "{\"id\":\"\(file)-\(row)\",\"text\":\"\(words)\(end)\"}\n"
      }
      if file == 2 { lines = "{\"id\":\"stub\",\"text\":\"Short.\"}\n" }
      try place.write("in/\(file).jsonl", lines)
    }
  }

  /// Every output by its path, and the summary without its times.
  private func results(_ place: Workplace, run: String) throws -> [String: String] {
    var found: [String: String] = [:]
    let paths = FileListing(
      expanding: [place.path("out")], extensions: [".zst", ".md", ".jsonl"]
    ).paths
    for path in paths { found[path] = "\(try readWhole(path))" }
    found["summary"] = try place.read("\(run)/summary.json")
      .replacing(/"(milli)?seconds":[0-9.e-]+/, with: "")
    return found
  }

  private struct Stopped: Error {}

  /// Counts steps; stops at one of them, from 0.
  private final class Steps: Sendable {
    private let stop: Int
    private let seen = Mutex<[String]>([])

    init(stopAt stop: Int = .max) { self.stop = stop }

    var names: [String] { seen.withLock { $0 } }

    func take(_ name: String) throws {
      let number = seen.withLock { seen in
        seen.append(name)
        return seen.count - 1
      }
      if number >= stop { throw Stopped() }
    }
  }

  @Test func anyStepCanBeTheLast() async throws {
    let place = try Workplace()
    try fill(place, files: 3)
    let steps = Steps()
    try await place.run(Self.pipeline, name: "whole", atStep: steps.take)
    let expected = try results(place, run: "whole")
    #expect(expected.count > 10)
    #expect(steps.names.count > 20)
    for stop in steps.names.indices {
      removeFolder(place.path("out"))
      let name = "run-\(stop)"
      await #expect(throws: Stopped.self) {
        try await place.run(
          Self.pipeline, workers: [1, 2, 7][stop % 3], name: name,
          atStep: Steps(stopAt: stop).take)
      }
      if !place.exists(name + "/summary.json") {
        try await place.run(Self.pipeline, workers: [7, 1, 2][stop % 3], name: name)
      }
      let found = try results(place, run: name)
      #expect(found == expected, "stopped at step \(stop), \(steps.names[stop])")
    }
  }

  @Test func aRunMayStopAgainAndAgain() async throws {
    let place = try Workplace()
    try fill(place)
    try await place.run(Self.pipeline, name: "whole")
    let expected = try results(place, run: "whole")
    removeFolder(place.path("out"))
    var stops = 0
    while stops < 100 {
      do {
        try await place.run(
          Self.pipeline, workers: stops % 4 + 1, atStep: Steps(stopAt: 3 + stops / 4).take)
        break
      } catch is Stopped {
        stops += 1
      }
    }
    #expect(stops > 5)
    #expect(try results(place, run: "run") == expected)
  }

  @Test func halfWrittenFilesAreIgnored() async throws {
    let place = try Workplace()
    try fill(place)
    try await place.run(Self.pipeline, name: "whole")
    let expected = try results(place, run: "whole")
    for step in ["before 0-2", "before 1-resolve", "before 2-1", "before 2-whole"] {
      removeFolder(place.path("out"))
      let name = "run " + step
      await #expect(throws: Stopped.self) {
        try await place.run(Self.pipeline, name: name) { if $0 == step { throw Stopped() } }
      }
      // As if the machine had lost what no mark speaks of.
      for file in try fileNames(in: place.path(name + "/spill")) where file.contains("-2") {
        if step == "before 0-2" { try place.write("\(name)/spill/\(file)", "half") }
      }
      try place.write("\(name)/done/\(step.dropFirst(7)).json", "{\"plan\":")
      try place.write("\(name)/spill/0-obs-1.partial", "half a file")
      try place.write("\(name)/parts/.1-3.77.partial", "half a part")
      if step == "before 2-1" {
        let joint = "\(name)/parts/1-joint"
        try place.write(joint, try readWhole(place.path(joint)) + Array("half a shard".utf8))
      }
      try await place.run(Self.pipeline, workers: 2, name: name)
      #expect(try results(place, run: name) == expected, "\(step)")
    }
  }

  @Test func whatAKilledRunLeftBesideItsOutputsGoes() async throws {
    let place = try Workplace()
    try fill(place)
    try await place.run(Self.pipeline)
    let whole = try fileNames(in: place.path("out/md"))
    let name = try #require(whole.first { $0.hasSuffix(".md") })
    // No process has so high a number.
    for path in ["out/md/.\(name).99999999.partial", "out/.book.md.99999999.partial"] {
      try place.write(path, "half")
    }
    let others = [".\(name).partial", ".another.md.99999999.partial", ".\(name).1.partial"]
    for other in others { try place.write("out/md/\(other)", "not of this run, or in use") }
    await #expect(throws: Stopped.self) {
      try await place.run(Self.pipeline, name: "next") {
        if $0 == "before output 2" { throw Stopped() }
      }
    }
    try await place.run(Self.pipeline, name: "next")
    #expect(try fileNames(in: place.path("out/md")).sorted() == (whole + others).sorted())
    #expect(!place.exists("out/.book.md.99999999.partial"))
  }

  @Test func marksOfAnotherPlanSayNothing() async throws {
    let place = try Workplace()
    try fill(place)
    let other = Self.pipeline.replacing("doc.words >= 4", with: "doc.words >= 1")
    try await place.run(other, name: "whole")
    let expected = try results(place, run: "whole")
    removeFolder(place.path("out"))
    await #expect(throws: Stopped.self) {
      try await place.run(Self.pipeline) { if $0 == "after 2-3" { throw Stopped() } }
    }
    try await place.run(other)
    #expect(try results(place, run: "run") == expected)
  }

  @Test(arguments: ["64KB", "200KB", "4GB"])
  func theCeilingForMemoryDoesNotShow(memory: String) async throws {
    let place = try Workplace()
    try fill(place, files: 6, rows: 250)
    try await place.run(Self.pipeline, name: "whole")
    let expected = try results(place, run: "whole")
    removeFolder(place.path("out"))
    try await place.run(Self.pipeline + "\nrun: {memory: \(memory)}\n", workers: 3)
    let found = try results(place, run: "run")
    for (name, bytes) in expected where name != "summary" {
      #expect(found[name] == bytes, "\(name)")
    }
  }
}

import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `pipe resume`, with processes that end before their time.
@Suite struct ResumeTests {
  private let pipeline = """
    version: 1
    name: stories
    vars: {least: 3}
    stages:
      - normalize_text
      - drop_exact_duplicates
      - {stage: drop_shared_lines}
      - {stage: filter, rules: [{id: too_short, require: "doc.words >= ${vars.least}"}]}
    outputs:
      clean: {write: kept, path: out/clean.jsonl}
      each: {write: kept, path: "out/{id}.md"}
      rejected: {write: rejected, path: "out/{reason.rule}.jsonl"}

    """

  /// Several shards of records with copies and lines in common.
  private func fill(_ place: Workplace, rows: Int) throws {
    try place.write("stories.yaml", pipeline)
    for file in 0..<5 {
      var lines = ""
      for row in 0..<rows {
        let story = (file * 131 + row * 17) % (rows * 3)
        lines +=
          "{\"id\":\"\(file)-\(row)\",\"text\":\"Story \(story) of the ferry to the island.\\n"
          + "It sails at \(story % 24) and at \(story % 7), when the wind allows.\\n"
          + "All rights of this page are reserved by the harbour.\"}\n"
      }
      try place.write("in/\(file).jsonl", lines)
    }
  }

  private func outputs(_ place: Workplace) -> [String: String] {
    let files = place.files().filter { $0.hasPrefix("./out/") }
    return files.reduce(into: [:]) { $0[$1] = place.text($1) }
  }

  private func clear(_ place: Workplace) {
    _ = spawnAndWait("/bin/rm", ["-rf", place.path + "/out"], in: "/")
  }

  /// Runs for a while, then ends the process by a signal; nil when it had ended before.
  private func interrupt(
    _ place: Workplace, _ arguments: [String], after microseconds: UInt32, by signal: Int32,
    standardInput: String = "/dev/null"
  ) -> PipeResult? {
    let saying = place.path + "/.said"
    let process = spawn(
      Workplace.binary, arguments, in: place.path, standardInput: standardInput, saying: saying)
    usleep(microseconds)
    kill(process, signal)
    let result = wait(for: process, saying: saying)
    return result.code == 0 ? nil : result
  }

  /// Kills a run and its resumptions until twenty are dead; every run that comes to its end is right.
  ///
  /// The inputs are touched each time, which changes nothing of what they hold.
  @Test func twentyKillsDoNotShow() throws {
    let place = try Workplace()
    try fill(place, rows: 150)
    #expect(try place.pipe("run", "stories.yaml", "in", "-q").code == 0)
    let expected = outputs(place)
    #expect(expected.count > 200)
    clear(place)
    var random = SeededGenerator(state: 20)
    var kills = 0
    var run = 0
    var hasBegun = false
    while kills < 20 {
      let workers = ["1", "2", "7"][kills % 3]
      let arguments =
        hasBegun
        ? ["resume", "run-\(run)", "-q", "-j", workers]
        : ["run", "stories.yaml", "in", "-q", "-j", workers, "--run-name", "run-\(run)"]
      let result = interrupt(
        place, arguments, after: UInt32(random.next() % 400_000), by: SIGKILL)
      if let result {
        #expect(result.code == 128 + 9, "\(result.error)")
        kills += 1
        hasBegun = hasBegun || place.text(".pipe/runs/run-\(run)/run.json") != nil
        _ = spawnAndWait("/bin/sh", ["-c", "touch in/*"], in: place.path)
      } else {
        #expect(outputs(place) == expected, "run \(run)")
        clear(place)
        run += 1
        hasBegun = false
      }
    }
    if hasBegun {
      let result = try place.pipe("resume", "run-\(run)", "-q")
      #expect(result.code == 0, "\(result.error)")
      #expect(outputs(place) == expected, "run \(run)")
    }
  }

  @Test func anInterruptedRunSaysHowToGoOn() throws {
    let place = try Workplace()
    try fill(place, rows: 150)
    let line =
      "{\"text\": \"The ferry sails at noon, and it returns at six, when the wind allows.\"}\n"
    try place.write("long.jsonl", String(repeating: line, count: 60_000))
    let saying = place.path + "/.said"
    let process = spawn(
      Workplace.binary,
      ["run", "stories.yaml", "-", "--run-name", "long", "-o", "out/long.jsonl"],
      in: place.path, standardInput: place.path + "/long.jsonl", saying: saying)
    // Its record says that it has begun.
    let record = place.path + "/.pipe/runs/long/run.json"
    for _ in 0..<1_000 where access(record, F_OK) != 0 { usleep(10_000) }
    usleep(50_000)
    kill(process, SIGINT)
    let result = wait(for: process, saying: saying)
    #expect(result.code == 130)
    #expect(
      result.error.contains("interrupted\nresume with: pipe resume long\n"), "\(result.error)")
    #expect(place.text("out/long.jsonl") == nil)

    let resumed = try place.pipe("resume", "last", "-j", "2")
    #expect(resumed.code == 0, "\(resumed.error)")
    #expect(resumed.error.contains("60,000 documents in, 1 kept"), "\(resumed.error)")
    let again = try place.pipe("resume", "long")
    #expect(again.code == 0)
    #expect(again.error.contains("the run has finished; its summary is"), "\(again.error)")
    #expect(!place.files().contains { $0.contains("/spill/") || $0.contains("/parts/") })
  }

  @Test func whatHasChangedIsNamed() throws {
    let place = try Workplace()
    try fill(place, rows: 150)
    _ = interrupt(
      place, ["run", "stories.yaml", "in", "-q", "--run-name", "a"], after: 0, by: SIGKILL)
    var tries = 0
    while place.text(".pipe/runs/a/run.json") == nil, tries < 20 {
      tries += 1
      _ = interrupt(
        place, ["run", "stories.yaml", "in", "-q", "--run-name", "a"],
        after: UInt32(30_000 * tries), by: SIGKILL)
    }
    try #require(place.text(".pipe/runs/a/summary.json") == nil)

    let text = try #require(place.text("in/3.jsonl"))
    try place.write("in/3.jsonl", text + "{\"text\":\"One more.\"}\n")
    let grown = try place.pipe("resume", "a")
    #expect(grown.code == 4)
    #expect(
      grown.error.contains("error: the run can't go on, since its outputs would be of two kinds:"))
    #expect(grown.error.contains("\n  `in/3.jsonl` had"), "\(grown.error)")
    #expect(grown.error.contains("\nput that back, or begin anew: pipe run stories.yaml\n"))

    try place.write("stories.yaml", pipeline.replacing("least: 3", with: "least: 4"))
    let edited = try place.pipe("resume", "a")
    #expect(edited.code == 3)
    for part in ["`stories.yaml`", "the var `least`", "the stage `filter`"] {
      #expect(edited.error.contains("\n  \(part) has changed"), "\(edited.error)")
    }
    let unknown = try place.pipe("resume", "b")
    #expect(unknown.code == 2)
    #expect(unknown.error == "error: there is no run `b` in `.pipe/runs`; did you mean `a`?\n")
  }
}

/// Random numbers of a seed: the same in every run of the tests.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

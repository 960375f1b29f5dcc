import PipeEngine
import PipeFormats
import Testing

/// Runs that compare with earlier ones.
@Suite struct StateTests {
  static let pipeline = """
    version: 1
    name: over-time
    input: {paths: [IN]}
    stages:
      - {stage: drop_exact_duplicates, state: OUT/state/exact}
      - {stage: drop_near_duplicates, keep: longest, state: OUT/state/near}
      - {stage: filter, rules: [{id: short, require: doc.words >= 4}]}
    outputs:
      kept: {write: kept, path: OUT/kept.jsonl, format: jsonl}
      rejected: {write: rejected, path: OUT/rejected.jsonl, format: jsonl}
      pairs: {write: pairs, path: OUT/pairs.jsonl, format: jsonl}
    """

  /// A story of 60 words of its own; another edition differs in one word.
  static func story(_ number: Int, edition: Int = 0) -> String {
    (0..<60).map { $0 == 30 && edition > 0 ? "edition\(edition)" : "w\(number)x\($0)" }
      .joined(separator: " ") + "."
  }

  static func record(_ id: String, _ text: String) -> String {
    "{\"id\":\"\(id)\",\"text\":\"\(text)\"}\n"
  }

  /// The first day's stories, in several shards, with copies and one that is rejected later.
  static func fillFirst(_ place: Workplace) throws {
    for file in 0..<5 {
      var lines = record("short-\(file)", "Too short.")
      for row in 0..<20 {
        let number = (file * 20 + row) % 80
        lines += record("first-\(file)-\(row)", story(number))
      }
      try place.write("in/\(file).jsonl", lines)
    }
  }

  /// The second day's: copies, other editions, new ones, and new ones that are alike.
  static func fillSecond(_ place: Workplace) throws {
    removeFolder(place.path("in"))
    for file in 0..<4 {
      var lines = record("short", "Too short.")
      for row in 0..<20 {
        lines += record("copy-\(file)-\(row)", story(file * 20 + row))
        lines += record("edition-\(file)-\(row)", story(file * 20 + row, edition: 7) + " Longer.")
        lines += record("new-\(file)-\(row)", story(1000 + file * 20 + row))
        lines += record("newer-\(file)-\(row)", story(1000 + row, edition: file + 1))
      }
      try place.write("in/\(file).jsonl", lines)
    }
  }

  static func state(_ place: Workplace) throws -> [String: [UInt8]] {
    var bytes: [String: [UInt8]] = [:]
    for state in ["exact", "near"] {
      let folder = place.path("out/state/\(state)")
      for name in try fileNames(in: folder) {
        bytes["\(state)/\(name)"] = try readWhole(folder + "/" + name)
      }
    }
    return bytes
  }

  private func ids(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap {
      $0.split(separator: "\"").dropFirst(3).first.map(String.init)
    }
  }

  @Test func earlierRunsWin() async throws {
    let place = try Workplace()
    try Self.fillFirst(place)
    try await place.run(Self.pipeline, workers: 2, name: "one")
    #expect(ids(try place.read("out/kept.jsonl")).count == 80)
    try Self.fillSecond(place)
    try await place.run(Self.pipeline, workers: 2, name: "two")
    let kept = ids(try place.read("out/kept.jsonl"))
    // Of 20 new stories that have editions in the same run the longest stays: all are as long, so the first.
    #expect(kept.count == 80)
    #expect(kept.allSatisfy { $0.hasPrefix("new-") })
    let rejected = try place.read("out/rejected.jsonl").split(separator: "\n")
    let copy = rejected.first { $0.contains("\"copy-0-3\"") } ?? ""
    #expect(copy.contains("drop_exact_duplicates/exact_duplicate"), "\(copy)")
    #expect(copy.contains("\"kept\":\"first-0-3\""), "\(copy)")
    let edition = rejected.first { $0.contains("\"edition-2-5\"") } ?? ""
    #expect(edition.contains("\"kept\":\"first-2-5\""), "\(edition)")
    #expect(edition.contains("\"similarity\":0.8"), "\(edition)")
    #expect(
      try place.read("out/pairs.jsonl").contains("{\"a\":\"first-2-5\",\"b\":\"edition-2-5\""))
    for state in ["exact", "near"] {
      let report = try StateReport(place.path("out/state/\(state)"))
      #expect(report.problems() == [])
      #expect(report.manifest?.documents == 160)
      #expect(report.manifest?.segments.count == 2)
    }
  }

  /// What did not come out is not remembered: the short ones of the first run come again.
  @Test func onlyWhatCameOutIsRemembered() async throws {
    let place = try Workplace()
    try Self.fillFirst(place)
    try await place.run(Self.pipeline, name: "one")
    try Self.fillSecond(place)
    try place.write("in/9.jsonl", Self.record("short-again", "Too short."))
    try await place.run(Self.pipeline, name: "two")
    let short = try place.read("out/rejected.jsonl").split(separator: "\n").filter {
      $0.contains("\"doc\":\"short")
    }
    // Four copies of one text, of which the first came as far as the filter.
    #expect(short.filter { $0.contains("\"filter/short\"") }.count == 1)
    #expect(short.count == 5)
  }

  /// A run that is killed when some of its states know that it has ended and others do not is done
  /// again by all of them.
  @Test func aRunEndsWhenAllItsStatesSaySo() async throws {
    let place = try Workplace()
    try Self.fillFirst(place)
    try await place.run(Self.pipeline, name: "one")
    try Self.fillSecond(place)
    try await place.run(Self.pipeline, name: "two", end: { try $0.byStage[0].state.seal() })
    let kept = try place.read("out/kept.jsonl")
    try await place.run(Self.pipeline, name: "again")
    #expect(try place.read("out/kept.jsonl") == kept)
    for state in ["exact", "near"] {
      let report = try StateReport(place.path("out/state/\(state)"))
      #expect(report.problems() == [])
      #expect(report.manifest?.segments.count == 2)
      #expect(report.manifest?.isPending == false)
    }
    try await place.run(Self.pipeline, name: "later")
    #expect(try place.read("out/kept.jsonl") == "")
  }

  @Test func oneRunOverAllIsTwoRunsInOrder() async throws {
    let yaml = Self.pipeline.replacing("keep: longest, ", with: "")
    let place = try Workplace()
    try Self.fillFirst(place)
    try await place.run(yaml, name: "one")
    var kept = ids(try place.read("out/kept.jsonl"))
    try Self.fillSecond(place)
    try await place.run(yaml, name: "two")
    kept += ids(try place.read("out/kept.jsonl"))

    let other = try Workplace()
    try Self.fillSecond(other)
    for file in 0..<4 {
      let bytes = try readWhole(other.path("in/\(file).jsonl"))
      try other.write("later/\(file).jsonl", bytes)
    }
    removeFolder(other.path("in"))
    try Self.fillFirst(other)
    for file in 0..<4 {
      try other.write("in/z\(file).jsonl", try readWhole(other.path("later/\(file).jsonl")))
    }
    try await other.run(yaml, name: "all")
    #expect(ids(try other.read("out/kept.jsonl")) == kept)
  }

  @Test func workersDoNotShowInAState() async throws {
    let place = try Workplace()
    var earlier: [String: [UInt8]] = [:]
    for workers in [1, 2, 7] {
      removeFolder(place.path("out"))
      removeFolder(place.path("in"))
      try Self.fillFirst(place)
      try await place.run(Self.pipeline, workers: workers, name: "one-\(workers)")
      try Self.fillSecond(place)
      try await place.run(Self.pipeline, workers: workers, name: "two-\(workers)")
      let bytes = try Self.state(place)
      if earlier.isEmpty { earlier = bytes }
      #expect(bytes == earlier, "\(workers) workers")
    }
  }

  /// A run that ends at any step, also between its commits and its end: done again, or gone on with,
  /// it leaves what an undisturbed one leaves.
  @Test(arguments: [true, false])
  func stoppedAtAnyStepItIsDoneAgain(resumes: Bool) async throws {
    let place = try Workplace()
    func begin() async throws {
      for name in ["out", "in", "one", "two", "three"] { removeFolder(place.path(name)) }
      try Self.fillFirst(place)
      try await place.run(Self.pipeline, name: "one")
      try Self.fillSecond(place)
    }
    func outputs() throws -> [String] {
      try ["kept", "rejected", "pairs"].map { try place.read("out/\($0).jsonl") }
    }
    try await begin()
    try await place.run(Self.pipeline, name: "two")
    let expected = try Self.state(place)
    let expectedOutputs = try outputs()
    for step in [
      "before commit 1", "after commit 1", "summary",
    ] {
      try await begin()
      await #expect(throws: Stop.self) {
        try await place.run(Self.pipeline, name: "two", stop: step)
      }
      if step != "summary" || !resumes {
        try await place.run(Self.pipeline, name: resumes ? "two" : "three")
        #expect(try Self.state(place) == expected, "\(step)")
      }
      #expect(try outputs() == expectedOutputs, "\(step)")
    }
  }

  @Test func aRunDoesNotGoOnWhenOthersHaveAdded() async throws {
    let place = try Workplace()
    try Self.fillFirst(place)
    let yaml = Self.pipeline
    await #expect(throws: Stop.self) {
      try await place.run(yaml, name: "one", stop: "before commit 0")
    }
    let other = yaml.replacing("name: over-time", with: "name: other")
    try await place.run(other, name: "other")
    let error = await #expect(throws: StateError.self) {
      _ = try await place.run(yaml, name: "one")
    }
    #expect(error?.cause == .change)
  }

  @Test func otherOptionsAreRefused() async throws {
    let place = try Workplace()
    try Self.fillFirst(place)
    try await place.run(Self.pipeline, name: "one")
    let error = await #expect(throws: StateError.self) {
      _ = try await place.run(
        Self.pipeline.replacing("keep: longest", with: "shingle_words: 3"), name: "two")
    }
    #expect(error?.cause == .mismatch)
    #expect(error?.message.contains("not `shingles: 3 words, ") == true, "\(error?.message ?? "")")
  }

  @Test func blocksAreCountedOverRuns() async throws {
    let place = try Workplace()
    let yaml = """
      version: 1
      name: shared
      input: {paths: [IN]}
      stages: [{stage: drop_shared_blocks, min_docs: 4, state: OUT/state}]
      outputs:
        kept: {write: kept, path: OUT/kept.jsonl, format: jsonl}
      """
    func fill(_ first: Int) throws {
      removeFolder(place.path("in"))
      for number in first..<first + 2 {
        try place.write(
          "in/\(number).txt",
          "Story number \(number) is told here.\n\nSubscribe to our letter now.\n")
      }
    }
    try fill(0)
    try await place.run(yaml, name: "one")
    #expect(try place.read("out/kept.jsonl").contains("Subscribe"))
    try fill(2)
    try await place.run(yaml, name: "two")
    #expect(try !place.read("out/kept.jsonl").contains("Subscribe"))
  }
}

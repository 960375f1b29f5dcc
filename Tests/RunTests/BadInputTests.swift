import PipeCore
import PipeEngine
import PipeFormats
import Testing

/// Every bad input has a clear end: the bad record goes to `failed` with file, line and reason, and the
/// rest of the run is right.
@Suite struct BadInputTests {
  static let pipeline = """
    version: 1
    name: bad-input
    input: {paths: [IN]}
    stages: [{stage: filter, rules: [{id: any, require: doc.bytes >= 0}]}]
    outputs:
      kept: {write: kept, path: OUT/kept.jsonl, format: jsonl}
      failed: {write: failed, path: OUT/failed.jsonl, format: jsonl}
    """

  @Test func brokenRecordsFailAndTheOthersStay() async throws {
    let place = try Workplace()
    try place.write(
      "in/a.jsonl",
      """
      {"id":"one","text":"The first."}
      {"id":"two","text":
      {"id":"three","body":"No text."}
      {"id":"four","text":5}
      [1,2]
      {"id":"five","text":"The last."}

      """)
    let summary = try await place.run(Self.pipeline)
    #expect(summary.counts.kept == 2)
    #expect(summary.counts.failed == 4)
    #expect(summary.hasTooManyFailures)
    let kept = try place.read("out/kept.jsonl")
    #expect(
      kept == "{\"id\":\"one\",\"text\":\"The first.\"}\n{\"id\":\"five\",\"text\":\"The last.\"}\n"
    )
    let failed = try place.read("out/failed.jsonl")
    for line in ["a.jsonl:2", "a.jsonl:3", "a.jsonl:4", "a.jsonl:5"] {
      #expect(failed.contains(line), "\(line) is not in \(failed)")
    }
  }

  /// In a folder too, where a name says nothing.
  @Test func filesWithoutAnEndingAreWhatTheyHold() async throws {
    let place = try Workplace()
    try place.write("in/a/story", "The ferry sails.\n")
    try place.write("in/page", "<!DOCTYPE html><p>The mill was sold.")
    try place.write("in/records", "{\"id\":\"r\",\"text\":\"A comet.\"}\n")
    try place.write("in/program", [0x7F, 0x45, 0x4C, 0x46, 0, 1])
    try place.write("in/notes.log", "Of another kind.\n")
    try place.write("in/.hidden", "Not named.\n")
    try await place.run(Self.pipeline)
    #expect(
      try place.read("out/kept.jsonl") == """
        {"id":"a/story","text":"The ferry sails.\\n"}
        {"id":"page","text":"The mill was sold."}
        {"id":"r","text":"A comet."}

        """)
  }

  @Test func invalidUTF8IsRepairedAndCounted() async throws {
    let place = try Workplace()
    try place.write("in/a.txt", Array("caf".utf8) + [0xE9] + Array(" noir\n".utf8))
    let summary = try await place.run(Self.pipeline)
    #expect(summary.counts.repairs == 1)
    #expect(
      try place.read("out/kept.jsonl") == "{\"id\":\"a.txt\",\"text\":\"caf\u{FFFD} noir\\n\"}\n")
  }

  @Test func lineEndsAndByteOrderMarksAreMended() async throws {
    let place = try Workplace()
    try place.write("in/a.txt", "\u{FEFF}one\r\ntwo\rthree")
    try await place.run(Self.pipeline)
    #expect(
      try place.read("out/kept.jsonl") == "{\"id\":\"a.txt\",\"text\":\"one\\ntwo\\nthree\"}\n")
  }

  @Test(arguments: [Compression.gzip, .zstd])
  func recordsBeforeABreakCount(compression: Compression) async throws {
    let place = try Workplace()
    var lines: [UInt8] = []
    for number in 0..<20_000 {
      lines += Array("{\"id\":\"\(number)\",\"text\":\"Story \(number &* 7_919 % 10_007)\"}\n".utf8)
    }
    var compressed: [UInt8] = []
    try BatchCompressor(compression).compress(lines.span, into: &compressed, path: "a")
    try place.write(
      "in/a.jsonl" + compression.fileExtension, Array(compressed.prefix(compressed.count / 2)))
    let summary = try await place.run(Self.pipeline)
    #expect(summary.counts.failed == 1)
    #expect(summary.counts.kept > 0)
    #expect(try place.read("out/kept.jsonl").hasPrefix("{\"id\":\"0\",\"text\":\"Story 0\"}\n"))
    #expect(try place.read("out/failed.jsonl").contains("a.jsonl"))
  }

  @Test func emptyFilesAreEmptyDocuments() async throws {
    let place = try Workplace()
    try place.write("in/a.txt", "")
    try place.write("in/b.html", "")
    try place.write("in/c.jsonl", "")
    let summary = try await place.run(Self.pipeline)
    #expect(summary.counts.documents == 2)
    #expect(summary.counts.failed == 0)
  }

  @Test func aLineOfFiftyMegabytesPasses() async throws {
    let place = try Workplace()
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 50_000_000)
    try place.write(
      "in/a.jsonl", Array("{\"id\":\"x\",\"text\":\"".utf8) + text + Array("\"}\n".utf8))
    let summary = try await place.run(Self.pipeline)
    #expect(summary.counts.kept == 1)
    #expect(try readWhole(place.path("out/kept.jsonl")).count == text.count + 21)
  }

  @Test func aRecordPastTheLimitFails() async throws {
    let place = try Workplace()
    let long = String(repeating: "a", count: 20_000)
    try place.write(
      "in/a.jsonl", "{\"id\":\"long\",\"text\":\"\(long)\"}\n{\"id\":\"short\",\"text\":\"b\"}\n")
    let summary = try await place.run(Self.pipeline + "\nrun: {max_record: 10KB}\n")
    #expect(summary.counts.kept == 1)
    #expect(summary.counts.failed == 1)
    #expect(try place.read("out/failed.jsonl").contains("a.jsonl:1"))
  }

  @Test func missingInputsAreNamed() throws {
    let place = try Workplace()
    let error = #expect(throws: InputError.self) {
      try Manifest(paths: [place.path("nowhere"), place.path("*.txt")], base: ".")
    }
    #expect(error?.problems.count == 2)
  }

  @Test func anOutputThatCannotBeWrittenIsAnError() async throws {
    let place = try Workplace()
    try place.write("in/a.txt", "A text.")
    try place.write("out", "a file where a folder should be")
    await #expect(throws: FileError.self) { try await place.run(Self.pipeline) }
  }

  /// Writing to /dev/full always says that the disk is full.
  @Test(.enabled(if: (try? File.reading("/dev/full")) != nil))
  func aFullDiskIsAnError() async throws {
    let place = try Workplace()
    try place.write("in/a.txt", String(repeating: "A text.\n", count: 1_000))
    let yaml = """
      version: 1
      name: full
      input: {paths: [IN]}
      stages: [{stage: filter, rules: [{id: any, require: doc.bytes >= 0}]}]
      outputs:
        kept: {write: kept, path: /dev/full, format: text}
      """
    let error = await #expect(throws: FileError.self) { try await place.run(yaml) }
    #expect(error?.message.contains("/dev/full") == true)
  }

  @Test func aPatternThatGivesUpIsReported() async throws {
    let place = try Workplace()
    try place.write("in/a.txt", String(repeating: "a", count: 5_000) + "!\nA plain line.\n")
    try place.write(
      "slow.patterns.yaml",
      """
      version: 1
      sets:
        slow:
          unit: line
          patterns:
            - {id: nested, regex: '^(\\w+\\s?)*$', hits: [a], misses: ['!']}
      """)
    let yaml = """
      version: 1
      name: slow
      patterns: {slow: \(place.path("slow.patterns.yaml"))}
      input: {paths: [IN]}
      stages:
        - {stage: drop_lines, match: slow.slow}
      outputs:
        kept: {write: kept, path: OUT/kept.jsonl, format: jsonl}
      """
    let summary = try await place.run(yaml)
    #expect(summary.counts.patternsThatGaveUp == ["slow.slow/nested": 1])
    #expect(try place.read("out/kept.jsonl").contains("pattern.gave_up"))
  }
}

import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `pipe state`, and runs with a state that are killed.
@Suite struct StateKillTests {
  private static let pipeline = """
    version: 1
    name: over-time
    stages:
      - {stage: drop_exact_duplicates, state: out/state/exact}
      - {stage: drop_near_duplicates, state: out/state/near}
    outputs:
      kept: {write: kept, path: out/kept.jsonl}
      rejected: {write: rejected, path: out/rejected.jsonl}

    """

  private static func records(_ range: Range<Int>, copies: Int) -> String {
    range.map { number in
      let story = number % copies
      let text = (0..<40).map { "w\(story)x\($0 == 20 ? number % 3 : $0)" }.joined(separator: " ")
      return "{\"id\":\"\(number)\",\"text\":\"\(text)\"}\n"
    }.joined()
  }

  /// A folder in which one run has filled the states.
  private static func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("over-time.yaml", pipeline)
    for file in 0..<3 {
      try place.write("one/\(file).jsonl", records(file * 60..<(file + 1) * 60, copies: 150))
      try place.write("two/\(file).jsonl", records(file * 100..<(file + 1) * 100, copies: 200))
    }
    #expect(try place.pipe("run", "over-time.yaml", "one", "-q").code == 0)
    return place
  }

  private static func results(_ place: Workplace) throws -> [String: String] {
    // The lock says who held it last, where nobody could wipe that out.
    let names = place.files().filter { $0.hasPrefix("./out/") && !$0.hasSuffix("/lock") }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, place.text($0) ?? "") })
  }

  /// How a run of the second day ends that nobody disturbs, and how long it takes in microseconds.
  private static func undisturbed() throws -> (results: [String: String], time: Int) {
    let place = try Self.place()
    var start = timespec()
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &start)
    #expect(try place.pipe("run", "over-time.yaml", "two", "-q").code == 0)
    clock_gettime(CLOCK_MONOTONIC, &end)
    let time = (end.tv_sec - start.tv_sec) * 1_000_000 + (end.tv_nsec - start.tv_nsec) / 1_000
    return (try results(place), time)
  }

  /// Kills at twenty moments, spread over a run, do no harm: the states are whole, and the run done
  /// again gives the same files, those of the states too.
  @Test func killedRunsCanBeDoneAgain() throws {
    var (expected, time) = try Self.undisturbed()
    let place = try Self.place()
    #expect(spawnAndWait("/bin/cp", ["-r", "out", "before"], in: place.path).code == 0)
    var killed = 0
    for moment in 1...20 {
      _ = spawnAndWait("/bin/rm", ["-rf", "out"], in: place.path)
      _ = spawnAndWait("/bin/cp", ["-r", "before", "out"], in: place.path)
      let saying = place.path + "/.said"
      let process = spawn(
        Workplace.binary, ["run", "over-time.yaml", "two", "-q"], in: place.path,
        standardInput: "/dev/null", saying: saying)
      usleep(UInt32(time * moment / 20))
      kill(process, SIGKILL)
      let hasEnded = wait(for: process, saying: saying).code == 0
      // Other processes made the first run slow: the next moment is to be one of the run.
      if hasEnded { time = time * 4 / 5 }
      for state in ["exact", "near"] {
        let verified = try place.pipe("state", "verify", "out/state/\(state)")
        #expect(verified.code == 0, "moment \(moment): \(verified.output)\(verified.error)")
      }
      // All states say that the run has ended: all that was left was to exit.
      let isSealed = try ["exact", "near"].allSatisfy { state in
        let info = try place.pipe("state", "info", "out/state/\(state)", "--format", "json").output
        return info.contains("\"generation\":2,") && info.contains("\"pending\":false")
      }
      if !hasEnded && !isSealed {
        killed += 1
        let again = try place.pipe("run", "over-time.yaml", "two", "-q")
        #expect(again.code == 0, "\(again.error)")
      }
      let results = try Self.results(place)
      let differing = Set(expected.keys).union(results.keys).filter { results[$0] != expected[$0] }
      #expect(differing.isEmpty, "moment \(moment): \(differing)")
    }
    #expect(killed > 5)
  }

  /// A run that was killed behind its commit, and that reads standard input, is known again by what it read.
  @Test func standardInputIsKnownByItsContent() throws {
    let second = Self.records(0..<300, copies: 200) + "{\"no\":\"text\"}\n"
    let arguments = ["run", "over-time.yaml", "-", "--json"]
    let undisturbed = try Self.place()
    #expect(try undisturbed.pipe(arguments, input: second).code == 1)

    let place = try Self.place()
    try place.write("second.jsonl", second)
    try Self.killPending(place, arguments, standardInput: "second.jsonl")
    let other = try place.pipe("state", "info", "out/state/exact", "--format", "json").output
    #expect(other.contains("\"pending\":true"), "\(other)")
    #expect(try place.pipe(arguments, input: second).code == 1)
    #expect(try Self.results(place) == Self.results(undisturbed))

    // What another run committed counts, pending or not.
    let copies = try place.pipe(arguments, input: Self.records(0..<300, copies: 200))
    #expect(copies.output.contains("\"kept\":0,"), "\(copies.output)")
  }

  /// Kills a run that waits to say that it is done, since nobody reads what it says.
  private static func killPending(
    _ place: Workplace, _ arguments: [String], standardInput: String
  ) throws {
    let saying = place.path + "/.said"
    try #require(mkfifo(saying + ".out", 0o600) == 0)
    let full = open(saying + ".out", O_RDWR | O_NONBLOCK)
    defer { close(full) }
    let bytes = [UInt8](repeating: 0, count: 4_096)
    while write(full, bytes, bytes.count) > 0 {}
    let process = spawn(
      Workplace.binary, arguments, in: place.path,
      standardInput: place.path + "/" + standardInput, saying: saying)
    var isPending = false
    for _ in 0..<1_000 where !isPending {
      usleep(10_000)
      isPending = try ["exact", "near"].allSatisfy { state in
        let info = try place.pipe("state", "info", "out/state/\(state)", "--format", "json")
        return info.output.contains("\"pending\":true")
      }
    }
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 && errno == EINTR {}
    unlink(saying + ".out")
    #expect(isPending)
  }

  @Test func aStateSaysWhatItHolds() throws {
    let place = try Self.place()
    let info = try place.pipe("state", "info", "out/state/exact")
    #expect(info.code == 0)
    #expect(info.output.hasPrefix("out/state/exact   drop_exact_duplicates, revision 1\n\n"))
    #expect(info.output.contains("\n  documents         150\n"), "\(info.output)")
    let json = try place.pipe("state", "info", "out/state/near", "--format", "json")
    #expect(json.output.contains("\"documents\":150,"), "\(json.output)")
    #expect(json.output.contains("\"pending\":false"))
    #expect(try place.pipe("state", "info", "out").code == 4)
    #expect(try place.pipe("state", "info", "none").error == "error: there is no state `none`\n")
    #expect(try place.pipe("run", "over-time.yaml", "two", "-q").code == 0)
    let compacted = try place.pipe("state", "compact", "out/state/near")
    #expect(compacted.output.contains("2 segments merged; "), "\(compacted.output)")
    #expect(try place.pipe("state", "verify", "out/state/near").code == 0)
  }

  @Test func tryComparesWithTheState() throws {
    let place = try Self.place()
    let before = try Self.results(place)
    try place.write("day.jsonl", Self.records(100..<102, copies: 150))
    let copy = try place.pipe("try", "over-time.yaml", "day.jsonl:2").output
    #expect(copy.contains("     0    rejected: exact_duplicate   of 101\n"), "\(copy)")
    try place.write(
      "day.jsonl", Self.records(100..<101, copies: 150).replacing("w100x0", with: "another"))
    let near = try place.pipe("try", "over-time.yaml", "day.jsonl").output
    #expect(near.contains("  nothing, by 150 documents of `out/state/exact`\n"), "\(near)")
    #expect(near.contains("rejected: near_duplicate   of 100, similarity 0."), "\(near)")
    #expect(try Self.results(place) == before)
    try place.write("over-time.yaml", Self.pipeline.replacing("/exact", with: "/new"))
    let new = try place.pipe("try", "over-time.yaml", "day.jsonl").output
    #expect(new.contains("not run: the state `out/state/new` holds nothing yet\n"), "\(new)")
    let other = Self.pipeline.replacing("drop_exact_duplicates,", with: "drop_shared_lines,")
    try place.write("over-time.yaml", other)
    #expect(try place.pipe("try", "over-time.yaml", "day.jsonl").code == 3)
  }

  @Test func damageAndMismatchHaveExitCodes() throws {
    let place = try Self.place()
    let other = Self.pipeline.replacing(
      "stage: drop_exact_duplicates,", with: "stage: drop_exact_duplicates, by: url,")
    try place.write("other.yaml", other)
    let run = try place.pipe("run", "other.yaml", "two", "-q")
    #expect(run.code == 3)
    #expect(
      run.error
        == "error: the state `out/state/exact` was made with `by: text`, not `by: url`; "
        + "change it back, or name another folder, which begins anew\n")
    let check = try place.pipe("check", "--deep", "other.yaml")
    #expect(check.code == 3)
    #expect(check.output.contains("error[P302]"), "\(check.output)")
    try place.write("out/state/near/segment-1.labels", "nothing")
    let verified = try place.pipe("state", "verify", "out/state/near")
    #expect(verified.code == 1)
    #expect(verified.output.contains("segment-1.labels: "), "\(verified.output)")
    #expect(try place.pipe("check", "--deep", "over-time.yaml").code == 4)
    #expect(try place.pipe("run", "over-time.yaml", "two", "-q").code == 4)
  }
}

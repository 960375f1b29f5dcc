import Testing

/// What passes `check` runs: a file that `check` refuses, `run` refuses with the same words.
@Suite struct SameMessageTests {
  @Test func checkAndRunSayTheSame() throws {
    let place = try Workplace()
    place.copy("Tests/Fixtures/diagnostics", to: "files")
    let before = place.files()
    let names = before.filter {
      $0.hasSuffix(".yaml") && $0.split(separator: "/").count == 3
    }
    #expect(names.count >= 60)
    var refused = 0
    for name in names {
      let file = String(name.dropFirst(2))
      let flags = flags(of: place.text(file) ?? "")
      let check = try place.pipe(
        ["check", file] + flags.filter { $0 != "-o" && !$0.hasSuffix(".jsonl") })
      // What is right is not run: its inputs are made up.
      if check.code == 0 { continue }
      refused += 1
      let run = try place.pipe(["run", file] + flags)
      #expect(check.code == 3, "\(file)")
      #expect(run.code == 3, "\(file)")
      #expect(run.output == "", "\(file)")
      if !flags.contains("-o") { #expect(check.output == run.error, "\(file)") }
    }
    #expect(refused >= 50)
    #expect(place.files().filter { $0 != "./.stdin" } == before, "an output was made")
  }

  /// `--var` and `--set` of a fixture's line `# flags: …`; what remains is `-o` and its path.
  private func flags(of text: String) -> [String] {
    let line = text.split(separator: "\n").first { $0.hasPrefix("# flags: ") }
    return (line?.dropFirst("# flags: ".count) ?? "").split(separator: " ").map(String.init)
  }
}

import PipeCore
import PipeEngine
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Every message of the loader, word for word: `Tests/Fixtures/diagnostics/NAME.yaml` with what is said of it
/// in `NAME.expected`.
///
/// A line `# flags: …` in a file gives the `--var`, `--set` and `-o` of the command line. With
/// `PIPE_RECORD=1` the expected files are written anew.
@Suite struct DiagnosticFixtureTests {
  static let folder = fixtureFolder("diagnostics")

  @Test(arguments: fixtureNames(in: folder, ending: ".yaml"))
  func saysWhatIsWrong(_ name: String) throws {
    let said = try Self.rendering(of: name)
    let expected = Self.folder + name + ".expected"
    if PipelineLoader.processEnvironment("PIPE_RECORD") == "1" {
      try write(said, to: expected)
    } else {
      #expect(said == (try? text(of: expected)), "\(name).yaml")
    }
  }

  /// Every code of the table is shown by a fixture, but those that need the engine.
  @Test func coversEveryCode() throws {
    var all = ""
    for name in fixtureNames(in: Self.folder, ending: ".yaml") {
      all += (try? text(of: Self.folder + name + ".expected")) ?? ""
    }
    let missing = DiagnosticCode.all.map(\.code).filter {
      !all.contains("[\($0)]") && !DiagnosticCode.ofRuns.contains($0)
    }
    #expect(missing == [])
  }

  /// Every code that a fixture shows is explained.
  @Test func explainsEveryCode() {
    for name in fixtureNames(in: Self.folder, ending: ".yaml") {
      let file = (try? text(of: Self.folder + name + ".expected")) ?? ""
      for line in file.split(separator: "\n") where line.contains("[P") {
        guard let start = line.firstRange(of: "[P") else { continue }
        let code = line[line.index(after: start.lowerBound)...].prefix(4)
        #expect(DiagnosticCode[String(code)] != nil, "\(code) in \(name)")
      }
    }
  }

  private static func require(_ isRead: Bool) throws {
    if !isRead { throw FixtureError(message: "flags that can't be read") }
  }

  static func rendering(of name: String) throws -> String {
    let source = try text(of: folder + name + ".yaml")
    var overrides = Overrides()
    let flags = source.split(separator: "\n").first { $0.hasPrefix("# flags: ") }
    var words = (flags?.dropFirst(9) ?? "").split(separator: " ").map(String.init)
    while words.count >= 2 {
      switch words[0] {
      case "--var": try require(overrides.addVariable(words[1]))
      case "--set": try require(overrides.addOption(words[1]))
      default: overrides.output = words[1]
      }
      words.removeFirst(2)
    }
    let access = FileAccess { path in
      if path.hasSuffix("huge.txt") { return .failure(.tooLarge(limit: FileAccess.sizeLimit)) }
      return FileAccess.disk.read(path.hasPrefix("/") ? path : folder + path)
    }
    let loader = PipelineLoader(
      registry: standInStages, access: access,
      environment: { ["MIN_WORDS": "many", "OUT_FOLDER": "results"][$0] })
    let result = loader.load(path: name + ".yaml", overrides: overrides)
    #expect(result.hasErrors == (result.pipeline == nil))
    return DiagnosticRenderer(files: result.files).human(
      result.diagnostics, fixes: Fixes(result).count)
  }
}

import PipeCore
import PipeEngine
import Testing

@Suite struct RendererTests {
  private static let text = """
    version: 1
    stages:
      - stage: detect_language
        min_confidense: 0.5
      - stage: restore_tables
        min_rows: 0, 1

    """

  private var result: LoadResult {
    PipelineLoader(registry: standInStages, access: .memory([:]))
      .load(Array(Self.text.utf8), name: "web.yaml")
  }

  @Test func shortFormIsOneLineEach() {
    let result = result
    let renderer = DiagnosticRenderer(files: result.files)
    #expect(
      result.diagnostics.map(renderer.short) == [
        "web.yaml:4:5: error[P102]: unknown option `min_confidense` for stage detect_language; "
          + "did you mean `min_confidence`?",
        "web.yaml:6:15: error[P103]: `min_rows` takes a whole number, got `0, 1`",
      ])
  }

  @Test func githubFormEscapes() {
    let result = result
    let renderer = DiagnosticRenderer(files: result.files)
    #expect(
      renderer.github(result.diagnostics) == """
        ::error file=web.yaml,line=4,col=5,endColumn=19,title=P102::unknown option `min_confidense` \
        for stage detect_language%0Adid you mean `min_confidence`?%0Ait takes: into, min_confidence
        ::error file=web.yaml,line=6,col=15,endColumn=19,title=P103::`min_rows` takes a whole number, \
        got `0, 1`

        """)
  }

  @Test func jsonFormHasEveryField() {
    let result = result
    let renderer = DiagnosticRenderer(files: result.files)
    #expect(
      renderer.json(Array(result.diagnostics.prefix(1))) == """
        {
          "diagnostics": [
            {
              "code": "P102",
              "column": 5,
              "file": "web.yaml",
              "hint": "did you mean `min_confidence`?",
              "length": 14,
              "line": 4,
              "message": "unknown option `min_confidense` for stage detect_language",
              "notes": ["it takes: into, min_confidence"],
              "severity": "error"
            }
          ],
          "errors": 1,
          "warnings": 0
        }

        """)
  }

  @Test func sarifNamesRulesAndPlaces() {
    let result = result
    let text = DiagnosticRenderer(files: result.files).sarif(result.diagnostics)
    for part in ["\"2.1.0\"", "\"P102\"", "\"startColumn\": 15", "\"web.yaml\""] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func colorsOnlyWhenAsked() {
    let result = result
    let plain = DiagnosticRenderer(files: result.files).human(result.diagnostics)
    let colored = DiagnosticRenderer(files: result.files, isColored: true)
      .human(result.diagnostics)
    #expect(!plain.contains("\u{1B}"))
    #expect(colored.contains("\u{1B}[1;31merror[P102]\u{1B}[0m"))
  }

  @Test func longLinesAreShownAroundTheirMistake() {
    let line = "name: {a: \(String(repeating: "x", count: 300)), b: 2}"
    let bytes = Array("version: 1\n\(line)\nstages: [normalize_text]\n".utf8)
    let result = PipelineLoader(registry: standInStages, access: .memory([:]))
      .load(bytes, name: "a.yaml")
    let said = DiagnosticRenderer(files: result.files).human(result.diagnostics)
    #expect(said.split(separator: "\n").allSatisfy { $0.count < 130 })
  }

  @Test func fixesReplaceWhatWasMisspelt() throws {
    let fixes = Fixes(result)
    #expect(fixes.count == 1)
    let file = try #require(fixes.changedFiles().first)
    #expect(
      String(decoding: file.bytes, as: UTF8.self)
        == Self.text.replacing("min_confidense", with: "min_confidence"))
  }

  /// What `--fix` mends is not said again.
  @Test(arguments: fixtureNames(in: DiagnosticFixtureTests.folder, ending: ".yaml"))
  func fixesTakeMistakesAway(_ name: String) throws {
    let folder = DiagnosticFixtureTests.folder
    var files: [String: [UInt8]] = [:]
    func load() -> LoadResult {
      let fixed = files
      let access = FileAccess { path in
        if let bytes = fixed[path] { return .success(bytes) }
        if path.hasSuffix("huge.txt") { return .failure(.notFound) }
        return FileAccess.disk.read(path.hasPrefix("/") ? path : folder + path)
      }
      return PipelineLoader(registry: standInStages, access: access, environment: { _ in nil })
        .load(path: name + ".yaml")
    }
    let before = load()
    let fixes = Fixes(before)
    if fixes.count == 0 { return }
    for file in fixes.changedFiles() { files[file.path] = file.bytes }
    let after = load()
    let codes = { (result: LoadResult) in
      result.diagnostics.filter { $0.severity == .error }.map { "\($0.code) \($0.message)" }
    }
    for edit in fixes.messages { #expect(!codes(after).contains(edit), "\(edit)") }
  }
}

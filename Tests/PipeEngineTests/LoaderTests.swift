import PCRE2
import PipeCore
import PipeEngine
import Testing

@Suite struct LoaderTests {
  static let library = """
    version: 1
    sets:
      ads:
        flags: [caseless]
        patterns:
          - id: label
            regex: '^ADVERTISEMENT$'
      hosts:
        list: hosts.txt
    """

  private func load(
    _ files: [String: String], environment: [String: String] = [:],
    _ overrides: Overrides = Overrides()
  ) -> LoadResult {
    let access = FileAccess.memory(files.mapValues { Array($0.utf8) })
    let loader = PipelineLoader(
      registry: standInStages, access: access, environment: { environment[$0] })
    return loader.load(path: "news.yaml", overrides: overrides)
  }

  private func pipeline(
    _ text: String, with files: [String: String] = [:], environment: [String: String] = [:],
    _ overrides: Overrides = Overrides()
  ) throws -> Pipeline {
    let result = load(
      files.merging(["news.yaml": text]) { $1 }, environment: environment, overrides)
    let said = DiagnosticRenderer(files: result.files).human(result.diagnostics)
    return try #require(result.pipeline, "\(said)")
  }

  @Test func workersFitIntoTheMemory() throws {
    func workers(_ options: String) throws -> Int {
      try pipeline("version: 1\nstages: [normalize_text]\nrun: {\(options)}")
        .run.workerCount(processors: 4)
    }
    #expect(try workers("") == 4)
    #expect(try workers("workers: 32") == 32)
    #expect(try workers("workers: 32, memory: 64MB") == 8)
    #expect(try workers("memory: 64KB") == 1)
  }

  @Test func readsStagesWithTheirOptions() throws {
    let pipeline = try pipeline(
      """
      version: 1
      patterns: {web: sets/web.yaml}
      stages:
        - normalize_text
        - stage: drop_lines
          id: ads
          match: web.ads
          zone: {last: 40%}
          on_error: skip
        - stage: restore_tables
          min_confidence: 70%
          when: doc.words > 3
        - stage: restore_tables
          enabled: false
      """, with: ["sets/web.yaml": Self.library, "sets/hosts.txt": "a.example\nb.example\n"])
    #expect(pipeline.name == "news")
    #expect(pipeline.stages.map(\.id) == ["normalize_text", "ads", "restore_tables"])
    #expect(pipeline.stages[1].zone == .last(0.4))
    #expect(pipeline.stages.map(\.onError) == [.fail, .skip, .fail])
    #expect(pipeline.stages[2].when?.text == "doc.words > 3")
    #expect(pipeline.stages[1].place.line == 5)
    #expect(pipeline.libraries.first?.sets.map(\.set.name) == ["web.ads", "web.hosts"])
    #expect(pipeline.files.map(\.path) == ["news.yaml", "sets/web.yaml", "sets/hosts.txt"])
  }

  @Test func varsComeFromDefaultsEnvironmentAndCommandLine() throws {
    var overrides = Overrides()
    #expect(overrides.addVariable("langs=en, de") == true)
    let pipeline = try pipeline(
      """
      version: 1
      vars:
        out: {type: path, env: OUT, default: out}
        langs: [en]
        count: 3
      stages:
        - stage: summarize
          sentences: ${vars.count}
        - {stage: redact_pii, types: "${vars.langs}"}
      outputs:
        all: {write: kept, path: "${vars.out}/{slug}.md"}
      """, environment: ["OUT": "results"], overrides)
    #expect(pipeline.variables.map(\.origin) == [.environment, .commandLine, .defaultValue])
    #expect(pipeline.outputs.first?.path == "results/{slug}.md")
    #expect(pipeline.outputs.first?.format == .markdown)
    let types = pipeline.stages[1].entries.first { $0.key == "types" }?.value.items
    #expect(types?.compactMap(\.scalar) == ["en", "de"])
    #expect(pipeline.stages[0].entries.first { $0.key == "sentences" }?.value.scalar == "3")
  }

  @Test func includedDefaultsCanBeGivenAnew() throws {
    let pipeline = try pipeline(
      """
      version: 1
      include: [common/base.yaml]
      vars: {langs: [no, da]}
      stages:
        - fragment: privacy
          when: doc.words > 3
          with: {mark: x}
        - fragment: privacy
          with: {types: [phone]}
      """,
      with: [
        "common/base.yaml": """
        version: 1
        vars: {langs: [en]}
        fragments:
          privacy:
            params: {types: "${vars.langs}", mark: "-"}
            stages:
              - {stage: redact_pii, id: pii, types: "${params.types}", replace_with: "${params.mark}"}
        """
      ])
    #expect(pipeline.stages.map(\.id) == ["pii", "pii_2"])
    let types = pipeline.stages.map { step in
      step.entries.first { $0.key == "types" }?.value.items?.compactMap(\.scalar) ?? []
    }
    #expect(types == [["no", "da"], ["phone"]])
    #expect(pipeline.stages[0].when?.text == "doc.words > 3")
  }

  @Test func commandLineReplacesWhatTheFileSays() throws {
    var overrides = Overrides()
    #expect(overrides.addOption("near.similarity=0.9") == true)
    #expect(overrides.addOption("tables.enabled=false") == true)
    #expect(overrides.addOption("no equal sign") == false)
    #expect(overrides.addVariable("=x") == false)
    overrides.inputs = ["a.txt"]
    overrides.output = "-"
    overrides.workers = 3
    let pipeline = try pipeline(
      """
      version: 1
      input: {paths: [b.txt], meta: {site: url.host}}
      stages:
        - {stage: drop_near_duplicates, id: near}
        - {stage: restore_tables, id: tables}
      outputs:
        all: {write: kept, path: out.md}
        more: {write: failed, path: failed.jsonl}
      run: {max_failed: 1%, stop_if: [failed_ratio > 0.01], memory: 2GB}
      """, overrides)
    #expect(pipeline.stages.map(\.id) == ["near"])
    #expect(pipeline.stages[0].entries.last?.value.scalar == "0.9")
    #expect(pipeline.input.paths == ["a.txt"])
    #expect(pipeline.input.metadata.map(\.path) == ["url.host"])
    #expect(pipeline.outputs.map(\.path) == ["-", "failed.jsonl"])
    #expect(pipeline.run.workers == 3)
    #expect(pipeline.run.maxFailed == .ratio(0.01))
    #expect(pipeline.run.memory.bytes == 2_000_000_000)
  }

  @Test func readsTests() throws {
    let pipeline = try pipeline(
      """
      version: 1
      stages: [normalize_text]
      tests:
        - name: everything
          stages: [normalize_text]
          given: {repeat: 5, text: "a {n}", meta: {site: example.org, n: 3}}
          expect:
            outcome: kept
            lacks: [M T W T F S S]
            meta.author: Jackson Lee
            meta.tables: {count: 3, columns: [3, 3]}
            meta.summary: {sentences: 3, from_source: true}
            removed_by: {normalize_text: 4}
            golden: golden/a.md
        - {name: nothing, given: {file: a.txt}, expect: unchanged}
      """)
    let test = pipeline.tests[0]
    #expect(test.given.count == 5)
    #expect(test.given.metadata.map(\.value) == [.string("example.org"), .int(3)])
    #expect(
      test.expect.map { "\($0.kind)".prefix { $0 != "(" } } == [
        "outcome", "lacks", "metadata", "tables", "summary", "removedBy", "golden",
      ])
    #expect(pipeline.tests[1].given.file == "a.txt")
  }

  @Test func plainWordsStayText() throws {
    let pipeline = try pipeline(
      """
      version: 1
      stages:
        - stage: redact_pii
          types: [no, 12:30, 1e3, 0x10, ~x]
          replace_with: ''
      """)
    let types = pipeline.stages[0].entries.first { $0.key == "types" }?.value.items
    #expect(types?.compactMap(\.scalar) == ["no", "12:30", "1e3", "0x10", "~x"])
  }

  @Test func aliasesStandForWhatTheyName() throws {
    let pipeline = try pipeline(
      """
      version: 1
      stages:
        - {stage: redact_pii, types: &types [email, phone]}
        - {stage: redact_pii, types: *types}
      """)
    #expect(pipeline.stages[1].entries.last?.value.items?.count == 2)
  }

  @Test func loadsEmbeddedRecipesFromBytes() throws {
    let loader = PipelineLoader(registry: standInStages, access: .memory([:]))
    let bytes = Array("version: 1\nstages: [normalize_text]\n".utf8)
    let pipeline = try #require(loader.load(bytes, name: "recipe news").pipeline)
    #expect(pipeline.path == nil)
    #expect(pipeline.name == "recipe news")
  }

  @Test func loadsLibrariesAlone() throws {
    let access = FileAccess.memory(["hosts.txt": Array("a.example".utf8)])
    let loader = PipelineLoader(registry: standInStages, access: access)
    let result = loader.loadLibrary(Array(Self.library.utf8), name: "web.patterns.yaml")
    #expect(result.library?.name == "web")
    #expect(result.library?.sets.count == 2)
    #expect(result.library?.sets[0].places[0].line == 7)
  }

  @Test func missingFileIsToldWithoutAPlace() {
    let result = load([:])
    let renderer = DiagnosticRenderer(files: result.files)
    #expect(
      renderer.human(result.diagnostics) == """
        error[P001]: there is no file `news.yaml`
          --> the command line

        1 error

        """)
  }

  /// Any prefix of a file, and any file with a byte changed, loads or is refused in words.
  @Test func brokenFilesNeverTrap() throws {
    let folder = fixtureFolder("diagnostics")
    let text = try text(of: folder + "valid.yaml")
    let bytes = Array(text.utf8)
    let loader = PipelineLoader(
      registry: standInStages,
      access: FileAccess { FileAccess.disk.read(folder + $0) }, environment: { _ in nil })
    for end in stride(from: 0, to: bytes.count, by: 7) {
      let result = loader.load(Array(bytes[..<end]), name: "valid.yaml")
      #expect(result.hasErrors == (result.pipeline == nil))
      var changed = bytes
      changed[end] = UInt8(truncatingIfNeeded: end &* 31)
      let other = loader.load(changed, name: "valid.yaml")
      _ = DiagnosticRenderer(files: other.files).human(other.diagnostics)
    }
  }
}

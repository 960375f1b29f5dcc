import BuiltInStages
import PCRE2
import PipeCore
import PipeEngine
import PipeFormats
import PipeTesting
import PipeText
import Testing

/// The pipelines that come with pipe: what they promise, and the partition law on all of their samples.
@Suite struct RecipeTests {
  static let root = "\(#filePath)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  static let recipes = ["news", "web", "corpus"]

  private func load(_ name: String) throws -> Pipeline {
    let loader = PipelineLoader(registry: StageRegistry(builtInStages))
    let result = loader.load(path: "\(Self.root)/pipelines/\(name).yaml")
    guard let pipeline = result.pipeline else {
      throw LoadFailure(
        description: DiagnosticRenderer(files: result.files).human(result.diagnostics))
    }
    #expect(result.diagnostics.isEmpty, "\(name).yaml has warnings")
    return pipeline
  }

  @Test(arguments: recipes)
  func patternsAndTestsHold(name: String) async throws {
    let pipeline = try load(name)
    for library in pipeline.libraries {
      for loaded in library.sets {
        #expect(loaded.set.exampleFailures() == [], "\(loaded.set.name)")
      }
    }
    #expect(!pipeline.tests.isEmpty)
    for test in pipeline.tests {
      let result = await PipelineTests(pipeline).run(test)
      #expect(result.failures == [], "\(name).yaml: \(test.name)")
    }
  }

  @Test(arguments: [
    "extraction-html", "extraction-text", "dedup-indoc", "tables", "summaries", "lines",
  ])
  func benchmarkPipelinesLoad(name: String) throws {
    _ = try load("bench/\(name)")
  }

  @Test(arguments: recipes)
  func everyByteOfEverySampleIsAccountedFor(name: String) async throws {
    let pipeline = try load(name)
    let manifest = try Manifest(
      paths: ["\(Self.root)/pipelines/samples/**/*.*"].flatMap(samples), base: ".")
    var documents: [Document] = []
    for shard in manifest.shards {
      try await DocumentReader(pipeline).forEachBatch(of: shard) { batch in
        documents += batch.filter { $0.end == nil }.map(\.document)
      }
    }
    #expect(documents.count >= 15)
    try await expectLaw(pipeline, documents)
  }

  private func samples(_ glob: String) -> [String] {
    FileListing(expanding: [glob], extensions: []).paths.filter {
      FileKind(path: $0) != nil && !$0.contains("/golden/") && !$0.hasSuffix("README.md")
    }
  }

  /// 1,000 generated texts that try to break readers, parsers and stages.
  @Test(arguments: recipes)
  func everyByteOfHostileTextsIsAccountedFor(name: String) async throws {
    let texts = HostileTexts.fixed + (0..<1_000).map { HostileTexts.random(seed: $0) }
    let documents = texts.enumerated().map { row, text in
      let bytes = Array(text.utf8)
      return Document(
        id: "\(row)", ordinal: Ordinal(shard: 0, row: row),
        source: SourceText(repairing(bytes.span)?.bytes ?? bytes))
    }
    try await expectLaw(load(name), documents)
  }

  private func expectLaw(_ pipeline: Pipeline, _ documents: [Document]) async throws {
    let ended = try await runInMemory(pipeline, documents: documents, parse: true)
    #expect(ended.count == documents.count)
    for progress in ended {
      let accounting = Accounting(of: progress.document)
      #expect(accounting.violations == [], "\(progress.document.id)")
      if case .failed(_, let message) = progress.end {
        Issue.record("\(progress.document.id) failed: \(message)")
      }
    }
  }

  @Test func generatedFilesAreUpToDate() throws {
    let generated = try GeneratedFiles(registry: StageRegistry(builtInStages), root: Self.root)
    for (name, bytes) in generated.files {
      #expect(
        (try? readWhole(Self.root + "/" + name)) == bytes, "\(name): run `scripts/pipe docs`")
    }
  }
}

import BuiltInStages
import PipeCore
import PipeEngine
import PipeFormats

/// A temporary folder with inputs and a pipeline, and what a run makes of them.
final class Workplace {
  let folder: String

  init() throws {
    folder = try makeTemporaryFolder()
  }

  deinit { removeFolder(folder) }

  func path(_ name: String) -> String { folder + "/" + name }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try makeFolder(ofFile: path(name))
    let file = try OutputFile(path: path(name))
    try file.write(bytes.span)
    try file.finish()
  }

  func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try readWhole(path(name)), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool {
    (try? File.reading(path(name))) != nil
  }

  /// Loads a pipeline whose paths `OUT` and `IN` are this folder's.
  func load(_ yaml: String) throws -> Pipeline {
    // The folder's own name may hold one of the two.
    let text = yaml.replacing("OUT", with: "\u{1}").replacing("IN", with: path("in"))
      .replacing("\u{1}", with: path("out"))
    let loader = PipelineLoader(registry: StageRegistry(builtInStages))
    let result = loader.load(Array(text.utf8), name: "test.yaml")
    guard let pipeline = result.pipeline else {
      throw LoadFailure(
        description: DiagnosticRenderer(files: result.files).human(result.diagnostics))
    }
    return pipeline
  }

  /// Runs to the end, or goes on with the run of that name; `stop` names a step at which it throws
  /// ``Stop``, and `atStep` may stop it too; `end` is the process's last act.
  @discardableResult
  func run(
    _ yaml: String, workers: Int = 1, name: String = "run", audits: Bool = false,
    stop: String? = nil,
    atStep: (@Sendable (String) throws -> Void)? = nil,
    end: (RunStates) throws -> Void = { try $0.seal() }
  ) async throws -> RunSummary {
    let pipeline = try load(yaml)
    let manifest = try Manifest(paths: pipeline.input.paths, base: pipeline.input.base)
    var folder = try RunFolder(path: path(name), secondsToMark: 0)
    folder.atStep = { step in
      if step == stop { throw Stop() }
      try atStep?(step)
    }
    var run = Run(
      plan: Plan(pipeline), manifest: manifest, folder: folder, workers: workers,
      progress: RunProgress())
    run.audits = audits
    let summary = try await run.run()
    try end(summary.states)
    return summary
  }
}

/// A run that was stopped where a test asked for it.
struct Stop: Error {}

struct LoadFailure: Error, CustomStringConvertible {
  let description: String
}

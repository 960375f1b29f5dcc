import ArgumentParser
import PipeCore
import PipeEngine
import PipeFormats

/// `pipe try FILE DOC`.
struct TryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Shows one document's way through a pipeline, stage by stage.")

  @Argument(help: "The pipeline file.")
  var file: String

  @Argument(help: "A document: a text or HTML file, FILE.jsonl:LINE, or `-`.")
  var document: String

  @Option(help: "Stop behind this stage (its id), and show only it.")
  var stage: String?

  @Flag(help: "Show the text: removed lines struck out by the rule that took them.")
  var diff = false

  @OptionGroup var shared: PipelineOptions

  func run() async throws {
    let pipeline = try shared.load(file)
    if let stage, !pipeline.stages.contains(where: { $0.id == stage }) {
      throw CommandFailure(
        .usage,
        "no stage `\(stage)`; there are \(pipeline.stages.map(\.id).joined(separator: ", "))")
    }
    let folder = document == "-" ? try makeTemporaryFolder() : nil
    defer { if let folder { removeFolder(folder) } }
    let path = try folder.map { try StandardInput(copiedInto: $0).path } ?? document
    let progress = try read(path, pipeline)
    let trial = try await Trial(progress, plan: Plan(pipeline), until: stage)
    let name = folder == nil ? document : "standard input"
    let view = TrialView(trial, pipeline: pipeline, paint: shared.paint, name: name)
    Terminal.write(diff ? view.difference : view.waterfall(only: stage))
    if case .failed = trial.end { throw CommandFailure(.unmet) }
  }

  /// Reads the document: a file, or one line of JSON Lines.
  private func read(_ document: String, _ pipeline: Pipeline) throws -> DocumentInProgress {
    var path = document
    var line: Int?
    if let colon = document.lastIndex(of: ":"),
      let number = Int(document[document.index(after: colon)...])
    {
      path = String(document[..<colon])
      line = number
    }
    if let error = unreadable(path) { throw error }
    guard let kind = try FileKind(path: path) ?? FileKind(sniffing: path) else {
      throw CommandFailure(.files, "`\(path)` is no text, Markdown, HTML or JSON Lines file")
    }
    let name = String(path.split(separator: "/").last ?? "")
    let reader = DocumentReader(pipeline)
    if kind != .jsonLines {
      return reader.read(
        Manifest.Item(path: path, name: name, kind: kind), ordinal: Ordinal(rawValue: 0))
    }
    guard let found = try reader.read(line: line ?? 1, of: path, named: name) else {
      throw CommandFailure(.files, "`\(path)` has no record on line \(line ?? 1)")
    }
    return found
  }

  private func unreadable(_ path: String) -> CommandFailure? {
    do {
      _ = try File.reading(path).size()
    } catch {
      return CommandFailure(.files, error.message)
    }
    let isFolder = (try? File.reading(path + "/.")) != nil
    return isFolder
      ? CommandFailure(.files, "`\(path)` is a folder; `pipe try` shows one document") : nil
  }
}

import ArgumentParser
import PipeCore
import PipeEngine
import PipeFormats
import PipeText

/// `pipe resume RUN`.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Goes on with a run that was stopped.",
    discussion: """
      What is done stays done, and the outputs are those of a run that was never stopped, with any number \
      of workers. Standard output is written anew, from its start.
      """)

  @Argument(help: "The run: its name, the path of its folder, or `last`.")
  var name: String

  @Option(help: "Where run folders are.")
  var runDir = RunSpec.defaultFolder

  @Flag(help: "Write the run's summary as JSON to standard output.")
  var json = false

  @Option(help: "When to colour: auto, always or never.")
  var color = ColorChoice.auto

  @OptionGroup var running: RunOptions

  func run() async throws {
    let path = try folder()
    if let summary = try? readWhole(path + "/summary.json") {
      if json { try Terminal.write(summary) }
      if !running.quiet {
        Terminal.error("the run has finished; its summary is \(path)/summary.json")
      }
      return
    }
    guard let record = try RunRecord(inFolder: path) else {
      throw CommandFailure(.usage, "`\(path)` holds no run that began")
    }
    // The folder may have been named from elsewhere.
    let here = try workingFolder()
    let absolute = path.hasPrefix("/") ? path : here + "/" + path
    try enterFolder(record.request.workingFolder)
    let isHere = here == record.request.workingFolder
    try await resume(record, inFolder: isHere ? path : absolute)
  }

  private func resume(_ record: RunRecord, inFolder path: String) async throws {
    var overrides = record.request.overrides
    try running.apply(to: &overrides)
    let loader = PipelineLoader(registry: PipeCommand.registry)
    var pipeline = try color.accept(
      loader.load(path: record.request.pipeline, overrides: overrides))
    if let folder = record.request.outputFolder { pipeline.moveFirstOutput(into: folder) }
    try check(record, against: Plan(pipeline), in: RunFolder(path: path))
    var session = RunSession(
      pipeline: pipeline, options: running, color: color, writesJSON: json)
    session.audits = record.request.audits
    try await session.resume(record.manifest, inFolder: path, name: name)
  }

  private func check(_ record: RunRecord, against plan: Plan, in folder: RunFolder) throws {
    let changes = record.changes(to: plan, in: folder)
    if changes.request.isEmpty && changes.inputs.isEmpty { return }
    throw CommandFailure(
      changes.request.isEmpty ? .files : .invalidPipeline,
      "the run can't go on, since its outputs would be of two kinds:\n  "
        + (changes.request + changes.inputs).prefix(20).joined(separator: "\n  ")
        + "\nput that back, or begin anew: pipe run \(record.request.pipeline)")
  }

  /// The run's folder, by its path, its name, or as the one that began last.
  private func folder() throws -> String {
    let path = name.hasSuffix("/") ? String(name.dropLast()) : name
    if path.contains("/"), isRun(path) { return path }
    if isRun(runDir + "/" + path) { return runDir + "/" + path }
    if isRun(path) { return path }
    let names = ((try? fileNames(in: runDir)) ?? []).filter { isRun(runDir + "/" + $0) }
    if path == "last", let last = names.max(by: { began($0) < began($1) }) {
      return runDir + "/" + last
    }
    let near = nearest(to: path, among: names).map { "; did you mean `\($0)`?" } ?? ""
    throw CommandFailure(.usage, "there is no run `\(path)` in `\(runDir)`\(near)")
  }

  private func isRun(_ path: String) -> Bool {
    (try? File.reading(path + "/" + RunRecord.fileName)) != nil
  }

  /// When a run began, and its name where two began at once.
  private func began(_ name: String) -> (Int, String) {
    let stamp = try? FileStamp(of: "\(runDir)/\(name)/\(RunRecord.fileName)")
    return (stamp?.modified ?? 0, name)
  }
}

import ArgumentParser
import PipeCore
import PipeEngine
import PipeFormats

/// `pipe run FILE [INPUTS…]`.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs a pipeline file.",
    discussion: """
      Inputs on the command line replace those of the file; `-o` replaces the path of the first \
      output. `-` is standard input or standard output.
      """)

  @Argument(help: "The pipeline file.")
  var file: String

  @Argument(help: "Files, folders or globs in place of the file's inputs; `-` is standard input.")
  var inputs: [String] = []

  @Option(
    name: [.customShort("o"), .long],
    help: "Path of the first output: a file, a folder, or `-` for standard output.")
  var output: String?

  @Option(help: "Read only this many documents, from the start.")
  var limit: Int?

  @Flag(help: "Check for every document that each byte is kept, removed by a rule, or structure.")
  var audit = false

  @Flag(help: "Only say what would run, on which inputs.")
  var dryRun = false

  @Flag(help: "Write the run's summary as JSON to standard output.")
  var json = false

  @Option(help: "Where run folders go; default: .pipe/runs.")
  var runDir: String?

  @Option(help: "Name of this run's folder.")
  var runName: String?

  @OptionGroup var running: RunOptions
  @OptionGroup var shared: PipelineOptions

  func run() async throws {
    var overrides = try shared.overrides()
    try running.apply(to: &overrides)
    if !inputs.isEmpty { overrides.inputs = inputs }
    if let limit, limit < 1 { throw CommandFailure(.usage, "`--limit` takes 1 or more") }
    let folder = output.flatMap { namesFolder($0) ? $0 : nil }
    overrides.output = folder == nil ? output : nil
    var pipeline = try shared.load(file, overrides)
    if let folder { pipeline.moveFirstOutput(into: folder) }
    if pipeline.input.paths.isEmpty {
      throw CommandFailure(
        .usage, "\(file) names no input: give it files, as in `pipe run \(file) FOLDER`")
    }
    var session = RunSession(
      pipeline: pipeline, options: running, color: shared.color, writesJSON: json, limit: limit)
    session.audits = audit
    if dryRun {
      Terminal.write(try session.plan())
      return
    }
    let root = runDir ?? pipeline.run.folder
    let name = runName ?? session.freeName(in: root)
    var request = RunRecord.Request(
      pipeline: file, workingFolder: try workingFolder(), overrides: overrides)
    request.outputFolder = folder
    request.audits = audit
    try await session.run(
      inFolder: root + "/" + name, request: request,
      name: root == RunSpec.defaultFolder ? name : root + "/" + name)
  }

  /// Whether a path names a folder: it ends with a slash, or one is there.
  private func namesFolder(_ path: String) -> Bool {
    path != "-" && (path.hasSuffix("/") || isFolder(path))
  }
}

extension Pipeline {
  /// Lets the first output write into a folder, under the names that it gives its files.
  mutating func moveFirstOutput(into folder: String) {
    guard let path = outputs.first?.path else { return }
    let folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    // The parts of the path from the first that differs by document, or the last one.
    let parts = path.split(separator: "/")
    let names = parts.drop { !$0.contains("{") }
    outputs[0].path =
      folder + "/" + (names.isEmpty ? parts.suffix(1) : names).joined(separator: "/")
  }
}

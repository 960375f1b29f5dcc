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

  @Option(name: [.customShort("o"), .long], help: "Path of the first output; `-` is standard output.")
  var output: String?

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
    overrides.output = output
    let pipeline = try shared.load(file, overrides)
    let session = RunSession(
      pipeline: pipeline, options: running, color: shared.color, writesJSON: json)
    if dryRun {
      Terminal.write(try session.plan())
      return
    }
    let root = runDir ?? pipeline.run.folder
    let folder = root + "/" + (runName ?? session.freeName(in: root))
    try await session.run(inFolder: folder, isTemporary: false)
  }
}

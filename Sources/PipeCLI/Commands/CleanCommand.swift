import ArgumentParser
import PipeCore
import PipeEngine
import PipeFormats

/// `pipe clean [FILES…]`.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Cleans files without a pipeline file: Markdown to standard output, or to a folder.",
    discussion: "Without files, standard input is cleaned. `pipe try` shows why a line went.")

  enum Recipe: String, CaseIterable, ExpressibleByArgument {
    case news, web
  }

  @Argument(
    help: "Text, Markdown, HTML or JSON Lines files, folders or globs; `-` is standard input.")
  var files: [String] = []

  @Option(help: "Which recipe: news or web; default: web for pages, news else.")
  var recipe: Recipe?

  @Option(name: [.customShort("o"), .long], help: "Folder for one Markdown file a document.")
  var output: String?

  @OptionGroup var running: RunOptions
  @OptionGroup var shared: PipelineOptions

  func run() async throws {
    let inputs = files.isEmpty ? ["-"] : files
    if files.isEmpty, Terminal.inputIsTerminal {
      throw CommandFailure(.usage, "name files to clean, or pipe a text or page in")
    }
    let folder = try makeTemporaryFolder()
    let pipeline: Pipeline
    do {
      pipeline = try self.pipeline(
        over: inputs.map { $0 == "-" ? try StandardInput(copiedInto: folder).path : $0 })
    } catch {
      removeFolder(folder)
      throw error
    }
    let session = RunSession(
      pipeline: pipeline, options: running, color: shared.color,
      tellsOnlyLosses: output == nil || output == "-")
    try await session.run(inTemporaryFolder: folder)
  }

  /// The recipe for the inputs, without its front matter on standard output.
  private func pipeline(over inputs: [String]) throws -> Pipeline {
    var overrides = try shared.overrides()
    try running.apply(to: &overrides)
    overrides.inputs = inputs
    overrides.output = output.map { $0 == "-" ? "-" : $0 + "/{slug}.md" } ?? "-"
    let recipe = try self.recipe ?? recipe(for: inputs)
    let loader = PipelineLoader(
      registry: PipeCommand.registry, access: .memory(EmbeddedRecipes.files))
    var pipeline = try shared.accept(
      loader.load(path: "\(recipe.rawValue).yaml", overrides: overrides))
    pipeline.outputs = Array(pipeline.outputs.prefix(1))
    if output == nil { pipeline.outputs[0].frontMatter = [] }
    pipeline.input.base = "."
    return pipeline
  }

  /// `web` where most files are pages, `news` elsewhere.
  private func recipe(for inputs: [String]) throws -> Recipe {
    let kinds = try Manifest(paths: inputs, base: ".").shards.flatMap(\.items).map(\.kind)
    return kinds.count { $0 == .html } * 2 > kinds.count ? .web : .news
  }
}

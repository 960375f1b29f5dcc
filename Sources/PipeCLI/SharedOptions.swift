import ArgumentParser
import PipeCore
import PipeEngine

extension ColorChoice: ExpressibleByArgument {}

/// Options of every verb that loads a pipeline file.
struct PipelineOptions: ParsableArguments {
  @Option(name: .customLong("var"), help: ArgumentHelp("Sets a var.", valueName: "name=value"))
  var variables: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Sets an option of a stage.", valueName: "stage.option=value"))
  var options: [String] = []

  @Option(help: "When to colour: auto, always or never.")
  var color = ColorChoice.auto

  /// What stands on the command line, in place of the file.
  func overrides() throws -> Overrides {
    var overrides = Overrides()
    for text in variables where !overrides.addVariable(text) {
      throw CommandFailure(.usage, "`--var \(text)` is not NAME=VALUE")
    }
    for text in options where !overrides.addOption(text) {
      throw CommandFailure(.usage, "`--set \(text)` is not STAGE.OPTION=VALUE")
    }
    return overrides
  }

  var paint: Paint { Paint(isOn: color.isColored(forTerminal: Terminal.outputIsTerminal)) }

  /// Loads a pipeline file, or says what is wrong with it and ends with 3.
  func load(_ path: String, _ overrides: Overrides? = nil) throws -> Pipeline {
    let loader = PipelineLoader(registry: PipeCommand.registry)
    return try accept(loader.load(path: path, overrides: overrides ?? self.overrides()))
  }

  func accept(_ result: LoadResult) throws -> Pipeline { try color.accept(result) }
}

extension ColorChoice {
  /// The pipeline of a result, its diagnostics written to standard error.
  func accept(_ result: LoadResult) throws -> Pipeline {
    let isColored = isColored(forTerminal: Terminal.errorIsTerminal)
    let renderer = DiagnosticRenderer(files: result.files, isColored: isColored)
    if !result.diagnostics.isEmpty {
      Terminal.error(renderer.human(result.diagnostics, fixes: Fixes(result).count))
    }
    guard let pipeline = result.pipeline else { throw CommandFailure(.invalidPipeline) }
    return pipeline
  }
}

/// How progress is shown.
enum ProgressChoice: String, CaseIterable, ExpressibleByArgument {
  case auto
  case bar
  case lines
  case none
}

/// Options of the verbs that run.
struct RunOptions: ParsableArguments {
  @Option(
    name: [.customShort("j"), .long],
    help: "How many shards are worked on at a time; default: one a core.")
  var workers: Int?

  @Option(help: "Ceiling for the memory of a run, such as 512MB; at most one worker per 8 MB.")
  var memory: String?

  @Option(help: "How progress is shown: auto, bar, lines or none.")
  var progress = ProgressChoice.auto

  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Name every rule, and the patterns that never matched.")
  var verbose = false

  func apply(to overrides: inout Overrides) throws {
    if let workers {
      guard workers > 0 else { throw CommandFailure(.usage, "`--workers` takes 1 or more") }
      overrides.workers = workers
    }
    if let memory {
      guard let size = ByteCount(memory) else {
        throw CommandFailure(.usage, "`--memory` takes a size such as `512MB`, got `\(memory)`")
      }
      overrides.memory = size
    }
  }
}

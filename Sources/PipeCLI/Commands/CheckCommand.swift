import ArgumentParser
import PipeCore
import PipeEngine
import PipeFormats

extension CheckCommand.Format: ExpressibleByArgument {}

/// `pipe check [FILES…]`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks pipeline files: all that a run would find wrong.")

  enum Format: String, CaseIterable {
    case human, short, json, github, sarif
  }

  @Argument(help: "Pipeline files.")
  var files: [String]

  @Flag(help: "Mend misspelt words that have one suggestion.")
  var fix = false

  @Flag(help: "Also time each pattern on adversarial texts, and open inputs.")
  var deep = false

  @Flag(help: "Exit with 1 when there are warnings.")
  var strict = false

  @Option(help: "How problems are written: human, short, json, github or sarif.")
  var format = Format.human

  @OptionGroup var shared: PipelineOptions

  func run() throws {
    let overrides = try shared.overrides()
    let loader = PipelineLoader(registry: PipeCommand.registry)
    var all: [Diagnostic] = []
    var sources: [SourceFile] = []
    for file in files {
      var result = loader.load(path: file, overrides: overrides)
      if fix, Fixes(result).count > 0 {
        try write(Fixes(result))
        result = loader.load(path: file, overrides: overrides)
      }
      var diagnostics = result.diagnostics
      if deep, let pipeline = result.pipeline { diagnostics += DeepCheck(pipeline).diagnostics }
      show(diagnostics, result, file)
      all += diagnostics.map { $0.behind(files: sources.count) }
      sources += result.files
    }
    // One document for all files.
    let renderer = DiagnosticRenderer(files: sources)
    if format == .json { Terminal.write(renderer.json(all)) }
    if format == .sarif { Terminal.write(renderer.sarif(all)) }
    try end(all)
  }

  private func end(_ diagnostics: [Diagnostic]) throws {
    let errors = diagnostics.filter { $0.severity == .error }
    if errors.contains(where: { !["P301", "P303"].contains($0.code) }) {
      throw CommandFailure(.invalidPipeline)
    }
    if !errors.isEmpty { throw CommandFailure(.files) }
    if strict, !diagnostics.isEmpty { throw CommandFailure(.unmet) }
  }

  private func write(_ fixes: Fixes) throws {
    for (path, bytes) in fixes.changedFiles() {
      let file = try OutputFile(path: path)
      try file.write(bytes.span)
      try file.finish()
      Terminal.error("mended \(path)")
    }
  }

  private func show(_ diagnostics: [Diagnostic], _ result: LoadResult, _ file: String) {
    let isColored = shared.color.isColored(forTerminal: Terminal.outputIsTerminal)
    let renderer = DiagnosticRenderer(files: result.files, isColored: isColored)
    switch format {
    case .human:
      if diagnostics.isEmpty {
        let count = result.pipeline?.stages.count ?? 0
        Terminal.write("\(file): ok, \(counted(count, "stage"))\n")
      } else {
        Terminal.write(renderer.human(diagnostics, fixes: Fixes(result).count))
      }
    case .short:
      for diagnostic in diagnostics { Terminal.write(renderer.short(diagnostic) + "\n") }
    case .github: Terminal.write(renderer.github(diagnostics))
    case .json, .sarif: break
    }
  }
}

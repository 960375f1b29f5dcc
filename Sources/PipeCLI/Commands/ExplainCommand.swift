import ArgumentParser
import PipeEngine

/// `pipe explain FILE|CODE`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a pipeline file's plan: passes, vars, outputs; or a diagnostic's code.")

  @Argument(help: "A pipeline file, or a code such as P102.")
  var subject: String

  @Option(help: "Files, folders or globs in place of the file's inputs.")
  var input: [String] = []

  @OptionGroup var shared: PipelineOptions

  func run() throws {
    if let code = DiagnosticCode[subject.uppercased()] {
      Terminal.write("\(code.code): \(code.title)\n\n\(code.explanation)\n")
      return
    }
    var overrides = try shared.overrides()
    if !input.isEmpty { overrides.inputs = input }
    let pipeline = try shared.load(subject, overrides)
    let manifest = try? Manifest(
      paths: pipeline.input.paths.filter { $0 != "-" }, base: pipeline.input.base)
    Terminal.write(PlanView(Plan(pipeline), manifest: manifest).text)
  }
}

import ArgumentParser
import PipeEngine
import PipeText

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
    if isCode {
      let codes = DiagnosticCode.all.map(\.code)
      let near =
        nearest(to: subject.uppercased(), among: codes).map { "; did you mean \($0)?" } ?? ""
      throw CommandFailure(.usage, "there is no code \(subject.uppercased())\(near)")
    }
    var overrides = try shared.overrides()
    if !input.isEmpty { overrides.inputs = input }
    let pipeline = try shared.load(subject, overrides)
    let paths = pipeline.input.paths.filter { $0 != "-" }
    do {
      let manifest = try Manifest(paths: paths, base: pipeline.input.base)
      Terminal.write(PlanView(Plan(pipeline), manifest: paths.isEmpty ? nil : manifest).text)
    } catch let error as InputError {
      Terminal.write(PlanView(Plan(pipeline)).text)
      if !input.isEmpty { throw error }
      for problem in error.problems { Terminal.error("note: \(problem)") }
    }
  }

  /// Whether the subject looks like a diagnostic's code: `P` and digits.
  private var isCode: Bool {
    subject.count > 1 && "pP".contains(subject.first ?? " ")
      && subject.dropFirst().allSatisfy { ("0"..."9").contains($0) }
  }
}

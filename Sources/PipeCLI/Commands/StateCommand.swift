import ArgumentParser
import PipeCore
import PipeEngine

/// `pipe state …`.
struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Looks at a state: the folder of a stage's `state`, with which runs compare.",
    subcommands: [Info.self, Verify.self, Compact.self])

  /// `pipe state info PATH`.
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "info", abstract: "Says what a state holds, and what it was made with.")

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case human, json
    }

    @Argument(help: "The folder of the state.")
    var path: String

    @Option(help: "How it is written: human or json.")
    var format = Format.human

    func run() throws {
      let report = try StateReport(path)
      switch format {
      case .human: Terminal.write(StateView(report).text)
      case .json: try Terminal.write(report.json)
      }
    }
  }

  /// `pipe state verify PATH`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Reads all of a state, and says what is wrong with it.",
      discussion: "Exits with 1 when something is, with 4 when there is no state.")

    @Argument(help: "The folder of the state.")
    var path: String

    func run() throws {
      let report: StateReport
      do {
        report = try StateReport(path)
      } catch let error as StateError where error.cause == .damage {
        throw CommandFailure(.unmet, error.message)
      }
      let problems = report.problems()
      guard problems.isEmpty else {
        for problem in problems { Terminal.write("\(path)/\(problem)\n") }
        throw CommandFailure(.unmet, "\(path): \(counted(problems.count, "problem"))")
      }
      Terminal.write("\(path): ok, \(StateView(report).contents)\n")
    }
  }

  /// `pipe state compact PATH`.
  struct Compact: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compact", abstract: "Merges the segments of a state into one.")

    @Argument(help: "The folder of the state.")
    var path: String

    @Option(help: "Ceiling for the memory of the merge, such as 64MB.")
    var memory = "64MB"

    func run() throws {
      guard let memory = ByteCount(memory) else {
        throw CommandFailure(.usage, "`--memory` takes a size such as `512MB`, got `\(memory)`")
      }
      let before = try StateReport(path)
      let after = try StateReport.compact(path, memory: memory.bytes)
      let (old, new) = (before.manifest?.segments.count ?? 0, after.manifest?.segments.count ?? 0)
      Terminal.write(
        "\(path): " + (old == new ? "" : "\(counted(old, "segment")) merged; ")
          + StateView(after).contents + "\n")
    }
  }
}

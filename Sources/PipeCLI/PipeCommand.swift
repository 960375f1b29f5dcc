import ArgumentParser
import PCRE2
public import PipeCore
import PipeText

/// In this module `@Option` is an option of the command line.
typealias Option = ArgumentParser.Option

/// The command line: `pipe`, or a program of one's own with more stages.
public enum PipeCommand {
  /// The stages that the running program knows.
  @TaskLocal static var registry = StageRegistry([])

  /// Runs the command that the process's arguments name, and ends the process with its exit code.
  ///
  /// ```swift
  /// PipeCommand.main(stages: builtInStages + myStages)
  /// ```
  public static func main(stages: [any Stage.Type]) async -> Never {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let code = await run(arguments, stages: stages)
    exitProcess(code)
  }

  /// Runs a command and gives its exit code.
  static func run(_ arguments: [String], stages: [any Stage.Type]) async -> Int32 {
    await $registry.withValue(StageRegistry(stages)) {
      if let first = arguments.first, !first.hasPrefix("-"), !Root.names.contains(first) {
        return unknownVerb(first)
      }
      do {
        var command = try Root.parseAsRoot(arguments)
        if var waiting = command as? any AsyncParsableCommand {
          try await waiting.run()
        } else {
          try command.run()
        }
        return ExitStatus.done.rawValue
      } catch {
        return report(error)
      }
    }
  }

  private static func unknownVerb(_ name: String) -> Int32 {
    let near = nearest(to: name, among: Root.names)
    Terminal.error("error: unknown verb `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
    Terminal.error("`pipe --help` lists the verbs")
    return ExitStatus.usage.rawValue
  }

  private static func report(_ error: any Error) -> Int32 {
    if let failure = error as? CommandFailure {
      if !failure.message.isEmpty { Terminal.error("error: " + failure.message) }
      return failure.status.rawValue
    }
    let code = Root.exitCode(for: error)
    let message = Root.fullMessage(for: error)
    if code.isSuccess {
      Terminal.write(message.hasSuffix("\n") ? message : message + "\n")
      return ExitStatus.done.rawValue
    }
    Terminal.error(message)
    return ExitStatus.usage.rawValue
  }
}

/// All verbs.
struct Root: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pipe",
    abstract: "Turns scraped pages and text dumps into clean, structured, deduplicated text.",
    discussion: """
      Try it:  pipe clean page.html
      Exit codes: 0 done, 1 a check said no, 2 wrong use, 3 invalid pipeline, 4 input or output, \
      5 stopped by policy, 70 a bug, 130 interrupted.
      """,
    subcommands: [
      CleanCommand.self, RunCommand.self, CheckCommand.self, TestCommand.self, TryCommand.self,
      ExplainCommand.self, StagesCommand.self, PatternsCommand.self, SchemaCommand.self,
      DocsCommand.self, VersionCommand.self, CompletionsCommand.self,
    ])

  static var names: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
  }
}

/// How a process ends.
enum ExitStatus: Int32 {
  case done = 0
  /// A check said no: a failing test, too many failed documents, `--strict` warnings.
  case unmet = 1
  case usage = 2
  case invalidPipeline = 3
  /// An input can't be read or an output can't be written.
  case files = 4
  /// `stop_if`, `on_error: stop`.
  case stopped = 5
  case interrupted = 130
}

/// Ends a command with a status, after saying why; the message may be empty when it has been said.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String = "") {
    self.status = status
    self.message = message
  }
}

import ArgumentParser
public import PipeCore
import PipeEngine
import PipeFormats
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
    ignoreClosedPipes()
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
      let command: any ParsableCommand
      do {
        command = try Root.parseAsRoot(arguments)
      } catch {
        return reportUse(error)
      }
      do {
        try await run(command)
        return ExitStatus.done.rawValue
      } catch {
        return report(error)
      }
    }
  }

  private static func run(_ command: any ParsableCommand) async throws {
    var command = command
    if var waiting = command as? any AsyncParsableCommand {
      try await waiting.run()
    } else {
      try command.run()
    }
  }

  private static func unknownVerb(_ name: String) -> Int32 {
    let near = nearest(to: name, among: Root.names)
    Terminal.error("error: unknown verb `\(name)`" + (near.map { "; did you mean `\($0)`?" } ?? ""))
    Terminal.error("`pipe --help` lists the verbs")
    return ExitStatus.usage.rawValue
  }

  /// What is said of arguments that can't be understood, or of `--help`.
  private static func reportUse(_ error: any Error) -> Int32 {
    let message = Root.fullMessage(for: error)
    if Root.exitCode(for: error).isSuccess {
      Terminal.write(message.hasSuffix("\n") ? message : message + "\n")
      return ExitStatus.done.rawValue
    }
    // The parser's words in the form of ours.
    let isLabelled = message.hasPrefix("Error: ")
    let words = isLabelled ? String(message.dropFirst("Error: ".count)) : message
    Terminal.error("error: " + words.prefix(1).lowercased() + words.dropFirst())
    return ExitStatus.usage.rawValue
  }

  /// What is said of a command that ended early.
  private static func report(_ error: any Error) -> Int32 {
    switch error {
    case let failure as CommandFailure:
      if !failure.message.isEmpty { Terminal.error("error: " + failure.message) }
      return failure.status.rawValue
    case let error as FileError where Terminal.isClosedPipe(error):
      return ExitStatus.closedPipe.rawValue
    case let error as FileError: return end(.files, error.message)
    case let error as FormatError: return end(.files, error.message)
    case let error as InputError:
      return end(.files, error.problems.joined(separator: "\nerror: "))
    case let error as StateError:
      return end(error.cause == .mismatch ? .invalidPipeline : .files, error.message)
    case let error as BadRunRecord:
      return end(.files, "`\(error.path)` is damaged; begin the run anew")
    case let error as RunStopped: return end(.stopped, "stopped: \(error.message)")
    default:
      // `pipe help` and `pipe patterns` ask the parser for its help from their `run`.
      if Root.exitCode(for: error).isSuccess { return reportUse(error) }
      return end(.bug, "\(error); this is a bug in pipe \(pipeVersion)")
    }
  }

  private static func end(_ status: ExitStatus, _ message: String) -> Int32 {
    Terminal.error("error: " + message)
    return status.rawValue
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
    version: "pipe \(pipeVersion)",
    subcommands: [
      CleanCommand.self, RunCommand.self, ResumeCommand.self, CheckCommand.self, TestCommand.self,
      TryCommand.self, ExplainCommand.self, StagesCommand.self, PatternsCommand.self,
      StateCommand.self, SchemaCommand.self, DocsCommand.self, VersionCommand.self,
      CompletionsCommand.self,
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
  /// Nothing a user did: an error that no command expects, or accounting that does not add up.
  case bug = 70
  case interrupted = 130
  /// Whoever read standard output has ended; what a shell says of SIGPIPE.
  case closedPipe = 141
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

import ArgumentParser
import PCRE2
import PipeCore
import PipeEngine
import PipeFormats

/// `pipe schema`.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Writes the JSON Schema of pipeline files, for editors.")

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case pipeline, fragment, patterns
  }

  @Argument(help: "What file: pipeline, fragment or patterns.")
  var kind = Kind.pipeline

  func run() throws {
    let writer = SchemaWriter(registry: PipeCommand.registry)
    switch kind {
    case .pipeline: try Terminal.write(writer.pipeline)
    case .fragment: try Terminal.write(writer.fragment)
    case .patterns: try Terminal.write(writer.patterns)
    }
  }
}

/// `pipe version`.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Says which version this is, and of what it is made.")

  @Flag(help: "As JSON.")
  var json = false

  func run() {
    if json {
      Terminal.write(
        "{\"pipe\":\"\(pipeVersion)\",\"pcre2\":\"\(pcre2Version)\",\"unicode\":\"\(pcre2UnicodeVersion)\"}\n"
      )
    } else {
      Terminal.write(
        "pipe \(pipeVersion)   PCRE2 \(pcre2Version)   Unicode \(pcre2UnicodeVersion)\n")
    }
  }
}

/// `pipe completions SHELL`.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Writes a completion script for a shell.")

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    Terminal.write(Root.completionScript(for: kind) + "\n")
  }
}

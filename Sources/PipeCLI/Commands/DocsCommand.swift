import ArgumentParser
import PipeCore
import PipeEngine
import PipeFormats

/// `pipe docs`.
struct DocsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "docs",
    abstract: "Writes the generated files of a checkout: references, schema, embedded recipes.")

  @Option(help: "The checkout.")
  var root = "."

  @Flag(help: "Write nothing; exit with 1 when a file is not up to date.")
  var check = false

  func run() throws {
    var stale: [String] = []
    for (name, bytes) in try GeneratedFiles(registry: PipeCommand.registry, root: root).files {
      let path = root + "/" + name
      if (try? readWhole(path)) == bytes { continue }
      stale.append(name)
      if check { continue }
      try makeFolder(ofFile: path)
      let file = try OutputFile(path: path)
      try file.write(bytes.span)
      try file.finish()
    }
    for name in stale { Terminal.write((check ? "not up to date: " : "wrote ") + name + "\n") }
    if check, !stale.isEmpty { throw CommandFailure(.unmet, "run `pipe docs`") }
  }
}

import ArgumentParser
import PipeCore
import PipeEngine

/// `pipe stages [NAME]`.
struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "Lists the stages, or one stage's options and examples.")

  @Argument(help: "The name of a stage.")
  var name: String?

  @Option(help: "Only stages whose name, summary or options hold this text.")
  var search: String?

  func run() throws {
    let registry = PipeCommand.registry
    if let name {
      guard let stage = registry[name] else {
        let near = registry.nearest(to: name).map { "; did you mean `\($0)`?" } ?? ""
        throw CommandFailure(.usage, "unknown stage `\(name)`\(near)")
      }
      Terminal.write(ReferenceWriter.terminal(stage))
      return
    }
    let stages = registry.stages.filter { stage in
      guard let search = search?.lowercased() else { return true }
      let texts =
        [stage.description.name, stage.description.summary] + stage.optionSchema.map(\.name)
      return texts.contains { $0.lowercased().contains(search) }
    }
    let width = stages.map { $0.description.name.count }.max() ?? 0
    for stage in stages {
      let name = stage.description.name
      let blanks = String(repeating: " ", count: width - name.count + 2)
      Terminal.write(name + blanks + stage.description.summary + "\n")
    }
  }
}

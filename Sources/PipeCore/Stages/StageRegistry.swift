import PipeText

/// The stages that a pipeline file may name.
public struct StageRegistry: Sendable {
  /// Keys of a stage that belong to the engine; no stage may have an option of such a name.
  public static let engineKeys = [
    "stage", "fragment", "with", "id", "when", "zone", "on_error", "enabled", "note",
  ]

  /// In order of registration.
  public private(set) var stages: [any Stage.Type] = []

  /// - Precondition: names are unique, snake case, and no option has the name of an engine key; the
  ///   last two are checked here in debug builds, the last when a pipeline file names the stage.
  public init(_ stages: [any Stage.Type]) {
    for stage in stages {
      let name = stage.description.name
      precondition(self[name] == nil, "two stages are named \(name)")
      // Reflecting on the options of all stages would take a seventh of the start of every command.
      assert(
        snakeCase("\(stage)".prefix(1).lowercased() + "\(stage)".dropFirst()) == name,
        "the stage \(name) is of type \(stage)")
      assert(
        !stage.optionSchema.contains { Self.engineKeys.contains($0.name) },
        "\(name) has options named like engine keys")
      self.stages.append(stage)
    }
  }

  /// The stage of a name.
  public subscript(name: String) -> (any Stage.Type)? {
    stages.first { $0.description.name == name }
  }

  public var names: [String] { stages.map { $0.description.name } }

  /// The name of a stage that is most like what was typed.
  public func nearest(to name: String) -> String? {
    PipeText.nearest(to: name, among: names)
  }
}

extension Stage {
  /// The stage's options, in order.
  public static var optionSchema: [OptionSchema] { Options.schema }

  /// Makes the stage from the options that were written, reporting everything that is wrong.
  package static func make(
    _ entries: [ConfigNode.Entry], at place: ConfigPlace, in context: inout OptionContext
  ) -> (any Stage)? {
    let name = description.name
    guard
      let options = Options.decode(
        entries, owner: "stage \(name)", at: place, length: name.count, in: &context)
    else { return nil }
    do {
      return try Self(options: options)
    } catch {
      context.report(Diagnostic("P106", "\(name): \(error)", at: place, length: name.count))
      return nil
    }
  }
}

package import PipeCore

/// What must be the same for a state to be of use: the stage that made it, and all that its keys,
/// values and sketches depend on.
package struct StateShape: Sendable, Equatable {
  package struct Option: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// The stage's name, not the id of one in a pipeline.
  package let stage: String
  package let revision: Int
  package let options: [Option]

  package init(stage: String, revision: Int, options: [Option]) {
    (self.stage, self.revision, self.options) = (stage, revision, options)
  }

  package init(of stage: some StatefulStage) {
    let description = type(of: stage).description
    self.init(
      stage: description.name, revision: description.revision,
      options: stage.stateShape.map { Option(name: $0.name, value: $0.value) })
  }

  /// Checks that a stage of this shape can use the state of another.
  ///
  /// - Throws: ``StateError`` with the first difference and the way out.
  func checkUse(of other: StateShape, at path: String) throws(StateError) {
    let begin = "name another folder, which begins anew"
    guard stage == other.stage else {
      throw .mismatch("the state `\(path)` was made by \(other.stage), not by \(stage); \(begin)")
    }
    guard revision == other.revision else {
      throw .mismatch(
        "the state `\(path)` was made by \(stage) of revision \(other.revision), and this is "
          + "revision \(revision); use the pipe that made it, or \(begin)")
    }
    for option in options {
      let there = other.options.first { $0.name == option.name }?.value
      guard there != option.value else { continue }
      throw .mismatch(
        "the state `\(path)` was made with "
          + (there.map { "`\(option.name): \($0)`" } ?? "another kind of `\(option.name)`")
          + ", not `\(option.name): \(option.value)`; change it back, or \(begin)")
    }
    if let gone = other.options.first(where: { option in
      !options.contains { $0.name == option.name }
    }) {
      throw .mismatch(
        "the state `\(path)` depends on `\(gone.name): \(gone.value)`, which \(stage) does not "
          + "know here; use the pipe that made it, or \(begin)")
    }
  }
}

import PipeCore
import PipeFormats
import PipeText

/// The states of a run's stages, each held for the whole run.
package struct RunStates: Sendable {
  private let states: [Int: RunState]

  package var isEmpty: Bool { states.isEmpty }

  /// No stage has a state.
  init() { states = [:] }

  /// Takes the states that the stages name.
  ///
  /// - Throws: ``StateError`` when one can't be used, is in use, or is not what the run began with;
  ///   `FileError`.
  init(_ plan: Plan, _ manifest: Manifest, _ folder: RunFolder) throws {
    let stateful = plan.pipeline.states
    guard !stateful.isEmpty else {
      states = [:]
      return
    }
    let run = plan.id(over: manifest)
    let memory = plan.pipeline.run.memory.bytes / 8
    let folders = try stateful.map { try LockedState(path: $0.path, creates: true) }
    // A run has ended when all of its states say so.
    let isAgain = folders.contains { $0.isPending(of: run) }
    states = try zip(stateful, folders).reduce(into: [:]) { states, next in
      let (state, folder) = next
      states[state.index] = try RunState(
        folder, shape: state.shape, run: run, isAgain: isAgain, memory: memory)
    }
    try checkContent(folder)
  }

  /// The state of the stage of an index.
  subscript(stage: Int) -> RunState? { states[stage] }

  /// The documents of earlier runs, by the stage that compares with them.
  var earlier: EarlierRuns { EarlierRuns(states.mapValues(\.earlier)) }

  /// In the order of the stages.
  package var byStage: [(stage: Int, state: RunState)] {
    states.sorted { $0.key < $1.key }.map { (stage: $0.key, state: $0.value) }
  }

  /// A run that goes on must compare with what it began to compare with.
  private func checkContent(_ folder: RunFolder) throws {
    let name = "done/states"
    let content = byStage.map { "\($0.stage) \(String($0.state.content, radix: 16))\n" }.joined()
    guard let before = try? readWhole("\(folder.path)/\(name)") else {
      return try folder.write(name, Array(content.utf8))
    }
    guard before == Array(content.utf8) else {
      let paths = byStage.map { "`\($0.state.path)`" }.joined(separator: ", ")
      throw StateError(
        cause: .change,
        message:
          "the run can't go on: other runs have added to its state (\(paths)) since it began; "
          + "begin anew with `pipe run`")
    }
  }

  /// Says that the run has come to its end: the last thing that a process does.
  ///
  /// - Throws: ``StateError``, `FileError`.
  package func seal() throws {
    for (_, state) in byStage { try state.seal() }
  }
}

extension Pipeline {
  /// The states that stages name, with what they must have been made by.
  package var states: [(index: Int, path: String, shape: StateShape)] {
    stages.enumerated().compactMap { index, step in
      guard let stage = step.stage as? any StatefulStage, let state = stage.state else {
        return nil
      }
      return (index: index, path: state.path, shape: StateShape(of: stage))
    }
  }
}

extension Plan {
  /// Names a run: the plan and the input that it reads, by the names and sizes of files, and standard input
  /// by what it held.
  fileprivate func id(over manifest: Manifest) -> UInt128 {
    var text = "\(id)"
    for shard in manifest.shards {
      text += "\n\(shard.index) \(shard.size) \(shard.limit ?? -1)"
      if let range = shard.range { text += " \(range.lowerBound)" }
      for item in shard.items { text += "\0" + (item.standardInput.map { "\0\($0)" } ?? item.path) }
    }
    return hash128(Array(text.utf8).span)
  }
}

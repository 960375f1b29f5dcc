import PipeCore

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

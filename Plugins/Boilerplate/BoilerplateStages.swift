public import PipeCore

public let boilerplateStages: [any Stage.Type] = [
  DropBoilerplate.self
]

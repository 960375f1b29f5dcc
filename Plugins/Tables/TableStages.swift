public import PipeCore

public let tableStages: [any Stage.Type] = [
  RestoreTables.self
]

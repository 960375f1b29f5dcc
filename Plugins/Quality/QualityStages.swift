public import PipeCore

public let qualityStages: [any Stage.Type] = [
  Filter.self
]

public import PipeCore

public let summaryStages: [any Stage.Type] = [
  Summarize.self
]

public import PipeCore

public let privacyStages: [any Stage.Type] = [
  RedactPii.self
]

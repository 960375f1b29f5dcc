public import PipeCore

/// The stages of this package.
public let exampleStages: [any Stage.Type] = [
  DropShoutingLines.self,
  DropFloodedTitles.self,
]

public import PipeCore

public let dedupStages: [any Stage.Type] = [
  DropExactDuplicates.self,
  DropRepeatedBlocks.self,
  DropSharedBlocks.self,
  DropSharedLines.self,
]

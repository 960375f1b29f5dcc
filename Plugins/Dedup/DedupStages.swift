public import PipeCore

public let dedupStages: [any Stage.Type] = [
  DropExactDuplicates.self,
  DropNearDuplicates.self,
  DropRepeatedBlocks.self,
  DropSharedBlocks.self,
  DropSharedLines.self,
]

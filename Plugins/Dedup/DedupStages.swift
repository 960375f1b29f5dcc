public import PipeCore

public let dedupStages: [any Stage.Type] = [
  DropExactDuplicates.self,
  DropNearDuplicates.self,
  DropRepeatedBlocks.self,
  DropRepeatedSubstrings.self,
  DropSharedBlocks.self,
  DropSharedLines.self,
]

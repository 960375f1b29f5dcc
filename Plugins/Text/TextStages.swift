public import PipeCore

public let textStages: [any Stage.Type] = [
  NormalizeText.self,
  DropLines.self,
  DropBlocks.self,
  CutText.self,
  ReplaceText.self,
  CaptureMetadata.self,
]

import BuiltInStages
import PipeCLI

await PipeCommand.main(stages: builtInStages)

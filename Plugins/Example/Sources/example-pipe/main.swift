import BuiltInStages
import ExampleStages
import PipeCLI

await PipeCommand.main(stages: builtInStages + exampleStages)

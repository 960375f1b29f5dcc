import ExampleStages
import PipeCore
import PipeTesting
import Testing

/// What every stage of the package must keep: its examples, its fixtures, the laws.
@Suite struct ExampleStagesTests {
  static let fixtures = FixtureRunner(
    folder: "\(#filePath)".split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/Fixtures")

  @Test(arguments: exampleStages.map { $0.description.name })
  func stageHolds(name: String) async throws {
    let stage = try #require(StageRegistry(exampleStages)[name])
    for example in stage.description.examples {
      expectNone(try await ExampleRunner.differences(of: stage, example))
    }
    let cases = Self.fixtures.cases(of: stage)
    #expect(!cases.isEmpty)
    for path in cases {
      expectNone(try await Self.fixtures.differences(of: stage, case: path))
    }
    expectNone(try await StageLaws.behaviour(of: stage))
  }

  private func expectNone(_ differences: [String]) {
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
  }
}

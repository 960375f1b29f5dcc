import BuiltInStages
import PipeCore
import PipeTesting
import Testing

/// Every stage that comes with pipe; a new one needs nothing here.
@Suite struct StageTests {
  static let fixtures = FixtureRunner(
    folder: "\(#filePath)".split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
      + "/Fixtures",
    isRecording: isRecording())

  @Test(arguments: builtInStages.map { $0.description.name })
  func examplesHold(name: String) async throws {
    let stage = try #require(StageRegistry(builtInStages)[name])
    for (index, example) in stage.description.examples.enumerated() {
      let differences = try await ExampleRunner.differences(of: stage, example)
      #expect(differences.isEmpty, "example \(index + 1): \(differences.joined(separator: "\n"))")
    }
  }

  @Test(arguments: builtInStages.map { $0.description.name })
  func fixturesHold(name: String) async throws {
    let stage = try #require(StageRegistry(builtInStages)[name])
    let cases = Self.fixtures.cases(of: stage)
    #expect(!cases.isEmpty, "\(name) has no case in Tests/Fixtures/\(name)")
    for path in cases {
      let differences = try await Self.fixtures.differences(of: stage, case: path)
      #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }
  }

  @Test(arguments: builtInStages.map { $0.description.name })
  func lawsHold(name: String) async throws {
    let stage = try #require(StageRegistry(builtInStages)[name])
    let broken =
      StageLaws.defaults(of: stage) + StageLaws.vocabulary(of: stage)
      + StageLaws.documentation(of: stage)
    #expect(broken.isEmpty, "\(broken.joined(separator: "\n"))")
    let behaviour = try await StageLaws.behaviour(of: stage)
    #expect(behaviour.isEmpty, "\(behaviour.joined(separator: "\n"))")
  }
}

import PipeCore
import PipeTesting
import Synchronization
import Testing

private let examples = [
  Example(input: "a", unchanged: true), Example(input: "b", unchanged: true),
]

/// Edits a document and then rejects it.
private struct EditsAndRejects: DocumentStage {
  static let description = StageDescription(
    name: "edits_and_rejects", summary: "Breaks a law.", rejects: true, examples: examples)
  init(options: NoOptions) {}
  func process(_ document: inout Document) -> Outcome {
    document.removeLines { _ in Removal("gone") }
    return .reject("why")
  }
}

/// Rejects without saying so in its description.
private struct RejectsQuietly: DocumentStage {
  static let description = StageDescription(
    name: "rejects_quietly", summary: "Breaks a law.", examples: examples)
  init(options: NoOptions) {}
  func process(_ document: inout Document) -> Outcome { .reject("why") }
}

/// Does something else each time.
private struct Wavers: DocumentStage {
  static let description = StageDescription(
    name: "wavers", summary: "Breaks a law.", examples: examples)
  static let calls = Mutex(0)
  init(options: NoOptions) {}
  func process(_ document: inout Document) -> Outcome {
    let call = Self.calls.withLock { calls in
      calls += 1
      return calls
    }
    document.metadata.set("call", to: .int(call), source: "wavers")
    return .keep
  }
}

/// Takes a line away behind the ledger's back, as only this package could.
private struct LosesLines: DocumentStage {
  static let description = StageDescription(
    name: "loses_lines", summary: "Breaks a law.", examples: examples)
  init(options: NoOptions) {}
  func process(_ document: inout Document) -> Outcome {
    if !document.lines.isEmpty { document.lines[0].isRemoved = true }
    return .keep
  }
}

/// Options whose words mean something else than everywhere, and a description that says little.
private struct SaysLittle: DocumentStage {
  struct Options: StageOptions {
    @Option("which") var match = "x"
    @Option("Share.", in: 0...2) var letterRatio = 1.0
    @Option("Whole.", in: 5...9) var minWords = 3
  }
  static let description = StageDescription(
    name: "says_little", summary: "breaks laws", examples: [])
  init(options: Options) {}
  func process(_ document: inout Document) -> Outcome { .keep }
}

@Suite struct LawTests {
  private func broken(_ stage: any Stage.Type) async throws -> [String] {
    try await StageLaws.behaviour(of: stage, texts: ["one\ntwo"], generated: 0)
  }

  @Test func aRejectedDocumentIsUntouched() async throws {
    let found = try await broken(EditsAndRejects.self)
    #expect(found.first == "defaults, text 0: a rejected document was changed")
  }

  @Test func aStageThatRejectsSaysSo() async throws {
    let found = try await broken(RejectsQuietly.self)
    #expect(
      found.first == "defaults, text 0: it rejects, but its description does not say so")
  }

  @Test func theSameInputHasTheSameOutcome() async throws {
    let found = try await broken(Wavers.self)
    #expect(found.first == "defaults, text 0: the same input had another outcome")
  }

  @Test func everyByteIsAccountedFor() async throws {
    let found = try await broken(LosesLines.self)
    #expect(found.first == "defaults, text 0: bytes 0..<4 are lost: \"one\\n\"")
  }

  @Test func wordsAndDefaultsAreChecked() {
    #expect(
      StageLaws.vocabulary(of: SaysLittle.self) == [
        "`match` takes text", "`letter_ratio` takes a number, 0 to 2",
      ])
    #expect(
      StageLaws.defaults(of: SaysLittle.self) == [
        "the default of `min_words` is not accepted: `min_words` takes 5 to 9, got 3"
      ])
    #expect(
      StageLaws.documentation(of: SaysLittle.self) == [
        "the summary is no sentence", "it has fewer than two examples",
        "the help of `match` is no sentence",
      ])
  }

  @Test func anExampleThatDoesNotHoldSaysWhatDiffers() async throws {
    let example = Example(input: "one", output: "two", metadata: ["title": "x"])
    let found = try await ExampleRunner.differences(of: Wavers.self, example)
    #expect(
      found == [
        "output: want \"two\", got \"one\"", "meta.title: want \"x\", got \"\"",
      ])
  }
}

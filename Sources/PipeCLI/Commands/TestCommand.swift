import ArgumentParser
import PCRE2
import PipeCore
import PipeEngine

/// `pipe test [FILES…]`.
struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the tests of pipeline files: pattern examples, inline tests, golden files.")

  @Argument(help: "Pipeline files.")
  var files: [String]

  @Flag(help: "Rewrite golden files; the difference is the review.")
  var update = false

  @OptionGroup var shared: PipelineOptions

  func run() async throws {
    let start = MonotonicClock.nanoseconds()
    var passed = 0
    var failed = 0
    for file in files {
      let pipeline = try shared.load(file)
      for library in pipeline.libraries {
        let failures = show(library)
        failed += failures
        passed += library.sets.reduce(0) { $0 + $1.set.entries.count } - failures
      }
      let tests = PipelineTests(pipeline)
      var results: [PipelineTests.Result] = []
      for test in pipeline.tests { results.append(await tests.run(test, update: update)) }
      let bad = results.filter { !$0.failures.isEmpty }
      passed += results.count - bad.count
      failed += bad.count
      let summary =
        bad.isEmpty
        ? shared.paint("\(results.count) ok", .green)
        : "\(results.count - bad.count) ok, " + shared.paint("\(bad.count) failed", .red)
      Terminal.write("tests      \(file)   \(summary)\n")
      for result in bad { show(result, in: pipeline, file) }
    }
    let seconds = duration(MonotonicClock.nanoseconds() - start)
    Terminal.write("\n\(passed) passed, \(failed) failed, \(seconds)\n")
    if failed > 0 { throw CommandFailure(.unmet) }
  }

  /// Shows the examples of a library's patterns; gives the number of patterns that fail theirs.
  private func show(_ library: PatternLibrary) -> Int {
    var hits = 0
    var misses = 0
    var failures: [String] = []
    var failed = 0
    for loaded in library.sets {
      for entry in loaded.set.entries {
        hits += entry.hits.count
        misses += entry.misses.count
      }
      let own = loaded.set.exampleFailures()
      failed += Set(own.map(\.entry)).count
      failures += own.map { failure in
        let name = "\(loaded.set.name)/\(loaded.set.entries[failure.entry].id)"
        return "  \(name): \(failure.text.debugDescription) \(failure.kind.words)"
      }
    }
    let patterns = library.sets.reduce(0) { $0 + $1.set.entries.count }
    let state =
      failures.isEmpty ? shared.paint("ok", .green) : shared.paint("\(failed) failed", .red)
    Terminal.write(
      "patterns   \(padded(library.name, to: 16)) \(padded("\(patterns)", to: -3)) \(patterns == 1 ? "pattern " : "patterns") "
        + "\(padded("\(hits)", to: -4)) hits \(padded("\(misses)", to: -4)) misses   \(state)\n")
    for failure in failures { Terminal.write(failure + "\n") }
    return failed
  }

  private func show(_ result: PipelineTests.Result, in pipeline: Pipeline, _ file: String) {
    let head = shared.paint("FAIL", .red)
    Terminal.write("\n\(head)  \(result.test.name)     \(file):\(result.test.place.line)\n")
    for failure in result.failures {
      let text = failure.replacing("\n", with: "\n      ")
      Terminal.write("      \(text)\n")
    }
    if let given = result.test.given.file {
      Terminal.write("      look: pipe try \(file) \(given)\n")
    }
    Terminal.write("\n")
  }
}

extension ExampleFailure.Kind {
  /// What went wrong with an example.
  var words: String {
    switch self {
    case .missedHit: "must hit, and does not"
    case .unexpectedHit: "must miss, and hits"
    case .failed(let error): "hit a limit: \(error)"
    }
  }
}

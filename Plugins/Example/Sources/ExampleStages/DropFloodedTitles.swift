import PipeCore
import PipeText

/// Rejects the documents whose first line many others begin with: error pages, log-in pages.
struct DropFloodedTitles: CorpusStage {
  struct Options: StageOptions {
    @Option("Most documents that may begin with the same line.", in: 1...1_000_000)
    var maxDocs = 10
  }

  static let description = StageDescription(
    name: "drop_flooded_titles",
    summary: "Rejects the documents whose first line many others begin with.",
    rejects: true,
    examples: [
      Example(
        options: "max_docs: 1",
        input: """
          Page not found
          Try the search.
          ---
          Page not found
          Go back home.
          """,
        rejected: "flooded_title"),
      Example(input: "A story\nIt begins.", unchanged: true),
    ])

  let options: Options

  func observe(_ document: Document, into sink: inout ObservationSink) {
    var title: UInt64?
    document.forEachLine(everywhere: true) { line in
      if title == nil, !isBlank(line.bytes) { title = hash64(line.bytes) }
    }
    if let title { sink.emit(key: UInt128(title)) }
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var count: Int64 = 0
    var key: UInt128?
    for observation in observations {
      count += 1
      key = observation.key
    }
    if let key, count > Int64(options.maxDocs) { emit(.key(key, value: count)) }
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome {
    guard case .key(_, let count)? = verdicts.first else { return .keep }
    return .reject(
      "flooded_title", have: [("documents", .number(Double(count)))],
      need: "at most \(options.maxDocs)")
  }
}

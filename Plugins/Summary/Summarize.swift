import PipeCore
import PipeText

/// Writes the sentences that say most into metadata.
struct Summarize: DocumentStage {
  struct Options: StageOptions {
    @Option("How many sentences; 3 when neither this nor `max_words` is given.", in: 1...100)
    var sentences: Int? = nil

    @Option(
      "As many sentences as fit into so many words, instead of a number of them.", in: 1...10_000)
    var maxWords: Int? = nil

    @Option("Where the summary goes.")
    var into = MetadataPath("summary")

    @Option(
      "The language of the texts (ISO 639-1); without it the one whose function words are most frequent."
    )
    var language: String? = nil

    func validate() throws {
      if sentences != nil, maxWords != nil {
        throw OptionsError("max_words", "`sentences` and `max_words` can't both be given")
      }
    }
  }

  static let description = StageDescription(
    name: "summarize",
    summary: "Writes the sentences that say most into metadata.",
    details: """
      A list of sentences as they stand in the text, in its order. Headings, tables, code and captions are not \
      looked at. When no sentence fits into `max_words`, the shortest of the best three is taken. The text is \
      not changed; a document without sentences gets no summary.
      """,
    reads: .blocks,
    source:
      "A linear model over sentence features; its weights and their origin stand in `SummaryModel`",
    examples: [
      Example(
        options: "sentences: 1",
        input: """
          The old bridge over the river was closed to all traffic on Monday after engineers found cracks.

          People waited.
          """,
        output: """
          The old bridge over the river was closed to all traffic on Monday after engineers found cracks.

          People waited.
          """,
        metadata: [
          "summary":
            "[\"The old bridge over the river was closed to all traffic on Monday after engineers found cracks.\"]"
        ]),
      Example(input: "   ", unchanged: true),
    ])

  private let options: Options
  private let ranking: RankingOptions

  init(options: Options) {
    self.options = options
    var ranking = RankingOptions()
    ranking.language = options.language
    self.ranking = ranking
  }

  func process(_ document: inout Document) -> Outcome {
    let (text, blocks) = prose(of: document)
    let ranked = rankSentences(of: text.span, in: blocks, options: ranking)
    let chosen =
      options.maxWords.map { ranked.selection(words: $0) }
      ?? ranked.selection(sentences: options.sentences ?? 3)
    if chosen.isEmpty { return .keep }
    let sentences = chosen.map { index in
      MetadataValue.string(String(decoding: text[ranked.sentences[index].range], as: UTF8.self))
    }
    document.metadata.set(options.into.name, to: .list(sentences), source: "summarize")
    return .keep
  }

  /// The blocks that hold sentences, wrapped lines joined by blanks.
  private func prose(of document: Document) -> (text: [UInt8], blocks: [Range<Int>]) {
    var text: [UInt8] = []
    var ranges: [Range<Int>] = []
    document.forEachBlock { view in
      switch view.block.kind {
      case .heading, .table, .code, .caption: return
      case .raw, .paragraph, .listItem, .quote: break
      }
      let start = text.count
      let lineEnd = UInt8(ascii: view.block.isWrapped ? " " : "\n")
      for index in view.bytes.indices {
        let byte = view.bytes[index]
        text.append(byte == UInt8(ascii: "\n") ? lineEnd : byte)
      }
      ranges.append(start..<text.count)
      text.append(UInt8(ascii: "\n"))
    }
    return (text, ranges)
  }
}

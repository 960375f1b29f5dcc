import PipeCore
import PipeText

/// Keeps one of the documents whose texts are nearly the same.
struct DropNearDuplicates: CorpusStage {
  struct Options: StageOptions {
    @Option("How alike two documents must be, by the measure; from 0.1 on.", in: 0...1)
    var similarity = 0.8

    @Option(
      "Jaccard: the share of the shingles of both that both have. Containment: the share of the shorter one's shingles that the longer one has."
    )
    var measure = ShingleMeasure.jaccard

    @Option(
      "Words in a shingle; a Chinese character or Japanese kana is a word of its own.", in: 1...32)
    var shingleWords = 5

    @Option(
      "Letters and digits in a shingle, which is then made of these and not of words.", in: 2...63)
    var shingleCharacters: Int? = nil

    @Option("Documents with fewer shingles stay, and are compared with none.", in: 1...100_000)
    var minShingles = 1

    @Option(
      "Two documents are compared only when the shorter has at least this share of the longer one's shingles.",
      in: 0...1)
    var minLengthRatio = 0.0

    @Option(
      "Centred: whoever goes is itself alike to the one that stays. Connected: all that hang together are one cluster, over however many others."
    )
    var clusters = ClusterRule.centred

    @Option(
      "Which document of a cluster stays: the first, the longest, or that of the highest signal.")
    var keep = KeepRule.first

    @Option(StateFolder.help)
    var state: StateFolder? = nil

    func validate() throws {
      guard similarity >= 0.1 else {
        throw OptionsError(
          "similarity", "`similarity` takes 0.1 to 1: below it too many documents are candidates")
      }
    }
  }

  static let description = StageDescription(
    name: "drop_near_duplicates",
    summary: "Keeps one of the documents whose texts are nearly the same.",
    details: """
      Case, punctuation and line breaks do not count: a text is the set of its shingles, the runs of five \
      words. Candidates come from MinHash signatures (`jaccard`), of which as many bands are made as it \
      takes for a pair at the threshold to be found 998 times in 1000, or from a sample of the shingles \
      (`containment`). Every candidate is then compared exactly, on all shingles: what is reported at 0.8 \
      is 0.8. Of more than 64 documents with an equal band not every two are compared: the first with all \
      others, then the first of those that are not alike to it with the rest, and so on.

      `containment` finds a copy that was cut short, or the page around an article, and also an article \
      that quotes a whole short one: give it `min_shingles: 20` and a `min_length_ratio`. It costs more \
      memory on disk, by the shingles that are sampled.

      An output of `write: pairs` has every pair that was found, one of `write: clusters` every cluster.
      """,
    reads: .text,
    rejects: true,
    source:
      "Broder 1997, On the resemblance and containment of documents; Dahlgaard, Knudsen and Thorup 2017, Fast similarity sketching; Irber et al. 2022, FracMinHash.",
    examples: [
      Example(
        input: """
          The ferry to the island leaves at eight in the morning, at noon and at five in the afternoon.
          ---
          The lighthouse is open on Sundays.
          ---
          The ferry to the island leaves at eight in the morning, at noon and at five in the AFTERNOON!
          """,
        output: """
          The ferry to the island leaves at eight in the morning, at noon and at five in the afternoon.
          ---
          The lighthouse is open on Sundays.
          """),
      Example(
        options: """
          measure: containment
          min_shingles: 5
          keep: longest
          """,
        input: """
          The ferry to the island leaves at eight in the morning.
          ---
          The ferry to the island leaves at eight in the morning. In winter it does not leave at all.
          """,
        output:
          "The ferry to the island leaves at eight in the morning. In winter it does not leave at all."
      ),
    ])

  private let options: Options
  private let shingler: Shingler
  private let finder: any CandidateFinder
  private let comparison: ShingleComparison

  init(options: Options) {
    self.options = options
    shingler = Shingler(words: options.shingleWords, characters: options.shingleCharacters)
    comparison = ShingleComparison(
      measure: options.measure, threshold: options.similarity,
      minShingles: options.minShingles, minLengthRatio: options.minLengthRatio)
    finder =
      switch options.measure {
      case .jaccard: BandFinder(threshold: options.similarity)
      case .containment:
        SampleFinder(threshold: options.similarity, minShingles: options.minShingles)
      }
  }

  var clusters: ClusterRule { options.clusters }

  func observe(_ document: Document, into sink: inout ObservationSink) {
    shingler.withShingles(of: document) { shingles in
      guard shingles.codes.count >= options.minShingles, !shingles.codes.isEmpty else { return }
      sink.priority = options.keep.priority(of: document, words: shingles.tokens.count)
      finder.observe(&shingles, into: &sink)
      sink.writeSketch { appendBytes(of: shingles.codes.span, to: &$0) }
    }
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    finder.resolve(observations, emit: emit)
  }

  func prepare(_ sketch: Span<UInt8>) -> [UInt8] { comparison.prepare(sketch) }

  func compare(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Double? {
    comparison.similarity(left, right)
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome {
    for case .copy(_, let kept, let similarity) in verdicts {
      return .reject("near_duplicate", kept: kept, similarity: similarity)
    }
    return .keep
  }

  func sharedText(of document: Document, with sketch: Span<UInt8>) -> String? {
    shingler.longestShared(of: document, with: sketch)
  }
}

extension DropNearDuplicates: StatefulStage {
  var state: StateFolder? { options.state }

  var stateShape: [(name: String, value: String)] {
    let bands = BandFinder(threshold: options.similarity)
    let sample = SampleFinder(threshold: options.similarity, minShingles: options.minShingles)
    return [
      ("measure", options.measure.rawValue),
      ("shingles", shingler.name),
      ("min_shingles", String(options.minShingles)),
      ("candidates", options.measure == .jaccard ? bands.name : sample.name),
    ] + TextRevisions.all
  }
}

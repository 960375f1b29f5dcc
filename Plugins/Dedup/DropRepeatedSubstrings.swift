import PCRE2
import PipeCore
import PipeText

/// Removes passages that stand in the corpus before, word for word.
struct DropRepeatedSubstrings: TwoLookStage {
  enum Action: String, CaseIterable, OptionValue {
    case cut, tag
  }

  struct Options: StageOptions {
    /// As many as in the paper, since shorter matches are common by chance.
    @Option("Fewest words in a row that count as a copy.", in: 4...10_000)
    var minWords = 50

    @Option("Remove only lines all of whose words are copies; without it a copy goes to the word.")
    var wholeLines = false

    @Option("Cut the copies, or only mark them in the ledger.")
    var action = Action.cut

    @Option("Never touch a line in which one of these patterns matches.", units: .line)
    var unless: PatternSets = []
  }

  static let description = StageDescription(
    name: "drop_repeated_substrings",
    summary: "Removes passages that stand in the corpus before, word for word.",
    details: """
      Every run of `min_words` words that occurs more than once is found, in two documents or in one. Where it is \
      first stays, in the order of the input and of the text; later copies go, each in its full length. Words \
      are runs of letters and digits, and single characters of Chinese and Japanese; case, width, white space \
      and punctuation do not count. Decides on 128-bit hashes of the words. A copy goes from white space to \
      white space, so that no word is cut in two. Of words that repeat themselves at once, as in `ha ha ha`, the first \
      `min_words` stay. Cells of tables stay, and no passage reaches across a table. The ledger names the document \
      that keeps the words, and which of its words they are. Needs two passes over the corpus before the \
      documents are written. Keeps no `state`: earlier documents would have to be there for the second.
      """,
    source: """
      Exact substrings: Lee et al., "Deduplicating Training Data Makes Language Models Better" (2022). \
      Fingerprints: Schleimer, Wilkerson and Aiken, "Winnowing" (2003).
      """,
    examples: examples)

  static let keyBits = 128

  let options: Options

  // MARK: - First look

  func observe(_ document: Document, into sink: inout ObservationSink) {
    var keys: [UInt128] = []
    let words = PlacedWords(of: document, placed: false).sequence
    Fingerprints(of: words, size: options.minWords).forEachKey { keys.append($0) }
    keys.sort()
    var start = 0
    for index in keys.indices where index + 1 == keys.count || keys[index + 1] != keys[index] {
      let count = index + 1 - start
      sink.emit(key: keys[index], value: 1)
      // A key that one document has twice is one that counts.
      if count > 1 { sink.emit(key: keys[index], value: Int64(count - 1)) }
      start = index + 1
    }
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var key: UInt128 = 0
    var count: Int64 = 0
    for observation in observations {
      key = observation.key
      count += observation.value
    }
    emit(.key(key, value: count))
  }

  // MARK: - Second look

  func observeAgain(
    _ document: Document, after verdicts: [Verdict], into sink: inout ObservationSink
  ) {
    let words = PlacedWords(of: document, placed: false).sequence
    let passages = passages(of: words, verdicts)
    for (index, passage) in passages.enumerated() {
      // Of those that are in the document more than twice, the first two tell as much as all.
      if index > 1, passages[index - 2].key == passage.key { continue }
      sink.emit(key: passage.key, value: Int64(passage.words.lowerBound))
    }
  }

  func resolveAgain(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var origin: PassageOrigin?
    for observation in observations {
      if let origin {
        emit(origin.verdict(on: observation.ordinal, place: Int(observation.value)))
      } else {
        origin = PassageOrigin(kept: observation.ordinal, start: Int(observation.value))
      }
    }
  }

  /// The passages that may occur elsewhere, by key and place.
  private func passages(
    of words: WordSequence, _ verdicts: [Verdict]
  ) -> [Fingerprints.Passage] {
    var counts: [UInt128: Int] = [:]
    for case .key(let key, let count) in verdicts { counts[key] = Int(count) }
    var passages: [Fingerprints.Passage] = []
    Fingerprints(of: words, size: options.minWords).forEachPassage(counts: counts) {
      passages.append($0)
    }
    passages.sort { ($0.key, $0.words.lowerBound) < ($1.key, $1.words.lowerBound) }
    return passages
  }

  // MARK: - Cutting

  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome {
    let origins = PassageOrigin.origins(verdicts)
    if origins.isEmpty { return .keep }
    let words = PlacedWords(of: document, placed: true)
    let copies = passageCopies(
      passages(of: words.sequence, verdicts), size: options.minWords, of: document.ordinal,
      origins: origins)
    let spared = document.hits(of: options.unless)
    var parts = CopiedParts(
      copies, in: words, needed: options.minWords, wholeLines: options.wholeLines)
    document.forEachLine { line in
      if line.kind != .table { parts.note(line, isSpared: spared[line]) }
    }
    switch options.action {
    case .cut: parts.cut(from: &document)
    case .tag: parts.tag(&document)
    }
    return .keep
  }
}

extension DropRepeatedSubstrings {
  fileprivate static var examples: [Example] {
    [
      Example(
        options: "min_words: 8",
        input: """
          News of the coast. The harbour master is not answerable for what is left in the hall.
          ---
          The ferry sails at noon. THE HARBOUR MASTER is not answerable for what is left in the hall! Ask at the desk.
          """,
        output: """
          News of the coast. The harbour master is not answerable for what is left in the hall.
          ---
          The ferry sails at noon. Ask at the desk.
          """),
      Example(
        options: "min_words: 4\nwhole_lines: true",
        input: """
          All rights reserved, now and then.
          The comet returns every 76 years.
          ---
          We saw it: the comet returns every 76 years.
          All rights reserved, now and then.
          """,
        output: """
          All rights reserved, now and then.
          The comet returns every 76 years.
          ---
          We saw it: the comet returns every 76 years.
          """),
      Example(
        input: "The comet returns every 76 years.\n---\nThe comet returns every 76 years.",
        unchanged: true),
    ]
  }
}

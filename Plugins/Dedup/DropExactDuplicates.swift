import PipeCore
import PipeText

/// Keeps the first of the documents whose text, or URL, is the same.
struct DropExactDuplicates: StatefulStage {
  enum Key: String, CaseIterable, OptionValue {
    case text, normalized, url
  }

  struct Options: StageOptions {
    @Option(
      "What must be the same: the text, the text without case, punctuation styles and white space, or the URL."
    )
    var by = Key.text

    @Option(StateFolder.help)
    var state: StateFolder? = nil
  }

  static let description = StageDescription(
    name: "drop_exact_duplicates",
    summary: "Keeps the first of the documents whose text, or URL, is the same.",
    details: """
      The first in the order of the input stays. Blank lines do not count. `normalized` compares letters \
      without case, quotation marks and dashes of one kind, and words with one blank between them. Of a URL the \
      scheme, the case of the host, the fragment and a slash at the end do not count; documents without a \
      URL stay. Decides on 128-bit hashes: of ten billion documents two different ones meet with a \
      probability of 1.5e-19.
      """,
    rejects: true,
    examples: [
      Example(
        input: """
          The comet returns every 76 years.
          ---
          It was last seen in 1986.
          ---
          The comet returns every 76 years.
          """,
        output: """
          The comet returns every 76 years.
          ---
          It was last seen in 1986.
          """),
      Example(
        options: "by: normalized",
        input: """
          The comet returns.
          ---
          THE  COMET RETURNS.
          """,
        output: "The comet returns."),
    ])

  static let keyBits = 128

  let options: Options

  var state: StateFolder? { options.state }

  var stateShape: [(name: String, value: String)] {
    [("by", options.by.rawValue)] + TextRevisions.all
  }

  func observe(_ document: Document, into sink: inout ObservationSink) {
    switch options.by {
    case .text: sink.emit(key: textKey(of: document))
    case .normalized: sink.emit(key: normalizedKey(of: document))
    case .url:
      if let url = document.url { sink.emit(key: hash128(comparable(url).span)) }
    }
  }

  /// `copies` come in order of their ordinals: the first is the one that stays.
  func resolve(_ copies: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var kept: Ordinal?
    for copy in copies {
      if let kept {
        emit(.copy(copy.ordinal, of: kept, similarity: 1))
      } else {
        kept = copy.ordinal
      }
    }
  }

  func apply(_ verdicts: [Verdict], to document: inout Document) -> Outcome {
    guard case .copy(_, let kept, _)? = verdicts.first else { return .keep }
    return .reject("exact_duplicate", kept: kept)
  }

  /// The lines that are not blank, each with a line feed.
  private func textKey(of document: Document) -> UInt128 {
    var hash = StreamingHash128()
    let lineFeed: [UInt8] = [UInt8(ascii: "\n")]
    document.forEachLine { line in
      if isBlank(line.bytes) { return }
      hash.update(line.bytes)
      hash.update(lineFeed.span)
    }
    return hash.finish()
  }

  /// The folded words, each with a blank behind it.
  private func normalizedKey(of document: Document) -> UInt128 {
    var hash = StreamingHash128()
    var folded: [UInt8] = []
    var words: [UInt8] = []
    document.forEachLine { line in
      folded.removeAll(keepingCapacity: true)
      words.removeAll(keepingCapacity: true)
      appendFolded(line.bytes, to: &folded)
      forEachWord(in: folded.span) { word in
        words += folded[word]
        words.append(UInt8(ascii: " "))
      }
      hash.update(words.span)
    }
    return hash.finish()
  }

  /// `HTTPS://Example.org/a/#top` as `example.org/a`.
  private func comparable(_ url: String) -> [UInt8] {
    var bytes = Array(url.utf8.prefix { $0 != UInt8(ascii: "#") })
    if let scheme = bytes.firstRange(of: Array("://".utf8)) {
      bytes.removeSubrange(..<scheme.upperBound)
    }
    let host = bytes.firstIndex(of: UInt8(ascii: "/")) ?? bytes.count
    for index in 0..<host where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[index]) {
      bytes[index] |= 0x20
    }
    if bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return bytes
  }
}

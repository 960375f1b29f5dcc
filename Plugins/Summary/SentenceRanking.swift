import PipeText

/// A sentence of the text, as it stands there, and what it was scored by.
package struct ScoredSentence: Sendable {
  /// Byte offsets in the text: without the white space around it and an agency's dateline before it.
  package let range: Range<Int>
  /// Words between white space; a Han or kana character is one.
  package let words: Int
  package let score: Double
  /// By `SummaryFeature`, before weighting.
  package let features: [Double]
}

package struct RankingOptions: Sendable {
  /// ISO 639-1; `nil`: the language whose function words are most frequent, English when there are none.
  package var language: String?
  /// Only the first so many usable sentences are looked at; later ones are hardly ever chosen.
  package var sentenceLimit = 400
  package var model = SummaryModel.news

  package init() {}
}

/// Scores the usable sentences of the blocks; those of the whole text when fewer than two are usable.
///
/// Usable: of a sentence's length and look, without a phrase of page clutter, no repeat of an earlier one. The method is
/// the linear model described with `SummaryModel.news`.
///
/// - Parameters:
///   - text: valid UTF-8.
///   - blocks: byte ranges that a sentence doesn't reach across, in order, such as the paragraphs. A line feed inside
///     a block ends a sentence too.
///   - options: the language, the limit and the model.
/// - Returns: the sentences in document order; empty only when there are none.
/// - Complexity: O(bytes) for up to `sentenceLimit` sentences.
package func rankSentences(
  of text: Span<UInt8>, in blocks: [Range<Int>], options: RankingOptions = RankingOptions()
) -> SentenceRanking {
  let language = options.language ?? likeliestLanguage(of: text, in: blocks)
  var reader = SentenceReader(language: language)
  var sentences = usableSentences(
    of: text, in: blocks, reader: &reader, limit: options.sentenceLimit)
  for index in sentences.indices {
    let sentence = text.extracting(sentences[index].range)
    reader.readContent(of: sentence, into: &sentences[index].facts)
  }
  let table = FeatureTable(text, sentences, language: language, wordCount: reader.index.count)
  return SentenceRanking(sentences: sentences, table: table, model: options.model)
}

private func likeliestLanguage(of text: Span<UInt8>, in blocks: [Range<Int>]) -> String {
  var hashes: [UInt64] = []
  for block in blocks where hashes.count < 1000 {
    appendTokenHashes(of: text.extracting(block), to: &hashes)
  }
  return StopWords.likeliest(forHashes: hashes.span)?.language ?? "en"
}

/// A sentence that may be chosen.
struct Candidate {
  var range: Range<Int>
  var facts: SentenceFacts
}

private func usableSentences(
  of text: Span<UInt8>, in blocks: [Range<Int>], reader: inout SentenceReader, limit: Int
) -> [Candidate] {
  var usable: [Candidate] = []
  var every: [Candidate] = []
  var seen = WordIndex()
  for block in blocks where usable.count < limit {
    var ranges: [Range<Int>] = []
    forEachSentence(in: text.extracting(block)) { ranges.append($0) }
    for relative in ranges where usable.count < limit {
      let whole = block.lowerBound + relative.lowerBound..<block.lowerBound + relative.upperBound
      let start = whole.lowerBound + datelineLength(text.extracting(whole))
      let range = start..<whole.upperBound
      let sentence = text.extracting(range)
      let facts = reader.read(sentence)
      if usable.count < 2, every.count < limit {
        every.append(Candidate(range: range, facts: facts))
      }
      guard isUsable(sentence, facts) else { continue }
      let known = seen.count
      guard seen.insert(letterHash(of: facts)) == known else { continue }
      usable.append(Candidate(range: range, facts: facts))
    }
  }
  return usable.count >= 2 ? usable : every
}

/// Equal for sentences with the same tokens.
private func letterHash(of facts: SentenceFacts) -> UInt64 {
  facts.tokens.reduce(0) { combineHashes($0, $1) }
}

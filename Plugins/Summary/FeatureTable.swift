import PipeText

/// The features of every sentence of a document, and its words as vectors.
///
/// All sums run over arrays in document order, so that they are the same bits everywhere.
struct FeatureTable {
  /// By sentence, then by `SummaryFeature`.
  private(set) var rows: [[Double]]
  /// By sentence: its distinct content words with weights, of length 1.
  private(set) var vectors: [[WeightedWord]] = []
  let wordCount: Int

  struct WeightedWord {
    var word: Int
    var weight: Double
  }

  init(_ text: Span<UInt8>, _ sentences: [Candidate], language: String, wordCount: Int) {
    self.wordCount = wordCount
    rows = [[Double]](
      repeating: [Double](repeating: 0, count: SummaryFeature.allCases.count),
      count: sentences.count)
    guard !sentences.isEmpty else { return }
    setPositions(sentences)
    setLengths(sentences)
    setWords(sentences)
    var reader = SurfaceReader(language: language)
    for (index, sentence) in sentences.enumerated() {
      // A sentence this long is one only for want of others.
      let range = sentence.range.prefix(4096)
      setVoice(index, sentence.facts, reader.read(text.extracting(range)))
    }
    for feature in [
      SummaryFeature.centrality, .weightedCentrality, .rarity, .frequency, .new, .seed,
    ] {
      standardize(feature)
    }
    for index in rows.indices {
      self[index, .newLate] = self[index, .new] * FixedLog.ln(Double(1 + index))
    }
  }

  private subscript(row: Int, feature: SummaryFeature) -> Double {
    get { rows[row][feature.rawValue] }
    set { rows[row][feature.rawValue] = newValue }
  }

  private mutating func setPositions(_ sentences: [Candidate]) {
    let count = sentences.count
    let all = FixedLog.ln(Double(1 + count))
    var before = 0
    for (index, sentence) in sentences.enumerated() {
      self[index, .wordsBefore] = FixedLog.ln(1 + Double(before) / 50)
      self[index, .logPosition] = FixedLog.ln(Double(1 + index)) / all
      self[index, .position] = Double(index) / Double(max(1, count - 1))
      self[index, .isFirst] = index == 0 ? 1 : 0
      self[index, .isLast] = index == count - 1 ? 1 : 0
      before += sentence.facts.length
    }
  }

  private mutating func setLengths(_ sentences: [Candidate]) {
    let total = sentences.reduce(0) { $0 + $1.facts.length }
    let mean = Double(total) / Double(sentences.count)
    for (index, sentence) in sentences.enumerated() {
      let length = Double(sentence.facts.length)
      let relative = max(-2, min(2, (length - mean) / 12))
      let off = (min(length, 60) - 24) / 24
      self[index, .relativeLength] = relative
      self[index, .logLength] = FixedLog.ln(1 + length)
      self[index, .lengthOff] = off * off
      self[index, .earlyLength] = relative / Double(1 + index)
    }
  }

  /// Centrality, rarity and novelty: what a sentence's words are to the document.
  private mutating func setWords(_ sentences: [Candidate]) {
    let counts = WordCounts(sentences, wordCount: wordCount)
    for sentence in counts.bySentence {
      let weights = sentence.map { word in
        let frequency = 1 + counts.logarithm(word.count)
        return WeightedWord(word: word.word, weight: frequency * counts.rarity[word.word])
      }
      vectors.append(unit(weights))
    }
    var center = [Double](repeating: 0, count: wordCount)
    for vector in vectors { for word in vector { center[word.word] += word.weight } }
    normalize(&center)
    var frequency = counts.total.map(Double.init)
    normalize(&frequency)
    let top = Double(counts.total.max() ?? 1)
    for index in sentences.indices {
      let content = sentences[index].facts.content
      let size = Double(max(1, content.count))
      let distinct = counts.bySentence[index]
      let plain = unit(distinct.map { WeightedWord(word: $0.word, weight: Double($0.count)) })
      let first = distinct.filter { counts.firstSentence[$0.word] == index }
      let again = first.filter { counts.sentences[$0.word] > 1 }
      let kinds = Double(max(1, distinct.count))
      self[index, .centrality] = dot(plain, frequency)
      self[index, .weightedCentrality] = dot(vectors[index], center)
      self[index, .rarity] = content.reduce(0) { $0 + counts.rarity[$1] } / size
      self[index, .frequency] = Double(content.reduce(0) { $0 + counts.total[$1] }) / size / top
      self[index, .new] = Double(first.count) / kinds
      self[index, .seed] = Double(again.count) / kinds
    }
  }

  private mutating func setVoice(_ index: Int, _ facts: SentenceFacts, _ surface: SentenceSurface) {
    self[index, .quotedRatio] = surface.quotedRatio
    self[index, .hasQuote] = surface.quotedRatio > 0 ? 1 : 0
    self[index, .firstPerson] = facts.firstPersonRatio
    self[index, .names] = Double(min(8, surface.names)) / 8
    self[index, .fullName] = surface.hasFullName ? 1 : 0
    self[index, .numbers] = Double(min(3, surface.numbers)) / 3
    self[index, .asks] = surface.asks ? 1 : 0
    self[index, .colon] = surface.hasColon ? 1 : 0
    self[index, .future] = facts.tellsFuture ? 1 : 0
    self[index, .parenthesis] = surface.hasParenthesis ? 1 : 0
    self[index, .day] = facts.tellsDay ? 1 : 0
    self[index, .speech] = facts.tellsSpeech ? 1 : 0
  }

  /// Mean 0 and deviation 1 over the document, cut off at 3; all 0 when there is no deviation.
  private mutating func standardize(_ feature: SummaryFeature) {
    let count = Double(rows.count)
    var mean = 0.0
    for index in rows.indices { mean += self[index, feature] }
    mean /= count
    var variance = 0.0
    for index in rows.indices {
      let difference = self[index, feature] - mean
      variance += difference * difference
    }
    let deviation = (variance / count).squareRoot()
    for index in rows.indices {
      let value = self[index, feature] - mean
      self[index, feature] = deviation > 1e-9 ? max(-3, min(3, value / deviation)) : 0
    }
  }
}

private func unit(_ vector: [FeatureTable.WeightedWord]) -> [FeatureTable.WeightedWord] {
  var squares = 0.0
  for word in vector { squares += word.weight * word.weight }
  guard squares > 0 else { return vector }
  let length = squares.squareRoot()
  return vector.map { FeatureTable.WeightedWord(word: $0.word, weight: $0.weight / length) }
}

private func normalize(_ vector: inout [Double]) {
  var squares = 0.0
  for value in vector { squares += value * value }
  guard squares > 0 else { return }
  let length = squares.squareRoot()
  for index in vector.indices { vector[index] /= length }
}

/// The product of a sentence's words with a vector over all words.
func dot(_ sentence: [FeatureTable.WeightedWord], _ vector: [Double]) -> Double {
  var sum = 0.0
  for word in sentence { sum += word.weight * vector[word.word] }
  return sum
}

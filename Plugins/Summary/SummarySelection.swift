/// The scored sentences of a document, and the order in which they are taken.
package struct SentenceRanking: Sendable {
  /// In document order.
  package let sentences: [ScoredSentence]
  private let vectors: [[(word: Int, weight: Double)]]
  private let wordCount: Int
  private let redundancy: Double
  /// Repeats are looked for among so many sentences taken before.
  private static let compared = 11

  init(sentences: [Candidate], table: FeatureTable, model: SummaryModel) {
    self.sentences = sentences.indices.map { index in
      let features = table.rows[index]
      var score = 0.0
      for (weight, feature) in zip(model.weights, features) { score += weight * feature }
      return ScoredSentence(
        range: sentences[index].range, words: sentences[index].facts.words, score: score,
        features: features)
    }
    vectors = table.vectors.map { vector in vector.map { ($0.word, $0.weight) } }
    wordCount = table.wordCount
    redundancy = model.redundancy
  }

  /// The sentences to show, as indices in document order: the best `count`, all when there are no more.
  package func selection(sentences count: Int) -> [Int] {
    Array(order(count)).sorted()
  }

  /// The sentences to show, as indices in document order: every one that still fits, the best first.
  ///
  /// When none fits, the shortest of the best three.
  package func selection(words budget: Int) -> [Int] {
    let order = order(sentences.count)
    var chosen: [Int] = []
    var used = 0
    for index in order where used + sentences[index].words <= budget {
      chosen.append(index)
      used += sentences[index].words
    }
    if chosen.isEmpty, let shortest = order.prefix(3).min(by: { isShorter($0, $1) }) {
      chosen = [shortest]
    }
    return chosen.sorted()
  }

  /// Indices of the best sentences, the best first: each has the largest score less what it repeats.
  ///
  /// Ties go to the earlier sentence.
  package func order(_ count: Int) -> [Int] {
    var left = Array(sentences.indices)
    var penalties = [Double](repeating: 0, count: sentences.count)
    var order: [Int] = []
    var dense = [Double](repeating: 0, count: wordCount)
    while order.count < count, !left.isEmpty {
      var best = 0
      for place in left.indices where value(left[place], penalties) > value(left[best], penalties) {
        best = place
      }
      let taken = left.remove(at: best)
      order.append(taken)
      guard order.count <= Self.compared, order.count < count else { continue }
      for (word, weight) in vectors[taken] { dense[word] = weight }
      for index in left {
        var cosine = 0.0
        for (word, weight) in vectors[index] { cosine += weight * dense[word] }
        penalties[index] = max(penalties[index], cosine)
      }
      for (word, _) in vectors[taken] { dense[word] = 0 }
    }
    return order
  }

  private func value(_ index: Int, _ penalties: [Double]) -> Double {
    sentences[index].score - redundancy * penalties[index]
  }

  private func isShorter(_ first: Int, _ second: Int) -> Bool {
    sentences[first].words < sentences[second].words
  }
}

/// What a sentence is scored by; the order is that of `summaryWeights` and of `ScoredSentence.features`.
package enum SummaryFeature: Int, CaseIterable, Sendable {
  case wordsBefore, logPosition, position, isFirst, isLast
  case relativeLength, logLength, lengthOff, earlyLength
  case centrality, weightedCentrality, rarity, frequency
  case new, newLate, seed
  case quotedRatio, hasQuote, firstPerson
  case names, fullName, numbers
  case asks, colon, future, parenthesis, day, speech
}

/// The weights of a linear score and how much a sentence loses for repeating what was taken.
package struct SummaryModel: Sendable {
  package var weights: [Double]
  /// Points lost for each unit of the largest cosine with a sentence taken before.
  package var redundancy: Double

  /// Trained on 1200 articles of CNN and Daily Mail (CNN/DailyMail 3.0.0) by `prototype.py` of the summaries benchmark.
  ///
  /// A softmax over the sentences of a document, cross entropy with the sentences of a greedy ROUGE oracle, L2 0.01,
  /// 300 steps of Adam at 0.05; the redundancy factor is the best of 0, 0.5, 1, 1.5 and 2.
  package static let news = SummaryModel(
    weights: [
      -0.5206, -0.8888, 0.2403, -0.6117, -0.0797,
      -0.2318, -0.3628, -0.4069, 0.3082,
      0.2809, 0.0985, -0.1953, -0.1394,
      0.0587, -0.0545, 0.0689,
      -0.5979, 0.2042, -2.4813,
      0.4907, 0.1555, 0.4839,
      -0.465, -0.2441, 0.2855, -0.1822, 0.1097, -0.1216,
    ], redundancy: 2)
}

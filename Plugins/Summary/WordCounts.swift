import PipeText

/// How often the content words occur, by their numbers.
struct WordCounts {
  struct Count {
    var word: Int
    var count: Int
  }

  /// By sentence: its distinct words in the order in which they come.
  private(set) var bySentence: [[Count]] = []
  /// In the whole document.
  private(set) var total: [Int]
  /// Sentences with the word.
  private(set) var sentences: [Int]
  /// The index of the first sentence with the word.
  private(set) var firstSentence: [Int]
  /// ln(1 + all sentences / sentences with the word).
  private(set) var rarity: [Double]
  private var logarithms: [Double] = []

  init(_ candidates: [Candidate], wordCount: Int) {
    total = [Int](repeating: 0, count: wordCount)
    sentences = total
    firstSentence = total
    rarity = [Double](repeating: 0, count: wordCount)
    var place = [Int](repeating: -1, count: wordCount)
    for (index, candidate) in candidates.enumerated() {
      var counts: [Count] = []
      for word in candidate.facts.content {
        if total[word] == 0 { firstSentence[word] = index }
        total[word] += 1
        if place[word] >= 0 {
          counts[place[word]].count += 1
        } else {
          place[word] = counts.count
          counts.append(Count(word: word, count: 1))
          sentences[word] += 1
        }
      }
      for count in counts { place[count.word] = -1 }
      bySentence.append(counts)
    }
    logarithms = (0..<64).map { $0 == 0 ? 0 : FixedLog.ln(Double($0)) }
    var byCount: [Int: Double] = [:]
    for word in 0..<wordCount {
      let count = sentences[word]
      if let known = byCount[count] {
        rarity[word] = known
      } else {
        rarity[word] = FixedLog.ln(1 + Double(candidates.count) / Double(max(1, count)))
        byCount[count] = rarity[word]
      }
    }
  }

  /// ln of a count.
  func logarithm(_ count: Int) -> Double {
    count < logarithms.count ? logarithms[count] : FixedLog.ln(Double(count))
  }
}

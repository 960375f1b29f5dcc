import PipeCore
import PipeText
import Synchronization

/// Which units of a document are content.
struct Judgement {
  private(set) var units: [Unit] = []
  /// For each unit the probability that it is content.
  private(set) var probabilities: [Float] = []
  let hasUnits: Bool
  /// Whether any unit is a sentence; without one nothing is judged.
  private(set) var hasSentence = false
  /// The threshold, as removals show it.
  private var need = 0.0
  private(set) var isKept: [Bool] = []

  /// Judges the parts of a document, each by itself: where no sentence is, no content is.
  init(of document: Document, mode: DropBoilerplate.Mode) {
    let look = PageUnits.look(at: document)
    hasUnits = look.hasUnits
    guard look.mayHaveSentence else { return }
    PageUnits.forEachPart(of: document) { part in
      units += part.units
      hasSentence = hasSentence || part.hasSentence
      probabilities +=
        part.hasSentence
        ? ContextNet.probabilities(part) : [Float](repeating: 0, count: part.units.count)
    }
    if !hasSentence { return }
    let threshold = threshold(mode)
    need = Self.rounded(threshold)
    isKept = probabilities.map { $0 > threshold }
    if !isKept.contains(true) { keepBestRun() }
  }

  /// The threshold with the highest expected F1: half of that F1 (Lipton et al., 2014).
  private func threshold(_ mode: DropBoilerplate.Mode) -> Float {
    let words = units.map { Float($0.words) }
    var all: Float = 0
    for (words, p) in zip(words, probabilities) { all += p * words }
    var threshold: Float = 0.45
    for _ in 0..<4 {
      var hits: Float = 0
      var kept: Float = 0
      for (words, p) in zip(words, probabilities) where p > threshold {
        hits += p * words
        kept += words
      }
      let next: Float = min(0.6, max(0.2, 1.1 * hits / max(kept + all, 1e-6)))
      if next == threshold { break }
      threshold = next
    }
    switch mode {
    case .balance: return threshold
    case .precision: return threshold + (1 - threshold) / 2
    case .recall: return threshold / 3
    }
  }

  /// When no unit reaches the threshold: the run of units that is most likely content.
  private mutating func keepBestRun() {
    let most = probabilities.max() ?? 0
    var best = BestRun()
    for (index, p) in probabilities.enumerated() {
      best.add((p - most / 2) * Float(units[index].words), at: index)
    }
    for index in best.run { isKept[index] = true }
  }

  func removal(of index: Int, _ details: JudgementDetails) -> Removal {
    Removal(
      "boilerplate", have: Self.rounded(probabilities[index]), need: need, detail: index,
      of: details)
  }

  /// To three digits; half away from zero.
  private static func rounded(_ value: Float) -> Double {
    Double(Int(Double(value) * 1000 + 0.5)) / 1000
  }
}

/// Says what spoke against the units of a document, by judging it once more when somebody asks.
final class JudgementDetails: RemovalDetails {
  private let document: Document
  private let details = Mutex<[String]?>(nil)

  /// - Parameter document: as it stood before the removals.
  init(_ document: Document) { self.document = document }

  func detail(of index: Int) -> String {
    details.withLock { known in
      let details = known ?? allDetails()
      known = details
      return details[index]
    }
  }

  private func allDetails() -> [String] {
    var details: [String] = []
    PageUnits.forEachPart(of: document) { part in
      details +=
        part.hasSentence
        ? ContextNet.reasons(part)
        : [String](repeating: "no sentence around it", count: part.units.count)
    }
    return details
  }
}

import PipeCore
import Synchronization

/// Which units of a page are content, and why.
struct Judgement {
  private let page: PageUnits
  private let rows: [[Float]]
  private let topics: [String]
  private let model: BoilerplateModel
  /// For each unit the probability that it is content.
  let probabilities: [Float]
  let threshold: Float
  private(set) var isKept: [Bool]

  init(of page: PageUnits, mode: DropBoilerplate.Mode) {
    self.page = page
    model = page.isPage ? .page : .text
    (rows, topics) = PageFeatures(page).rows()
    let model = self.model
    probabilities = rows.map { model.probability(of: $0) }
    let threshold = Self.threshold(page, probabilities, mode)
    self.threshold = threshold
    isKept = probabilities.map { $0 > threshold }
    if !isKept.contains(true) { keepBestRun() }
  }

  /// The threshold with the highest expected F1: half of that F1 (Lipton et al., 2014).
  private static func threshold(
    _ page: PageUnits, _ probabilities: [Float], _ mode: DropBoilerplate.Mode
  ) -> Float {
    var all: Float = 0
    for (unit, p) in zip(page.units, probabilities) { all += p * Float(unit.facts.words) }
    var threshold: Float = 0.45
    for _ in 0..<4 {
      var hits: Float = 0
      var kept: Float = 0
      for (unit, p) in zip(page.units, probabilities) where p > threshold {
        hits += p * Float(unit.facts.words)
        kept += Float(unit.facts.words)
      }
      threshold = min(0.6, max(0.2, 1.1 * hits / max(kept + all, 1e-6)))
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
    let scores = zip(page.units, probabilities).map { unit, p in
      (p - most / 2) * Float(unit.facts.words)
    }
    for index in bestRun(scores) { isKept[index] = true }
  }

  /// The features that spoke most against a unit.
  func detail(of index: Int) -> String {
    let reasons = model.reasons(for: rows[index], topics, areAgainst: true)
    return reasons.isEmpty ? "blocks around it" : reasons.joined(separator: ", ")
  }

  func removal(of index: Int, _ details: JudgementDetails) -> Removal {
    Removal(
      "boilerplate", have: rounded(probabilities[index]), need: rounded(threshold), detail: index,
      of: details)
  }

  private func rounded(_ value: Float) -> Double { (Double(value) * 1000).rounded() / 1000 }
}

/// Says what spoke against the units of a document, by judging it once more when somebody asks.
final class JudgementDetails: RemovalDetails {
  private let document: Document
  private let mode: DropBoilerplate.Mode
  private let judgement = Mutex<Judgement?>(nil)

  /// - Parameter document: as it stood before the removals.
  init(_ document: Document, _ mode: DropBoilerplate.Mode) {
    self.document = document
    self.mode = mode
  }

  func detail(of index: Int) -> String {
    judgement.withLock { known in
      let judgement = known ?? Judgement(of: PageUnits(document), mode: mode)
      known = judgement
      return judgement.detail(of: index)
    }
  }
}

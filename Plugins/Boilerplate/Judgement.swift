import PipeCore
import PipeText
import Synchronization

/// Which units of a page are content.
struct Judgement {
  private let page: PageUnits
  /// For each unit the probability that it is content.
  let probabilities: [Float]
  /// The threshold, as removals show it.
  private let need: Double
  private(set) var isKept: [Bool]

  init(of page: PageUnits, mode: DropBoilerplate.Mode) {
    self.page = page
    let net: ContextNet = page.isPage ? .page : .text
    let memory = ContextNet.Memory(net, units: page.units.count)
    let probabilities = net.probabilities(
      PageFeatures(page), memory)
    let threshold = Self.threshold(page, probabilities, mode)
    self.probabilities = probabilities
    need = Self.rounded(threshold)
    isKept = probabilities.map { $0 > threshold }
    if !isKept.contains(true) { keepBestRun() }
  }

  /// The threshold with the highest expected F1: half of that F1 (Lipton et al., 2014).
  private static func threshold(
    _ page: PageUnits, _ probabilities: [Float], _ mode: DropBoilerplate.Mode
  ) -> Float {
    let words = page.units.map { Float($0.words) }
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
      best.add((p - most / 2) * Float(page.units[index].words), at: index)
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
    let page = PageUnits(document)
    let net: ContextNet = page.isPage ? .page : .text
    let features = PageFeatures(page)
    let topics = features.topics
    let memory = ContextNet.Memory(net, units: page.units.count)
    _ = net.probabilities(features, memory, keepsEntered: true)
    var details: [String] = []
    features.forEachBlock { block in
      net.enter(features)
      for (row, index) in block.enumerated() {
        let reasons = net.reasons(at: index, row: row, features.table, memory, topics)
        details.append(reasons.isEmpty ? "blocks around it" : reasons.joined(separator: ", "))
      }
    }
    return details
  }
}

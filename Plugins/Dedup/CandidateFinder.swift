import PipeCore
import PipeText

/// Finds documents that are worth comparing: what a document says of its shingles, and which documents
/// that say the same are candidates.
protocol CandidateFinder: Sendable {
  func observe(_ shingles: inout DocumentShingles, into sink: inout ObservationSink)

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void)
}

/// Most documents of a key of which each is compared with each.
private let bucketLimit = 64

/// Bands of a MinHash signature: documents that agree in all rows of a band are candidates for a high
/// Jaccard similarity.
struct BandFinder: CandidateFinder {
  let rows: Int
  let bands: Int
  private let minHash: MinHash
  /// Fewest of the last bits of 64 values that two documents at the threshold have in common.
  private let neededBits: Int
  private let comparedBits: Int

  /// The share of the pairs exactly at the threshold that are found; of those above it are more.
  private static let recall = 0.998

  /// Rows by the threshold; of bands the fewest that reach the recall.
  ///
  /// A band is equal with the probability `similarity ^ rows`. More rows let fewer of the pairs
  /// through that are not alike, and ask for more bands.
  init(threshold: Double) {
    rows =
      switch threshold {
      case 0.9...: 8
      case 0.75...: 5
      case 0.6...: 4
      case 0.4...: 3
      case 0.2...: 2
      default: 1
      }
    let equal = (0..<rows).reduce(1.0) { power, _ in power * threshold }
    var bands = 0
    var missed = 1.0
    while missed > 1 - Self.recall, bands * rows < 1_024 {
      bands += 1
      missed *= 1 - equal
    }
    self.bands = bands
    minHash = MinHash(size: bands * rows)
    // A bit is the same when the value is, and else half of the time: Li and König 2010, "b-bit minwise
    // hashing". Four and a half standard deviations below the mean lie 3 of a million.
    comparedBits = min(64, bands * rows)
    let places = Double(comparedBits)
    let same = (1 + threshold) / 2
    neededBits = Int(places * same - 4.5 * (places * same * (1 - same)).squareRoot())
  }

  /// Says what the keys depend on.
  var name: String { "\(bands) bands of \(rows), MinHash 2" }

  func observe(_ shingles: inout DocumentShingles, into sink: inout ObservationSink) {
    shingles.sign(by: minHash)
    let bits = bits(of: shingles.signature)
    for band in 0..<bands {
      var key = UInt64(band)
      for row in band * rows..<(band + 1) * rows {
        key = combineHashes(key, shingles.signature[row])
      }
      sink.emit(key: UInt128(key), value: bits)
    }
  }

  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var bucket: [Observation] = []
    for observation in observations {
      if bucket.count == bucketLimit {
        emit(.bucket(observation.key))
        return
      }
      bucket.append(observation)
    }
    for (index, second) in bucket.enumerated() {
      for first in bucket[..<index] {
        let equal = comparedBits - (first.value ^ second.value).nonzeroBitCount
        if equal >= neededBits { emit(.pair(first.ordinal, second.ordinal)) }
      }
    }
  }

  /// The last bits of the first 64 values.
  private func bits(of signature: [UInt64]) -> Int64 {
    var bits: UInt64 = 0
    for (index, value) in signature.prefix(64).enumerated() { bits |= (value & 1) << UInt64(index) }
    return Int64(bitPattern: bits)
  }
}

/// A sample of the shingles, the same of all documents: where one is contained in another, a share of
/// the shorter one's sample is in the other's.
struct SampleFinder: CandidateFinder {
  /// One of this many shingles is in the sample.
  let rate: Int
  private let limit: UInt32
  private let threshold: Double

  /// The sample is large enough for the smallest document that is compared to have six shared shingles
  /// in it on average, and so one with a probability of 0.998.
  init(threshold: Double, minShingles: Int) {
    rate = max(1, Int(threshold * Double(minShingles) / 6))
    limit = UInt32.max / UInt32(rate)
    self.threshold = threshold
  }

  var name: String { "1 of \(rate), sample 1" }

  func observe(_ shingles: inout DocumentShingles, into sink: inout ObservationSink) {
    shingles.sample.removeAll(keepingCapacity: true)
    for code in shingles.codes where code <= limit { shingles.sample.append(code) }
    makeSet(of: &shingles.sample)
    for code in shingles.sample {
      sink.emit(key: UInt128(code), value: Int64(shingles.sample.count))
    }
  }

  /// Two documents are compared when they share half of what is expected of the shorter one's sample.
  func resolve(_ observations: some Sequence<Observation>, emit: (Verdict) -> Void) {
    var seen: [Observation] = []
    for observation in observations {
      // A frequent shingle says little: later documents are candidates with the first few alone.
      let isFrequent = seen.count == bucketLimit
      for other in seen.prefix(isFrequent ? 8 : bucketLimit) { vote(other, observation, emit) }
      if !isFrequent { seen.append(observation) }
    }
  }

  private func vote(_ one: Observation, _ other: Observation, _ emit: (Verdict) -> Void) {
    let expected = threshold * Double(min(one.value, other.value))
    emit(.vote(one.ordinal, other.ordinal, needed: max(1, Int(expected / 2))))
  }
}

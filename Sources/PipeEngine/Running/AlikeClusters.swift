import PipeCore
import PipeFormats

/// Makes clusters of the pairs that hold, and says which document of each stays.
///
/// The first in rank stays: of earlier runs before all others, then of the highest priority, then the
/// earliest. Repeated pairs do no harm.
final class AlikeClusters {
  /// A document that goes, the one that stays, and how alike the pair is for which it goes.
  struct Copy {
    let copy: Ordinal
    let kept: Ordinal
    let similarity: Double
  }

  private let rule: ClusterRule
  /// Pairs under the document that is first in rank: its priority, turned over, and its ordinal; then
  /// the other document.
  private let edges: ExternalSorter

  init(_ rule: ClusterRule, folder: String, memory: Int, name: String) {
    self.rule = rule
    edges = ExternalSorter(
      memoryLimit: memory == .max ? .max : max(64 << 10, memory / 4), folder: folder,
      name: "\(name)-edges")
  }

  func add(_ pair: AlikePairs.Pair, priorities: (Int64, Int64)) throws {
    let first = Rank(pair.first, priorities.0)
    let second = Rank(pair.second, priorities.1)
    let (kept, copy) = first.key < second.key ? (first, pair.second) : (second, pair.first)
    try edges.add(
      SpillRecord(
        key: kept.key, ordinal: copy.sortable,
        value: Int64(bitPattern: pair.similarity.bitPattern)))
  }

  /// Gives the documents that go, each once.
  func finish(_ emit: (Copy) throws -> Void) throws {
    let sorted = try edges.finish()
    switch rule {
    case .centred: try finishCentred(sorted, emit)
    case .connected: try finishConnected(sorted, emit)
    }
  }

  /// Takes documents in the order of their rank; one that has not gone takes those beside it away.
  private func finishCentred(_ edges: SortedRecords, _ emit: (Copy) throws -> Void) throws {
    var gone = OrdinalSet()
    while let edge = try edges.next() {
      let kept = Rank(key: edge.key).document
      let copy = Ordinal(sortable: edge.ordinal)
      if gone.contains(kept) || !gone.insert(copy) { continue }
      try emit(Copy(copy: copy, kept: kept, similarity: edge.similarity))
    }
  }

  /// Joins what hangs together; holds about 60 bytes for each document of a pair, however many pairs it
  /// has.
  private func finishConnected(_ edges: SortedRecords, _ emit: (Copy) throws -> Void) throws {
    var net = Net()
    while let edge = try edges.next() {
      net.join(
        Rank(key: edge.key).document, Ordinal(sortable: edge.ordinal), similarity: edge.similarity)
    }
    try net.forEachCopy(emit)
  }
}

/// Where a document stands among those of its cluster: the least stays.
private struct Rank {
  let key: UInt128

  init(_ document: Ordinal, _ priority: Int64) {
    let order = document.earlierRow == nil ? UInt64(bitPattern: ~priority) ^ 1 << 63 : 0
    key = UInt128(order) << 64 | UInt128(document.sortable)
  }

  init(key: UInt128) { self.key = key }

  var document: Ordinal { Ordinal(sortable: UInt64(truncatingIfNeeded: key)) }
}

/// A set of documents, a bit for each row of a shard.
private struct OrdinalSet {
  private var shards: [UInt64: [UInt64]] = [:]

  func contains(_ document: Ordinal) -> Bool {
    guard let words = shards[document.rawValue >> 32] else { return false }
    let row = Int(document.rawValue & 0xFFFF_FFFF)
    return row >> 6 < words.count && words[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  /// Whether it was not in the set before.
  mutating func insert(_ document: Ordinal) -> Bool {
    if contains(document) { return false }
    let row = Int(document.rawValue & 0xFFFF_FFFF)
    var words = shards.removeValue(forKey: document.rawValue >> 32) ?? []
    if row >> 6 >= words.count {
      words += repeatElement(0, count: max(row >> 6 + 1, words.count * 2) - words.count)
    }
    words[row >> 6] |= 1 << UInt64(row & 63)
    shards[document.rawValue >> 32] = words
    return true
  }
}

/// Documents that hang together by pairs, which come in the order of the rank of the better document.
///
/// The first pair of what hangs together in the end names its best document, and before the other one:
/// of the numbers that documents get as they come, the best document has the least.
private struct Net {
  private var numbers: [Ordinal: Int32] = [:]
  private var documents: [Ordinal] = []
  /// Of each document one of its cluster with a lower number, or itself.
  private var parents: [Int32] = []
  /// How alike it is to the one of its pairs that it is most alike to.
  private var similarities: [Double] = []

  mutating func join(_ kept: Ordinal, _ copy: Ordinal, similarity: Double) {
    let pair = (number(of: kept), number(of: copy))
    for number in [pair.0, pair.1] {
      similarities[Int(number)] = max(similarities[Int(number)], similarity)
    }
    let (first, second) = (root(pair.0), root(pair.1))
    parents[Int(max(first, second))] = min(first, second)
  }

  private mutating func number(of document: Ordinal) -> Int32 {
    if let known = numbers[document] { return known }
    let number = Int32(documents.count)
    numbers[document] = number
    documents.append(document)
    parents.append(number)
    similarities.append(0)
    return number
  }

  private mutating func root(_ number: Int32) -> Int32 {
    var at = number
    while parents[Int(at)] != at {
      parents[Int(at)] = parents[Int(parents[Int(at)])]
      at = parents[Int(at)]
    }
    return at
  }

  mutating func forEachCopy(_ emit: (AlikeClusters.Copy) throws -> Void) throws {
    for number in documents.indices {
      let kept = Int(root(Int32(number)))
      if kept == number { continue }
      try emit(
        AlikeClusters.Copy(
          copy: documents[number], kept: documents[kept], similarity: similarities[number]))
    }
  }
}

import PipeCore

/// Which documents of a run landed in its output, by shard and row: a bit for each.
struct KeptDocuments: Sendable {
  private struct Shard {
    /// Bit `row % 64` of word `row / 64`.
    var words: [UInt64]
    /// How many documents were kept before each word, in this shard.
    var before: [Int]
    var first = 0
  }

  private var shards: [Int: Shard] = [:]
  private(set) var count = 0

  init() {}

  /// - Parameter shards: the rows that were kept, a bit for each, by the index of their shard.
  init(_ shards: [(index: Int, rows: [UInt64])]) {
    for (index, rows) in shards.sorted(by: { $0.index < $1.index }) {
      var shard = Shard(words: rows, before: [], first: count)
      var inShard = 0
      for word in rows {
        shard.before.append(inShard)
        inShard += word.nonzeroBitCount
      }
      self.shards[index] = shard
      count += inShard
    }
  }

  /// How many documents before this one were kept; nil when it was not.
  func rank(of ordinal: Ordinal) -> Int? {
    guard let shard = shards[Int(ordinal.rawValue >> 32)] else { return nil }
    let row = Int(ordinal.rawValue & 0xFFFF_FFFF)
    let bit = UInt64(1) << UInt64(row & 63)
    guard row >> 6 < shard.words.count, shard.words[row >> 6] & bit != 0 else { return nil }
    let inWord = (shard.words[row >> 6] & (bit - 1)).nonzeroBitCount
    return shard.first + shard.before[row >> 6] + inWord
  }

  /// The rows of a shard that were kept, in order.
  func rows(ofShard index: Int) -> [Int] {
    guard let words = shards[index]?.words else { return [] }
    var rows: [Int] = []
    for (position, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        rows.append(position << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return rows
  }
}

import PipeText

/// Which blocks have a shingle: the first few only, so that a frequent one costs no more than a rare one.
struct ShingleIndex {
  struct Candidate {
    var block: Int
    /// Shingles that it has of those asked for.
    var shared: Int
  }

  private static let blocksPerShingle = 16
  private static let candidates = 6

  private var numbers = WordIndex()
  private var blocks: [[Int32]] = []
  private var counts: [Int32] = []

  mutating func insert(_ block: Int, _ shingles: [UInt64]) {
    while counts.count <= block { counts.append(0) }
    for shingle in shingles {
      let number = numbers.insert(shingle)
      if number == blocks.count { blocks.append([]) }
      if blocks[number].count < Self.blocksPerShingle { blocks[number].append(Int32(block)) }
    }
  }

  /// The blocks that share most of the shingles, at least three tenths: most first, then the earlier.
  mutating func candidates(for shingles: [UInt64]) -> [Candidate] {
    var touched: [Int] = []
    for shingle in shingles {
      guard let number = numbers.number(of: shingle) else { continue }
      for block in blocks[number] {
        if counts[Int(block)] == 0 { touched.append(Int(block)) }
        counts[Int(block)] += 1
      }
    }
    var found: [Candidate] = []
    for block in touched {
      let shared = Int(counts[block])
      counts[block] = 0
      if shared * 10 >= shingles.count * 3 { found.append(Candidate(block: block, shared: shared)) }
    }
    found.sort { $0.shared != $1.shared ? $0.shared > $1.shared : $0.block < $1.block }
    return Array(found.prefix(Self.candidates))
  }
}

/// Which blocks have a shingle: the first few only, so that a frequent one costs no more than a rare one.
struct ShingleIndex {
  struct Candidate {
    var block: Int
    /// Shingles that it has of those asked for.
    var shared: Int
  }

  /// A block that has a shingle, and where the one before it stands.
  private struct Node: BitwiseCopyable {
    let block: Int32
    let next: Int32
  }

  private static let blocksPerShingle = 16
  private static let candidates = 6

  /// By shingle: its last node, or -1, and how many it has.
  private var heads: [Int32]
  private var lengths: [UInt8]
  private var nodes: [Node] = []
  /// By block, between two questions all 0.
  private var counts: [Int32]
  private var touched: [Int32] = []

  /// - Parameters:
  ///   - shingles: how many different ones there are; they go by numbers from 0.
  ///   - blocks: how many there are.
  init(shingles: Int, blocks: Int) {
    heads = [Int32](repeating: -1, count: shingles)
    lengths = [UInt8](repeating: 0, count: shingles)
    counts = [Int32](repeating: 0, count: blocks)
    nodes.reserveCapacity(shingles)
  }

  mutating func insert(_ block: Int, _ shingles: ArraySlice<Int32>) {
    for number in shingles {
      let shingle = Int(number)
      guard lengths[shingle] < Self.blocksPerShingle else { continue }
      lengths[shingle] &+= 1
      nodes.append(Node(block: Int32(block), next: heads[shingle]))
      heads[shingle] = Int32(nodes.count &- 1)
    }
  }

  /// The blocks that share most of the shingles, at least three tenths: most first, then the earlier.
  mutating func candidates(for shingles: ArraySlice<Int32>) -> [Candidate] {
    touched.removeAll(keepingCapacity: true)
    for number in shingles {
      var node = heads[Int(number)]
      while node >= 0 {
        let block = nodes[Int(node)].block
        if counts[Int(block)] == 0 { touched.append(block) }
        counts[Int(block)] &+= 1
        node = nodes[Int(node)].next
      }
    }
    if touched.isEmpty { return [] }
    var found: [Candidate] = []
    for number in touched {
      let block = Int(number)
      let shared = Int(counts[block])
      counts[block] = 0
      if shared * 10 >= shingles.count * 3 { found.append(Candidate(block: block, shared: shared)) }
    }
    found.sort { $0.shared != $1.shared ? $0.shared > $1.shared : $0.block < $1.block }
    return Array(found.prefix(Self.candidates))
  }
}

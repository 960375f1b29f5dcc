import CPCRE2Kernels

/// The first bytes of a few literals, for the packed search that finds where one of them may
/// begin.
///
/// On text with 15 literals it passes 32 bytes in the time in which the gate of the trie passes
/// eight.
struct Fingerprints: Sendable {
  private let masks: cpcre2_fingerprints

  /// More would make most places candidates.
  private static let mostLiterals = 64
  private static let bytes = Int(CPCRE2_FINGERPRINT_BYTES)
  private static let buckets = 8

  /// Returns nil when there are too many literals, or the processor lacks the instructions.
  ///
  /// The literals are in ascending order, so that those of a bucket begin alike.
  init?(_ literals: [[UInt8]], foldsASCII: Bool) {
    guard !literals.isEmpty, literals.count <= Self.mostLiterals, cpcre2_kernels_available() != 0
    else { return nil }
    var masks = cpcre2_fingerprints()
    withUnsafeMutableBytes(of: &masks) { table in
      let high = Self.bytes * 16
      for (index, literal) in literals.enumerated() {
        let bucket: UInt8 = 1 << UInt8(index * Self.buckets / literals.count)
        for place in 0..<Self.bytes {
          for byte in UInt8.min...UInt8.max {
            let folded = foldsASCII ? foldedASCII(byte) : byte
            guard place >= literal.count || folded == literal[place] else { continue }
            table[place * 16 + Int(byte & 15)] |= bucket
            table[high + place * 16 + Int(byte >> 4)] |= bucket
          }
        }
      }
    }
    self.masks = masks
  }

  /// Calls `body` for each place at which a literal may begin, ascending, until it returns false.
  ///
  /// The last few bytes of the range are not searched: the result is where they begin, or nil when
  /// `body` ended the search.
  @inline(__always)
  func forEachCandidate(
    in text: UnsafePointer<UInt8>, _ range: Range<Int>, _ body: (Int) -> Bool
  ) -> Int? {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 1_024) { positions in
      var start = range.lowerBound
      while true {
        let from = start
        let count = withUnsafePointer(to: masks) { masks in
          cpcre2_find_fingerprints(
            masks, text, from, range.upperBound, positions.baseAddress, positions.count, &start)
        }
        for position in positions[..<count] {
          guard body(Int(position)) else { return nil }
        }
        if start == from { return start }
      }
    }
  }
}

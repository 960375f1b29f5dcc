/// Selects a sample of hashes that equal texts select alike: of every `window` in a row the least, of equal ones the last.
///
/// Schleimer, Wilkerson and Aiken 2003, "Winnowing: local algorithms for document fingerprinting". What is selected of
/// a window depends on the hashes in it alone; of random hashes about 2 of `window + 1` are selected.
///
/// Calls `body` with each place that is selected, in order, and the first of the windows, numbered by their first
/// hash, that select it; the windows up to the next one's select it too.
///
/// - Precondition: `window` is at least 1.
/// - Complexity: O(hashes) for those of texts; O(hashes × window) when they rise and rise.
public func forEachWinnowed(
  of hashes: Span<UInt64>, window: Int, _ body: (_ place: Int, _ firstWindow: Int) -> Void
) {
  precondition(window >= 1, "a window has a hash")
  guard hashes.count >= window else { return }
  var least = lastLeast(of: hashes, in: 0..<window)
  body(least, 0)
  var end = window
  while end < hashes.count {
    let start = end &- window &+ 1
    if hashes[unchecked: end] <= hashes[unchecked: least] {
      least = end
      body(least, start)
    } else if least < start {
      least = lastLeast(of: hashes, in: start..<(end &+ 1))
      body(least, start)
    }
    end &+= 1
  }
}

private func lastLeast(of hashes: Span<UInt64>, in range: Range<Int>) -> Int {
  var least = range.lowerBound
  for place in range where hashes[place] <= hashes[least] { least = place }
  return least
}

/// Appends a hash of every run of `size` hashes, none when there are fewer: of n tokens n - size + 1.
///
/// A polynomial that rolls, then mixed; equal runs have equal hashes, and different ones nearly always different ones.
///
/// - Precondition: `size` is at least 1.
/// - Complexity: O(hashes), whatever the size.
public func appendRunHashes(of hashes: Span<UInt64>, size: Int, to runs: inout [UInt64]) {
  precondition(size >= 1, "a run has a hash")
  guard hashes.count >= size else { return }
  let base = HashConstant.a
  var rolling: UInt64 = 0
  // base to the power of `size`, which the hash that leaves has been multiplied by.
  var power: UInt64 = 1
  for index in 0..<size {
    rolling = rolling &* base &+ hashes[index]
    power &*= base
  }
  runs.append(addingCapacity: hashes.count &- size &+ 1) { output in
    output.append(mixed(rolling))
    var index = size
    while index < hashes.count {
      let leaving = hashes[unchecked: index &- size] &* power
      rolling = rolling &* base &+ hashes[unchecked: index] &- leaving
      output.append(mixed(rolling))
      index &+= 1
    }
  }
}

@inline(__always)
private func mixed(_ rolling: UInt64) -> UInt64 {
  fold(rolling ^ HashConstant.c, HashConstant.b)
}

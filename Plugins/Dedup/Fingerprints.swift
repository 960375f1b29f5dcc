import PipeText

/// The fingerprints of a document: runs of half a passage's words that winnowing selects, so that every passage
/// has one at a place that its words alone decide.
struct Fingerprints {
  /// A run of words that is looked for in the corpus.
  struct Passage {
    let key: UInt128
    let words: Range<Int>
  }

  /// The seeds that keep keys of different kinds apart.
  private enum Seed {
    static let print: UInt64 = 1
    static let link: UInt64 = 2
    static let head: UInt64 = 3
    static let tail: UInt64 = 4
    static let passage: UInt64 = 5
  }

  /// The fingerprints of a stretch.
  private struct Stretch {
    let words: Range<Int>
    let prints: Range<Int>
  }

  let words: WordSequence
  /// Words of a passage.
  let size: Int
  /// Words of a fingerprint.
  private let printSize: Int
  private var stretches: [Stretch] = []
  /// The first word of each fingerprint, rising.
  private var places: [Int] = []
  /// The first of the passages, by their first word, that each stands for; the next one's ends them.
  private var firstPassages: [Int] = []

  init(of words: WordSequence, size: Int) {
    self.words = words
    self.size = size
    printSize = (size + 1) / 2
    var runs: [UInt64] = []
    for stretch in words.stretches where stretch.count >= size {
      runs.removeAll(keepingCapacity: true)
      appendRunHashes(of: words.hashes.span.extracting(stretch), size: printSize, to: &runs)
      let first = places.count
      let base = stretch.lowerBound
      forEachWinnowed(of: runs.span, window: size - printSize + 1) { place, window in
        places.append(base + place)
        firstPassages.append(base + window)
      }
      stretches.append(Stretch(words: stretch, prints: first..<places.count))
    }
  }

  /// The keys of the first look: of each fingerprint, of each with its neighbour, of the ends of stretches.
  func forEachKey(_ body: (UInt128) -> Void) {
    for stretch in stretches {
      body(headKey(of: stretch))
      for print in stretch.prints {
        body(printKey(print))
        body(print + 1 < stretch.prints.upperBound ? linkKey(print) : tailKey(of: stretch))
      }
    }
  }

  private func printKey(_ print: Int) -> UInt128 {
    words.key(of: places[print]..<places[print] + printSize, seed: Seed.print)
  }

  /// The key of all words from a fingerprint to the end of the next.
  private func linkKey(_ print: Int) -> UInt128 {
    words.key(of: places[print]..<places[print + 1] + printSize, seed: Seed.link)
  }

  private func headKey(of stretch: Stretch) -> UInt128 {
    words.key(
      of: stretch.words.lowerBound..<places[stretch.prints.lowerBound] + printSize, seed: Seed.head)
  }

  private func tailKey(of stretch: Stretch) -> UInt128 {
    words.key(
      of: places[stretch.prints.upperBound - 1]..<stretch.words.upperBound, seed: Seed.tail)
  }

  // MARK: - Second look

  /// The passages that may occur elsewhere, given how often each key of the first look occurs.
  ///
  /// Where a fingerprint, its neighbour and all between them occur equally often, whoever has one has all: a chain
  /// of such ones is one passage, however long, and the passages in it need not be compared. What lies across the
  /// end of a chain is compared passage by passage. Every passage is found alike wherever it occurs.
  func forEachPassage(counts: [UInt128: Int], _ body: (Passage) -> Void) {
    for stretch in stretches { forEachPassage(of: stretch, counts, body) }
  }

  private func forEachPassage(
    of stretch: Stretch, _ counts: [UInt128: Int], _ body: (Passage) -> Void
  ) {
    let prints = stretch.prints
    var first = prints.lowerBound
    var count = counts[printKey(first)] ?? 1
    while first < prints.upperBound {
      var last = first
      var next = 1
      // As far as the chain goes.
      while last + 1 < prints.upperBound {
        next = counts[printKey(last + 1)] ?? 1
        guard count > 1, next == count, counts[linkKey(last)] == count else { break }
        last += 1
      }
      if count > 1 {
        let start =
          first == prints.lowerBound && counts[headKey(of: stretch)] == count
          ? stretch.words.lowerBound : places[first]
        let end =
          last + 1 == prints.upperBound && counts[tailKey(of: stretch)] == count
          ? stretch.words.upperBound : places[last] + printSize
        forEachPassage(ofChain: first...last, words: start..<end, stretch, body)
      }
      first = last + 1
      count = next
    }
  }

  private func forEachPassage(
    ofChain prints: ClosedRange<Int>, words chain: Range<Int>, _ stretch: Stretch,
    _ body: (Passage) -> Void
  ) {
    if chain.count >= size {
      body(Passage(key: printKey(prints.lowerBound), words: chain))
    }
    let end =
      prints.upperBound + 1 < stretch.prints.upperBound
      ? firstPassages[prints.upperBound + 1] : stretch.words.upperBound - size + 1
    for start in firstPassages[prints.lowerBound]..<end {
      if start >= chain.lowerBound, start + size <= chain.upperBound { continue }
      let range = start..<start + size
      body(Passage(key: words.key(of: range, seed: Seed.passage), words: range))
    }
  }
}

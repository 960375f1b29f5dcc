import PipeText

/// A run of lines that says again what earlier lines of the document said.
package struct Repeat: Equatable, Sendable {
  /// Indices of the lines that repeat.
  package var lines: Range<Int>
  /// Indices of the lines that came first and stay.
  package var of: Range<Int>
  /// Share of the repeat's letters in words that the first copy has too, 0 to 1.
  package var similarity: Double
}

package struct RepeatOptions: Sendable {
  /// Blocks of fewer words are repeats only beside a longer one, or as promotion or page heads.
  package var minWords = 8
  /// Least share of the letters in words that both blocks have; misread words count as had.
  ///
  /// Chosen on the development side of the dedup benchmark's within-document set, as were the rules: 0.88 gives precision
  /// 0.9998 and recall 0.995 there, 0.85 0.992 and 0.992, 0.92 0.9998 and 0.994. Not confirmed on other documents.
  package var similarity = 0.88
  /// The same for blocks of fewer than `shortWords`, where one other word makes another sentence.
  package var shortSimilarity = 0.96
  package var shortWords = 16

  package init() {}
}

/// Finds the blocks of a document that repeat an earlier one, exactly or nearly; the first copy is never among them.
///
/// Found are
///
/// - blocks whose words an earlier block of similar size has, in any order of lines: a bullet may be missing or moved,
///   cells may be delimited in another way, letters misread, a label (`UPDATE:`) put before;
/// - short neighbours of such a block that stand beside its first copy too: the headings of a repeated section;
/// - promotion lines (`Advertisement`, `Read more: …`, what stands in square brackets or between dashes, capitals three
///   times) and page heads that differ in the page number.
///
/// Not found: blocks that differ in numbers alone (clauses, rows), short lines in general (refrains, cells, headings),
/// and the stanzas of a text that is mostly verse.
///
/// - Parameters:
///   - text: valid UTF-8.
///   - lines: the byte ranges of the lines, in order.
///   - blocks: which lines belong together, as disjoint ranges of indices in order; without them, the runs between blank
///     lines, and each line in a text without blank ones.
///   - options: the thresholds.
/// - Returns: disjoint, in order of `lines`.
/// - Complexity: O(bytes): at most 16 earlier blocks are remembered for a shingle, 6 compared with a block.
package func findRepeats(
  in text: Span<UInt8>, lines: [Range<Int>], blocks: [Range<Int>]? = nil,
  options: RepeatOptions = RepeatOptions()
) -> [Repeat] {
  let groups = blocks ?? blocksBetweenBlankLines(in: text, lines: lines)
  let blocks = DocumentBlocks(text, lines, blocks: groups)
  var finder = RepeatFinder(blocks, options)
  finder.run()
  return finder.repeats()
}

/// Goes through the blocks in order and keeps what each repeats.
private struct RepeatFinder {
  private struct Source {
    var block: Int
    var similarity: Double
  }

  private let blocks: DocumentBlocks
  private let options: RepeatOptions
  private var index: ShingleIndex
  private var comparison: BlockComparison
  private var sources: [Source?]
  /// Block by the hash of its words, or of a page head's without the number.
  private var firsts = WordIndex()
  private var firstBlocks: [Int] = []

  init(_ blocks: DocumentBlocks, _ options: RepeatOptions) {
    self.blocks = blocks
    self.options = options
    index = ShingleIndex(shingles: blocks.shingleCount, blocks: blocks.blocks.count)
    comparison = BlockComparison(blocks)
    sources = [Source?](repeating: nil, count: blocks.blocks.count)
  }

  mutating func run() {
    for number in blocks.blocks.indices {
      sources[number] = source(of: number)
      remember(number)
    }
    addNeighbors()
  }

  func repeats() -> [Repeat] {
    sources.indices.compactMap { number in
      sources[number].map { source in
        Repeat(
          lines: blocks.blocks[number].lines, of: blocks.blocks[source.block].lines,
          similarity: source.similarity)
      }
    }
  }

  private mutating func source(of number: Int) -> Source? {
    let block = blocks.blocks[number]
    guard !block.tokens.isEmpty, !block.isStanza else { return nil }
    if !block.isHeading {
      if block.tokens.count >= 8, let first = first(block.wordKey) {
        return Source(block: first, similarity: 1)
      }
      // Half words are Han and kana characters.
      let isLong = block.halfWords >= options.minWords * 2 && block.body.count >= 4
      if isLong || block.body.count >= 12, let near = nearest(to: number) { return near }
    }
    guard block.lines.count == 1, block.tokens.count <= 30 else { return nil }
    if let key = block.pageKey { return first(key).map { Source(block: $0, similarity: 1) } }
    let isOften = block.look.isShouted && uses(of: block.wordKey) >= 3
    guard block.isPromotion || block.look.isSetApart || isOften else { return nil }
    return first(block.wordKey).map { Source(block: $0, similarity: 1) }
  }

  /// How many blocks of the document have just these words.
  private func uses(of key: UInt64) -> Int {
    blocks.blocks.reduce(0) { $0 + ($1.wordKey == key ? 1 : 0) }
  }

  private func first(_ key: UInt64) -> Int? {
    firsts.number(of: key).map { firstBlocks[$0] }
  }

  private mutating func remember(_ number: Int) {
    let block = blocks.blocks[number]
    guard !block.tokens.isEmpty else { return }
    if firsts.insert(block.wordKey) == firstBlocks.count { firstBlocks.append(number) }
    if let key = block.pageKey, firsts.insert(key) == firstBlocks.count {
      firstBlocks.append(number)
    }
    if sources[number] == nil { index.insert(number, blocks.shingles[block.shingles]) }
  }

  private mutating func nearest(to number: Int) -> Source? {
    let block = blocks.blocks[number]
    let isShort = block.halfWords < 2 * options.shortWords
    let least = isShort ? options.shortSimilarity : options.similarity
    var best: Source?
    for candidate in index.candidates(for: blocks.shingles[block.shingles]) {
      // Two fifths of the pairs of words in order; three fifths where there are few.
      let shared = candidate.shared * 20
      guard shared >= block.shingles.count * (isShort ? 12 : 9) else { continue }
      let other = blocks.blocks[candidate.block]
      guard block.body.count * (block.isQuotation ? 10 : 20) >= other.body.count * 8,
        block.body.count <= other.body.count * 2
      else { continue }
      guard let similarity = comparison.similarity(of: number, to: candidate.block),
        similarity >= least, similarity > best?.similarity ?? 0
      else { continue }
      best = Source(block: candidate.block, similarity: similarity)
    }
    return best
  }

  /// Blocks of any length that stand beside a repeat as their first copies stand beside the first copy.
  private mutating func addNeighbors() {
    var queue = sources.indices.filter { sources[$0] != nil }
    var next = 0
    while next < queue.count {
      let number = queue[next]
      next += 1
      guard let source = sources[number] else { continue }
      for step in [1, -1] {
        let neighbor = number + step
        let original = source.block + step
        guard sources.indices.contains(neighbor), sources.indices.contains(original),
          original < neighbor, sources[neighbor] == nil, sources[original] == nil,
          blocks.blocks[neighbor].textKey == blocks.blocks[original].textKey
        else { continue }
        sources[neighbor] = Source(block: original, similarity: 1)
        queue.append(neighbor)
      }
    }
  }
}

/// What is known of words: whose language's function word a word is, and which groups of a caller it is in.
///
/// One look-up without a branch gives an id; ids stand for a set of languages and groups, and few sets occur. A perfect
/// hash after Belazzougui, Botelho and Dietzfelbinger (2009), "Hash, displace, and compress". Words are compared by 45
/// bits of their hash.
public struct WordMarks: Sendable {
  /// Of each id the languages, one bit each in the order of `StopWords.languages`.
  public let languages: [UInt32]
  /// Of each id a byte for each group, 1 for those that its words are in.
  let groups: [SIMD2<UInt64>]

  let displacements: [UInt32]
  let entries: [Entry]

  struct Entry {
    var tag: UInt32 = 0
    var id: UInt16 = 0
  }

  /// Makes the table of these words, at most 16 groups of them, and of the function words of all languages.
  public init(groups lists: [[String]]) {
    precondition(lists.count <= 16, "there are 16 groups of words")
    var marks: [(hash: UInt64, bits: UInt64)] = []
    var buffer: [UInt8] = []
    forEachWord(in: StopWordData.lists) { word, language in
      // The code of the language stands before its words.
      if word[word.count - 1] == UInt8(ascii: ":") { return }
      marks.append((wordHash(of: word, &buffer), 1 << UInt64(language)))
    }
    for (group, words) in lists.enumerated() {
      for word in words { marks.append((wordHash(word), 1 << UInt64(32 + group))) }
    }
    marks.sort { $0.hash < $1.hash }
    Self.mergeEqual(&marks)
    let sets = [0] + Set(marks.map(\.bits)).sorted()
    let ids = Dictionary(uniqueKeysWithValues: zip(sets, UInt16(0)...))
    languages = sets.map { UInt32(truncatingIfNeeded: $0) }
    groups = sets.map { set in
      var bytes = SIMD2<UInt64>()
      for group in 0..<16 where set >> UInt64(32 + group) & 1 == 1 {
        bytes[group / 8] |= 1 << UInt64(group % 8 * 8)
      }
      return bytes
    }
    (displacements, entries) = Self.table(of: marks.map { ($0.hash, ids[$0.bits] ?? 0) })
  }

  /// Makes one of the marks that a word has in several lists; equal words stand together.
  private static func mergeEqual(_ marks: inout [(hash: UInt64, bits: UInt64)]) {
    var count = 0
    for mark in marks {
      if count > 0, marks[count - 1].hash == mark.hash {
        marks[count - 1].bits |= mark.bits
      } else {
        marks[count] = mark
        count += 1
      }
    }
    marks.removeLast(marks.count - count)
  }

  /// Places the buckets with most words first, each by the least displacement that finds free places for all.
  private static func table(
    of words: [(hash: UInt64, id: UInt16)]
  ) -> ([UInt32], [Entry]) {
    var size = 16
    while size * 2 < words.count * 3 { size *= 2 }
    let bucketCount = size / 8
    var buckets = [[(hash: UInt64, id: UInt16)]](repeating: [], count: bucketCount)
    for word in words { buckets[Int(word.hash & UInt64(bucketCount - 1))].append(word) }
    var displacements = [UInt32](repeating: 0, count: bucketCount)
    var entries = [Entry](repeating: Entry(), count: size)
    for index in buckets.indices.sorted(by: { buckets[$0].count > buckets[$1].count }) {
      var displacement: UInt32 = 0
      var places: [Int] = []
      repeat {
        places.removeAll(keepingCapacity: true)
        for word in buckets[index] {
          let place = Self.place(word.hash, displacement, size - 1)
          if entries[place].id != 0 || places.contains(place) { break }
          places.append(place)
        }
        displacement += 1
      } while places.count < buckets[index].count
      displacements[index] = displacement - 1
      for (place, word) in zip(places, buckets[index]) {
        entries[place] = Entry(tag: UInt32(truncatingIfNeeded: word.hash >> 32), id: word.id)
      }
    }
    return (displacements, entries)
  }

  @inline(__always)
  static func place(_ hash: UInt64, _ displacement: UInt32, _ mask: Int) -> Int {
    let step = (hash >> 27) | 1
    return Int(truncatingIfNeeded: (hash >> 12) &+ step &* UInt64(displacement)) & mask
  }

  /// The id of the marks of a word by its hash.
  @inline(__always)
  func id(of hash: UInt64) -> UInt16 {
    let bucket = Int(truncatingIfNeeded: hash) & (displacements.count &- 1)
    let displacement = displacements.span[unchecked: bucket]
    let place = Self.place(hash, displacement, entries.count &- 1)
    let entry = entries.span[unchecked: place]
    // All ones for the word itself: a branch would go either way.
    let difference = UInt64(entry.tag ^ UInt32(truncatingIfNeeded: hash &>> 32))
    return entry.id & UInt16(truncatingIfNeeded: (difference &- 1) &>> 48)
  }

  /// Which words are function words of the language that holds most of them.
  ///
  /// - Parameter words: as ``TextCounter`` gives them.
  /// - Returns: nil when no language holds a twelfth of the words.
  public func stopWords(likeliestFor words: Span<UInt32>) -> WordIDs? {
    let counts = idCounts(of: words)
    var sums = [Int](repeating: 0, count: 32)
    for id in 1..<counts.count where counts[id] != 0 {
      var bits = languages[id]
      while bits != 0 {
        sums[bits.trailingZeroBitCount] += Int(counts[id])
        bits &= bits - 1
      }
    }
    let all = counts.reduce(0) { $0 + Int($1) }
    guard let most = sums.max(), most > 0, most * 12 >= all, let best = sums.firstIndex(of: most)
    else { return nil }
    return WordIDs(languages.map { UInt8(truncatingIfNeeded: $0 >> UInt32(best) & 1) })
  }

  /// How often each id occurs.
  ///
  /// Every second word is counted apart: most have id 0, and a count that was just written is slow to read.
  private func idCounts(of words: Span<UInt32>) -> [UInt32] {
    let size = languages.count
    var counts = [UInt32](repeating: 0, count: 2 * size)
    for index in words.indices {
      let id = Int(words[unchecked: index] & 0xFFFF)
      if id < size { counts[2 &* id &+ (index & 1)] &+= 1 }
    }
    return (0..<size).map { counts[2 * $0] + counts[2 * $0 + 1] }
  }
}

/// Some of the ids of ``WordMarks``.
public struct WordIDs: Sendable {
  /// Of each id 1 or 0.
  private let isIn: [UInt8]

  init(_ isIn: [UInt8]) { self.isIn = isIn }

  /// How many words of a range, as ``TextCounter`` gives them, have one of the ids.
  public func count(in words: Span<UInt32>, _ range: Range<Int>) -> Int {
    precondition(range.upperBound <= words.count, "the words are there")
    let isIn = isIn.span
    var count = 0
    for index in range {
      let id = Int(words[unchecked: index] & 0xFFFF)
      if id < isIn.count { count &+= Int(isIn[unchecked: id]) }
    }
    return count
  }
}

/// Some words, by what ``TextCounter`` gives of them.
public struct WordSample: Sendable {
  private var words: [UInt32] = []
  /// By some bits of the words, 1 where one may be here: most that are not are seen at once.
  private var marks = [UInt8](repeating: 0, count: 512)

  public init(_ words: Span<UInt32>) {
    for index in words.indices where !self.words.contains(words[index]) {
      marks[Int(words[index] >> 16 & 511)] = 1
      self.words.append(words[index])
    }
  }

  /// How many words of a range are here.
  public func count(in words: Span<UInt32>, _ range: Range<Int>) -> Int {
    precondition(range.upperBound <= words.count, "the words are there")
    let marks = marks.span
    var count = 0
    for index in range {
      let word = words[unchecked: index]
      if marks[unchecked: Int(word >> 16 & 511)] != 0, self.words.contains(word) { count &+= 1 }
    }
    return count
  }
}

/// A small set of words, asked for each word of a text.
public struct WordSet: Sendable {
  /// Odd hashes at the place that their bits say or after it, and 0; at most an eighth is taken.
  private(set) var places: [UInt64] = [0]
  public private(set) var count = 0

  public init() {}

  /// The words of a text.
  public init(of text: Span<UInt8>) {
    var hashes: [UInt64] = []
    var buffer: [UInt8] = []
    forEachToken(in: text) { hashes.append(wordHash(of: text.extracting($0), &buffer)) }
    var size = 8
    while size < hashes.count * 8 { size *= 2 }
    places = [UInt64](repeating: 0, count: size)
    for hash in hashes where !contains(hash) {
      var at = Int(truncatingIfNeeded: hash >> 1) & (size - 1)
      while places[at] != 0 { at = (at + 1) & (size - 1) }
      places[at] = hash | 1
      count += 1
    }
  }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool {
    let mask = places.count &- 1
    var at = Int(truncatingIfNeeded: hash >> 1) & mask
    while places[at] != 0 {
      if places[at] == hash | 1 { return true }
      at = (at &+ 1) & mask
    }
    return false
  }
}

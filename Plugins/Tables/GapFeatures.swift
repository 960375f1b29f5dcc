/// What a block of lines knows about its words: in how many lines a word or pair of words stands.
struct BlockCounts {
  private var words: [UInt32: Int] = [:]
  private var pairs: [UInt64: Int] = [:]
  /// How often a pair stands in the block.
  private(set) var occurrences: [UInt64: Int] = [:]
  private var firsts: [UInt32: Int] = [:]
  private var lasts: [UInt32: Int] = [:]

  init(_ lines: [[Word]]) {
    for line in lines {
      for key in Set(line.map(\.key)) { words[key, default: 0] += 1 }
      let linePairs = zip(line, line.dropFirst()).map { Self.pair($0.key, $1.key) }
      for pair in linePairs { occurrences[pair, default: 0] += 1 }
      for pair in Set(linePairs) { pairs[pair, default: 0] += 1 }
      if let first = line.first { firsts[first.key, default: 0] += 1 }
      if let last = line.last { lasts[last.key, default: 0] += 1 }
    }
  }

  static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 32 | UInt64(second)
  }

  func lines(with word: Word) -> Int { words[word.key] ?? 0 }
  func lines(with first: Word, _ second: Word) -> Int {
    pairs[Self.pair(first.key, second.key)] ?? 0
  }
  func lines(from word: Word) -> Int { firsts[word.key] ?? 0 }
  func lines(to word: Word) -> Int { lasts[word.key] ?? 0 }
}

/// Features of the gap before a word, at which a cell may end.
struct GapFeatures {
  let block: BlockCounts
  /// How often each pair of words stands in the document, the block included.
  let document: [UInt64: Int]

  private enum Kind: UInt32 {
    case bias = 1, classes, classesBefore, classesAfter, left, right, leftSign, rightSign, signs
    case leftSignClass, rightSignClass, leftWord, leftWordClass, rightWord, rightWordClass
    case leftEnding, leftEndingClass, rightEnding, rightEndingClass, endings, inDocument, repeated
    case glued, rightFree, leftFree, repetition, wordRepetition, open, firstGap, lastGap, casing
    case length, casings, fourClasses, rightLongEnding
  }

  /// Adds the features of the gap before `line[index]` to `features`.
  ///
  /// Training leaves out the words themselves for part of its lines, so that endings and classes
  /// learn to do without.
  func collect(
    _ line: [Word], _ index: Int, isHeader: Bool, _ shape: LineShape, withWords: Bool = true,
    _ features: inout [UInt32]
  ) {
    let salt: UInt32 = isHeader ? 100 : 0
    func add(_ kind: Kind, _ a: UInt32 = 0, _ b: UInt32 = 0, _ c: UInt32 = 0) {
      features.append(feature(kind.rawValue + salt, a, b, c))
    }
    let left = line[index - 1]
    let right = line[index]
    let l = UInt32(left.kind.rawValue)
    let r = UInt32(right.kind.rawValue)
    let before = index > 1 ? UInt32(line[index - 2].kind.rawValue) : 99
    let after = index + 1 < line.count ? UInt32(line[index + 1].kind.rawValue) : 99
    add(.bias)
    add(.classes, l, r)
    add(.classesBefore, before, l, r)
    add(.classesAfter, l, r, after)
    add(.fourClasses, before << 8 | l, r, after)
    add(.left, l)
    add(.right, r)
    add(.leftSign, left.lastSign)
    add(.rightSign, right.firstSign)
    add(.signs, left.lastSign, right.firstSign)
    add(.leftSignClass, left.lastSign, r)
    add(.rightSignClass, right.firstSign, l)
    if withWords {
      add(.leftWord, left.key)
      add(.leftWordClass, left.key, r)
      add(.rightWord, right.key)
      add(.rightWordClass, l, right.key)
    }
    if left.kind.isAlphabetic {
      add(.leftEnding, left.suffix3)
      add(.leftEndingClass, left.suffix2, r)
    }
    if right.kind.isAlphabetic {
      add(.rightEnding, right.suffix3)
      add(.rightEndingClass, l, right.suffix2)
      add(.rightLongEnding, right.suffix3, after, right.isCapital ? 1 : 0)
    }
    if left.kind.isAlphabetic, right.kind.isAlphabetic {
      add(.endings, left.suffix2, right.suffix2)
    }
    let pair = BlockCounts.pair(left.key, right.key)
    let elsewhere = (document[pair] ?? 0) - (block.occurrences[pair] ?? 0)
    if elsewhere > 0 { add(.inDocument, UInt32(min(3, elsewhere))) }
    addRepetition(line, index, add)
    add(.open, shape.isOpen[index] ? 1 : 0)
    if index == 1 { add(.firstGap) }
    if index == line.count - 1 { add(.lastGap) }
    add(.casing, shape.casing, casing(left), casing(right))
    let next = index + 1 < line.count ? casing(line[index + 1]) : 3
    let previous = index > 1 ? casing(line[index - 2]) : 3
    add(.casings, shape.casing << 4 | previous, casing(left) << 2 | casing(right), next)
    add(.length, UInt32(min(9, line.count)))
  }

  private func casing(_ word: Word) -> UInt32 { word.isCapital ? 0 : word.isLower ? 1 : 2 }

  /// Whether a group of words that other lines repeat ends or begins at the gap.
  private func addRepetition(
    _ line: [Word], _ index: Int, _ add: (Kind, UInt32, UInt32, UInt32) -> Void
  ) {
    let left = line[index - 1]
    let right = line[index]
    let both = block.lines(with: left, right)
    let lefts = block.lines(with: left)
    let rights = block.lines(with: right)
    if both > 1 { add(.repeated, UInt32(min(4, both)), 0, 0) }
    if both > 1, lefts == both, rights == both { add(.glued, 0, 0, 0) }
    if rights > both + 1 { add(.rightFree, 0, 0, 0) }
    if lefts > both + 1 { add(.leftFree, 0, 0, 0) }
    let before = index > 1 ? block.lines(with: line[index - 2], left) : block.lines(from: left)
    let after =
      index + 1 < line.count ? block.lines(with: right, line[index + 1]) : block.lines(to: right)
    add(.repetition, UInt32(min(3, before)), UInt32(min(3, both)), UInt32(min(3, after)))
    add(.wordRepetition, UInt32(min(3, lefts)), UInt32(min(3, both)), UInt32(min(3, rights)))
  }
}

/// What all gaps of a line share.
struct LineShape {
  /// Whether a bracket or quotation mark is open before each word.
  var isOpen: [Bool]
  /// 0: every word but the small ones has a capital; 1: mostly lower case; 2: mixed.
  var casing: UInt32

  init(_ line: [Word]) {
    let bracketsMatch = line.reduce(0) { $0 + $1.brackets } == 0
    let quotesMatch = line.reduce(0) { $0 + $1.quotes } % 2 == 0
    var depth = 0
    var quotes = 0
    isOpen = line.map { word in
      let open = depth > 0 && bracketsMatch || quotes % 2 == 1 && quotesMatch
      depth += word.brackets
      quotes += word.quotes
      return open
    }
    let lower = line.count { $0.isLower && !$0.isFunction }
    let capitals = line.count { $0.isCapital }
    casing = lower == 0 && capitals > 0 ? 0 : lower > 2 * capitals ? 1 : 2
  }
}

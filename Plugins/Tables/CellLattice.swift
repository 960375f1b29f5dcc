/// A possible cell of a line, as numbers that profiles of columns count.
struct LatticeCell {
  var first: Int32 = 0
  var last: Int32 = 0
  var type: Int32 = 0
  var length: Int32 = 0
  /// Numbers given by the block's `Interner`.
  var exact: Int32 = 0
  var sequence: Int32 = 0
  var firstWord: Int32 = 0
  var lastWord: Int32 = 0
  var ending: Int32 = 0
  /// The words: a range of positions of the line.
  var words: Range<Int> = 0..<0
  var badEnd = 0.0
  var badStart = 0.0
  var logLength = 0.0
  /// Score of the gap at its start; 0 at the line's start.
  var gap = 0.0
  /// Sums of hashed features in the first, a middle, and the last column.
  var fixed: (Double, Double, Double) = (0, 0, 0)

  func fixed(in column: Int, of columns: Int) -> Double {
    column == 0 ? fixed.0 : column == columns - 1 ? fixed.2 : fixed.1
  }
}

/// Gives the words, cells and class sequences of a block small numbers.
final class Interner {
  private var numbers: [UInt64: Int32] = [:]
  private(set) var count: Int32 = 0

  func number(_ kind: UInt32, _ hash: UInt64) -> Int32 {
    let key = hash &* 31 &+ UInt64(kind)
    if let number = numbers[key] { return number }
    numbers[key] = count
    count += 1
    return count - 1
  }
}

/// Features of a cell that no other line changes.
enum CellFeatures {
  private enum Kind: UInt32 {
    case type = 200, length, typeLength, typeFirst, typeLast, sequence, ends, endingType, badEnd,
      badStart
    case startWord, endWord, startEnding
    case header = 300
    case headerType, headerLength, headerExact, headerLast, headerFirst, headerSequence,
      headerEnding
    case headerWord
    case headerOfType, headerFirstOfType
  }

  /// `place`: 0 for the first column, 2 for the last, 1 between.
  static func row(
    _ words: ArraySlice<Word>, _ cell: LatticeCell, _ place: Int, withWords: Bool = true,
    _ features: inout [UInt32]
  ) {
    guard let first = words.first, let last = words.last else { return }
    let type = UInt32(cell.type)
    let length = UInt32(cell.length)
    func add(_ kind: Kind, _ a: UInt32 = 0, _ b: UInt32 = 0, _ c: UInt32 = 0) {
      features.append(feature(kind.rawValue, a, b, c))
    }
    add(.type, type)
    add(.length, length)
    add(.typeLength, type, length)
    if place == 0 { add(.typeFirst, type) }
    if place == 2 { add(.typeLast, type) }
    add(.sequence, sequence(words))
    add(.ends, UInt32(cell.first), UInt32(cell.last), min(3, length))
    if last.kind.isAlphabetic { add(.endingType, type, last.suffix3) }
    if first.kind.isAlphabetic { add(.startEnding, type, first.suffix3) }
    if withWords {
      add(.startWord, type, first.key)
      add(.endWord, type, last.key)
    }
    if cell.badEnd > 0 { add(.badEnd) }
    if cell.badStart > 0 { add(.badStart) }
  }

  static func header(
    _ words: ArraySlice<Word>, _ cell: LatticeCell, withWords: Bool = true,
    _ features: inout [UInt32]
  ) {
    guard let first = words.first, let last = words.last else { return }
    func add(_ kind: Kind, _ a: UInt32 = 0, _ b: UInt32 = 0) {
      features.append(feature(kind.rawValue, a, b))
    }
    add(.headerType, UInt32(cell.type))
    add(.headerLength, UInt32(cell.length))
    if withWords {
      add(.headerExact, phrase(words))
      add(.headerLast, last.key)
      add(.headerFirst, first.key)
    }
    add(.headerSequence, sequence(words))
    add(.headerEnding, last.suffix3)
  }

  /// Whether a word is known from headers.
  static func headerWord(_ key: UInt32) -> UInt32 { feature(Kind.headerWord.rawValue, key) }

  /// How well a header's last (first) word goes with a type of cell.
  static func agreement(_ header: ArraySlice<Word>, _ type: Int32) -> [UInt32] {
    guard let first = header.first, let last = header.last else { return [] }
    return [
      feature(Kind.headerOfType.rawValue, last.key, UInt32(type)),
      feature(Kind.headerFirstOfType.rawValue, first.key, UInt32(type)),
    ]
  }

  /// The classes of the first five words.
  static func sequence(_ words: ArraySlice<Word>) -> UInt32 {
    var hash: UInt32 = words.count > 5 ? 1 : 0
    for word in words.prefix(5) { hash = feature(7, hash, UInt32(word.kind.rawValue)) }
    return hash
  }

  static func phrase(_ words: ArraySlice<Word>) -> UInt32 {
    var hash: UInt32 = 0
    for word in words { hash = feature(8, hash, word.key) }
    return hash
  }
}

/// One line with the places where it may be cut, and the cells between them.
final class CellLattice {
  /// Most gaps of a line that are tried: the best-scored ones.
  static let maxCuts = 13

  let words: [Word]
  let gaps: [Double]
  /// Positions of words at which a cell may start or end: 0, the cuts, the number of words.
  let cuts: [Int]
  let wordNumbers: [Int32]
  /// Cell from cut x to cut y at `x * cuts.count + y`.
  private(set) var cells: [LatticeCell]

  /// Ranks the gaps by their scores; `gaps[i]` is the one before word i, the first is not read.
  init(
    _ words: [Word], gaps: [Double], isHeader: Bool, _ model: TableModel, _ interner: Interner,
    _ text: TableText
  ) {
    self.words = words
    self.gaps = gaps
    let ranked = words.indices.dropFirst().sorted {
      gaps[$0] != gaps[$1] ? gaps[$0] > gaps[$1] : $0 < $1
    }
    cuts = [0] + ranked.prefix(Self.maxCuts).sorted() + [words.count]
    wordNumbers = words.map { interner.number(0, UInt64($0.key)) }
    cells = [LatticeCell](repeating: LatticeCell(), count: cuts.count * cuts.count)
    var features: [UInt32] = []
    for x in cuts.indices.dropLast() {
      for y in cuts.indices.dropFirst(x + 1) {
        let range = cuts[x]..<cuts[y]
        var cell = makeCell(range, interner, text)
        let slice = words[range]
        if isHeader {
          features.removeAll(keepingCapacity: true)
          CellFeatures.header(slice, cell, withWords: model.readsWords, &features)
          let sum = model.sum(features)
          cell.fixed = (sum, sum, sum)
        } else {
          func sum(_ place: Int) -> Double {
            features.removeAll(keepingCapacity: true)
            CellFeatures.row(slice, cell, place, withWords: model.readsWords, &features)
            return model.sum(features)
          }
          let middle = sum(1)
          cell.fixed = (x == 0 ? sum(0) : middle, middle, y == cuts.count - 1 ? sum(2) : middle)
        }
        cells[x * cuts.count + y] = cell
      }
    }
  }

  /// A line that is one cell: its cell is `cell(0, 1)`.
  init(whole words: [Word], _ model: TableModel, _ interner: Interner, _ text: TableText) {
    self.words = words
    gaps = []
    cuts = [0, words.count]
    wordNumbers = words.map { interner.number(0, UInt64($0.key)) }
    cells = [LatticeCell](repeating: LatticeCell(), count: 4)
    var cell = makeCell(0..<words.count, interner, text)
    var features: [UInt32] = []
    func sum(_ place: Int) -> Double {
      features.removeAll(keepingCapacity: true)
      CellFeatures.row(words[...], cell, place, withWords: model.readsWords, &features)
      return model.sum(features)
    }
    cell.fixed = (sum(0), sum(1), sum(2))
    cells[1] = cell
  }

  func cell(_ x: Int, _ y: Int) -> LatticeCell { cells[x * cuts.count + y] }

  private func makeCell(_ range: Range<Int>, _ interner: Interner, _ text: TableText) -> LatticeCell
  {
    let slice = words[range]
    var cell = LatticeCell()
    guard let first = slice.first, let last = slice.last else { return cell }
    cell.first = Int32(first.kind.rawValue)
    cell.last = Int32(last.kind.rawValue)
    cell.type = Int32(CellType(slice).rawValue)
    cell.length = Int32(lengthBucket(slice.count))
    cell.exact = interner.number(1, UInt64(CellFeatures.phrase(slice)))
    cell.sequence = interner.number(2, UInt64(CellFeatures.sequence(slice)))
    cell.firstWord = interner.number(3, UInt64(first.key))
    cell.lastWord = interner.number(4, UInt64(last.key))
    cell.ending = interner.number(5, UInt64(last.suffix3))
    cell.words = range
    let end = text.bytes[last.range.upperBound - 1]
    let isUnbalanced = slice.reduce(0) { $0 + $1.brackets } != 0
    let isCutShort = end == Byte.comma || end == 0x28 || end == 0x26 || isUnbalanced
    cell.badEnd = isCutShort || slice.count > 1 && last.kind == .function ? 1 : 0
    let start = text.bytes[first.range.lowerBound]
    let isRest = start == Byte.comma || start == 0x29 || start == Byte.semicolon || start == 0x26
    cell.badStart = isRest || first.kind == .function ? 1 : 0
    cell.logLength = Numbers.ln(Double(slice.count))
    cell.gap = range.lowerBound == 0 ? 0 : gaps[range.lowerBound]
    return cell
  }
}

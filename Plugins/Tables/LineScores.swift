/// Tells lines of a flattened table from other short lines.
struct LineScores {
  private enum Kind: UInt32 {
    case bias = 400, end, length, characters, endLength, numbers, casing, first, last, functions,
      verbs
    case cuts, cutShare, headerWords, sharedClasses, sameEnds, cutDifference, sharedWords,
      lengthRatio
    case noNeighbour, place, size, capitals, adjacentEnd
  }

  /// One line of a block as features of its own and of its neighbours.
  struct Line {
    let words: [Word]
    let shape: LineShape
    /// Expected number of cell boundaries.
    let cuts: Double
    let lastSign: UInt32
    let classes: [Int]
  }

  static func line(_ words: [Word], _ shape: LineShape, _ gaps: [Double]) -> Line {
    var cuts = 0.0
    for gap in gaps.dropFirst() { cuts += 1 / (1 + Numbers.exp(-gap)) }
    var classes = [Int](repeating: 0, count: WordClass.count)
    for word in words { classes[Int(word.kind.rawValue)] += 1 }
    return Line(
      words: words, shape: shape, cuts: cuts, lastSign: words.last?.lastSign ?? 0, classes: classes)
  }

  /// The features of line `index` of a block.
  static func features(_ block: [Line], _ index: Int, _ model: TableModel) -> [UInt32] {
    let line = block[index]
    var features: [UInt32] = []
    func add(_ kind: Kind, _ a: Int, _ b: UInt32 = 0, _ c: UInt32 = 0) {
      features.append(feature(kind.rawValue, UInt32(truncatingIfNeeded: a), b, c))
    }
    let words = line.words
    let count = words.count
    let characters = (words.last?.range.upperBound ?? 0) - (words.first?.range.lowerBound ?? 0)
    add(.bias, 0)
    add(.end, Int(line.lastSign))
    add(.length, min(14, count))
    add(.characters, min(8, characters / 25))
    add(.endLength, Int(line.lastSign), UInt32(min(4, count / 6)))
    add(.numbers, min(4, words.count { $0.kind.isNumeric }))
    add(.casing, Int(line.shape.casing))
    add(.capitals, 8 * words.count { $0.isCapital } / max(1, count))
    if let first = words.first, let last = words.last {
      add(.first, Int(first.kind.rawValue))
      add(.last, Int(last.kind.rawValue))
    }
    add(.functions, min(5, words.count { $0.kind == .function }), UInt32(min(4, count / 4)))
    add(.verbs, min(2, words.count { $0.isAuxiliary }))
    add(.cuts, Int(min(7, line.cuts + 0.5)))
    add(.cutShare, Int(8 * line.cuts / Double(max(1, count))))
    var known = 0.0
    for word in words { known += model.weight(CellFeatures.headerWord(word.key)) }
    add(.headerWords, Int(max(-3, min(6, 2 * known / Double(max(1, count))))))
    for (side, other) in [(UInt32(0), index - 1), (1, index + 1)] {
      guard block.indices.contains(other) else {
        add(.noNeighbour, Int(side))
        continue
      }
      addNeighbour(line, block[other], side, add)
    }
    add(.place, min(index, 2), UInt32(min(block.count - 1 - index, 2)))
    add(.size, min(block.count, 6))
    return features
  }

  private static func addNeighbour(
    _ line: Line, _ other: Line, _ side: UInt32, _ add: (Kind, Int, UInt32, UInt32) -> Void
  ) {
    var common = 0
    var union = 0
    for (a, b) in zip(line.classes, other.classes) {
      common += min(a, b)
      union += max(a, b)
    }
    add(.sharedClasses, 5 * common / max(1, union), side, 0)
    let sameFirst: UInt32 = line.words.first?.kind == other.words.first?.kind ? 1 : 0
    let sameLast: UInt32 = line.words.last?.kind == other.words.last?.kind ? 1 : 0
    add(.sameEnds, Int(side), sameFirst, sameLast)
    let difference = line.cuts - other.cuts
    add(.cutDifference, Int(min(3, max(difference, -difference) + 0.5)), side, 0)
    let keys = Set(other.words.map(\.key))
    let shared = Set(line.words.map(\.key)).count { keys.contains($0) }
    add(.sharedWords, min(3, shared), side, 0)
    let ratio = Numbers.ln(Double(line.words.count + 1) / Double(other.words.count + 1))
    add(.lengthRatio, Int(min(4, 3 * max(ratio, -ratio))), side, 0)
    add(.adjacentEnd, Int(other.lastSign), side, 0)
  }
}

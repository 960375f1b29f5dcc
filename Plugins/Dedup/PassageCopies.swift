import PipeCore

/// Words of a document that stand in the corpus before.
struct PassageCopy: Equatable {
  var words: Range<Int>
  /// The document in which they stay.
  let kept: Ordinal
  /// The first of the words that stay.
  let keptStart: Int
}

/// Where a passage of a document was first.
struct PassageOrigin {
  let kept: Ordinal
  let start: Int

  private static let placeBits = 32

  init(kept: Ordinal, start: Int) {
    self.kept = kept
    self.start = start
  }

  /// The verdict on the passage that begins at the word `place` of a document.
  func verdict(on ordinal: Ordinal, place: Int) -> Verdict {
    .document(
      ordinal, key: UInt128(place) << Self.placeBits | UInt128(start),
      value: Int64(bitPattern: kept.rawValue))
  }

  /// What verdicts say, by the first word of the passage.
  static func origins(_ verdicts: [Verdict]) -> [Int: PassageOrigin] {
    var origins: [Int: PassageOrigin] = [:]
    for case .document(_, let key, let value) in verdicts {
      origins[Int(key >> placeBits)] = PassageOrigin(
        kept: Ordinal(rawValue: UInt64(bitPattern: value)),
        start: Int(key & (1 << placeBits - 1)))
    }
    return origins
  }
}

/// The copies among the passages of a document, in order and without overlap.
///
/// Of words that repeat themselves, as in `ha ha ha`, the first passage stays whole.
///
/// The passages are sorted by their keys, those of one key by their places, and have `size` words or more; `origins`
/// says where they are first, by the first word of the first of their key in this document.
func passageCopies(
  _ passages: [Fingerprints.Passage], size: Int, of document: Ordinal,
  origins: [Int: PassageOrigin]
) -> [PassageCopy] {
  var copies: [PassageCopy] = []
  var first = 0
  for (index, passage) in passages.enumerated() {
    if passage.key != passages[first].key { first = index }
    let own = passages[first].words.lowerBound
    if let origin = origins[own], origin.kept != document {
      copies.append(
        PassageCopy(words: passage.words, kept: origin.kept, keptStart: origin.start))
    } else if index > first {
      let start = max(passage.words.lowerBound, own + size)
      guard start < passage.words.upperBound else { continue }
      copies.append(
        PassageCopy(
          words: start..<passage.words.upperBound, kept: document,
          keptStart: own + start - passage.words.lowerBound))
    }
  }
  return joined(copies)
}

/// Few copies that cover the same words, in order and without overlap.
///
/// A copy goes on as long as its words stand in one place elsewhere; where it ends, the one that reaches farthest
/// goes on, so that words which repeat themselves are not one copy each.
private func joined(_ copies: [PassageCopy]) -> [PassageCopy] {
  let sorted = copies.sorted {
    ($0.words.lowerBound, $0.words.upperBound) < ($1.words.lowerBound, $1.words.upperBound)
  }
  guard var current = sorted.first else { return [] }
  var joined: [PassageCopy] = []
  var farthest = current
  for copy in sorted.dropFirst() {
    while copy.words.lowerBound > current.words.upperBound,
      farthest.words.upperBound > current.words.upperBound
    {
      joined.append(current)
      current = farthest.dropping(to: current.words.upperBound)
    }
    if copy.words.lowerBound > current.words.upperBound {
      joined.append(current)
      (current, farthest) = (copy, copy)
    } else if copy.isInPlace(of: current) {
      current.words =
        current.words.lowerBound..<max(current.words.upperBound, copy.words.upperBound)
    } else if copy.words.upperBound > farthest.words.upperBound {
      farthest = copy
    }
  }
  joined.append(current)
  if farthest.words.upperBound > current.words.upperBound {
    joined.append(farthest.dropping(to: current.words.upperBound))
  }
  return joined
}

extension PassageCopy {
  /// Whether the words stay where those of another copy do.
  fileprivate func isInPlace(of other: PassageCopy) -> Bool {
    kept == other.kept
      && keptStart - words.lowerBound == other.keptStart - other.words.lowerBound
  }

  /// The copy without the words before `start`.
  fileprivate func dropping(to start: Int) -> PassageCopy {
    PassageCopy(
      words: start..<words.upperBound, kept: kept, keptStart: keptStart + start - words.lowerBound)
  }
}

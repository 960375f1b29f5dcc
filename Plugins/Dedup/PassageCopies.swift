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

/// One copy for each stretch of words that stay in one place elsewhere.
private func joined(_ copies: [PassageCopy]) -> [PassageCopy] {
  var joined: [PassageCopy] = []
  let sorted = copies.sorted {
    ($0.words.lowerBound, $0.words.upperBound) < ($1.words.lowerBound, $1.words.upperBound)
  }
  for copy in sorted {
    guard let last = joined.last, copy.words.lowerBound <= last.words.upperBound else {
      joined.append(copy)
      continue
    }
    let end = last.words.upperBound
    if copy.words.upperBound <= end { continue }
    let isSamePlace =
      copy.kept == last.kept
      && copy.keptStart - copy.words.lowerBound == last.keptStart - last.words.lowerBound
    if isSamePlace {
      joined[joined.count - 1].words = last.words.lowerBound..<copy.words.upperBound
    } else {
      joined.append(
        PassageCopy(
          words: end..<copy.words.upperBound, kept: copy.kept,
          keptStart: copy.keptStart + end - copy.words.lowerBound))
    }
  }
  return joined
}

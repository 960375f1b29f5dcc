/// Appends a 32-bit code of every shingle: of each run of `size` token codes.
///
/// Fewer than `size` tokens are one shingle, all of them; none are none. Two different shingles have the same code with a
/// probability of 2^-32. The codes are frozen: they may be stored.
///
/// The hash rolls by cyclic polynomials: Lemire and Kaser 2010, "Recursive n-gram hashing is pairwise independent, at
/// best".
///
/// - Precondition: `size` is 1 to 63.
/// - Complexity: O(tokens), whatever the size.
public func appendShingleCodes(of tokens: Span<UInt64>, size: Int, to shingles: inout [UInt32]) {
  precondition((1...63).contains(size), "a shingle has 1 to 63 parts")
  guard tokens.count > 0 else { return }
  let length = min(size, tokens.count)
  var rolling: UInt64 = 0
  for index in 0..<length { rolling = rotated(rolling, by: 1) ^ tokens[index] }
  shingles.append(addingCapacity: tokens.count &- length &+ 1) { output in
    output.append(shingleCode(rolling))
    var leaving = 0
    for index in length..<tokens.count {
      // What leaves was turned once for each part behind it.
      let old = rotated(tokens[unchecked: leaving], by: UInt64(truncatingIfNeeded: length))
      rolling = rotated(rolling, by: 1) ^ old ^ tokens[unchecked: index]
      output.append(shingleCode(rolling))
      leaving &+= 1
    }
  }
}

@inline(__always)
private func rotated(_ value: UInt64, by bits: UInt64) -> UInt64 {
  value &<< bits | value &>> (64 &- bits)
}

@inline(__always)
private func shingleCode(_ rolling: UInt64) -> UInt32 {
  UInt32(truncatingIfNeeded: (rolling &* (HashConstant.c | 1)) &>> 32)
}

/// Appends a code of every letter, digit and other word character of the folded text, in order.
///
/// For shingles of characters: white space and punctuation, which differ between copies, are in none.
///
/// - Precondition: the bytes are valid UTF-8.
public func appendCharacterCodes(of text: Span<UInt8>, to codes: inout [UInt64]) {
  var folded: [UInt8] = []
  appendFolded(text, to: &folded)
  let span = folded.span
  forEachToken(in: span) { token in
    var at = token.lowerBound
    while at < token.upperBound {
      let (scalar, length) = decodeScalar(span, at: at)
      codes.append(combineHashes(UInt64(scalar), HashConstant.d))
      at += length
    }
  }
}

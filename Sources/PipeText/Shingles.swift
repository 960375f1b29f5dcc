/// Appends the hash of every token of the text, in order: of its folded form, so that case and width don't matter.
///
/// Tokens are those of `forEachToken`. The values are frozen: they may be stored.
///
/// - Precondition: the bytes are valid UTF-8.
public func appendTokenHashes(of text: Span<UInt8>, to hashes: inout [UInt64]) {
  var folded: [UInt8] = []
  appendFolded(text, to: &folded)
  let span = folded.span
  forEachToken(in: span) { hashes.append(hash64(span.extracting($0))) }
}

/// Appends the hash of every shingle: of each run of `size` hashes of words or characters.
///
/// Fewer than `size` hashes are one shingle, all of them; none are none. The values are frozen.
///
/// - Complexity: O(hashes): the hash rolls.
/// - Precondition: `size > 0`.
public func appendShingles(of hashes: Span<UInt64>, size: Int, to shingles: inout [UInt64]) {
  precondition(size > 0, "a shingle has at least one part")
  guard hashes.count > 0 else { return }
  let length = min(size, hashes.count)
  // A polynomial in an odd base, modulo 2^64; the first part leaves with the weight base^length.
  let base = HashConstant.b
  var weight: UInt64 = 1
  var rolling: UInt64 = 0
  for index in 0..<length {
    rolling = rolling &* base &+ hashes[index]
    weight = weight &* base
  }
  let end = combineHashes(UInt64(length), base)
  shingles.append(combineHashes(rolling, end))
  for index in length..<hashes.count {
    rolling = rolling &* base &+ hashes[index] &- hashes[index &- length] &* weight
    shingles.append(combineHashes(rolling, end))
  }
}

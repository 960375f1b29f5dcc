/// A hash of words that differ for a reader: of the folded form, eight letters at a time.
///
/// Not `hash64`, and not to be stored: made for words of one language's letters, where it takes one multiplication.
func wordHash(_ word: some StringProtocol) -> UInt64 {
  var buffer: [UInt8] = []
  return wordHash(of: Array(word.utf8).span, &buffer)
}

/// The hash of any word; `buffer` is room to fold it in.
func wordHash(of word: Span<UInt8>, _ buffer: inout [UInt8]) -> UInt64 {
  if endOfASCII(in: word, from: 0) == word.count { return asciiWordHash(word, 0, word.count) }
  buffer.removeAll(keepingCapacity: true)
  appendFolded(word, to: &buffer)
  if !buffer.isEmpty, endOfASCII(in: buffer.span, from: 0) == buffer.count {
    return asciiWordHash(buffer.span, 0, buffer.count)
  }
  return hash64(buffer.span, seed: HashConstant.d)
}

/// The hash of a word of ASCII letters, digits and underscores, which setting one bit folds.
@inline(__always)
func asciiWordHash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
  var hash = HashConstant.a
  var at = start
  while end &- at > 8 {
    hash = fold(word64(text.bytes, at) | EightBytes.blanks ^ hash, HashConstant.d)
    at &+= 8
  }
  let last = EightBytes.load(text, from: at) & (~0 &>> (64 &- 8 &* UInt64(end &- at)))
  return fold((last | EightBytes.blanks) ^ hash, HashConstant.b)
}

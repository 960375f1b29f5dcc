/// Calls `body` with each word of a class or id attribute's value: letters only, in lower case, cut where
/// a capital follows a small letter.
///
/// `postBody main-col2` gives `post`, `body`, `main`, `col`. Words of one letter are left out, and what
/// stands past 500 bytes. `scratch` is overwritten.
public func forEachClassWord(
  in value: Span<UInt8>, scratch: inout [UInt8], _ body: (Span<UInt8>) -> Void
) {
  let count = min(value.count, 500)
  if scratch.count < 500 { scratch = [UInt8](repeating: 0, count: 500) }
  var words = scratch.mutableSpan
  var length = 0
  var previousIsLower = false
  for index in 0..<count {
    let byte = value[unchecked: index]
    let small = byte | 0x20
    // Bytes from 0x80 on stay as they are, and count as small letters.
    let isLetter = small &- 0x61 < 26 || byte >= 0x80
    let isUpper = byte &- 0x41 < 26
    if length > 0, !isLetter || (isUpper && previousIsLower) {
      if length > 1 { body(words.span.extracting(0..<length)) }
      length = 0
    }
    if isLetter {
      words[unchecked: length] = isUpper ? small : byte
      length &+= 1
    }
    previousIsLower = isLetter && !isUpper
  }
  if length > 1 { body(words.span.extracting(0..<length)) }
}

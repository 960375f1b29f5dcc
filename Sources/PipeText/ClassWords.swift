/// Calls `body` with each word of a class or id attribute's value: letters only, in lower case, cut where
/// a capital follows a small letter.
///
/// `postBody main-col2` gives `post`, `body`, `main`, `col`. Words of one letter are left out, and what
/// stands past 500 bytes. `scratch` is overwritten.
public func forEachClassWord(
  in value: Span<UInt8>, scratch: inout [UInt8], _ body: (Span<UInt8>) -> Void
) {
  scratch.removeAll(keepingCapacity: true)
  func flush(_ word: inout [UInt8]) {
    if word.count > 1 { body(word.span) }
    word.removeAll(keepingCapacity: true)
  }
  var previousIsLower = false
  for index in 0..<min(value.count, 500) {
    let byte = value[index]
    let isUpper = byte &- 0x41 < 26
    let isLower = byte &- 0x61 < 26 || byte >= 0x80
    if isUpper || isLower {
      if isUpper && previousIsLower { flush(&scratch) }
      scratch.append(isUpper ? byte | 0x20 : byte)
    } else {
      flush(&scratch)
    }
    previousIsLower = isLower
  }
  flush(&scratch)
}

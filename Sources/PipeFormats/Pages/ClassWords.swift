import PipeHTML

/// Appends the words of an attribute's value: letters only, in lower case, cut where a capital follows
/// a small letter.
///
/// `postBody main-col2` gives `post`, `body`, `main`, `col`. Words of one letter are left out.
func appendClassWords(_ value: Span<UInt8>, to words: inout [String]) {
  var word: [UInt8] = []
  func flush() {
    if word.count > 1 { words.append(String(decoding: word, as: UTF8.self)) }
    word.removeAll(keepingCapacity: true)
  }
  var previousIsLower = false
  for index in 0..<min(value.count, 500) {
    let byte = value[index]
    let isUpper = byte &- 0x41 < 26
    let isLower = byte &- 0x61 < 26 || byte >= 0x80
    if isUpper || isLower {
      if isUpper && previousIsLower { flush() }
      word.append(isUpper ? byte | 0x20 : byte)
    } else {
      flush()
    }
    previousIsLower = isLower
  }
  flush()
}

extension HTMLNode {
  /// The words of the element's class and id, without repeats.
  var ownClassWords: [String] {
    var words: [String] = []
    withAttribute(.class) { appendClassWords($0, to: &words) }
    withAttribute(.id) { appendClassWords($0, to: &words) }
    guard words.count > 1 else { return words }
    var unique: [String] = []
    for word in words where !unique.contains(word) { unique.append(word) }
    return unique
  }
}

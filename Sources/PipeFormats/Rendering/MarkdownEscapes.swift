/// What must be escaped inside a line of Markdown.
struct MarkdownEscapes {
  /// Whether a bar would end a cell.
  let inCell: Bool
  /// Whether `<` is text: in a page it is, in a text it may be the writer's markup.
  let isPage: Bool

  var areNone: Bool { !inCell && !isPage }

  func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "|"), inCell {
        output.append(UInt8(ascii: "\\"))
      } else if byte == UInt8(ascii: "<"), isPage, index + 1 < bytes.endIndex,
        (bytes[index + 1] | 0x20) &- 0x61 < 26 || bytes[index + 1] == UInt8(ascii: "/")
          || bytes[index + 1] == UInt8(ascii: "!")
      {
        output.append(UInt8(ascii: "\\"))
      }
      output.append(byte)
    }
  }
}

/// Puts a backslash before what would make another block of the line from `start` to the end of the
/// output: `# `, `- `, `1. `, `> `, a fence, a rule.
///
/// Below another line of the same block `===` and `---` would underline it. With `keepsRule` a line `---`
/// or `***` stays the rule that it is.
func escapeBlockStart(
  _ output: inout [UInt8], from start: Int, isFirstLine: Bool, keepsRule: Bool
) {
  guard start < output.count else { return }
  func at(_ index: Int) -> UInt8 { index < output.count ? output[index] : 0x20 }
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  let first = output[start]
  var place: Int?
  switch first {
  case UInt8(ascii: "#"):
    var end = start
    while at(end) == first { end += 1 }
    if end - start <= 6, isSpace(at(end)) { place = start }
  case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"):
    let isBullet = first != UInt8(ascii: "_") && isSpace(at(start + 1))
    let isRule = isOnly(first, output[start...], atLeast: 3)
    // Below a line even one dash underlines it.
    let underlines =
      first == UInt8(ascii: "-") && !isFirstLine && isOnly(first, output[start...], atLeast: 1)
    if underlines || (isRule ? !keepsRule : isBullet) { place = start }
  case UInt8(ascii: "+"): if isSpace(at(start + 1)) { place = start }
  case UInt8(ascii: "="):
    if !isFirstLine, isOnly(first, output[start...], atLeast: 1) { place = start }
  case UInt8(ascii: ">"): place = start
  case UInt8(ascii: "`"), UInt8(ascii: "~"):
    if at(start + 1) == first, at(start + 2) == first { place = start }
  case UInt8(ascii: "0")...UInt8(ascii: "9"):
    var end = start
    while end < output.count, output[end] &- 0x30 < 10 { end += 1 }
    if end - start <= 9, at(end) == UInt8(ascii: ".") || at(end) == UInt8(ascii: ")"),
      end < output.count, isSpace(at(end + 1))
    {
      place = end
    }
  default: break
  }
  if let place { output.insert(UInt8(ascii: "\\"), at: place) }
}

/// Escapes `#` at the end of a heading, which would close it.
func escapeClosingHashes(_ output: inout [UInt8], from start: Int) {
  var place = output.count
  while place > start, output[place - 1] == UInt8(ascii: "#") { place -= 1 }
  if place < output.count, place == start || output[place - 1] == UInt8(ascii: " ") {
    output.insert(UInt8(ascii: "\\"), at: place)
  }
}

/// Whether there is nothing but one byte and spaces, `atLeast` times the byte.
private func isOnly(_ byte: UInt8, _ bytes: ArraySlice<UInt8>, atLeast count: Int) -> Bool {
  var found = 0
  for other in bytes {
    if other == byte { found += 1 } else if other != 0x20, other != 0x09 { return false }
  }
  return found >= count
}

/// The length of the longest run of an ASCII character.
func longestRun(of character: Unicode.Scalar, in bytes: [UInt8]) -> Int {
  let byte = UInt8(ascii: character)
  var longest = 0
  var run = 0
  for other in bytes {
    run = other == byte ? run + 1 : 0
    longest = max(longest, run)
  }
  return longest
}

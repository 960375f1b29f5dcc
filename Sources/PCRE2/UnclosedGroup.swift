/// The byte offset of the innermost `(` that nothing closes, for the message of PCRE2's error
/// 114.
///
/// It skips what escapes, classes, `\Q…\E`, and comments hide. Only a hint: PCRE2 has already
/// refused the regex.
func unclosedGroup(in regex: String, flags: PatternFlags) -> Int? {
  let bytes = Array(regex.utf8)
  var open: [Int] = []
  var index = 0
  while index < bytes.count {
    let byte = bytes[index]
    switch byte {
    case UInt8(ascii: "\\"):
      index = endOfEscape(in: bytes, at: index)
    case UInt8(ascii: "["):
      index = endOfClass(in: bytes, at: index)
    case UInt8(ascii: "#") where flags.contains(.extended):
      index = (bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
    case UInt8(ascii: "("):
      if bytes[index...].starts(with: "(?#".utf8) {
        guard let close = bytes[index...].firstIndex(of: UInt8(ascii: ")")) else { return index }
        index = close + 1
      } else {
        open.append(index)
        index += 1
      }
    case UInt8(ascii: ")"):
      _ = open.popLast()
      index += 1
    default:
      index += 1
    }
  }
  return open.last
}

private func endOfEscape(in bytes: [UInt8], at start: Int) -> Int {
  guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "Q") else { return start + 2 }
  var index = start + 2
  while index < bytes.count, !bytes[index...].starts(with: "\\E".utf8) { index += 1 }
  return index + 2
}

private func endOfClass(in bytes: [UInt8], at start: Int) -> Int {
  var index = start + 1
  if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
  if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
  while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
    if bytes[index] == UInt8(ascii: "\\") {
      index = endOfEscape(in: bytes, at: index)
    } else if bytes[index...].starts(with: "[:".utf8),
      let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "]")),
      bytes[close - 1] == UInt8(ascii: ":"), close > index + 2
    {
      index = close + 1
    } else {
      index += 1
    }
  }
  return index + 1
}

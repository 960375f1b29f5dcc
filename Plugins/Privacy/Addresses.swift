/// E-mail and IP addresses.
extension PersonalDataFinder {
  /// Endings of file names that are written like an address: `icon@2x.png`.
  private static let fileEndings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "css", "js", "mjs", "ts", "html",
    "pdf",
  ]

  /// Where an address that begins here ends.
  func emailEnd(from start: Int) -> Int? {
    guard
      byte(start).isLetter || byte(start).isDigit || byte(start) == UInt8(ascii: "_")
        || isForeignLetter(start), !isLocalPart(byte(start - 1)), !isForeignLetter(start - 2)
    else { return nil }
    var at = start
    while true {
      if isLocalPart(byte(at)) {
        at += 1
      } else if isForeignLetter(at) {
        at += 2
      } else {
        break
      }
    }
    guard byte(at) == UInt8(ascii: "@"), at - start <= 64, byte(at - 1) != UInt8(ascii: ".")
    else { return nil }
    return domainEnd(from: at + 1)
  }

  private func isLocalPart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "%") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  /// Whether a Latin, Greek or Cyrillic letter beyond ASCII begins here: two bytes, from U+00C0 on.
  private func isForeignLetter(_ index: Int) -> Bool {
    byte(index) >= 0xC3 && byte(index) <= 0xD4
  }

  /// Labels parted by full stops, the last of two letters or more.
  private func domainEnd(from start: Int) -> Int? {
    var end: Int?
    var label = start
    while true {
      var index = label
      while byte(index).isLetter || byte(index).isDigit || byte(index) == UInt8(ascii: "-") {
        index += 1
      }
      while index > label, bytes[index - 1] == UInt8(ascii: "-") { index -= 1 }
      if index == label { break }
      let text = bytes[label..<index]
      if label > start, text.count >= 2, text.allSatisfy(\.isLetter), isWordEnd(index) {
        end = index
      }
      guard byte(index) == UInt8(ascii: ".") else { break }
      label = index + 1
    }
    guard let end, let dot = bytes[start..<end].lastIndex(of: UInt8(ascii: ".")) else { return nil }
    let ending = String(decoding: bytes[(dot + 1)..<end], as: UTF8.self).lowercased()
    return Self.fileEndings.contains(ending) ? nil : end
  }

  /// Where a public IP address that begins here ends.
  func addressEnd(from start: Int) -> Int? {
    guard byte(start).isDigit, isWordStart(start) else { return nil }
    switch byte(start - 1) {
    case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"): return nil
    default: return version4End(from: start) ?? version6End(from: start)
    }
  }

  private func version4End(from start: Int) -> Int? {
    var parts: [Int] = []
    var index = start
    while parts.count < 4 {
      let end = digitsEnd(from: index)
      guard (1...3).contains(end - index), let number = number(index..<end), number <= 255,
        end - index == 1 || bytes[index] != UInt8(ascii: "0")
      else { return nil }
      parts.append(number)
      index = end
      if parts.count < 4 {
        guard byte(index) == UInt8(ascii: ".") else { return nil }
        index += 1
      }
    }
    let isLonger =
      !isWordEnd(index) || byte(index) == UInt8(ascii: "-")
      || (byte(index) == UInt8(ascii: ".") && byte(index + 1).isDigit)
    guard !isLonger, isPublic(parts), !isSectionNumber(start, parts), !isVersion(before: start)
    else { return nil }
    return index
  }

  /// Whether an address is reached from outside: no private, loopback, test, multicast or mask one.
  private func isPublic(_ parts: [Int]) -> Bool {
    switch (parts[0], parts[1]) {
    case (0, _), (10, _), (127, _), (224..., _), (169, 254), (192, 168): false
    case (172, 16...31): false
    default: true
    }
  }

  /// Small numbers at the start of a line, with words behind: `3.1.2.4 Scope`.
  private func isSectionNumber(_ start: Int, _ parts: [Int]) -> Bool {
    parts.allSatisfy { $0 <= 40 }
      && bytes[..<start].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "#") }
  }

  private func isVersion(before start: Int) -> Bool {
    guard let word = wordBefore(start) else { return false }
    return ["v", "ver", "version", "release", "section", "firmware", "build", "chapter"].contains(
      word)
  }

  /// The word before an offset, blanks and one full stop or colon between; in lower case.
  func wordBefore(_ offset: Int) -> String? {
    var end = offset
    while byte(end - 1) == UInt8(ascii: " ") || byte(end - 1) == UInt8(ascii: "(")
      || isNonBreakingSpace(end - 2)
    {
      end -= isNonBreakingSpace(end - 2) ? 2 : 1
    }
    if byte(end - 1) == UInt8(ascii: ".") || byte(end - 1) == UInt8(ascii: ":") { end -= 1 }
    while byte(end - 1) == UInt8(ascii: " ") { end -= 1 }
    var start = end
    while byte(start - 1).isWord, end - start < 16 { start -= 1 }
    guard start < end else { return nil }
    return String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
  }

  private func isNonBreakingSpace(_ index: Int) -> Bool {
    byte(index) == 0xC2 && byte(index + 1) == 0xA0
  }

  /// Groups of hexadecimal digits of the block that is given out to the public, 2000::/3.
  private func version6End(from start: Int) -> Int? {
    guard byte(start) == UInt8(ascii: "2") || byte(start) == UInt8(ascii: "3") else { return nil }
    var groups = 0
    var hasGap = false
    var index = start
    while true {
      var end = index
      while byte(end).isHexDigit { end += 1 }
      guard end - index <= 4 else { return nil }
      if groups == 0, end - index != 4 { return nil }
      if end == index { break }
      groups += 1
      index = end
      guard byte(index) == UInt8(ascii: ":") else { break }
      if byte(index + 1) == UInt8(ascii: ":") {
        if hasGap { return nil }
        hasGap = true
        index += 2
      } else if byte(index + 1).isHexDigit {
        index += 1
      } else {
        break
      }
    }
    let isWhole = hasGap ? groups <= 7 : groups == 8
    return isWhole && isWordEnd(index) && byte(index) != UInt8(ascii: ":") ? index : nil
  }
}

// Text in which tags do not count: titles, style sheets, scripts, CDATA sections.
extension Tokenizer {
  /// Reads up to the end tag of the element that the text is in; false if the end tag comes at once
  /// and nothing but it is left to read.
  mutating func readRawText() -> Bool {
    var index = position
    while true {
      index = page.firstIndex(of: UInt8(ascii: "<"), from: index)
      guard index < page.count, !isAppropriateEndTag(at: index) else { break }
      index += 1
    }
    return finishRawText(to: index)
  }

  /// Emits the text before an end tag, or the end tag if there is none.
  private mutating func finishRawText(to end: Int) -> Bool {
    if end > position {
      var flags = controlFlags(position..<end)
      if contentModel == .rcdata,
        page.firstIndex(of: UInt8(ascii: "&"), from: position, to: end) < end
      {
        flags.insert(.references)
      }
      if contentModel == .rcdata || !flags.isEmpty { flags.insert(.replacesNUL) }
      finishText(to: end, flags: flags)
      return true
    }
    contentModel = .data
    return readTag(.endTag, nameAt: position + 2)
  }

  private mutating func isAppropriateEndTag(at index: Int) -> Bool {
    guard page.at(index + 1) == UInt8(ascii: "/") else { return false }
    let nameStart = index + 2
    let length: Int
    if let name = lastStartTagOverride {
      length = name.count
      guard nameStart + length <= page.count else { return false }
      for offset in 0..<length
      where page[nameStart + offset].asciiLowercased != name[offset] { return false }
    } else {
      length = lastStartTag.count
      guard
        page.matches(nameAt: lastStartTag.lowerBound, length: length, at: nameStart)
      else { return false }
    }
    return length > 0 && nameStart + length < page.count && page[nameStart + length].endsTagName
  }

  /// Reads a script, whose comments may hide `</script>` (13.2.5.15 and the states after it).
  mutating func readScript() -> Bool {
    enum State { case plain, escaped, doubleEscaped }
    var state = State.plain
    var index = position
    while index < page.count {
      if state == .plain {
        index = page.firstIndex(of: UInt8(ascii: "<"), from: index)
        if isAppropriateEndTag(at: index) { break }
        if page.matches("<!--", at: index) {
          state = .escaped
          index += 1
        }
        index += 1
        continue
      }
      index = page.firstIndex(of: UInt8(ascii: "<"), or: UInt8(ascii: "-"), from: index)
      if page.matches("-->", at: index) {
        state = .plain
        index += 3
      } else if state == .escaped, isAppropriateEndTag(at: index) {
        break
      } else if state == .escaped, isScriptName(at: index + 1, after: "<") {
        state = .doubleEscaped
        index += 7
      } else if state == .doubleEscaped, isScriptName(at: index + 2, after: "</") {
        state = .escaped
        index += 8
      } else {
        index += 1
      }
    }
    return finishRawText(to: min(index, page.count))
  }

  private mutating func isScriptName(at index: Int, after prefix: StaticString) -> Bool {
    page.matches(prefix, at: index - prefix.utf8CodeUnitCount)
      && page.matches("script", at: index)
      && index + 6 < page.count && page[index + 6].endsTagName
  }

  /// Reads the rest of a CDATA section; false if it is empty.
  mutating func readCDATA() -> Bool {
    var end = position
    while true {
      end = page.firstIndex(of: UInt8(ascii: "]"), from: end)
      if end >= page.count || page.matches("]]>", at: end) { break }
      end += 1
    }
    let isEmpty = end == position
    var flags = controlFlags(position..<end)
    flags.remove(.replacesNUL)
    finishText(to: end, flags: flags)
    position = min(end + 3, page.count)
    contentModel = .data
    return !isEmpty
  }
}

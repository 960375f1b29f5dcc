/// A doctype as written: the identifiers are absent where the page has none.
struct RawDoctype: Equatable, Sendable {
  var name: [UInt8] = []
  var publicIdentifier: [UInt8]?
  var systemIdentifier: [UInt8]?
  var forcesQuirks = false
}

// Comments and doctypes: what begins with `<!` or `<?`.
extension Tokenizer {
  /// Reads what begins with `<!`; the kind is `endOfPage` if that was only the opening of a CDATA
  /// section.
  mutating func readDeclaration() {
    if page.matches("<!--", at: position) {
      readComment(from: position + 4)
    } else if page.matches("<!doctype", at: position) {
      readDoctype(from: position + 9)
    } else if allowsCDATA, isCDATA(at: position + 2) {
      position += 9
      contentModel = .cdata
      kind = .endOfPage
    } else {
      readBogusComment(from: position + 2)
    }
  }

  private func isCDATA(at index: Int) -> Bool {
    // Letters count in capitals only.
    page.matches("[cdata[", at: index) && page[index + 1] == UInt8(ascii: "C")
      && page[index + 2] == UInt8(ascii: "D") && page[index + 3] == UInt8(ascii: "A")
      && page[index + 4] == UInt8(ascii: "T") && page[index + 5] == UInt8(ascii: "A")
  }

  mutating func readBogusComment(from start: Int) {
    let end = page.firstIndex(of: UInt8(ascii: ">"), from: start)
    finishComment(start..<end, next: end + 1)
  }

  private mutating func finishComment(_ range: Range<Int>, next: Int) {
    kind = .comment
    content = range
    textFlags = controlFlags(range)
    position = min(next, page.count)
  }

  private mutating func readComment(from start: Int) {
    if page.at(start) == UInt8(ascii: ">") {
      return finishComment(start..<start, next: start + 1)
    }
    if page.matches("->", at: start) { return finishComment(start..<start, next: start + 2) }
    var index = start
    while true {
      index = page.firstIndex(of: UInt8(ascii: "-"), from: index)
      guard index < page.count else { break }
      if page.matches("-->", at: index) { return finishComment(start..<index, next: index + 3) }
      if page.matches("--!>", at: index) { return finishComment(start..<index, next: index + 4) }
      index += 1
    }
    // The page ends inside the comment: what could have been the start of its end is not content.
    var end = page.count
    for tail in ["--!", "--", "-"] as [StaticString] {
      let from = end - tail.utf8CodeUnitCount
      if from >= start, page.matches(tail, at: from) {
        end = from
        break
      }
    }
    finishComment(start..<end, next: page.count)
  }

  // MARK: Doctype

  private mutating func readDoctype(from start: Int) {
    doctype = RawDoctype()
    kind = .doctype
    var index = skipSpace(from: start)
    guard index < page.count else { return finishDoctype(at: index, quirks: true) }
    if page[index] == UInt8(ascii: ">") { return finishDoctype(at: index + 1, quirks: true) }
    let nameStart = index
    while index < page.count, !page[index].isHTMLSpace, page[index] != UInt8(ascii: ">") {
      index += 1
    }
    doctype.name = page.normalizedName(nameStart..<index)
    index = skipSpace(from: index)
    guard index < page.count else { return finishDoctype(at: index, quirks: true) }
    if page[index] == UInt8(ascii: ">") { return finishDoctype(at: index + 1, quirks: false) }
    if page.matches("public", at: index) {
      readIdentifiers(from: index + 6, isPublic: true)
    } else if page.matches("system", at: index) {
      readIdentifiers(from: index + 6, isPublic: false)
    } else {
      doctype.forcesQuirks = true
      skipBogusDoctype(from: index)
    }
  }

  private func skipSpace(from start: Int) -> Int {
    var index = start
    while index < page.count, page[index].isHTMLSpace { index += 1 }
    return index
  }

  private mutating func finishDoctype(at end: Int, quirks: Bool) {
    if quirks { doctype.forcesQuirks = true }
    position = end
  }

  private mutating func skipBogusDoctype(from start: Int) {
    position = min(page.firstIndex(of: UInt8(ascii: ">"), from: start) + 1, page.count)
  }

  private mutating func readIdentifiers(from start: Int, isPublic: Bool) {
    var index = skipSpace(from: start)
    guard let first = readIdentifier(at: index) else { return }
    index = first.next
    if isPublic {
      doctype.publicIdentifier = first.value
    } else {
      doctype.systemIdentifier = first.value
    }
    if first.isCut { return }
    index = skipSpace(from: index)
    guard index < page.count else { return finishDoctype(at: index, quirks: true) }
    if page[index] == UInt8(ascii: ">") { return finishDoctype(at: index + 1, quirks: false) }
    let isQuote = page[index] == UInt8(ascii: "\"") || page[index] == UInt8(ascii: "'")
    if isPublic {
      guard isQuote else {
        doctype.forcesQuirks = true
        return skipBogusDoctype(from: index)
      }
      guard let second = readIdentifier(at: index) else { return }
      doctype.systemIdentifier = second.value
      if second.isCut { return }
      index = skipSpace(from: second.next)
      guard index < page.count else { return finishDoctype(at: index, quirks: true) }
      if page[index] == UInt8(ascii: ">") { return finishDoctype(at: index + 1, quirks: false) }
    }
    // Anything after the system identifier is dropped, and does not force quirks.
    skipBogusDoctype(from: index)
  }

  /// A quoted identifier.
  ///
  /// `isCut`: the doctype ended inside it, and is finished.
  private mutating func readIdentifier(
    at index: Int
  ) -> (value: [UInt8], next: Int, isCut: Bool)? {
    guard index < page.count else {
      finishDoctype(at: index, quirks: true)
      return nil
    }
    let quote = page[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      doctype.forcesQuirks = true
      if quote == UInt8(ascii: ">") {
        finishDoctype(at: index + 1, quirks: true)
      } else {
        skipBogusDoctype(from: index)
      }
      return nil
    }
    let end = page.firstIndex(of: quote, or: UInt8(ascii: ">"), from: index + 1)
    var value: [UInt8] = []
    CharacterReferences.decode(
      page, (index + 1)..<end, flags: [.controls, .replacesNUL], nul: .replace, to: &value)
    if page.at(end) == quote { return (value, end + 1, false) }
    finishDoctype(at: min(end + 1, page.count), quirks: true)
    return (value, end, true)
  }
}

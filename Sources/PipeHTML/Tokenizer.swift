/// Cuts a page into tags, text, comments and doctypes: the tokenization stage of the HTML standard
/// (13.2.5), with its states folded into one function for each kind of token.
///
/// Some functions say `mutating` though they change nothing: without the word the compiler copies
/// the whole tokenizer for the call.
///
/// A token is left in the properties; text and attribute values are ranges of the page, decoded by
/// whoever needs them.
struct Tokenizer: ~Copyable {
  enum Kind: UInt8 { case text, startTag, endTag, comment, doctype, endOfPage }

  /// What the bytes after the last start tag are.
  enum ContentModel: UInt8 { case data, rcdata, rawText, scriptData, plainText, cdata }

  /// Why a text is not the bytes of its range.
  struct TextFlags: OptionSet {
    let rawValue: UInt8
    static let references = TextFlags(rawValue: 1)
    /// NUL or carriage return.
    static let controls = TextFlags(rawValue: 2)
    /// NULs stand for U+FFFD, whatever the tree builder does in its place.
    static let replacesNUL = TextFlags(rawValue: 4)
  }

  static let maxAttributes = 512
  static let maxAttributeNameLength = 4096

  var page = PageBytes()
  /// Whether the page has NULs or carriage returns, which make texts differ from their bytes.
  let hasControls: Bool
  var position = 0
  var contentModel = ContentModel.data
  /// `<![CDATA[` opens a section instead of a comment: set inside SVG and MathML.
  var allowsCDATA = false
  var attributes = Lent<RawAttribute>()
  var customNames = CustomNames()

  var kind = Kind.endOfPage
  /// The bytes of the token, `<` to `>` included.
  var start = 0
  /// The bytes of a text, comment or tag name.
  var content = 0..<0
  var textFlags: TextFlags = []
  var tag: UInt16 = 0
  var isSelfClosing = false
  var firstAttribute = 0
  var attributeCount = 0
  var doctype = RawDoctype()
  /// The name of the last start tag, which alone ends raw text.
  var lastStartTag = 0..<0
  /// For tests: a last start tag that is not in the page.
  var lastStartTagOverride: [UInt8]?

  private let tagTable = NameTable.tags
  private let attributeTable = NameTable.attributes

  init(hasControls: Bool) {
    self.hasControls = hasControls
  }

  /// Reads the next token.
  mutating func next() {
    while true {
      start = position
      guard position < page.count else {
        kind = .endOfPage
        return
      }
      switch contentModel {
      case .data:
        if page[position] == UInt8(ascii: "<") {
          switch markup() {
          case .token: return
          case .nothing: continue
          case .text: break
          }
        }
        return readText()
      case .rcdata, .rawText:
        if readRawText() { return }
      case .scriptData:
        if readScript() { return }
      case .plainText:
        return finishText(to: page.count, flags: controlFlags(start..<page.count))
      case .cdata:
        if readCDATA() { return }
      }
    }
  }

  // MARK: Text

  private mutating func readText() {
    var flags: TextFlags = []
    var index = position
    if page[index] == UInt8(ascii: "<") { index &+= 1 }
    while true {
      index = page.firstIndex(of: UInt8(ascii: "<"), or: UInt8(ascii: "&"), from: index)
      guard index < page.count else { break }
      if page[index] == UInt8(ascii: "&") {
        flags = .references
      } else if Self.opensMarkup(page, at: index) {
        break
      }
      index &+= 1
    }
    if hasControls, page.hasControl(in: position..<index) { flags.insert(.controls) }
    finishText(to: index, flags: flags)
  }

  @inline(__always)
  private static func opensMarkup(_ page: PageBytes, at index: Int) -> Bool {
    let next = page.at(index &+ 1)
    if next.isASCIILetter { return true }
    switch next {
    case UInt8(ascii: "/"): return index &+ 2 < page.count
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    default: return false
    }
  }

  mutating func finishText(to end: Int, flags: TextFlags) {
    kind = .text
    content = start..<end
    textFlags = flags
    position = end
  }

  mutating func controlFlags(_ range: Range<Int>) -> TextFlags {
    hasControls && page.hasControl(in: range) ? [.controls, .replacesNUL] : []
  }

  // MARK: Markup

  private enum Markup { case token, nothing, text }

  private mutating func markup() -> Markup {
    let next = page.at(position &+ 1)
    if next.isASCIILetter {
      return readTag(.startTag, nameAt: position &+ 1) ? .token : .nothing
    }
    switch next {
    case UInt8(ascii: "/"):
      let letter = page.at(position &+ 2)
      if letter.isASCIILetter {
        return readTag(.endTag, nameAt: position &+ 2) ? .token : .nothing
      }
      guard position &+ 2 < page.count else { return .text }
      if letter == UInt8(ascii: ">") {
        position &+= 3
        return .nothing
      }
      readBogusComment(from: position &+ 2)
    case UInt8(ascii: "!"):
      readDeclaration()
      if kind == .endOfPage { return .nothing }
    case UInt8(ascii: "?"):
      readBogusComment(from: position &+ 1)
    default:
      return .text
    }
    return .token
  }

  /// Reads a tag; false if the page ends inside it, which drops it.
  mutating func readTag(_ kind: Kind, nameAt nameStart: Int) -> Bool {
    var index = nameStart
    while index < page.count, !page[index].endsTagName { index &+= 1 }
    let name = nameStart..<index
    let isStart = kind == .startTag
    firstAttribute = attributes.count
    guard index < page.count, let end = readAttributes(from: index, recording: isStart) else {
      attributes.count = firstAttribute
      position = page.count
      return false
    }
    attributeCount = attributes.count &- firstAttribute
    self.kind = kind
    content = name
    tag = name.count <= 16 ? tagTable.number(of: page.key(name)) : 0
    if tag == 0 { tag = customNames.number(of: page.normalizedName(name)[...]) }
    if isStart { lastStartTag = name }
    position = end
    return true
  }

  // MARK: Attributes

  /// Reads attributes up to and with `>`; the place behind it, or nil if the page ends first.
  private mutating func readAttributes(from start: Int, recording: Bool) -> Int? {
    var index = start
    isSelfClosing = false
    while true {
      while index < page.count, page[index].isHTMLSpace { index &+= 1 }
      guard index < page.count else { return nil }
      switch page[index] {
      case UInt8(ascii: ">"):
        return index &+ 1
      case UInt8(ascii: "/"):
        index &+= 1
        if page.at(index) == UInt8(ascii: ">") {
          isSelfClosing = true
          return index &+ 1
        }
      default:
        guard let next = readAttribute(from: index, recording: recording) else { return nil }
        index = next
      }
    }
  }

  @inline(__always)
  private mutating func readAttribute(from nameStart: Int, recording: Bool) -> Int? {
    // An equals sign may begin a name, but not go on with it.
    var index = nameStart
    repeat { index &+= 1 } while index < page.count && !page[index].endsAttributeName
    let nameEnd = index
    while index < page.count, page[index].isHTMLSpace { index &+= 1 }
    guard index < page.count else { return nil }
    var value = nameEnd..<nameEnd
    var decodes = false
    if page[index] == UInt8(ascii: "=") {
      index &+= 1
      while index < page.count, page[index].isHTMLSpace { index &+= 1 }
      guard index < page.count else { return nil }
      let quote = page[index]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let end = quotedEnd(from: index &+ 1, quote: quote, decodes: &decodes)
        guard end < page.count else { return nil }
        value = (index &+ 1)..<end
        index = end &+ 1
      } else {
        let end = unquotedEnd(from: index, decodes: &decodes)
        guard end < page.count else { return nil }
        value = index..<end
        index = end
      }
      if hasControls, !decodes, page.hasControl(in: value) { decodes = true }
    }
    if recording {
      record(name: nameStart..<nameEnd, value: value, decodes: decodes)
    }
    return index
  }

  @inline(__always)
  private func quotedEnd(from start: Int, quote: UInt8, decodes: inout Bool) -> Int {
    let end = page.firstIndex(of: quote, or: UInt8(ascii: "&"), from: start)
    guard page.at(end) == UInt8(ascii: "&") else { return end }
    decodes = true
    return page.firstIndex(of: quote, from: end)
  }

  private func unquotedEnd(from start: Int, decodes: inout Bool) -> Int {
    var index = start
    while index < page.count {
      let byte = page[index]
      if byte.isHTMLSpace || byte == UInt8(ascii: ">") { break }
      if byte == UInt8(ascii: "&") { decodes = true }
      index &+= 1
    }
    return index
  }

  @inline(__always)
  private mutating func record(
    name: Range<Int>, value: Range<Int>, decodes: Bool
  ) {
    guard attributes.count &- firstAttribute < Self.maxAttributes,
      name.count <= Self.maxAttributeNameLength
    else { return }
    attributes.append(
      RawAttribute(
        nameStart: UInt32(truncatingIfNeeded: name.lowerBound),
        valueStart: UInt32(truncatingIfNeeded: value.lowerBound),
        valueLength: UInt32(truncatingIfNeeded: value.count)
          | (decodes ? RawAttribute.needsDecoding : 0),
        nameLength: UInt16(truncatingIfNeeded: name.count),
        name: name.count <= 16 ? attributeTable.number(of: page.key(name)) : 0))
  }
}

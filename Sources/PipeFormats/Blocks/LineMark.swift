import PipeText

/// The mark at the start of a line that may make it a heading, an item, a quote or a fence.
struct LineMark {
  enum Kind: UInt8 {
    case plain
    case blank
    /// A stage took the line out.
    case removed
    /// `#` to `######`; `value` is the level.
    case heading
    /// A bullet that nothing else looks like: `•`, `◦`, or `-` and `*` before a space.
    case bullet
    /// A bullet that is one only among others of its kind: `–`, `·`, `›`, `+`; `value` is the scalar.
    case weakBullet
    /// A bullet with nothing behind it: its text may be the next line.
    case loneBullet
    /// `1.`, `1)`, `a)`; `value` is the number.
    case number
    /// `>`; `value` is the depth.
    case quote
    /// Three or more backticks or tildes; `value` is their number.
    case fence
    /// Nothing but three or more of one stroke: `---`, `====`; `value` is their number.
    case rule
  }

  let kind: Kind
  /// The rank of a bullet (`•` 0, `◦` 1, `▪` 2), or the byte that makes a number, a fence or a rule.
  let sort: UInt8
  private let hasContent: Bool
  private let number: Int32
  private let contentStart: UInt32
  private let contentEnd: UInt32

  var value: Int { Int(number) }
  /// The bytes behind the mark (and before the closing `#` of a heading); nil without a mark.
  var content: Range<Int>? { hasContent ? Int(contentStart)..<Int(contentEnd) : nil }

  static let plain = LineMark(.plain)

  init(_ kind: Kind, value: Int = 0, sort: UInt8 = 0, content: Range<Int>? = nil) {
    self.kind = kind
    self.sort = sort
    number = Int32(truncatingIfNeeded: value)
    hasContent = content != nil
    contentStart = UInt32(truncatingIfNeeded: content?.lowerBound ?? 0)
    contentEnd = UInt32(truncatingIfNeeded: content?.upperBound ?? 0)
  }

  /// The mark of the line whose visible bytes are `range`.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self = .plain
    let first = bytes[unchecked: range.lowerBound]
    // Most lines begin with a letter, and few letters make a mark.
    if (first | 0x20) &- 0x61 < 26 {
      if first >= 0x61, range.count > 2 { letterMark(bytes, range) }
      return
    }
    switch first {
    case UInt8(ascii: "#"): headingMark(bytes, range)
    case UInt8(ascii: ">"): quoteMark(bytes, range)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "("): numberMark(bytes, range)
    case UInt8(ascii: "`"): fenceMark(bytes, range)
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "="),
      UInt8(ascii: "~"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      strokeMark(bytes, range)
    case 0xC2...: wideMark(bytes, range)
    default: break
    }
  }

  private mutating func headingMark(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let level = run(of: UInt8(ascii: "#"), bytes, range)
    if level == range.count, level >= 3 {
      self = LineMark(.rule, value: level, sort: UInt8(ascii: "#"))
      return
    }
    guard level <= 6, let content = contentBehind(range.lowerBound + level, bytes, range) else {
      return
    }
    var end = content.upperBound
    while end > content.lowerBound, bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
    let hasClosing = end > content.lowerBound && isSpace(bytes[end - 1])
    while hasClosing, end > content.lowerBound, isSpace(bytes[end - 1]) { end -= 1 }
    self = LineMark(
      .heading, value: level,
      content: content.lowerBound..<(hasClosing ? end : content.upperBound))
  }

  private mutating func quoteMark(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var depth = 0
    var index = range.lowerBound
    var end = index
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: ">") {
        depth += 1
        end = index + 1
      } else if !isSpace(bytes[index]) {
        break
      }
      index += 1
    }
    let content = index < range.upperBound ? index..<range.upperBound : end..<end
    // `>=`, `>-`: an arrow or a comparison, no quote.
    if content.lowerBound == end, !content.isEmpty, bytes[end] < 0x40 { return }
    self = LineMark(.quote, value: depth, content: content)
  }

  private mutating func numberMark(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var index = range.lowerBound
    let isOpened = bytes[index] == UInt8(ascii: "(")
    if isOpened { index += 1 }
    let start = index
    var number = 0
    while index < range.upperBound, index - start < 3, bytes[index] &- 0x30 < 10 {
      number = number * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    guard index > start, index < range.upperBound else { return }
    let sort = bytes[index]
    if !isOpened, sort == 0xE3, index + 3 < range.upperBound,
      decodeScalar(bytes, at: index).scalar == 0x3001
    {
      self = LineMark(.number, value: number, sort: sort, content: (index + 3)..<range.upperBound)
      return
    }
    guard sort == UInt8(ascii: ")") || (sort == UInt8(ascii: ".") && !isOpened),
      let content = contentBehind(index + 1, bytes, range)
    else { return }
    self = LineMark(
      .number, value: number, sort: isOpened ? UInt8(ascii: "(") : sort, content: content)
  }

  /// `a)` to `z)`.
  private mutating func letterMark(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let first = bytes[range.lowerBound]
    guard bytes[range.lowerBound + 1] == UInt8(ascii: ")"),
      let content = contentBehind(range.lowerBound + 2, bytes, range)
    else { return }
    self = LineMark(.number, value: Int(first - 0x60), sort: UInt8(ascii: "a"), content: content)
  }

  private mutating func fenceMark(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let stroke = bytes[range.lowerBound]
    let count = run(of: stroke, bytes, range)
    guard count >= 3 else { return }
    let info = (range.lowerBound + count)..<range.upperBound
    for index in info where bytes[index] == UInt8(ascii: "`") { return }
    self = LineMark(.fence, value: count, sort: stroke, content: info)
  }

  private mutating func strokeMark(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let stroke = bytes[range.lowerBound]
    if stroke == UInt8(ascii: "~") {
      fenceMark(bytes, range)
      // A long run of tildes underlines a heading; fences are short.
      if kind == .fence, value <= 4 || content?.isEmpty == false { return }
    }
    var strokes = 0
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] == stroke || isSpace(bytes[index]) {
      if bytes[index] == stroke { strokes += 1 }
      index += 1
    }
    if index == range.upperBound, strokes >= 3 {
      self = LineMark(strokes == range.count ? .rule : .plain, value: strokes, sort: stroke)
      return
    }
    guard stroke == UInt8(ascii: "-") || stroke == UInt8(ascii: "*") || stroke == UInt8(ascii: "+")
    else { return }
    bulletMark(
      stroke == UInt8(ascii: "+") ? .weakBullet : .bullet, rank: 0, length: 1, bytes, range)
  }

  private mutating func wideMark(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let (scalar, length) = decodeScalar(bytes, at: range.lowerBound)
    switch scalar {
    case 0x2022, 0x25CF, 0x2219, 0x2023, 0x25BA, 0x2043:  // • ● ∙ ‣ ► ⁃
      bulletMark(.bullet, rank: 0, length: length, bytes, range)
    case 0x25E6, 0x25CB:  // ◦ ○
      bulletMark(.bullet, rank: 1, length: length, bytes, range)
    case 0x25AA, 0x25A0, 0x25AB:  // ▪ ■ ▫
      bulletMark(.bullet, rank: 2, length: length, bytes, range)
    case 0x2013, 0xB7, 0x203A, 0x25B8:  // – · › ▸
      bulletMark(.weakBullet, rank: 0, length: length, bytes, range)
    default: break
    }
  }

  private mutating func bulletMark(
    _ kind: Kind, rank: UInt8, length: Int, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) {
    let behind = range.lowerBound + length
    let isTypographic = kind == .bullet && length > 1
    if behind == range.upperBound {
      if isTypographic { self = LineMark(.loneBullet, sort: rank, content: behind..<behind) }
      return
    }
    let joined = isTypographic ? behind..<range.upperBound : nil
    guard let content = contentBehind(behind, bytes, range) ?? joined,
      hasWord(bytes, content)
    else { return }
    let scalar = Int(decodeScalar(bytes, at: range.lowerBound).scalar)
    self = LineMark(kind, value: scalar, sort: rank, content: content)
  }

  // MARK: - Parts

  /// The bytes behind a mark and the white space that must follow it.
  private func contentBehind(
    _ start: Int, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Range<Int>? {
    guard start < range.upperBound else { return nil }
    let behind = bytes.extracting(start..<range.upperBound)
    let visible = trimmed(behind)
    guard visible.lowerBound > 0 else { return nil }
    return (start + visible.lowerBound)..<range.upperBound
  }

  private func run(of byte: UInt8, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] == byte { index += 1 }
    return index - range.lowerBound
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Whether a letter or a digit is among the first bytes: `* . * .` is decoration.
  private func hasWord(_ bytes: Span<UInt8>, _ content: Range<Int>) -> Bool {
    var index = content.lowerBound
    let end = min(content.upperBound, content.lowerBound + 64)
    while index < end {
      let (scalar, length) = decodeScalar(bytes, at: index)
      if characterClass(ofScalar: scalar).isWord { return true }
      index += length
    }
    return false
  }
}

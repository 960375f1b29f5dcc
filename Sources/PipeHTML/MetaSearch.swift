/// Looks for the encoding that a `meta` element declares (13.2.3.2, "prescan a byte stream").
struct MetaSearch {
  private let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private struct Attribute {
    var name: [UInt8]
    var value: [UInt8]
  }

  /// The name of the encoding, or nil.
  mutating func run() -> String? {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        position += 1
        continue
      }
      let next = at(position + 1)
      if starts(with: "<!--") {
        skipComment()
      } else if starts(with: "<meta"), at(position + 5).isHTMLSpace || at(position + 5) == slash {
        position += 5
        if let name = readMeta() { return name }
      } else if next.isASCIILetter || next == slash && at(position + 2).isASCIILetter {
        skipTag()
      } else if next == UInt8(ascii: "!") || next == slash || next == UInt8(ascii: "?") {
        skip(past: UInt8(ascii: ">"), from: position + 1)
      } else {
        position += 1
      }
    }
    return nil
  }

  private let slash = UInt8(ascii: "/")

  private func at(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private func starts(with lowercase: StaticString) -> Bool {
    let wanted = String(describing: lowercase).utf8
    return bytes.count - position >= wanted.count
      && zip(bytes[position...], wanted).allSatisfy { $0.asciiLowercased == $1 }
  }

  private mutating func skip(past byte: UInt8, from start: Int) {
    let found = bytes[min(start, bytes.count)...].firstIndex(of: byte)
    position = (found ?? bytes.count) + 1
  }

  private mutating func skipComment() {
    var index = position + 2
    while index + 2 < bytes.count {
      if bytes[index] == 0x2D, bytes[index + 1] == 0x2D, bytes[index + 2] == 0x3E {
        position = index + 3
        return
      }
      index += 1
    }
    position = bytes.count
  }

  private mutating func skipTag() {
    while position < bytes.count, !bytes[position].isHTMLSpace,
      bytes[position] != UInt8(ascii: ">")
    {
      position += 1
    }
    while readAttribute() != nil {}
    if at(position) == UInt8(ascii: ">") { position += 1 }
  }

  private mutating func readMeta() -> String? {
    var seen: Set<[UInt8]> = []
    var hasPragma = false
    var needsPragma: Bool?
    var label: [UInt8]?
    while let attribute = readAttribute() {
      guard seen.insert(attribute.name).inserted else { continue }
      switch String(decoding: attribute.name, as: UTF8.self) {
      case "http-equiv":
        if attribute.value == Array("content-type".utf8) { hasPragma = true }
      case "content":
        if label == nil, let found = Self.label(inContent: attribute.value) {
          label = found
          needsPragma = true
        }
      case "charset":
        label = attribute.value
        needsPragma = false
      default: break
      }
    }
    // A page that ends inside the element declares nothing.
    guard position < bytes.count, let needsPragma, !needsPragma || hasPragma, let label
    else { return nil }
    let name = HTMLEncoding.name(forLabel: String(decoding: label, as: UTF8.self))
    switch name {
    // What could be read as ASCII is neither of these.
    case "UTF-16BE", "UTF-16LE": return "UTF-8"
    case "x-user-defined": return "windows-1252"
    default: return name
    }
  }

  /// "Get an attribute": name and value in lower case; nil at the end of the tag.
  private mutating func readAttribute() -> Attribute? {
    while at(position).isHTMLSpace || at(position) == slash { position += 1 }
    guard position < bytes.count, bytes[position] != UInt8(ascii: ">") else { return nil }
    var attribute = Attribute(name: [], value: [])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "="), !attribute.name.isEmpty { break }
      if byte.isHTMLSpace || byte == slash || byte == UInt8(ascii: ">") { break }
      attribute.name.append(byte.asciiLowercased)
      position += 1
    }
    while at(position).isHTMLSpace { position += 1 }
    guard at(position) == UInt8(ascii: "=") else { return attribute }
    position += 1
    while at(position).isHTMLSpace { position += 1 }
    let quote = at(position)
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      position += 1
      while position < bytes.count, bytes[position] != quote {
        attribute.value.append(bytes[position].asciiLowercased)
        position += 1
      }
      // Without its end the value swallows the rest of the page.
      if position < bytes.count { position += 1 }
      return attribute
    }
    while position < bytes.count, !bytes[position].isHTMLSpace,
      bytes[position] != UInt8(ascii: ">")
    {
      attribute.value.append(bytes[position].asciiLowercased)
      position += 1
    }
    return attribute
  }

  /// "Extract a character encoding from a meta element": what follows `charset=`.
  private static func label(inContent content: [UInt8]) -> [UInt8]? {
    let word = Array("charset".utf8)
    var index = 0
    while index + word.count <= content.count {
      guard content[index..<(index + word.count)].elementsEqual(word) else {
        index += 1
        continue
      }
      index += word.count
      while index < content.count, content[index].isHTMLSpace { index += 1 }
      guard index < content.count, content[index] == UInt8(ascii: "=") else { continue }
      index += 1
      while index < content.count, content[index].isHTMLSpace { index += 1 }
      guard index < content.count else { return nil }
      let quote = content[index]
      if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
        let rest = content[(index + 1)...]
        return rest.firstIndex(of: quote).map { Array(rest[..<$0]) }
      }
      return Array(content[index...].prefix { !$0.isHTMLSpace && $0 != UInt8(ascii: ";") })
    }
    return nil
  }
}

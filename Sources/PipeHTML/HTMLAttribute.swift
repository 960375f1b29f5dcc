/// An attribute name that readers of pages ask for, as a small number.
public enum HTMLAttributeName: UInt8, Sendable, CaseIterable {
  /// Any name that is not in this list.
  case other
  case action, alt, `as`, cite, `class`, color, cols, colspan, content, charset, data, datetime, dir
  case disabled, encoding, face, headers, height, hidden, href, id, itemid, itemprop, itemscope
  case itemtype, label, lang, media, method, name, open, placeholder, poster, property, rel, role
  case rows, rowspan, scope, selected, size, sizes, span, src, srcset, start, style, summary, target
  case title, type, value, width
  case acceptCharset, ariaHidden, ariaLabel, ariaLevel, ariaLive, dataSrc, dataSrcset, httpEquiv

  /// The name as it is written in HTML, in lower case; empty for ``other``.
  public var name: String { Self.names[Int(rawValue)] }

  private static let names: [String] = allCases.map { name in
    switch name {
    case .other: ""
    case .acceptCharset: "accept-charset"
    case .ariaHidden: "aria-hidden"
    case .ariaLabel: "aria-label"
    case .ariaLevel: "aria-level"
    case .ariaLive: "aria-live"
    case .dataSrc: "data-src"
    case .dataSrcset: "data-srcset"
    case .httpEquiv: "http-equiv"
    default: String(describing: name)
    }
  }
}

/// An attribute of an element.
public struct HTMLAttribute: Sendable {
  /// Where an attribute of SVG or MathML belongs, such as `xlink:href`.
  public enum Namespace: Sendable { case none, xlink, xml, xmlns }

  /// The name without its namespace's prefix: in lower case, but for SVG's `viewBox` and its like.
  public let name: String
  public let namespace: Namespace
  /// The value, references decoded.
  public let value: String
}

extension HTMLNode {
  /// The value of an attribute, references decoded; nil if the element does not have it.
  public func attribute(_ name: HTMLAttributeName) -> String? {
    guard name != .other, let raw = raw(name) else { return nil }
    return value(of: raw)
  }

  /// Whether an element has an attribute, without decoding it.
  public func hasAttribute(_ name: HTMLAttributeName) -> Bool {
    name != .other && raw(name) != nil
  }

  /// The value of an attribute by its name in lower case, as written in the page.
  public func attribute(named name: String) -> String? {
    let wanted = Array(name.utf8)
    for index in attributeRange {
      let raw = storage.attributes[index]
      if raw.nameLength == wanted.count,
        storage.page[raw.nameRange].elementsEqual(wanted, by: { $0.asciiLowercased == $1 })
      {
        return value(of: raw)
      }
    }
    return nil
  }

  /// Lends the bytes of an attribute's value, references decoded; nil if the element has none.
  public func withAttribute<Result, Failure>(
    _ name: HTMLAttributeName, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    guard name != .other, let raw = raw(name) else { return nil }
    guard raw.valueLength & RawAttribute.needsDecoding != 0 else {
      let page = storage.page
      let span = page.span
      return try body(span.extracting(raw.valueRange))
    }
    let decoded = decodedValue(of: raw)
    return try body(decoded.span)
  }

  /// The bytes of the page that an attribute's value is written in, without quotes.
  public func sourceRange(of name: HTMLAttributeName) -> Range<Int>? {
    name == .other ? nil : raw(name)?.valueRange
  }

  /// The attributes in the order of the page; of two with one name, the first.
  public var attributes: [HTMLAttribute] {
    var seen: Set<[UInt8]> = []
    var attributes: [HTMLAttribute] = []
    for index in attributeRange {
      let raw = storage.attributes[index]
      let name = storage.normalizedName(raw.nameRange)
      guard seen.insert(name).inserted else { continue }
      let (local, space) = ForeignNames.attribute(
        String(decoding: name, as: UTF8.self), in: namespace)
      attributes.append(HTMLAttribute(name: local, namespace: space, value: value(of: raw)))
    }
    return attributes
  }

  private var attributeRange: Range<Int> {
    let node = node
    guard node.kind == .element else { return 0..<0 }
    return Int(node.content)..<Int(node.content + node.length)
  }

  @inline(__always)
  private func raw(_ name: HTMLAttributeName) -> RawAttribute? {
    for index in attributeRange where storage.attributes[index].name == UInt16(name.rawValue) {
      return storage.attributes[index]
    }
    return nil
  }

  private func value(of raw: RawAttribute) -> String {
    guard raw.valueLength & RawAttribute.needsDecoding != 0 else {
      return String(decoding: storage.page[raw.valueRange], as: UTF8.self)
    }
    return String(decoding: decodedValue(of: raw), as: UTF8.self)
  }

  private func decodedValue(of raw: RawAttribute) -> [UInt8] {
    decodedAttribute(raw.valueRange, of: storage.page)
  }
}

extension HTMLStorage {
  /// A name in lower case, with U+FFFD for NUL.
  func normalizedName(_ range: Range<Int>) -> [UInt8] {
    page[range].flatMap { byte in
      byte == 0 ? CharacterReferences.replacementCharacter : [byte.asciiLowercased]
    }
  }
}

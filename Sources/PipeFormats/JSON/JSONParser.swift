extension JSONValue {
  /// Reads one value, with blanks around it, strictly by RFC 8259.
  ///
  /// A surrogate without its partner becomes U+FFFD.
  ///
  /// - Throws: `RecordError.brokenJSON`, also where it is nested deeper than 512 or not UTF-8.
  package init(parsing bytes: Span<UInt8>) throws(RecordError) {
    self = try bytes.withUnsafeBufferPointer { (buffer) throws(RecordError) in
      guard isValidUTF8(buffer) else {
        throw RecordError.brokenJSON(reason: "not UTF-8", offset: nil)
      }
      var parser = JSONParser(bytes: buffer)
      return try parser.parseWhole()
    }
  }
}

/// A recursive-descent parser of small values in valid UTF-8.
private struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0
  var depth = 0

  private static let maxDepth = 512

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func parseWhole() throws(RecordError) -> JSONValue {
    let value = try parseValue()
    skipBlanks()
    guard at == bytes.count else { throw broken("more after the value's end") }
    return value
  }

  private func broken(_ reason: String) -> RecordError {
    .brokenJSON(reason: reason, offset: at)
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  /// Steps over a byte when it is the next after blanks.
  private mutating func take(_ byte: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: byte) else { return false }
    at += 1
    return true
  }

  private mutating func parseValue() throws(RecordError) -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"):
      return .object(try nested { (p) throws(RecordError) in try p.parseObject() })
    case UInt8(ascii: "["):
      return .array(try nested { (p) throws(RecordError) in try p.parseArray() })
    case UInt8(ascii: "\""): return .string(try parseString())
    case let byte? where byte == UInt8(ascii: "-") || byte >= 0x30 && byte <= 0x39:
      return .number(try parseNumber())
    case nil: throw broken("expected a value")
    default: break
    }
    for (word, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)]
    where bytes[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return value
    }
    throw broken("not a value; strings need quotes")
  }

  private mutating func nested<Result>(
    _ parse: (inout JSONParser) throws(RecordError) -> Result
  ) throws(RecordError) -> Result {
    guard depth < Self.maxDepth else { throw broken("nested deeper than \(Self.maxDepth)") }
    depth += 1
    at += 1
    let result = try parse(&self)
    depth -= 1
    return result
  }

  private mutating func parseObject() throws(RecordError) -> [JSONMember] {
    var members: [JSONMember] = []
    if take("}") { return members }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw broken("expected a field name in quotes") }
      let name = try parseString()
      guard take(":") else { throw broken("expected `:` after the field name") }
      members.append(JSONMember(name, try parseValue()))
    } while take(",")
    guard take("}") else { throw broken("expected `,` or the closing bracket") }
    return members
  }

  private mutating func parseArray() throws(RecordError) -> [JSONValue] {
    var values: [JSONValue] = []
    if take("]") { return values }
    repeat { values.append(try parseValue()) } while take(",")
    guard take("]") else { throw broken("expected `,` or the closing bracket") }
    return values
  }

  private mutating func parseString() throws(RecordError) -> String {
    let start = at + 1
    var end = start
    var hasEscapes = false
    while end < bytes.count && bytes[end] != UInt8(ascii: "\"") {
      if bytes[end] < 0x20 {
        at = end
        throw broken("a control character in a string; write it as `\\n` or `\\u00..`")
      }
      let isEscape = bytes[end] == UInt8(ascii: "\\")
      hasEscapes = hasEscapes || isEscape
      end += isEscape ? 2 : 1
    }
    guard end < bytes.count else { throw broken("the string that opens here is never closed") }
    if !hasEscapes {
      at = end + 1
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
    }
    var decoded: [UInt8] = []
    let result = appendUnescaped(.init(rebasing: bytes[start..<end]), to: &decoded)
    guard result.consumed == end - start else {
      at = start + result.consumed
      throw broken("no such escape in a string")
    }
    at = end + 1
    return String(decoding: decoded, as: UTF8.self)
  }

  private mutating func parseNumber() throws(RecordError) -> JSONNumber {
    let start = at
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }
    var isNumber = true
    func digits(_ parser: inout JSONParser) {
      if !isDigit(parser.next) { isNumber = false }
      while isDigit(parser.next) { parser.at += 1 }
    }
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") {
      at += 1
      if isDigit(next) { isNumber = false }
    } else {
      digits(&self)
    }
    if next == UInt8(ascii: ".") {
      at += 1
      digits(&self)
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      digits(&self)
    }
    guard isNumber else {
      at = start
      throw broken("not a number")
    }
    return JSONNumber(text: String(decoding: bytes[start..<at], as: UTF8.self))
  }
}

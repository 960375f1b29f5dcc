internal import CSimdjson

/// Appends JSON to bytes; puts the commas.
///
/// Text is escaped as little as RFC 8259 allows: quotes, backslashes and control characters.
///
/// - Precondition: Bytes given as text are valid UTF-8, which is not checked again; each name is
///   followed by a value.
package struct JSONWriter {
  package var bytes: [UInt8]
  private var needsComma = false

  /// Begins behind bytes that are there already.
  package init(appendingTo bytes: consuming [UInt8] = []) {
    self.bytes = bytes
  }

  package mutating func beginObject() { open("{") }
  package mutating func endObject() { close("}") }
  package mutating func beginArray() { open("[") }
  package mutating func endArray() { close("]") }

  /// Ends a JSON line.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  package mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func null() { word("null") }
  package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }
  package mutating func number(_ value: some FixedWidthInteger) { word(String(value)) }
  package mutating func number(_ value: JSONNumber) { word(value.text) }

  /// The shortest decimals that read back as the same value; null for what JSON has no number for.
  package mutating func number(_ value: Double) {
    word(value.isFinite ? value.description : "null")
  }

  package mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0.span) }
  }

  package mutating func string(_ text: Span<UInt8>) {
    beginString()
    stringPart(text)
    endString()
  }

  /// Begins a string that is written in parts.
  package mutating func beginString() {
    separate()
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func stringPart(_ text: Span<UInt8>) {
    text.withUnsafeBufferPointer { appendEscaped($0) }
  }

  package mutating func endString() {
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// A value as it stands in another record.
  package mutating func raw(_ value: Span<UInt8>) {
    separate()
    append(value)
    needsComma = true
  }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let number): self.number(number)
    case .string(let text): string(text)
    case .array(let values):
      beginArray()
      for value in values { self.value(value) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        name(member.name)
        self.value(member.value)
      }
      endObject()
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    separate()
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func word(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func append(_ raw: Span<UInt8>) {
    raw.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    var done = 0
    while done < text.count {
      let left = text.count - done
      // Web text grows by 3 %; where that is not enough the kernel stops and is asked again.
      bytes.append(addingCapacity: left + left / 8 + 1024) { (span: inout OutputSpan<UInt8>) in
        span.withUnsafeMutableBufferPointer { target, count in
          guard let to = target.baseAddress else { return }
          var consumed = 0
          count = pipe_json_escape(base + done, left, to, target.count, &consumed)
          done += consumed
        }
      }
    }
  }
}

package import PipeCore

/// Writes fields of a document as a YAML header between `---` lines, above its Markdown.
package struct FrontMatter {
  /// What is written, in order.
  ///
  /// One of `id`, `url`, `tables` (how many), `words`, `tags`, `signals.NAME`,
  /// or a metadata field, also as `meta.NAME`. What a document has not is left out.
  package var fields: [String]

  package init(fields: [String]) { self.fields = fields }

  /// Appends the header and a blank line; nothing when no field is asked for.
  package func append(_ document: Document, to output: inout [UInt8]) {
    guard !fields.isEmpty else { return }
    output.append("---\n")
    for field in fields {
      guard let value = value(of: field, document) else { continue }
      appendScalar(Self.name(of: field), to: &output)
      output.append(": ")
      append(value, to: &output)
      output.append("\n")
    }
    output.append("---\n\n")
  }

  private static func name(of field: String) -> String {
    field.hasPrefix("meta.") ? String(field.dropFirst(5)) : field
  }

  private func value(of field: String, _ document: Document) -> MetadataValue? {
    if let value = document.metadata[Self.name(of: field)] { return value }
    switch field {
    case "id": return .string(document.id)
    case "url": return document.url.map { .string($0) }
    case "tables":
      return .int(document.blocks.count { $0.kind == .table && document.isLive($0) })
    case "words": return .int(document.wordCount)
    case "tags": return .list(document.tags.map { .string($0) })
    default:
      guard field.hasPrefix("signals.") else { return nil }
      return document.signal(String(field.dropFirst(8))).map { .double($0) }
    }
  }

  private func append(_ value: MetadataValue, to output: inout [UInt8]) {
    switch value {
    case .null: output.append("null")
    case .bool(let value): output.append(value ? "true" : "false")
    case .int(let value): output.append(number: value)
    case .double(let value): output += Array(Self.text(of: value).utf8)
    case .string(let text): appendScalar(text, to: &output)
    case .list(let values):
      output.append("[")
      for (index, item) in values.enumerated() {
        if index > 0 { output.append(", ") }
        append(item, to: &output)
      }
      output.append("]")
    case .object(let members):
      output.append("{")
      for (index, member) in members.enumerated() {
        if index > 0 { output.append(", ") }
        appendScalar(member.key, to: &output)
        output.append(": ")
        append(member.value, to: &output)
      }
      output.append("}")
    }
  }

  private static func text(of value: Double) -> String {
    if value.isNaN { return ".nan" }
    if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : value.description
  }
}

/// Appends a text as a YAML scalar that reads back as the same text, also in `[…]` and `{…}`: plain
/// where that is certain, else in double quotes.
func appendScalar(_ text: String, to output: inout [UInt8]) {
  let bytes = Array(text.utf8)
  if isPlainScalar(bytes) {
    output += bytes
    return
  }
  output.append("\"")
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": output.append("\\\"")
    case "\\": output.append("\\\\")
    case "\n": output.append("\\n")
    case "\t": output.append("\\t")
    // What YAML does not print, and what it takes for a line end.
    case "\u{0}"..<"\u{20}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}",
      "\u{FFFE}"..."\u{FFFF}":
      let digits = String(scalar.value, radix: 16, uppercase: true)
      output += Array("\\u".utf8) + Array(String(repeating: "0", count: 4 - digits.count).utf8)
      output += Array(digits.utf8)
    default: output += Array(String(scalar).utf8)
    }
  }
  output.append("\"")
}

/// Whether YAML reads the bytes back as the same text without quotes.
private func isPlainScalar(_ bytes: [UInt8]) -> Bool {
  guard let first = bytes.first, let last = bytes.last else { return false }
  // A letter at the start: no number, no indicator, no date.
  guard (first | 0x20) &- 0x61 < 26 || first >= 0xC3, last != 0x20, last != 0x3A else {
    return false
  }
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case 0..<0x20, 0x7F, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\""):
      return false
    case UInt8(ascii: ":"): if index + 1 < bytes.count, bytes[index + 1] == 0x20 { return false }
    case UInt8(ascii: "#"): if index > 0, bytes[index - 1] == 0x20 { return false }
    // The first bytes of U+0080…U+009F, U+2028 and U+FEFF.
    case 0xC2, 0xE2, 0xEF: if isUnprintable(bytes, index) { return false }
    default: break
    }
  }
  return !reservedWords.contains(String(decoding: bytes, as: UTF8.self).lowercased())
}

private func isUnprintable(_ bytes: [UInt8], _ index: Int) -> Bool {
  guard index + 1 < bytes.count else { return false }
  if bytes[index] == 0xC2 { return bytes[index + 1] < 0xA0 }
  guard index + 2 < bytes.count else { return false }
  if bytes[index] == 0xE2 { return bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8 }
  return bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF
    || bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
}

/// Words that YAML 1.1 or 1.2 reads as something else than text.
private let reservedWords: Set<String> = [
  "null", "true", "false", "yes", "no", "on", "off", "y", "n",
]

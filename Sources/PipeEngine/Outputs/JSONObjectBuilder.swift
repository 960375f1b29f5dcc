import PipeCore
import PipeFormats

/// Writes one JSON object behind what a buffer holds.
struct JSONObjectBuilder {
  private var bytes: [UInt8]
  private var isEmpty = true

  init(_ bytes: consuming [UInt8]) {
    self.bytes = bytes
    self.bytes.append(UInt8(ascii: "{"))
  }

  mutating func field(_ name: String, _ value: String) {
    field(name) { appendJSONString(Array(value.utf8).span, to: &$0) }
  }

  mutating func field(_ name: String, _ value: MetadataValue) {
    field(name) { appendJSON(value, to: &$0) }
  }

  /// A field whose value `write` appends.
  mutating func field(_ name: String, _ write: (inout [UInt8]) -> Void) {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    appendJSONString(Array(name.utf8).span, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    write(&bytes)
  }

  /// The fields of an object as they stand, one value exchanged.
  mutating func copy(
    _ storage: [UInt8], _ object: Range<Int>, replacing value: Range<Int>,
    _ write: (inout [UInt8]) -> Void
  ) {
    bytes += storage[(object.lowerBound + 1)..<value.lowerBound]
    write(&bytes)
    bytes += storage[value.upperBound..<(object.upperBound - 1)]
    isEmpty = false
  }

  consuming func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}

extension ExpressionValue {
  var json: MetadataValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? .int(Int(value)) : .double(value)
    case .string(let value): .string(value)
    case .list(let items): .list(items.map(\.json))
    }
  }
}

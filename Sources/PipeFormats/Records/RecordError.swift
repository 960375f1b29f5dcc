/// Why a record can't become a document: it fails, the run goes on.
package enum RecordError: Error, Sendable, Hashable, CustomStringConvertible {
  /// `offset` in bytes from the start of the line; nil where the parser can't tell.
  case brokenJSON(reason: String, offset: Int?)
  case notAnObject
  case missingField(String)
  case wrongType(field: String, found: JSONKind)
  case duplicateField(String)
  /// `size` in bytes, of which nothing was kept.
  case tooLong(size: Int, limit: Int)
  /// The compressed input breaks within or before this record.
  case inputBroken(FormatError)
  case unknownEncoding(String)

  package var message: String {
    switch self {
    case .brokenJSON(let reason, let offset):
      "broken JSON\(offset.map { " at byte \($0)" } ?? ""): \(reason)"
    case .notAnObject:
      "the line is not a JSON object; each line must be `{…}`"
    case .missingField(let name):
      "the record has no field `\(name)`; name the field of the text in the pipeline's input"
    case .wrongType(let field, let found):
      "the field `\(field)` must be a string, got \(found)"
    case .duplicateField(let name):
      "the field `\(name)` occurs more than once; only one can be replaced"
    case .tooLong(let size, let limit):
      "the record has \(size) bytes, more than `max_record` of \(limit)"
    case .inputBroken(let error):
      error.message
    case .unknownEncoding(let label):
      "the encoding `\(label)` is unknown; `iconv -l` lists those that are known"
    }
  }

  package var description: String { message }
}

package enum JSONKind: String, Sendable, Hashable, CustomStringConvertible {
  case null, string, number, array, object
  case bool = "true or false"

  package var description: String {
    switch self {
    case .null: "null"
    case .bool: rawValue
    case .array, .object: "an \(rawValue)"
    case .string, .number: "a \(rawValue)"
    }
  }

  /// - Parameter first: The first byte of a value; that of a number may be any digit or `-`.
  init(first: UInt8) {
    switch first {
    case UInt8(ascii: "\""): self = .string
    case UInt8(ascii: "{"): self = .object
    case UInt8(ascii: "["): self = .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .bool
    case UInt8(ascii: "n"): self = .null
    default: self = .number
    }
  }
}

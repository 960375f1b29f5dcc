internal import CSimdjson

/// Finds the fields of JSON objects; checks all of their syntax.
///
/// One parser serves one thread; it keeps its buffers.
final class ObjectParser {
  enum Failure: Error {
    case invalidUTF8
    case record(RecordError)
  }

  private let parser: OpaquePointer?
  private var fields = [pipe_json_field](repeating: pipe_json_field(), count: 64)

  init() { parser = pipe_json_parser_create() }

  deinit { pipe_json_parser_destroy(parser) }

  /// The fields of the object that `json` is, in order, as offsets in `json`.
  ///
  /// The escapes in string values of the object itself are not checked yet; all else is.
  ///
  /// - Precondition: 64 bytes after `json` can be read.
  func fields(
    of json: UnsafeBufferPointer<UInt8>
  ) throws(Failure) -> ArraySlice<pipe_json_field> {
    guard let parser, let base = json.baseAddress else { throw .record(.notAnObject) }
    var count = 0
    var offset = 0
    var status = PIPE_JSON_OK
    repeat {
      if count > fields.count { fields = Array(repeating: pipe_json_field(), count: count) }
      status = fields.withUnsafeMutableBufferPointer {
        pipe_json_fields(parser, base, json.count, $0.baseAddress, $0.count, &count, &offset)
      }
    } while status == PIPE_JSON_OK && count > fields.count
    switch status {
    case PIPE_JSON_OK: return fields[..<count]
    case PIPE_JSON_UTF8: throw .invalidUTF8
    case PIPE_JSON_NOT_OBJECT: throw .record(.notAnObject)
    default: throw .record(.brokenJSON(reason: Self.reason(of: status), offset: offset))
    }
  }

  static func badEscape(at offset: Int) -> Failure {
    .record(.brokenJSON(reason: reason(of: PIPE_JSON_BAD_ESCAPE), offset: offset))
  }

  private static func reason(of status: pipe_json_status) -> String {
    switch status {
    case PIPE_JSON_UNCLOSED_STRING: "the string that opens here is never closed"
    case PIPE_JSON_CONTROL_CHARACTER:
      "a control character in a string; write it as `\\n` or `\\u00..`"
    case PIPE_JSON_BAD_ESCAPE: "no such escape in a string"
    case PIPE_JSON_BAD_NUMBER: "not a number"
    case PIPE_JSON_BAD_LITERAL: "not a value; strings need quotes"
    case PIPE_JSON_EXPECTED_NAME: "expected a field name in quotes"
    case PIPE_JSON_EXPECTED_COLON: "expected `:` after the field name"
    case PIPE_JSON_EXPECTED_VALUE: "expected a value"
    case PIPE_JSON_EXPECTED_COMMA: "expected `,` or the closing bracket"
    case PIPE_JSON_UNCLOSED: "the line ends before the object does"
    case PIPE_JSON_TOO_DEEP: "nested deeper than 1024"
    case PIPE_JSON_TRAILING: "more after the object's end"
    default: "out of memory, or an object of more than 2 GB"
    }
  }
}

/// What came of decoding the inside of a JSON string.
struct Unescaping {
  /// Surrogates without their partner; each became U+FFFD.
  var replaced = 0
  /// Bytes decoded: fewer than there are at a bad escape.
  var consumed = 0
  /// Whether an escape stood for a NUL or a carriage return.
  var hasControls = false
}

/// Decodes the inside of a JSON string, appending to `output`.
@discardableResult
func appendUnescaped(
  _ raw: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]
) -> Unescaping {
  guard let base = raw.baseAddress, !raw.isEmpty else { return Unescaping() }
  var result = Unescaping()
  output.append(addingCapacity: raw.count + 16) { (span: inout OutputSpan<UInt8>) in
    span.withUnsafeMutableBufferPointer { target, count in
      guard let to = target.baseAddress else { return }
      count = pipe_json_unescape(
        base, raw.count, to, &result.replaced, &result.consumed, &result.hasControls)
    }
  }
  return result
}

/// How many bytes the inside of a JSON string has decoded; nil when it has escapes other than of one
/// letter, or carriage returns.
func plainSize(of raw: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let base = raw.baseAddress, !raw.isEmpty else { return 0 }
  var size = 0
  return pipe_json_plain_size(base, raw.count, &size) ? size : nil
}

/// The offset of the first bad escape inside a JSON string, or nil.
func badEscape(in raw: UnsafeBufferPointer<UInt8>) -> Int? {
  guard let base = raw.baseAddress, !raw.isEmpty else { return nil }
  let valid = pipe_json_valid_escapes(base, raw.count)
  return valid < raw.count ? valid : nil
}

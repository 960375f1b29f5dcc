import PipeCore
import PipeFormats

extension JSONLinesBatch {
  /// The value of another field of a record: `date`, or `source.name` inside an object.
  func value(at path: String, of record: JSONRecord) -> JSONValue? {
    let parts = path.split(separator: ".").map(String.init)
    guard let first = parts.first,
      let field = fields(of: record).last(where: {
        $0.name.count == first.utf8.count && lines[$0.name].elementsEqual(first.utf8)
      }),
      let value = try? JSONValue(parsing: lines.span.extracting(field.value))
    else { return nil }
    return parts.dropFirst().reduce(value) { $0?[$1] }
  }
}

extension SourceRecord {
  /// The value of a field of the JSON record that a document came from.
  func value(at path: String) -> JSONValue? {
    guard !line.isEmpty, let object = try? JSONValue(parsing: storage.span.extracting(line)) else {
      return nil
    }
    return path.split(separator: ".").reduce(object) { $0?[String($1)] }
  }
}

internal import CSimdjson

/// Makes records of JSON lines: decodes the content, the id and the url, and finds all other fields
/// as they stand.
///
/// Of a name that occurs twice the last counts; the content's may not, since the one that is not
/// replaced would reach the output. One decoder serves one thread.
package final class JSONLinesDecoder {
  private let wanted: JSONLinesFields
  private let parser = ObjectParser()

  package init(_ fields: JSONLinesFields) { wanted = fields }

  /// Decodes a batch into the storage of one that is done with: fresh pages would cost as much as
  /// the decoding.
  ///
  /// Of records that are passed on, the content is left out unless it needs mending.
  package func decode(
    _ batch: consuming LineBatch, reusing spent: consuming JSONLinesBatch? = nil,
    passing: PassedLines? = nil
  ) -> JSONLinesBatch {
    let source = batch.lines
    let problem = batch.problem
    var result = JSONLinesBatch(lines: batch.bytes)
    var (decoded, fields, records) = (
      spent?.decoded ?? [], spent?.fields ?? [], spent?.records ?? []
    )
    spent = nil
    // What one long record took is given back.
    decoded.removeAll(keepingCapacity: decoded.capacity <= max(4 << 20, 4 * result.lines.count))
    decoded.reserveCapacity(result.lines.count)
    fields.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    records.reserveCapacity(source.count + 1)
    var broken: [Int] = []
    batch.bytes.withUnsafeBufferPointer { bytes in
      for line in source {
        var record = JSONRecord(line: line.range, lineNumber: line.number, offset: line.offset)
        let isPassed = passing?.contains(records.count) ?? false
        if isPassed, passing?.areWhole == true {
          record.passedTextSize = 0
        } else if !decode(&record, in: bytes, into: &decoded, fields: &fields, isPassed: isPassed) {
          broken.append(records.count)
        }
        records.append(record)
      }
    }
    result.decoded = decoded
    result.fields = fields
    result.records = records
    for index in broken { decodeRepaired(index, in: &result) }
    if let problem {
      let at = result.lines.count
      var record = JSONRecord(line: at..<at, lineNumber: problem.number, offset: problem.offset)
      record.error = problem.error
      result.records.append(record)
    }
    return result
  }

  /// Mends the UTF-8 of a line in a copy of it behind all lines, and decodes that.
  private func decodeRepaired(_ index: Int, in batch: inout JSONLinesBatch) {
    var record = batch.records[index]
    let broken = Array(batch.lines[record.line])
    let start = batch.lines.count
    record.repairs = broken.withUnsafeBufferPointer {
      appendRepairingUTF8($0, to: &batch.lines)
    }
    record.line = start..<batch.lines.count
    batch.lines.append(contentsOf: repeatElement(0, count: LineBatch.padding))
    let lines = batch.lines
    _ = lines.withUnsafeBufferPointer {
      decode(&record, in: $0, into: &batch.decoded, fields: &batch.fields)
    }
    batch.records[index] = record
  }

  /// - Returns: Whether the line is UTF-8; when not, nothing was done.
  private func decode(
    _ record: inout JSONRecord, in bytes: UnsafeBufferPointer<UInt8>, into decoded: inout [UInt8],
    fields: inout [RawField], isPassed: Bool = false
  ) -> Bool {
    let firstField = fields.count
    do throws(ObjectParser.Failure) {
      try appendFields(of: record.line, in: bytes, to: &fields)
      record.fields = firstField..<fields.count
      try take(fields[record.fields], of: &record, in: bytes, into: &decoded, isPassed: isPassed)
    } catch {
      switch error {
      case .invalidUTF8: return false
      case .record(let error): record.error = error
      }
    }
    return true
  }

  private func appendFields(
    of object: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, to fields: inout [RawField]
  ) throws(ObjectParser.Failure) {
    let base = object.lowerBound
    for field in try parser.fields(of: .init(rebasing: bytes[object])) {
      fields.append(
        RawField(
          name: base + field.name_start..<base + field.name_end,
          value: base + field.value_start..<base + field.value_end,
          kind: JSONKind(first: field.kind), nameHasEscapes: field.name_has_escapes))
    }
  }

  private func take(
    _ fields: ArraySlice<RawField>, of record: inout JSONRecord,
    in bytes: UnsafeBufferPointer<UInt8>, into decoded: inout [UInt8], isPassed: Bool
  ) throws(ObjectParser.Failure) {
    var isAmbiguous = false
    let content = try find(wanted.content, in: fields, bytes, isAmbiguous: &isAmbiguous)
    guard !isAmbiguous else { throw .record(.duplicateField(wanted.content.name)) }
    for field in fields where field.kind == .string && field != content {
      if let offset = badEscape(in: .init(rebasing: bytes[inside(field)])) {
        throw ObjectParser.badEscape(at: inside(field).lowerBound + offset - record.line.lowerBound)
      }
    }
    for path in wanted.id where record.id == nil {
      record.id = try label(path, in: fields, of: &record, bytes, into: &decoded)
    }
    if let path = wanted.url {
      record.url = try label(path, in: fields, of: &record, bytes, into: &decoded)
    }
    guard let content else { throw .record(.missingField(wanted.content.name)) }
    guard content.kind == .string else {
      throw .record(.wrongType(field: wanted.content.name, found: content.kind))
    }
    record.textRaw = content.value
    if isPassed, record.repairs == 0,
      let size = plainSize(of: .init(rebasing: bytes[inside(content)]))
    {
      record.passedTextSize = size
      return
    }
    if wanted.isPage {
      record.page = try page(content, of: &record, in: bytes)
    } else {
      let (text, escapes) = try append(content, of: &record, in: bytes, to: &decoded)
      record.text = text
      record.textHasControls = escapes.hasControls
    }
  }

  /// A string that is not empty, or a number as it is written; nil for all else.
  private func label(
    _ path: FieldPath, in fields: ArraySlice<RawField>, of record: inout JSONRecord,
    _ bytes: UnsafeBufferPointer<UInt8>, into decoded: inout [UInt8]
  ) throws(ObjectParser.Failure) -> Range<Int>? {
    var isAmbiguous = false
    let found = try find(path, in: fields, bytes, isAmbiguous: &isAmbiguous)
    guard let field = found else { return nil }
    switch field.kind {
    case .string where field.value.count > 2:
      return try append(field, of: &record, in: bytes, to: &decoded).range
    case .number:
      let start = decoded.count
      decoded.append(contentsOf: bytes[field.value])
      return start..<decoded.count
    default:
      return nil
    }
  }

  private func append(
    _ string: RawField, of record: inout JSONRecord, in bytes: UnsafeBufferPointer<UInt8>,
    to decoded: inout [UInt8]
  ) throws(ObjectParser.Failure) -> (range: Range<Int>, escapes: Unescaping) {
    let start = decoded.count
    let result = try unescape(string, of: &record, in: bytes, to: &decoded)
    return (start..<decoded.count, result)
  }

  private func page(
    _ string: RawField, of record: inout JSONRecord, in bytes: UnsafeBufferPointer<UInt8>
  ) throws(ObjectParser.Failure) -> DecodedPage {
    var page = DecodedPage()
    let result = try unescape(string, of: &record, in: bytes, to: &page.bytes)
    page.hasControls = result.hasControls
    return page
  }

  private func unescape(
    _ string: RawField, of record: inout JSONRecord, in bytes: UnsafeBufferPointer<UInt8>,
    to decoded: inout [UInt8]
  ) throws(ObjectParser.Failure) -> Unescaping {
    let raw = inside(string)
    let result = appendUnescaped(.init(rebasing: bytes[raw]), to: &decoded)
    guard result.consumed == raw.count else {
      throw ObjectParser.badEscape(
        at: raw.lowerBound + result.consumed - record.line.lowerBound)
    }
    record.repairs += result.replaced
    return result
  }

  /// A string's value without its quotes.
  private func inside(_ string: RawField) -> Range<Int> {
    string.value.lowerBound + 1..<string.value.upperBound - 1
  }

  private func find(
    _ path: FieldPath, in fields: ArraySlice<RawField>, _ bytes: UnsafeBufferPointer<UInt8>,
    isAmbiguous: inout Bool
  ) throws(ObjectParser.Failure) -> RawField? {
    if let field = last(path.whole, in: fields, bytes, isAmbiguous: &isAmbiguous) { return field }
    guard let outermost = path.parts.first else { return nil }
    var found = last(outermost, in: fields, bytes, isAmbiguous: &isAmbiguous)
    for part in path.parts.dropFirst() {
      guard let outer = found, outer.kind == .object else { return nil }
      var inner: [RawField] = []
      try appendFields(of: outer.value, in: bytes, to: &inner)
      found = last(part, in: inner[...], bytes, isAmbiguous: &isAmbiguous)
    }
    return found
  }

  private func last(
    _ name: [UInt8], in fields: ArraySlice<RawField>, _ bytes: UnsafeBufferPointer<UInt8>,
    isAmbiguous: inout Bool
  ) -> RawField? {
    var found: RawField?
    for field in fields where names(field, name, bytes) {
      if found != nil { isAmbiguous = true }
      found = field
    }
    return found
  }

  private func names(
    _ field: RawField, _ name: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard field.nameHasEscapes else {
      return field.name.count == name.count && bytes[field.name].elementsEqual(name)
    }
    var unescaped: [UInt8] = []
    appendUnescaped(.init(rebasing: bytes[field.name]), to: &unescaped)
    return unescaped == name
  }
}

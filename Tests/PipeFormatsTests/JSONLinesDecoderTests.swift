import PipeFormats
import Testing

@Suite struct JSONLinesDecoderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func decode(
    _ bytes: some Sequence<UInt8>,
    fields: JSONLinesFields = JSONLinesFields(content: FieldPath("text"))
  ) throws -> JSONLinesBatch {
    let reader = RecordReader(try ByteSource(bytes, in: folder))
    return JSONLinesDecoder(fields).decode(try #require(try reader.next()))
  }

  private func decodeOne(_ line: String) throws -> (batch: JSONLinesBatch, record: JSONRecord) {
    let batch = try decode(line.utf8)
    return (batch, try #require(batch.records.first))
  }

  /// Escapes of all kinds at every place of a block of 64 bytes, runs of backslashes among them.
  @Test(arguments: 0..<130)
  func aPageIsTheSameTextAndItsControlsAreKnown(place: Int) throws {
    let lead = String(repeating: "x", count: place)
    let parts = [#"\"a\\b\\\\\n"#, #"é\t\/"#, #"\u00e9\ud83d\ude00\\\""#, #"\b\f"#]
    let tail = String(repeating: "y", count: 200)
    for control in ["", #"\r"#, #"\u0000"#, #"\u000D"#] {
      let raw = lead + parts.joined() + lead + control + parts.reversed().joined() + tail
      let line = #"{"text":""# + raw + #""}"#
      let plain = try decodeOne(line)
      let page = try #require(
        try decode(
          line.utf8, fields: JSONLinesFields(content: FieldPath("text"), isPage: true)
        ).records.first)
      #expect(page.error == nil && page.text.isEmpty)
      #expect(page.page.bytes == Array(plain.batch.decoded[plain.record.text]))
      #expect(
        try JSONValue(parsing: Array(line.utf8).span)["text"] == .string(text(page.page.bytes)))
      #expect(page.page.hasControls == !control.isEmpty)
    }
  }

  @Test(arguments: [#"\x"#, #"\u12G4"#, "\\é"])
  func aPageWithABadEscapeIsRefusedWhereItStands(escape: String) throws {
    let lead = String(repeating: "a", count: 100)
    let line = #"{"text":""# + lead + escape + lead + lead + #""}"#
    for isPage in [false, true] {
      let fields = JSONLinesFields(content: FieldPath("text"), isPage: isPage)
      let record = try #require(try decode(line.utf8, fields: fields).records.first)
      guard case .brokenJSON(_, let offset)? = record.error else {
        Issue.record("\(escape) was read")
        continue
      }
      #expect(offset == 109)
    }
  }

  @Test func decodesTextIdAndUrl() throws {
    let line =
      #"  {"id": 17, "url":"http://x.test/a\/b","n":[1,{"a":null}], "text" : "a\n\u00e9\ud83d\ude00" }"#
    let (batch, record) = try decodeOne(line)
    #expect(record.error == nil)
    #expect(text(batch.decoded[record.text]) == "a\né😀")
    #expect(text(batch.lines[record.textRaw]) == #""a\n\u00e9\ud83d\ude00""#)
    #expect(text(batch.decoded[try #require(record.id)]) == "17")
    #expect(text(batch.decoded[try #require(record.url)]) == "http://x.test/a/b")
    #expect(record.offset == 2 && record.lineNumber == 1 && record.repairs == 0)
  }

  @Test func fieldsStandAsTheyDo() throws {
    let (batch, record) = try decodeOne(
      #"{"a": -1.5e+3 ,"b\u0020":{ "x":[] } , "text":"" , "c":null,"":true}"#)
    let fields = batch.fields(of: record).map {
      "\(text(batch.lines[$0.name]))=\(text(batch.lines[$0.value]))"
    }
    #expect(fields == ["a=-1.5e+3", #"b\u0020={ "x":[] }"#, #"text="""#, "c=null", "=true"])
    #expect(batch.fields(of: record).map(\.kind) == [.number, .object, .string, .null, .bool])
  }

  @Test(arguments: [
    (#"{"text": 5}"#, "the field `text` must be a string, got a number"),
    (#"{"text": null}"#, "the field `text` must be a string, got null"),
    (#"{"text": {"text":"x"}}"#, "the field `text` must be a string, got an object"),
    (#"{"text": true}"#, "the field `text` must be a string, got true or false"),
    (
      #"{"body": "x"}"#,
      "the record has no field `text`; name the field of the text in the pipeline's input"
    ),
    (#"{}"#, "the record has no field `text`; name the field of the text in the pipeline's input"),
    (#"["text"]"#, "the line is not a JSON object; each line must be `{…}`"),
    (#""text""#, "the line is not a JSON object; each line must be `{…}`"),
    (
      #"{"text":"a","text":"b"}"#,
      "the field `text` occurs more than once; only one can be replaced"
    ),
    (#"{"text":"a" "b":1}"#, "broken JSON at byte 12: expected `,` or the closing bracket"),
    (#"{"text":"a","b" 1}"#, "broken JSON at byte 16: expected `:` after the field name"),
    (#"{"text":"a","b":}"#, "broken JSON at byte 16: expected a value"),
    (#"{"text":"a",}"#, "broken JSON at byte 12: expected a field name in quotes"),
    (#"{"text":"a","b":[1,]}"#, "broken JSON at byte 19: expected a value"),
    (#"{"text":"a","b":tru}"#, "broken JSON at byte 16: not a value; strings need quotes"),
    (#"{"text":"a","b":truefalse}"#, "broken JSON at byte 16: not a value; strings need quotes"),
    (#"{"text":"a","b":01}"#, "broken JSON at byte 16: not a number"),
    (
      #"{"text":"a","b":1."}"#, "broken JSON at byte 18: the string that opens here is never closed"
    ),
    (#"{"text":"a","b":"\x"}"#, "broken JSON at byte 17: no such escape in a string"),
    (#"{"text":"abc\u12g4"}"#, "broken JSON at byte 12: no such escape in a string"),
    (#"{"text":"a","b":["\u12"]}"#, "broken JSON at byte 18: no such escape in a string"),
    (#"{"text":"a","b":[1}"#, "broken JSON at byte 18: expected `,` or the closing bracket"),
    (#"{"text":"a""#, "broken JSON at byte 11: the line ends before the object does"),
    (#"{"text":"a"#, "broken JSON at byte 8: the string that opens here is never closed"),
    (#"{"text":"a"} x"#, "broken JSON at byte 13: more after the object's end"),
    (#"{"text":"a"}{}"#, "broken JSON at byte 12: more after the object's end"),
    (
      "{\"text\":\"a\tb\"}",
      "broken JSON at byte 10: a control character in a string; write it as `\\n` or `\\u00..`"
    ),
  ])
  func tellsWhatIsWrong(line: String, message: String) throws {
    let (_, record) = try decodeOne(line)
    #expect(record.error?.message == message)
  }

  @Test func oneBadRecordLeavesTheOthers() throws {
    let batch = try decode("{\"text\":\"a\"}\n{\"text\":\n\n{\"text\":\"c\"}\n".utf8)
    #expect(batch.records.map { $0.error == nil } == [true, false, true])
    #expect(batch.records.map(\.lineNumber) == [1, 2, 4])
    #expect(text(batch.decoded[batch.records[2].text]) == "c")
  }

  @Test func loneSurrogatesBecomeReplacementCharacters() throws {
    let (batch, record) = try decodeOne(
      #"{"text":"a\ud800b\udc00\ud800\ud83d\ude00\ud800\u0041","id":"\udfff"}"#)
    #expect(record.error == nil)
    #expect(text(batch.decoded[record.text]) == "a\u{FFFD}b\u{FFFD}\u{FFFD}😀\u{FFFD}A")
    #expect(text(batch.decoded[try #require(record.id)]) == "\u{FFFD}")
    #expect(record.repairs == 5)
  }

  @Test func brokenUTF8IsMendedInItsLineOnly() throws {
    var bytes = Array(#"{"text":"ok","m":1}"#.utf8) + [10]
    bytes +=
      Array(#"{"text":"a"#.utf8) + [0xFF, 0x62, 0xE2, 0x82, 0x63, 0xC0, 0xAF]
      + Array(#"é","m":2}"#.utf8) + [10]
    bytes += Array(#"{"text":"fine","m":3}"#.utf8)
    let batch = try decode(bytes)
    #expect(batch.records.map(\.error) == [nil, nil, nil])
    #expect(batch.records.map(\.repairs) == [0, 4, 0])
    let mended = batch.records[1]
    #expect(text(batch.decoded[mended.text]) == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}é")
    #expect(
      text(batch.lines[mended.line])
        == "{\"text\":\"a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}é\",\"m\":2}")
    #expect(batch.fields(of: mended).map { text(batch.lines[$0.value]) }.last == "2")
    #expect(text(batch.decoded[batch.records[2].text]) == "fine")
  }

  @Test func nulEscapesStay() throws {
    let (batch, record) = try decodeOne(#"{"text":"a\u0000b"}"#)
    #expect(Array(batch.decoded[record.text]) == [97, 0, 98])
  }

  @Test func nestedAndEscapedNamesAreFound() throws {
    let fields = JSONLinesFields(
      content: FieldPath("doc.body.text"), id: [FieldPath("meta.id"), FieldPath("url")],
      url: FieldPath("meta.url"))
    let line =
      #"{"meta":{"id":"","url":"u1"},"meta":{"u\u0072l":"u2"},"url":7,"doc":{"body":{"n":1,"text":"deep"}}}"#
    let batch = try decode(line.utf8, fields: fields)
    let record = batch.records[0]
    #expect(record.error == nil)
    #expect(text(batch.decoded[record.text]) == "deep")
    #expect(text(batch.lines[record.textRaw]) == "\"deep\"")
    #expect(text(batch.decoded[try #require(record.id)]) == "7")
    #expect(text(batch.decoded[try #require(record.url)]) == "u2", "the last of equal names counts")
  }

  @Test func aNameWithDotsComesFirst() throws {
    let fields = JSONLinesFields(content: FieldPath("a.b"))
    let batch = try decode(#"{"a":{"b":"inner"},"a.b":"whole"}"#.utf8, fields: fields)
    #expect(text(batch.decoded[batch.records[0].text]) == "whole")
  }

  @Test func deepNestingIsLimitedNotFatal() throws {
    func nested(_ depth: Int) -> String {
      "{\"text\":\"t\",\"n\":" + String(repeating: "[", count: depth)
        + String(repeating: "]", count: depth) + "}"
    }
    #expect(try decodeOne(nested(1000)).record.error == nil)
    #expect(
      try decodeOne(nested(200_000)).record.error?.message
        == "broken JSON at byte 1039: nested deeper than 1024")
  }

  @Test func bigNumbersPassThrough() throws {
    let (batch, record) = try decodeOne(
      #"{"id":123456789012345678901234567890,"x":1e999,"text":""}"#)
    #expect(record.error == nil && record.text.isEmpty)
    #expect(text(batch.decoded[try #require(record.id)]) == "123456789012345678901234567890")
  }

  @Test func manyFieldsAreAllFound() throws {
    let names = (0..<1000).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
    let (batch, record) = try decodeOne("{\(names),\"text\":\"last\"}")
    #expect(batch.fields(of: record).count == 1001)
    #expect(text(batch.decoded[record.text]) == "last")
  }

  @Test func decodesARecordOf50MB() throws {
    let escaped = #"a line of \"text\" that ends here\n"#
    let copies = (50 << 20) / escaped.utf8.count
    var line = Array(#"{"id":"long","text":""#.utf8)
    for _ in 0..<copies { line += escaped.utf8 }
    line += Array("\"}".utf8)
    let batch = try decode(line)
    let record = batch.records[0]
    #expect(record.error == nil)
    #expect(record.text.count == copies * (escaped.utf8.count - 3))
    #expect(batch.decoded[record.text].suffix(12).elementsEqual("t ends here\n".utf8))
  }

  @Test func readingProblemsAreRecords() throws {
    let reader = RecordReader(
      try ByteSource("{\"text\":\"far too long\"}\n{\"text\":\"b\"}".utf8, in: folder),
      maxRecord: 15)
    let decoder = JSONLinesDecoder(JSONLinesFields(content: FieldPath("text")))
    let first = decoder.decode(try #require(try reader.next()))
    #expect(first.records.map(\.error) == [.tooLong(size: 23, limit: 15)])
    let second = decoder.decode(try #require(try reader.next()), reusing: first)
    #expect(second.records.map { text(second.decoded[$0.text]) } == ["b"])
  }
}

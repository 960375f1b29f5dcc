import PipeFormats
import Testing

@Suite struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8).span)
  }

  private func write(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return text(writer.bytes)
  }

  @Test func readsEveryKind() throws {
    let value = try parse(
      #" {"a":[1,-2.5e3,true,false,null,"x\n\u00e9"],"b":{},"c":[],"a":"last"} "#)
    #expect(
      value
        == .object([
          JSONMember(
            "a",
            .array([
              .number(JSONNumber(1)), try parse("-2.5e3"), .bool(true), .bool(false), .null,
              .string("x\né"),
            ])), JSONMember("b", .object([])), JSONMember("c", .array([])),
          JSONMember("a", .string("last")),
        ]))
    #expect(value["a"] == .string("last"))
    #expect(value["none"] == nil && value.kind == .object)
    guard case .number(let number) = try parse("-2.5e3") else { return }
    #expect(number.double == -2500 && number.integer == nil && JSONNumber(7).integer == 7)
  }

  @Test(arguments: [
    ("", "expected a value", 0), ("{", "expected a field name in quotes", 1),
    ("[1,]", "not a value; strings need quotes", 3),
    ("[1 2]", "expected `,` or the closing bracket", 3),
    ("01", "not a number", 0), ("-", "not a number", 0), ("1.", "not a number", 0),
    ("1e", "not a number", 0),
    ("\"\\q\"", "no such escape in a string", 1),
    ("\"\\\"", "the string that opens here is never closed", 0),
    ("\"a\nb\"", "a control character in a string; write it as `\\n` or `\\u00..`", 2),
    ("{\"a\" 1}", "expected `:` after the field name", 5),
    ("nul", "not a value; strings need quotes", 0),
    ("1 1", "more after the value's end", 2),
  ])
  func refuses(text: String, reason: String, offset: Int) throws {
    #expect(throws: RecordError.brokenJSON(reason: reason, offset: offset)) { try parse(text) }
  }

  @Test func refusesBrokenUTF8AndDeepNesting() throws {
    #expect(throws: RecordError.brokenJSON(reason: "not UTF-8", offset: nil)) {
      try JSONValue(parsing: ([0x22, 0xFF, 0x22] as [UInt8]).span)
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: RecordError.brokenJSON(reason: "nested deeper than 512", offset: 512)) {
      try parse(deep)
    }
  }

  @Test func escapesWhatMustBeAndNothingElse() {
    #expect(
      write(.string("\u{0}\u{1F} \u{8}\t\n\u{C}\r \"\\/ é 😀 \u{7F}\u{2028}"))
        == "\"\\u0000\\u001f \\b\\t\\n\\f\\r \\\"\\\\/ é 😀 \u{7F}\u{2028}\"")
  }

  @Test func putsCommas() {
    var writer = JSONWriter(appendingTo: Array("x\n".utf8))
    writer.beginObject()
    writer.name("a")
    writer.beginArray()
    writer.number(1)
    writer.number(0.1)
    writer.number(Double.infinity)
    writer.beginObject()
    writer.endObject()
    writer.endArray()
    writer.name("b")
    writer.raw(Array("{ }".utf8).span)
    writer.name("c")
    writer.beginString()
    writer.stringPart(Array("one\n".utf8).span)
    writer.stringPart(Array("\"two\"".utf8).span)
    writer.endString()
    writer.name("d")
    writer.bool(true)
    writer.endObject()
    writer.endLine()
    writer.beginArray()
    writer.endArray()
    #expect(
      text(writer.bytes) == "x\n"
        + #"{"a":[1,0.1,null,{}],"b":{ },"c":"one\n\"two\"","d":true}"# + "\n[]")
  }

  /// A random text of all that can trip an escaper.
  private func hostileText(_ random: inout SeededGenerator, limit: Int) -> String {
    let alphabet: [Unicode.Scalar] = [
      "a", "b", " ", "\"", "\\", "\n", "\u{0}", "\u{1F}", "é", "€", "😀", "/", "u", "\u{FFFF}", "0",
    ]
    let plain = Int.random(in: 1...15, using: &random)
    var result = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...limit, using: &random) {
      let isPlain = Int.random(in: 0...20, using: &random) > plain
      result.append(isPlain ? "x" : alphabet.randomElement(using: &random) ?? "a")
    }
    return String(result)
  }

  /// Escapes of the text by the definition, or as other writers like them.
  private func slowEscape(_ text: String, _ random: inout SeededGenerator, minimal: Bool) -> String
  {
    var result = "\""
    for unit in text.utf16 {
      let scalar = Unicode.Scalar(unit)
      let short: [UInt16: String] = [8: "b", 9: "t", 10: "n", 12: "f", 13: "r", 34: "\"", 92: "\\"]
      let hex = String(unit, radix: 16)
      let long = "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      if let letter = short[unit] {
        result += minimal || Bool.random(using: &random) ? "\\" + letter : long
      } else if unit < 0x20 || scalar == nil
        || (!minimal && Int.random(in: 0...9, using: &random) == 0)
      {
        result += long
      } else if let scalar {
        result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func textSurvivesTheRoundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let original = hostileText(&random, limit: seed < 150 ? 400 : 6000)
    #expect(try parse(write(.string(original))) == .string(original))
    if original.unicodeScalars.allSatisfy({ $0.value < 0x10000 }) {
      #expect(write(.string(original)) == slowEscape(original, &random, minimal: true))
    }
    let line = "{\"text\":" + slowEscape(original, &random, minimal: false) + "}"
    #expect(try parse(line)["text"] == .string(original))
    let batch = LineBatch(line: Array(line.utf8))
    let decoded = JSONLinesDecoder(JSONLinesFields(content: FieldPath("text"))).decode(batch)
    #expect(decoded.records.map(\.error) == [nil])
    #expect(text(decoded.decoded[decoded.records[0].text]) == original)
  }

  /// The line decoder and the strict value parser must refuse the same lines.
  @Test(arguments: 0..<400 as Range<UInt64>)
  func bothParsersAgreeOnWhatIsBroken(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var line = Array(
      #"{"text":"a\n\ud83d\ude00b","n":[1,-0.5e+7,{"x":null,"y":[]}],"t":true,"s":"\"\\"}"#.utf8)
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let at = Int.random(in: 1..<line.count - 1, using: &random)
      switch Int.random(in: 0...2, using: &random) {
      case 0: line.remove(at: at)
      case 1:
        line.insert(
          UInt8(ascii: "\"{}[]:,\\0e-. atn".unicodeScalars.randomElement(using: &random) ?? "a"),
          at: at)
      default: line.swapAt(at, Int.random(in: 1..<line.count - 1, using: &random))
      }
    }
    let batch = LineBatch(line: line)
    let record = JSONLinesDecoder(JSONLinesFields(content: FieldPath("text"))).decode(batch)
      .records[0]
    let isBroken = if case .brokenJSON? = record.error { true } else { false }
    let value = try? JSONValue(parsing: line.span)
    #expect(isBroken == (value == nil), "\(text(line)) \(record.error as Any)")
  }
}

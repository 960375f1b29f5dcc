import PipeCore
import PipeFormats
import Testing

@Suite struct RecordFieldsTests {
  private func json(_ path: String, _ document: Document) -> String? {
    var writer = JSONWriter()
    let fields = RecordFields(stageID: { "stage\($0)" })
    guard fields.append(path, of: document, to: &writer) else { return nil }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private var sample: Document {
    var document = page(
      "<h2>Seals</h2><ol><li>one</ol><table><tr><th>a<th>b<tr><td>1<td>\"2\"</table>")
    document.metadata.set(
      "extra", to: .object([("n", .int(3)), ("l", .list([.bool(true), .null, .double(0.5)]))]),
      source: "test")
    document.setSignal("score", to: 0.25)
    document.tag("odd")
    return document
  }

  @Test(arguments: [
    ("id", #""test""#), ("url", #""https://sandvik.example/news/seals.html""#),
    ("text", #""Seals\n\n1. one\n\na\tb\n1\t\"2\"""#),
    ("markdown", ###""## Seals\n\n1. one\n\n| a | b |\n| --- | --- |\n| 1 | \"2\" |""###),
    (
      "blocks",
      #"[{"kind":"heading","level":2,"text":"Seals"},{"kind":"list_item","level":1,"number":1,"text":"one"},"#
        + #"{"kind":"table","table":{"header":["a","b"],"rows":[["1","\"2\""]]}}]"#
    ),
    ("tables", #"[{"header":["a","b"],"rows":[["1","\"2\""]]}]"#),
    ("meta", #"{"extra":{"n":3,"l":[true,null,0.5]}}"#),
    ("meta.extra", #"{"n":3,"l":[true,null,0.5]}"#),
    ("signals", #"{"score":0.25}"#), ("signals.score", "0.25"), ("tags", #"["odd"]"#),
    ("ledger", "[]"),
    ("doc.words", "6"),
  ])
  func writesFields(path: String, expected: String) {
    #expect(json(path, sample) == expected)
  }

  @Test(arguments: ["meta.nothing", "signals.nothing", "reason", "other"])
  func saysWhatADocumentHasNot(path: String) {
    #expect(json(path, sample) == nil)
  }

  @Test func writesTheLedger() {
    var document = textDocument("one\nBUY NOW\nthree")
    document.stage = 4
    document.removeLine(1, Removal("capitals", have: 1, need: 0.8))
    document.editLines { line, edits in
      if line.index == 2 { edits.replace(0..<5, with: Array("3".utf8), Removal("digits")) }
    }
    #expect(
      json("ledger", document)
        == #"[{"stage":"stage4","rule":"capitals","span":[4,11],"line":2,"action":"cut","#
        + #""have":1.0,"need":0.8,"text":"BUY NOW"},"#
        + #"{"stage":"stage4","rule":"digits","span":[12,17],"line":3,"action":"replace","text":"three","added":"3"}]"#
    )
    var writer = JSONWriter()
    RecordFields(stageID: { _ in "ads" }).appendRemovals(of: document, to: &writer)
    let lines = String(decoding: writer.bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix(#"{"doc":"test","stage":"ads","rule":"capitals","#))
  }

  @Test func hidesWhatWasSecret() {
    var document = textDocument("one\n+1 555 0101\nthree")
    document.removeLine(1, Removal("phone", isSecret: true))
    #expect(json("ledger", document)?.contains("555") == false)
    #expect(json("ledger", document)?.contains("\"hash\":") == true)
  }

  // MARK: - Front matter

  @Test func writesFrontMatter() {
    var document = sample
    document.metadata.set("title", to: .string("Seals: a count"), source: "test")
    document.metadata.set("author", to: .string("Ines Falk"), source: "test")
    var bytes: [UInt8] = []
    FrontMatter(fields: ["id", "title", "author", "missing", "tables", "extra", "signals.score"])
      .append(document, to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        ---
        id: test
        title: "Seals: a count"
        author: Ines Falk
        tables: 1
        extra: {"n": 3, l: [true, null, 0.5]}
        signals.score: 0.25
        ---


        """)
  }

  @Test(arguments: [
    ("plain words", "plain words"), ("no", "\"no\""), ("No", "\"No\""),
    ("2031-03-03", "\"2031-03-03\""), ("", "\"\""),
    ("a: b", "\"a: b\""), ("a:b", "a:b"), ("a #b", "\"a #b\""), ("- a", "\"- a\""),
    ("a\nb", "\"a\\nb\""),
    ("say \"x\" \\", "\"say \\\"x\\\" \\\\\""), ("Ende:", "\"Ende:\""), ("it's", "it's"),
    ("a, b", "\"a, b\""),
    ("港の時計", "港の時計"), ("x\u{85}y", "\"x\\u0085y\""), ("@x", "\"@x\""),
    ("x\u{2028}", "\"x\\u2028\""),
  ])
  func quotesWhatYAMLWouldReadOtherwise(text: String, expected: String) {
    var document = textDocument("")
    document.metadata.set("title", to: .string(text), source: "test")
    var bytes: [UInt8] = []
    FrontMatter(fields: ["title"]).append(document, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "---\ntitle: \(expected)\n---\n\n")
  }
}

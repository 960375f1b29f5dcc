import PipeFormats
import Testing

@Suite struct TextFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("a.txt", FileKind.text), ("a.b.md", .markdown), ("p.HTM", nil), ("p.htm.gz", .html),
    ("c4.json.gz", .jsonLines),
    ("x.ndjson.zst", .jsonLines), ("txt", nil), ("a.gz", nil),
  ])
  func kindsShowInNames(path: String, kind: FileKind?) {
    #expect(FileKind(path: path) == kind)
  }

  @Test(arguments: [
    ("<!DOCTYPE html><p>x", FileKind.html), ("\n\t <HTML lang=en>", .html), ("<!-- x -->", .html),
    ("<p>x", .html), ("<pre>x", .text), ("<p", .text), ("a < b", .text), ("", .text),
    ("\u{FEFF}<body>", .html), (" {\"text\": 1}", .jsonLines), ("GIF\u{1}", nil),
    ("# Title", .text),
  ])
  func kindsShowInFirstBytes(bytes: String, kind: FileKind?) throws {
    #expect(try FileKind(sniffing: folder.file("a", Array(bytes.utf8))) == kind)
    if bytes.isEmpty { return }
    #expect(try FileKind(sniffing: folder.file("a.gz", compressed(bytes.utf8, .gzip))) == kind)
  }

  @Test func aTextFileIsOneRecord() throws {
    let path = try folder.file("a.txt.gz", compressed("one\r\ntwo\u{0}".utf8, .gzip))
    let record = try FileRecord(path: path, kind: .text)
    #expect(text(record.bytes) == "one\r\ntwo\u{0}")
    #expect(record.error == nil && record.repairs == 0 && record.encoding == .utf8)
  }

  @Test func brokenTextIsMendedAndCounted() throws {
    let path = try folder.file("a.md", [0xEF, 0xBB, 0xBF, 0x61, 0xE2, 0x28, 0xF0, 0x9F, 0x98])
    let record = try FileRecord(path: path, kind: .markdown)
    #expect(text(record.bytes) == "a\u{FFFD}(\u{FFFD}")
    #expect(record.repairs == 2)
  }

  @Test func pagesAreLeftAsTheyAreUnlessTheirEncodingIsTold() throws {
    let page: [UInt8] = Array("<p>caf".utf8) + [0xE9, 0x80]
    let path = try folder.file("p.html", page)
    #expect(try FileRecord(path: path, kind: .html).bytes == page)
    let told = try FileRecord(path: path, kind: .html, encoding: "ISO-8859-1")
    #expect(text(told.bytes) == "<p>café€")
    #expect(told.encoding == .windows1252)
    let error = try FileRecord(path: path, kind: .html, encoding: "klingon").error
    #expect(
      error?.message == "the encoding `klingon` is unknown; `iconv -l` lists those that are known")
  }

  @Test func longAndBrokenFilesFail() throws {
    let path = try folder.file("long.txt", noise(100_001))
    #expect(
      try FileRecord(path: path, kind: .text, maxRecord: 100_000).error
        == .tooLong(size: 100_001, limit: 100_000))
    #expect(try FileRecord(path: path, kind: .text, maxRecord: 100_001).bytes.count == 100_001)
    let cut = try folder.file("cut.txt.zst", compressed(noise(1000), .zstd).dropLast(9))
    let record = try FileRecord(path: cut, kind: .text)
    guard case .inputBroken(.truncated)? = record.error else {
      Issue.record("\(record.error as Any)")
      return
    }
    #expect(record.bytes == [])
  }

  @Test func oneReaderForAllInputs() throws {
    let lines = try folder.file("a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n".utf8)
    let reader = try InputReader(
      jsonLines: lines, fields: JSONLinesFields(content: FieldPath("text")), batchSize: 13)
    var texts: [String] = []
    while let payload = try reader.next() {
      guard case .lines(let batch) = payload else { continue }
      texts += batch.records.map { text(batch.decoded[$0.text]) }
      reader.recycle(payload)
    }
    #expect(texts == ["a", "b"])
    let file = InputReader(file: try folder.file("a.txt", "whole".utf8), kind: .text)
    guard case .file(let record)? = try file.next() else {
      Issue.record("no record")
      return
    }
    #expect(text(record.bytes) == "whole")
    #expect(try file.next() == nil)
  }
}

@Suite struct TextEncodingTests {
  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0, 0x3D, 0xD8, 0, 0xDE], nil, "a😀", 0),
      ([0xFE, 0xFF, 0, 0x61, 0xD8, 0x3D, 0, 0x62, 0x63], nil, "a\u{FFFD}b\u{FFFD}", 2),
      ([0x61, 0x93, 0xE9, 0x94, 0x81], "Windows-1252", "a“é”\u{81}", 0),
      ([0x82, 0xA0, 0x82], "Shift_JIS", "あ\u{FFFD}", 1),
      ([0xB0, 0xA1, 0xFF, 0x61], "gb2312", "啊\u{FFFD}a", 1),
      ([0xC0, 0xCF], " koi8-r ", "юо", 0),
      ([0xEF, 0xBB, 0xBF, 0x61], "windows-1252", "a", 0),
      ([], "utf-8", "", 0),
    ] as [([UInt8], String?, String, Int)])
  func decodes(bytes: [UInt8], label: String?, expected: String, repairs: Int) throws {
    let found = decodeText(bytes.span, label: label)
    let decoded = try #require(found)
    #expect(text(decoded.bytes) == expected)
    #expect(decoded.repairs == repairs)
  }

  @Test(arguments: ["", "none", "utf-8//IGNORE", "../etc", "iso-8859-99"])
  func unknownLabelsAreNil(label: String) {
    let bytes: [UInt8] = [0x61]
    let decoded = decodeText(bytes.span, label: label)
    #expect(decoded == nil)
  }

  /// As the standard library repairs, on random bytes of what matters.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func repairsAsTheStandardLibraryDoes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes: [UInt8] = [
      0x61, 0x80, 0x9F, 0xA0, 0xBF, 0xC1, 0xC3, 0xE0, 0xE2, 0xED, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF,
    ]
    let broken = (0..<200).map { _ in bytes.randomElement(using: &random) ?? 0 }
    let decoded = TextEncoding.utf8.decode(broken.span)
    let expected = String(decoding: broken, as: UTF8.self)
    #expect(text(decoded.bytes) == expected)
    #expect(decoded.repairs == expected.unicodeScalars.count { $0 == "\u{FFFD}" })
  }

  @Test func longTextGoesThroughIconv() throws {
    // Long enough that the converter is asked more than once.
    let source = [UInt8](repeating: 0xC0, count: 100_000)
    let found = decodeText(source.span, label: "koi8-r")
    let decoded = try #require(found)
    #expect(text(decoded.bytes) == String(repeating: "ю", count: 100_000))
  }
}

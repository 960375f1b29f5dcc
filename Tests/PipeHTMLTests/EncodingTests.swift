import Foundation
import Testing

@testable import PipeHTML

@Suite struct EncodingTests {
  @Test(.enabled(if: ConformanceSuite.isThere, Comment(rawValue: ConformanceSuite.notice)))
  func findsWhatPagesDeclare() throws {
    var count = 0
    for file in try ConformanceSuite.files(in: "encoding", named: ".dat") {
      for test in Self.cases(in: [UInt8](try Data(contentsOf: file))) {
        count += 1
        let found = HTMLEncoding.sniff(test.page)?.name ?? "windows-1252"
        #expect(
          found.lowercased() == test.encoding.lowercased(),
          "\(file.lastPathComponent): \(String(decoding: test.page.prefix(300), as: UTF8.self))")
      }
    }
    print("encodings: \(count) cases")
    #expect(count >= 82)
  }

  private static func cases(in bytes: [UInt8]) -> [(page: [UInt8], encoding: String)] {
    var cases: [(page: [UInt8], encoding: String)] = []
    var page: [UInt8] = []
    var section = ""
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      if text == "#data" || text == "#encoding" {
        if text == "#data" { page = [] }
        section = text
      } else if section == "#data" {
        page += line + [0x0A]
      } else if !text.isEmpty, section == "#encoding" {
        cases.append((page, text))
        section = ""
      }
    }
    return cases
  }

  @Test(arguments: [
    ("latin1", "windows-1252"), (" UTF8\n", "UTF-8"), ("Shift-JIS", "Shift_JIS"),
    ("gb2312", "GBK"), ("iso-8859-9", "windows-1254"), ("hz-gb-2312", "replacement"),
  ])
  func knowsLabels(label: String, name: String) {
    #expect(HTMLEncoding.name(forLabel: label) == name)
  }

  @Test func knowsNoOtherLabels() {
    #expect(HTMLEncoding.name(forLabel: "utf-9") == nil)
    #expect(HTMLEncoding.name(forLabel: "") == nil)
  }

  @Test func trustsTheByteOrderMarkFirst() {
    let page = [0xEF, 0xBB, 0xBF] + Array("<meta charset=koi8-r>".utf8)
    #expect(HTMLEncoding.sniff(page) == HTMLEncoding(name: "UTF-8", source: .byteOrderMark))
    #expect(HTMLEncoding.sniff([0xFF, 0xFE, 0x3C, 0])?.name == "UTF-16LE")
  }
}

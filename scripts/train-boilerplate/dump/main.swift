// Reads frames from standard input and writes the features of each document; see ../README.md.
//
// A frame is a line `KIND LENGTH` and LENGTH bytes. KIND is H (a page's HTML), T (flattened text) or
// F (a page that is to be flattened). Answers are little-endian: for H and T the number of units and of
// features (32 bits each), the features row by row (32-bit floats), and for each unit the length of its
// text and the text; for F a length and the text. `--topics` prints the topics of both kinds.

import BoilerplateStages
import PipeCore
import PipeFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

func readAll() -> [UInt8] {
  var all: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    let got = unsafe buffer.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
    if got <= 0 { return all }
    all += buffer[..<got]
  }
}

func send(_ bytes: [UInt8]) {
  var done = 0
  while done < bytes.count {
    let rest = Array(bytes[done...])
    let sent = unsafe rest.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
    if sent <= 0 { exit(1) }
    done += sent
  }
}

func word(_ value: UInt32) -> [UInt8] {
  (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

func document(_ kind: Substring, _ bytes: [UInt8]) -> Document {
  let ordinal = Ordinal(rawValue: 0)
  if kind != "T" { return pageDocument(id: "", ordinal: ordinal, url: nil, html: bytes) }
  var document = Document(id: "", ordinal: ordinal, source: SourceText(bytes))
  parseBlocks(of: &document)
  return document
}

if CommandLine.arguments.contains("--topics") {
  for (kind, text) in [("H", "<p>One.</p>"), ("T", "One.")] {
    let topics = boilerplateFeatures(of: document(Substring(kind), Array(text.utf8))).topics
    for topic in topics { print(kind, topic) }
  }
} else {
  let input = readAll()
  var at = 0
  while let end = input[at...].firstIndex(of: UInt8(ascii: "\n")) {
    let parts = String(decoding: input[at..<end], as: UTF8.self).split(separator: " ")
    let length = Int(parts[1]) ?? 0
    let bytes = Array(input[(end + 1)..<(end + 1 + length)])
    at = end + 1 + length
    let page = document(parts[0], bytes)
    if parts[0] == "F" {
      let text = page.text
      send(word(UInt32(text.count)) + text)
      continue
    }
    let (rows, _, texts) = boilerplateFeatures(of: page)
    var answer = word(UInt32(rows.count)) + word(UInt32(rows.first?.count ?? 0))
    for row in rows { for value in row { answer += word(value.bitPattern) } }
    for text in texts { answer += word(UInt32(text.count)) + text }
    send(answer)
  }
}

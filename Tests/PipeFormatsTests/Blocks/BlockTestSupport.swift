import PipeCore
import PipeFormats

/// A small seeded generator (xorshift64*), so that a failing text can be made again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

func textDocument(_ text: String) -> Document {
  Document(id: "test", ordinal: Ordinal(rawValue: 0), source: SourceText(Array(text.utf8)))
}

func parsed(_ text: String) -> Document {
  var document = textDocument(text)
  parseBlocks(of: &document)
  return document
}

/// One line for each block: kind, level, number, `~` when wrapped, and its lines; removed ones in brackets.
func outline(_ document: Document) -> String {
  document.blocks.map { block in
    var parts = [block.kind.name]
    if block.level > 0 { parts[0] += String(block.level) }
    if let number = block.number { parts.append("#\(number)") }
    if block.isWrapped { parts.append("~") }
    let lines = block.lines.map { index in
      let text = document.string(ofLine: index)
      return document.lines[index].isRemoved ? "[\(text)]" : text
    }
    return parts.joined(separator: " ") + ": " + lines.joined(separator: " / ")
  }.joined(separator: "\n")
}

func markdown(_ document: Document, keepsMarks: Bool = true) -> String {
  var bytes: [UInt8] = []
  MarkdownWriter(keepsMarks: keepsMarks).append(document, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

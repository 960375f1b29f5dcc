import PipeCore
import PipeFormats

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

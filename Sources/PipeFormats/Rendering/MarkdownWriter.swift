package import PipeCore

/// Writes what is left of a document as Markdown (CommonMark with GitHub's tables).
///
/// Marks in the text stay as they are but for those at the start of a line that would make another
/// block of it; of a page also `<` before a letter. Lines of a paragraph that was not wrapped stay
/// lines, without hard breaks.
package struct MarkdownWriter: Sendable {
  /// What stands before list items: `-`, `*` or `+`.
  package var bullet: String
  /// Whether links, emphasis and code are written.
  package var keepsMarks: Bool

  package init(bullet: String = "-", keepsMarks: Bool = true) {
    self.bullet = bullet
    self.keepsMarks = keepsMarks
  }

  /// Appends the document, ended by one line feed; nothing for one without text.
  package func append(_ document: Document, to output: inout [UInt8]) {
    let start = output.count
    appendBody(document, to: &output)
    if output.count > start { output.append(UInt8(ascii: "\n")) }
  }

  /// Appends the document without a line feed at the end.
  package func appendBody(_ document: Document, to output: inout [UInt8]) {
    let marks = keepsMarks && document.isPage ? InlineMarks(document) : nil
    var rendering = MarkdownRendering(
      blocks: LiveBlocks(document: document), marks: marks, bullet: Array(bullet.utf8))
    LiveBlocks(document: document).forEach { rendering.append($0, to: &output) }
  }
}

/// One document on its way to Markdown.
private struct MarkdownRendering {
  let blocks: LiveBlocks
  let marks: InlineMarks?
  let bullet: [UInt8]
  private var before: Block?
  /// The columns that the marks of the open list levels take.
  private var indents: [Int] = []

  init(blocks: LiveBlocks, marks: InlineMarks?, bullet: [UInt8]) {
    self.blocks = blocks
    self.marks = marks
    self.bullet = bullet
  }

  mutating func append(_ block: Block, to output: inout [UInt8]) {
    separate(block, &output)
    switch block.kind {
    case .raw: appendRaw(block, &output)
    case .heading:
      output.append(UInt8(ascii: "#"), times: min(max(block.level, 1), 6))
      output.append(UInt8(ascii: " "))
      appendText(block, joint: [UInt8(ascii: " ")], isHeading: true, &output)
    case .listItem: appendItem(block, &output)
    case .quote: appendQuote(block, &output)
    case .code: appendCode(block, &output)
    case .table: appendTable(block, &output)
    case .paragraph, .caption: appendText(block, joint: [UInt8(ascii: "\n")], &output)
    }
    before = block
  }

  private mutating func separate(_ block: Block, _ output: inout [UInt8]) {
    if block.kind != .listItem { indents.removeAll() }
    guard let before else { return }
    output.append(UInt8(ascii: "\n"))
    if before.kind == .raw, block.kind == .raw { return }
    if before.kind == .listItem, block.kind == .listItem { return }
    if before.kind == .quote, block.kind == .quote {
      output.append(UInt8(ascii: ">"), times: max(min(before.level, block.level), 1))
    }
    output.append(UInt8(ascii: "\n"))
  }

  // MARK: - Kinds

  private func appendRaw(_ block: Block, _ output: inout [UInt8]) {
    blocks.document.append(block, to: &output)
  }

  private mutating func appendItem(_ block: Block, _ output: inout [UInt8]) {
    let level = min(max(block.level, 1), indents.count + 1)
    indents.removeLast(indents.count - (level - 1))
    let indent = indents.reduce(0, +)
    output.append(UInt8(ascii: " "), times: indent)
    let start = output.count
    if let number = block.number {
      output.append(number: number)
      output.append(UInt8(ascii: "."))
    } else {
      output += bullet
    }
    output.append(UInt8(ascii: " "))
    let width = output.count - start
    indents.append(width)
    let joint = [UInt8(ascii: "\n")] + [UInt8](repeating: UInt8(ascii: " "), count: indent + width)
    appendText(block, joint: joint, &output)
  }

  private func appendQuote(_ block: Block, _ output: inout [UInt8]) {
    let mark = [UInt8](repeating: UInt8(ascii: ">"), count: max(block.level, 1)) + [0x20]
    output += mark
    appendText(block, joint: [UInt8(ascii: "\n")] + mark, &output)
  }

  private func appendCode(_ block: Block, _ output: inout [UInt8]) {
    var body: [UInt8] = []
    blocks.document.append(block, to: &body)
    let fence = [UInt8](
      repeating: UInt8(ascii: "`"), count: max(3, longestRun(of: "`", in: body) + 1))
    output += fence
    output.append(UInt8(ascii: "\n"))
    output += body
    output.append(UInt8(ascii: "\n"))
    output += fence
  }

  private func appendTable(_ block: Block, _ output: inout [UInt8]) {
    let (header, rows) = blocks.rows(of: block)
    let columns = blocks.document.table(of: block)?.columns ?? 1
    // Markdown has no table without a header: an empty one stands for none.
    appendRow(header ?? [Int](repeating: -1, count: columns), &output)
    output.append("\n|")
    for _ in 0..<columns { output.append(" --- |") }
    for row in rows {
      output.append(UInt8(ascii: "\n"))
      appendRow(row, &output)
    }
  }

  private func appendRow(_ cells: [Int], _ output: inout [UInt8]) {
    output.append(UInt8(ascii: "|"))
    for cell in cells {
      output.append(UInt8(ascii: " "))
      let start = output.count
      if cell >= 0 { appendInline(cell, inCell: true, &output) }
      output.append(output.count > start ? " |" : "|")
    }
  }

  // MARK: - Text

  private func appendText(
    _ block: Block, joint: [UInt8], isHeading: Bool = false, _ output: inout [UInt8]
  ) {
    var isFirst = true
    for index in block.lines where !blocks.document.lines[index].isRemoved {
      if !isFirst {
        if block.isWrapped { output.append(UInt8(ascii: " ")) } else { output += joint }
      }
      let start = output.count
      appendInline(index, inCell: false, &output)
      if isHeading {
        escapeClosingHashes(&output, from: start)
      } else if isFirst || !block.isWrapped {
        let keepsRule = isFirst && block.kind == .paragraph && !blocks.document.isPage
        escapeBlockStart(&output, from: start, isFirstLine: isFirst, keepsRule: keepsRule)
      }
      isFirst = false
    }
  }

  private func appendInline(_ index: Int, inCell: Bool, _ output: inout [UInt8]) {
    let line = blocks.document.lines[index]
    let escapes = MarkdownEscapes(inCell: inCell, isPage: blocks.document.isPage)
    guard let events = marks?.events(of: line, in: blocks.document), !events.isEmpty else {
      if escapes.areNone {
        blocks.document.append(line, to: &output)
      } else {
        let bytes = blocks.bytes(ofLine: index)
        escapes.append(bytes[...], to: &output)
      }
      return
    }
    let bytes = blocks.bytes(ofLine: index)
    var position = 0
    var isCode = false
    for event in events {
      let text = bytes[position..<event.offset]
      if isCode { output += text } else { escapes.append(text, to: &output) }
      position = event.offset
      if case .code = event.kind {
        isCode = event.isStart
        let end = min(event.isStart ? position + event.count : position, bytes.count)
        let code = Array(bytes[(event.isStart ? position : position - event.count)..<end])
        output.append(UInt8(ascii: "`"), times: longestRun(of: "`", in: code) + 1)
      } else if !isCode {
        appendMark(event, &output)
      }
    }
    escapes.append(bytes[position...], to: &output)
  }

  private func appendMark(_ event: InlineMarks.Event, _ output: inout [UInt8]) {
    switch event.kind {
    case .emphasis: output.append("*")
    case .strong: output.append("**")
    case .code: break
    case .link(let target):
      if event.isStart {
        output.append("[")
      } else {
        output.append("](")
        appendTarget(target, &output)
        output.append(")")
      }
    }
  }

  /// A link's target; in angle brackets when it holds a bracket or a space.
  private func appendTarget(_ target: String, _ output: inout [UInt8]) {
    let bytes = Array(target.utf8)
    let isPlain = bytes.allSatisfy {
      $0 > 0x20 && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ")")
    }
    if isPlain {
      output += bytes
      return
    }
    output.append("<")
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "<"): output.append("%3C")
      case UInt8(ascii: ">"): output.append("%3E")
      case 0..<0x20: output.append("%20")
      default: output.append(byte)
      }
    }
    output.append(">")
  }
}

package import PipeCore

/// Writes what is left of a document as HTML: the content of a `body`, an element a line.
///
/// Lists nest by level; lines that were not wrapped are parted by `br`. A document that was not parsed
/// is one `pre`.
package struct HTMLWriter: Sendable {
  /// Whether links, emphasis and code are written.
  package var keepsMarks: Bool

  package init(keepsMarks: Bool = true) { self.keepsMarks = keepsMarks }

  package func append(_ document: Document, to output: inout [UInt8]) {
    let blocks = LiveBlocks(document: document)
    var rendering = HTMLRendering(
      blocks: blocks, marks: keepsMarks && document.isPage ? InlineMarks(document) : nil)
    blocks.forEach { rendering.append($0, to: &output) }
    rendering.closeLists(to: 0, &output)
  }
}

private struct HTMLRendering {
  let blocks: LiveBlocks
  let marks: InlineMarks?
  /// The lists that are open, each in an item of the one before: whether it is ordered.
  private var lists: [Bool] = []

  init(blocks: LiveBlocks, marks: InlineMarks?) {
    self.blocks = blocks
    self.marks = marks
  }

  mutating func append(_ block: Block, to output: inout [UInt8]) {
    if block.kind == .listItem {
      appendItem(block, &output)
      return
    }
    closeLists(to: 0, &output)
    switch block.kind {
    case .heading:
      let level = UInt8(ascii: "0") + UInt8(min(max(block.level, 1), 6))
      output += Array("<h".utf8) + [level, UInt8(ascii: ">")]
      appendText(block, &output)
      output += Array("</h".utf8) + [level] + Array(">\n".utf8)
    case .quote:
      let depth = max(block.level, 1)
      for _ in 0..<depth { output.append("<blockquote>") }
      output.append("<p>")
      appendText(block, &output)
      output.append("</p>")
      for _ in 0..<depth { output.append("</blockquote>") }
      output.append("\n")
    case .code, .raw: appendCode(block, &output)
    case .table: appendTable(block, &output)
    case .caption: wrap("<p class=\"caption\">", "</p>\n", block, &output)
    case .paragraph, .listItem: wrap("<p>", "</p>\n", block, &output)
    }
  }

  private func wrap(
    _ start: StaticString, _ end: StaticString, _ block: Block, _ output: inout [UInt8]
  ) {
    output.append(start)
    appendText(block, &output)
    output.append(end)
  }

  // MARK: - Lists

  private mutating func appendItem(_ block: Block, _ output: inout [UInt8]) {
    let level = min(max(block.level, 1), lists.count + 1)
    let isOrdered = block.number != nil
    closeLists(to: level, &output)
    if lists.count == level, lists[level - 1] != isOrdered { closeLists(to: level - 1, &output) }
    if lists.count == level {
      output.append("</li>\n")
    } else {
      if level > 1 { output.append("\n") }
      output.append(isOrdered ? "<ol>\n" : "<ul>\n")
      lists.append(isOrdered)
    }
    if let number = block.number {
      output.append("<li value=\"")
      output.append(number: number)
      output.append("\">")
    } else {
      output.append("<li>")
    }
    appendText(block, &output)
  }

  mutating func closeLists(to count: Int, _ output: inout [UInt8]) {
    while lists.count > count {
      output.append(lists.removeLast() ? "</li>\n</ol>" : "</li>\n</ul>")
      output.append("\n")
    }
  }

  // MARK: - Kinds

  private func appendCode(_ block: Block, _ output: inout [UInt8]) {
    output.append(block.kind == .code ? "<pre><code>" : "<pre>")
    var bytes: [UInt8] = []
    blocks.document.append(block, to: &bytes)
    // The parser takes one line feed off the start of `pre`.
    if bytes.first == UInt8(ascii: "\n") { output.append("\n") }
    appendEscaped(bytes[...], to: &output)
    output.append(block.kind == .code ? "</code></pre>\n" : "</pre>\n")
  }

  private func appendTable(_ block: Block, _ output: inout [UInt8]) {
    let (header, rows) = blocks.rows(of: block)
    output.append("<table>\n")
    if let header {
      output.append("<thead>\n")
      appendRow(header, "<th>", "</th>", &output)
      output.append("</thead>\n")
    }
    output.append("<tbody>\n")
    for row in rows { appendRow(row, "<td>", "</td>", &output) }
    output.append("</tbody>\n</table>\n")
  }

  private func appendRow(
    _ cells: [Int], _ start: StaticString, _ end: StaticString, _ output: inout [UInt8]
  ) {
    output.append("<tr>")
    for cell in cells {
      output.append(start)
      if cell >= 0 { appendInline(cell, &output) }
      output.append(end)
    }
    output.append("</tr>\n")
  }

  private func appendText(_ block: Block, _ output: inout [UInt8]) {
    var isFirst = true
    for index in block.lines where !blocks.document.lines[index].isRemoved {
      if !isFirst { output.append(block.isWrapped ? " " : "<br>") }
      isFirst = false
      appendInline(index, &output)
    }
  }

  private func appendInline(_ index: Int, _ output: inout [UInt8]) {
    let bytes = blocks.bytes(ofLine: index)
    var position = 0
    for event in marks?.events(of: blocks.document.lines[index], in: blocks.document) ?? [] {
      appendEscaped(bytes[position..<event.offset], to: &output)
      position = event.offset
      switch event.kind {
      case .emphasis: output.append(event.isStart ? "<em>" : "</em>")
      case .strong: output.append(event.isStart ? "<strong>" : "</strong>")
      case .code: output.append(event.isStart ? "<code>" : "</code>")
      case .link(let target):
        if event.isStart {
          output.append("<a href=\"")
          appendEscaped(Array(target.utf8)[...], to: &output)
          output.append("\">")
        } else {
          output.append("</a>")
        }
      }
    }
    appendEscaped(bytes[position...], to: &output)
  }
}

private func appendEscaped(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) {
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "&"): output.append("&amp;")
    case UInt8(ascii: "<"): output.append("&lt;")
    case UInt8(ascii: ">"): output.append("&gt;")
    case UInt8(ascii: "\""): output.append("&quot;")
    default: output.append(byte)
    }
  }
}

package import PipeCore

/// Writes what is left of a document as plain text.
///
/// Blocks are parted by a blank line, items of a list by a line end; table cells by a tab. The lines of
/// a wrapped paragraph are joined by a space. A document that was not parsed gives its lines as they
/// are, with a line feed at the end if the source text has one: untouched, it is the source text.
package struct TextWriter: Sendable {
  /// What stands before list items without a number.
  package var bullet: String

  package init(bullet: String = "-") { self.bullet = bullet }

  /// Appends the document, ended by one line feed; nothing for one without lines.
  package func append(_ document: Document, to output: inout [UInt8]) {
    let start = output.count
    appendBody(document, to: &output)
    if output.count > start, output.last != UInt8(ascii: "\n") {
      output.append(UInt8(ascii: "\n"))
    }
  }

  /// Appends the document; the text field of a record.
  package func appendBody(_ document: Document, to output: inout [UInt8]) {
    forEachRun(of: document) { run in
      run.withUnsafeBufferPointer { output.append(contentsOf: $0) }
    }
  }

  /// Calls `body` with the runs of bytes that make the text, long ones for untouched text.
  package func forEachRun(of document: Document, _ body: (Span<UInt8>) -> Void) {
    if document.isParsed {
      var bytes: [UInt8] = []
      appendParsed(document, to: &bytes)
      body(bytes.span)
    } else {
      forEachRawRun(of: document, body)
    }
  }

  // MARK: - Unparsed

  private func forEachRawRun(of document: Document, _ body: (Span<UInt8>) -> Void) {
    let feed: [UInt8] = [UInt8(ascii: "\n")]
    var run: Range<Int>?
    var isFirst = true
    func flush() {
      if let run { body(document.source.bytes.extracting(run)) }
      run = nil
    }
    for block in document.blocks {
      for line in document.lines[block.lines] where !line.isRemoved {
        if line.list < 0, !line.piece.isAdded {
          if let open = run, line.piece.offset == open.upperBound + 1 {
            run = open.lowerBound..<line.piece.range.upperBound
            continue
          }
          flush()
          if !isFirst { body(feed.span) }
          run = line.piece.range
        } else {
          flush()
          if !isFirst { body(feed.span) }
          document.withBytes(of: line) { body($0) }
        }
        isFirst = false
      }
    }
    flush()
    let count = document.source.count
    if !isFirst, count > 0, document.source.bytes[count - 1] == UInt8(ascii: "\n") {
      body(feed.span)
    }
  }

  // MARK: - Parsed

  private func appendParsed(_ document: Document, to output: inout [UInt8]) {
    let blocks = LiveBlocks(document: document)
    var before: Block?
    blocks.forEach { block in
      if let before {
        output.append(UInt8(ascii: "\n"))
        if !(before.kind == .listItem && block.kind == .listItem) {
          output.append(UInt8(ascii: "\n"))
        }
      }
      before = block
      switch block.kind {
      case .table: appendTable(block, blocks, &output)
      case .listItem: appendItem(block, blocks, &output)
      default: blocks.appendLines(of: block, joint: "\n", to: &output)
      }
    }
  }

  private func appendItem(_ block: Block, _ blocks: LiveBlocks, _ output: inout [UInt8]) {
    let indent = 2 * max(block.level - 1, 0)
    output.append(UInt8(ascii: " "), times: indent)
    let start = output.count
    if let number = block.number {
      output.append(number: number)
      output.append(".")
    } else {
      output.append(contentsOf: bullet.utf8)
    }
    if output.count > start { output.append(UInt8(ascii: " ")) }
    blocks.appendLines(
      of: block, joint: "\n" + String(repeating: " ", count: indent + bullet.count + 1), to: &output
    )
  }

  private func appendTable(_ block: Block, _ blocks: LiveBlocks, _ output: inout [UInt8]) {
    let (header, rows) = blocks.rows(of: block)
    for (index, row) in ((header.map { [$0] } ?? []) + rows).enumerated() {
      if index > 0 { output.append(UInt8(ascii: "\n")) }
      for (column, cell) in row.enumerated() {
        if column > 0 { output.append(UInt8(ascii: "\t")) }
        if cell >= 0 { output += blocks.bytes(ofLine: cell) }
      }
    }
  }
}

extension LiveBlocks {
  /// Appends the live lines of a block, by a space when they were wrapped, else by `joint`.
  func appendLines(
    of block: Block, joint: @autoclosure () -> String, to output: inout [UInt8]
  ) {
    var isFirst = true
    for index in block.lines where !document.lines[index].isRemoved {
      if !isFirst {
        if block.isWrapped {
          output.append(UInt8(ascii: " "))
        } else {
          output.append(contentsOf: joint().utf8)
        }
      }
      isFirst = false
      document.append(document.lines[index], to: &output)
    }
  }
}

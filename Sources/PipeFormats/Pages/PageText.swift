import PipeCore

/// The source text of a page while it is written: lines with white space collapsed, and the marks on
/// them.
struct PageText {
  /// A link, an emphasis or code that is open.
  struct OpenMark {
    /// nil for a link that leads nowhere, which counts as link text all the same.
    let kind: Annotation.Kind?
    let isLink: Bool
    /// Where its text begins in the line; nil before any.
    var start: Int?
    /// Whether it was counted in the block.
    var isCounted = false
  }

  var bytes: [UInt8] = []
  var annotations: [Annotation] = []
  var marks: [OpenMark] = []
  private(set) var linkDepth = 0
  /// The first byte of the line that is open.
  private(set) var lineStart = 0
  private var needsSpace = false
  /// Of the line that is open, bytes inside links.
  private(set) var lineLinkBytes = 0
  /// Of the block, links with text.
  var linkCount = 0

  var lineIsEmpty: Bool { bytes.count == lineStart }

  /// Appends text with its white space collapsed; true when any of it shows.
  mutating func append(_ text: Span<UInt8>) -> Bool {
    let before = bytes.count
    let parted = needsSpace
    var index = 0
    while index < text.count {
      let byte = text[unchecked: index]
      if byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
      {
        needsSpace = needsSpace || bytes.count > lineStart
        index &+= 1
        continue
      }
      if byte == 0xC2, index &+ 1 < text.count, text[unchecked: index &+ 1] == 0xA0 {
        needsSpace = needsSpace || bytes.count > lineStart
        index &+= 2
        continue
      }
      if needsSpace {
        bytes.append(0x20)
        needsSpace = false
      }
      if !marks.isEmpty { startMarks() }
      let start = index
      repeat {
        index &+= 1
      } while index < text.count && text[unchecked: index] > 0x20
        && text[unchecked: index] != 0xC2
      appendRun(text.extracting(start..<index))
    }
    if linkDepth > 0, bytes.count > before {
      // The space before the link is none of it.
      lineLinkBytes += bytes.count - before - (parted && bytes[before] == 0x20 ? 1 : 0)
    }
    return bytes.count > before
  }

  /// Parts what comes from what stands in the line.
  mutating func needSpace() { needsSpace = needsSpace || bytes.count > lineStart }

  /// Appends text as it is, for `pre`: its line feeds end lines.
  mutating func appendVerbatim(_ text: Span<UInt8>, onLineEnd: (inout PageText) -> Void) {
    var start = 0
    for index in 0..<text.count where text[index] == 0x0A || index == text.count - 1 {
      let isEnd = text[index] == 0x0A
      let end = isEnd ? index : index + 1
      appendRun(text.extracting(start..<end))
      if linkDepth > 0 { lineLinkBytes += end - start }
      if isEnd { onLineEnd(&self) }
      start = index + 1
    }
  }

  private mutating func appendRun(_ run: Span<UInt8>) {
    run.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  private mutating func startMarks() {
    for index in marks.indices where marks[index].start == nil {
      marks[index].start = bytes.count
      if marks[index].isLink, !marks[index].isCounted {
        marks[index].isCounted = true
        linkCount += 1
      }
    }
  }

  // MARK: - Marks

  mutating func open(_ kind: Annotation.Kind?, isLink: Bool) {
    marks.append(OpenMark(kind: kind, isLink: isLink))
    if isLink { linkDepth += 1 }
  }

  mutating func closeMark() {
    guard let mark = marks.popLast() else { return }
    note(mark)
    if mark.isLink { linkDepth -= 1 }
  }

  private mutating func note(_ mark: OpenMark) {
    guard let kind = mark.kind, let start = mark.start, start < bytes.count else { return }
    annotations.append(Annotation(span: start..<bytes.count, kind: kind))
  }

  // MARK: - Lines

  /// Ends the line: its bytes, which may be none.
  mutating func endLine() -> Range<Int> {
    for index in marks.indices {
      note(marks[index])
      marks[index].start = nil
    }
    let range = lineStart..<bytes.count
    bytes.append(UInt8(ascii: "\n"))
    lineStart = bytes.count
    lineLinkBytes = 0
    needsSpace = false
    return range
  }

  /// Begins the count of a block's links anew.
  mutating func startBlock() {
    linkCount = 0
    for index in marks.indices { marks[index].isCounted = false }
  }
}

import PipeCore

/// The source text of a page while it is written: lines with white space collapsed, and the marks on
/// them.
struct PageText {
  /// A link, an emphasis or code that is open.
  struct OpenMark {
    let kind: PageMark.Kind
    /// Of a link, the index of its `href`.
    let attribute: UInt32
    /// Where its text begins in the line; -1 before any.
    var start = -1
    /// Whether it was counted in the block.
    var isCounted = false
  }

  /// The text, and room behind it.
  private(set) var bytes: [UInt8]
  /// Bytes of the text.
  private(set) var count = 0
  private(set) var annotations: [PageMark] = []
  private var marks: [OpenMark] = []
  private var linkDepth = 0
  /// The first byte of the line that is open.
  private(set) var lineStart = 0
  private var needsSpace = false
  /// Of the line that is open, bytes inside links.
  private(set) var lineLinkBytes = 0
  /// Of the block, links with text.
  private(set) var linkCount = 0

  var lineIsEmpty: Bool { count == lineStart }

  init(room: Int = 0) { bytes = Self.room(for: room) }

  /// Bytes that nobody reads before they are written.
  private static func room(for count: Int) -> [UInt8] {
    Array(unsafeUninitializedCapacity: count) { $1 = count }
  }

  private mutating func reserve(_ more: Int) {
    let wanted = count &+ more
    if wanted <= bytes.count { return }
    var larger = Self.room(for: wanted &+ wanted / 2 &+ 64)
    let used = count
    larger.withUnsafeMutableBufferPointer { new in
      bytes.withUnsafeBufferPointer { old in
        _ = new.update(fromContentsOf: old.prefix(used))
      }
    }
    bytes = larger
  }

  /// The text without the room behind it; nothing can be appended any more.
  mutating func takeBytes() -> [UInt8] {
    bytes.removeLast(bytes.count - count)
    let result = bytes
    bytes = []
    return result
  }

  /// Appends text with its white space collapsed; true when any of it shows.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Up to eight bytes are written at a time.
    reserve(text.count &+ 9)
    let before = count
    let wasParted = needsSpace
    var run = CollapsedRun(end: count, lineStart: lineStart, needsSpace: needsSpace)
    bytes.withUnsafeMutableBufferPointer { run.write(text, to: $0) }
    needsSpace = run.needsSpace
    count = run.end
    guard count > before else { return false }
    // The space before a mark is none of it.
    if !marks.isEmpty { startMarks(at: bytes[before] == 0x20 ? before &+ 1 : before) }
    if linkDepth > 0 {
      lineLinkBytes &+= count &- before &- (wasParted && bytes[before] == 0x20 ? 1 : 0)
    }
    return true
  }

  /// Parts what comes from what stands in the line.
  mutating func needSpace() { needsSpace = needsSpace || count > lineStart }

  /// Appends text as it is, for `pre`: its line feeds end lines.
  mutating func appendVerbatim(_ text: UnsafeBufferPointer<UInt8>, endingLines lines: inout [Line])
  {
    var start = 0
    for index in 0..<text.count where text[index] == 0x0A || index == text.count - 1 {
      let isEnd = text[index] == 0x0A
      let end = isEnd ? index : index + 1
      reserve(end - start)
      let at = count
      bytes.withUnsafeMutableBufferPointer { out in
        for offset in 0..<(end - start) { out[at &+ offset] = text[start &+ offset] }
      }
      count += end - start
      if linkDepth > 0 { lineLinkBytes += end - start }
      if isEnd { lines.append(Line(Piece(endLine()))) }
      start = index + 1
    }
  }

  private mutating func startMarks(at place: Int) {
    for index in marks.indices where marks[index].start < 0 {
      marks[index].start = place
      if marks[index].kind == .link, !marks[index].isCounted {
        marks[index].isCounted = true
        linkCount += 1
      }
    }
  }

  // MARK: - Marks

  mutating func open(_ kind: PageMark.Kind, attribute: UInt32) {
    marks.append(OpenMark(kind: kind, attribute: attribute))
    if kind == .link { linkDepth += 1 }
  }

  mutating func closeMark() {
    guard let mark = marks.popLast() else { return }
    note(mark)
    if mark.kind == .link { linkDepth -= 1 }
  }

  private mutating func note(_ mark: OpenMark) {
    guard mark.start >= 0, mark.start < count else { return }
    annotations.append(
      PageMark(
        start: UInt32(truncatingIfNeeded: mark.start), end: UInt32(truncatingIfNeeded: count),
        attribute: mark.attribute, kind: mark.kind))
  }

  // MARK: - Lines

  /// Ends the line: its bytes, which may be none.
  mutating func endLine() -> Range<Int> {
    for index in marks.indices {
      note(marks[index])
      marks[index].start = -1
    }
    let range = lineStart..<count
    reserve(1)
    bytes[count] = UInt8(ascii: "\n")
    count &+= 1
    lineStart = count
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

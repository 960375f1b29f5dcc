import PipeText

/// The text that is left of a document in one run of bytes, with a map back to its lines.
///
/// Patterns of unit `text` are tried on it.
package struct LiveText {
  /// A run of bytes of one line, or a line end (`line` is -1).
  struct Run {
    let start: Int
    let line: Int32
  }

  package private(set) var bytes: [UInt8] = []
  private(set) var runs: [Run] = []

  init(of document: Document) {
    bytes.reserveCapacity(document.source.count)
    var before: Block?
    for block in document.blocks {
      var isFirstOfBlock = true
      for index in block.lines where !document.lines[index].isRemoved {
        if !runs.isEmpty {
          bytes.append(UInt8(ascii: "\n"))
          if isFirstOfBlock, Self.needsBlankLine(before, block) {
            bytes.append(UInt8(ascii: "\n"))
          }
        }
        isFirstOfBlock = false
        runs.append(Run(start: bytes.count, line: Int32(index)))
        document.append(document.lines[index], to: &bytes)
      }
      if !isFirstOfBlock { before = block }
    }
  }

  private static func needsBlankLine(_ before: Block?, _ block: Block) -> Bool {
    guard let before, block.kind != .raw else { return false }
    return !(before.kind == .listItem && block.kind == .listItem)
  }

  /// The lines that a range of the text touches, each with the bytes of it that are in the range.
  func lines(in range: Range<Int>) -> [(line: Int, local: Range<Int>)] {
    var result: [(Int, Range<Int>)] = []
    var index = firstRun(endingAfter: range.lowerBound)
    while index < runs.count, runs[index].start < range.upperBound || result.isEmpty {
      let run = runs[index]
      if run.start > range.upperBound { break }
      let end = self.end(ofRun: index)
      let low = max(range.lowerBound, run.start)
      let high = min(range.upperBound, end)
      if low <= high { result.append((Int(run.line), (low - run.start)..<(high - run.start))) }
      index += 1
    }
    return result
  }

  private func firstRun(endingAfter offset: Int) -> Int {
    (0..<runs.count).partitioningIndex { end(ofRun: $0) >= offset }
  }

  /// Where a run's bytes end: before the line feeds that part it from the next.
  private func end(ofRun index: Int) -> Int {
    guard index + 1 < runs.count else { return bytes.count }
    var end = runs[index + 1].start
    while end > runs[index].start, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    return end
  }
}

extension Document {
  package var liveText: LiveText { LiveText(of: self) }
}

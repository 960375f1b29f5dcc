import PipeCore
import PipeText

/// What of the lines of a document is a copy: whole lines, and parts of others.
struct CopiedParts {
  private struct Part {
    /// The number of the copy.
    let copy: Int
    let line: Int
    /// The bytes of the line; all of them is the whole line.
    let range: Range<Int>
    /// Bytes of the line.
    let length: Int

    var isWhole: Bool { range.count == length }
  }

  private let words: PlacedWords
  /// In order, without overlap, and without parts of what stands between white space.
  private let copies: [PassageCopy]
  /// The words of copies that adjoin.
  private let runs: [Range<Int>]
  private let needed: Int
  private let wholeLines: Bool
  private var parts: [Part] = []
  private var nextLine = 0

  /// Takes copies in order and without overlap.
  ///
  /// With `wholeLines` lines stay of which not all words are copies; `needed`, the fewest words of a copy, is for
  /// the ledger.
  init(_ copies: [PassageCopy], in words: PlacedWords, needed: Int, wholeLines: Bool) {
    self.words = words
    self.needed = needed
    self.wholeLines = wholeLines
    var runs: [Range<Int>] = []
    for copy in copies {
      if let last = runs.last, last.upperBound == copy.words.lowerBound {
        runs[runs.count - 1] = last.lowerBound..<copy.words.upperBound
      } else {
        runs.append(copy.words)
      }
    }
    let whole = runs.map { words.whole($0) }.filter { !$0.isEmpty }
    var clipped: [PassageCopy] = []
    var run = 0
    for copy in copies {
      while run < whole.count, whole[run].upperBound <= copy.words.lowerBound { run += 1 }
      guard run < whole.count else { break }
      let range = copy.words.clamped(to: whole[run])
      guard !range.isEmpty else { continue }
      clipped.append(
        PassageCopy(
          words: range, kept: copy.kept,
          keptStart: copy.keptStart + range.lowerBound - copy.words.lowerBound))
    }
    self.copies = clipped
    self.runs = whole
  }

  /// Notes what of the next line is a copy; called for all lines that words were read from.
  mutating func note(_ line: LineView, isSpared: Bool) {
    let own = words.lines[nextLine].words
    nextLine += 1
    if isSpared { return }
    // Text that stays above is a paragraph of its own as before.
    if let last = parts.last, !last.isWhole, last.line + 1 == line.index, isBlank(line.bytes) {
      return
    }
    // A line without words goes when the words around it do.
    let reach = own.isEmpty ? own.lowerBound - 1..<own.lowerBound + 1 : own
    for run in runs[index(of: reach.lowerBound, in: runs)...] {
      if run.lowerBound >= reach.upperBound { break }
      if run.lowerBound <= reach.lowerBound, reach.upperBound <= run.upperBound {
        parts.append(
          Part(
            copy: copy(of: reach.lowerBound), line: line.index, range: 0..<line.bytes.count,
            length: line.bytes.count))
      } else if !own.isEmpty, !wholeLines {
        append(run.clamped(to: own), of: own, line)
      }
    }
  }

  /// The first range that ends behind a word.
  private func index(of word: Int, in ranges: [Range<Int>]) -> Int {
    (0..<ranges.count).partitioningIndex { ranges[$0].upperBound > word }
  }

  /// The number of the copy that has a word of a run.
  private func copy(of word: Int) -> Int {
    (0..<copies.count).partitioningIndex { copies[$0].words.upperBound > word }
  }

  /// Appends words of a line, not all of it, a part for each copy that has some of them.
  private mutating func append(_ run: Range<Int>, of own: Range<Int>, _ line: LineView) {
    let all = bytes(of: run, own, line.bytes)
    var number = copy(of: run.lowerBound)
    var start = all.lowerBound
    while number < copies.count, copies[number].words.lowerBound < run.upperBound {
      let end = copies[number].words.upperBound
      let next = end < run.upperBound ? words.ranges[end].lowerBound : all.upperBound
      parts.append(
        Part(copy: number, line: line.index, range: start..<next, length: line.bytes.count))
      start = next
      number += 1
    }
  }

  /// The bytes of words of a line with the marks on them, and with the blanks that would be left over.
  private func bytes(
    of run: Range<Int>, _ own: Range<Int>, _ line: Span<UInt8>
  ) -> Range<Int> {
    let first = words.ranges[run.lowerBound]
    let last = words.ranges[run.upperBound - 1]
    let isFirst = run.lowerBound == own.lowerBound
    let isLast = run.upperBound == own.upperBound
    let before = isFirst ? 0 : words.ranges[run.lowerBound - 1].upperBound
    let after = isLast ? line.count : words.ranges[run.upperBound].lowerBound
    var start =
      lastBlank(in: line, before..<first.lowerBound) ?? (isFirst ? 0 : first.lowerBound)
    var end =
      firstBlank(in: line, last.upperBound..<after)
      ?? (isLast ? after : endOfClosingMarks(in: line, last.upperBound..<after))
    while end < after {
      let (scalar, length) = decodeScalar(line, at: end)
      guard isWhiteSpace(scalar) else { break }
      end += length
    }
    while end == line.count, start > before {
      let (scalar, length) = decodeScalar(line, before: start)
      guard isWhiteSpace(scalar) else { break }
      start -= length
    }
    return start..<end
  }

  /// Where the marks end that belong to the word before them, in a script without spaces.
  private func endOfClosingMarks(in line: Span<UInt8>, _ range: Range<Int>) -> Int {
    var at = range.lowerBound
    while at < range.upperBound {
      let (scalar, length) = decodeScalar(line, at: at)
      guard "。，、；：！？」』）》】〉”’…,.;:!?)".unicodeScalars.contains(where: { $0.value == scalar })
      else { break }
      at += length
    }
    return at
  }

  // MARK: - Editing

  private func removal(ofCopy number: Int) -> Removal {
    let copy = copies[number]
    var removal = Removal(
      "repeated_substring", have: Double(copy.words.count), need: Double(needed),
      detail: "words \(copy.keptStart + 1) to \(copy.keptStart + copy.words.count)")
    removal.kept = copy.kept
    return removal
  }

  func cut(from document: inout Document) {
    let partial = Dictionary(grouping: parts.filter { !$0.isWhole }, by: \.line)
    if !partial.isEmpty {
      document.editLines { line, edits in
        for part in partial[line.index] ?? [] {
          edits.cut(part.range, removal(ofCopy: part.copy))
        }
      }
    }
    var lines: [Int] = []
    var number = -1
    for part in parts where part.isWhole {
      if part.copy != number {
        if !lines.isEmpty { document.remove(lines, removal(ofCopy: number)) }
        lines = []
        number = part.copy
      }
      lines.append(part.line)
    }
    if !lines.isEmpty { document.remove(lines, removal(ofCopy: number)) }
  }

  func tag(_ document: inout Document) {
    var spans: [(copy: Int, span: Range<Int>)] = []
    for part in parts {
      guard var span = document.sourceSpan(ofLines: part.line..<part.line + 1) else { continue }
      if span.count == part.length {
        span = span.lowerBound + part.range.lowerBound..<span.lowerBound + part.range.upperBound
      }
      if let last = spans.last, last.copy == part.copy {
        spans[spans.count - 1].span =
          min(last.span.lowerBound, span.lowerBound)..<max(last.span.upperBound, span.upperBound)
      } else {
        spans.append((part.copy, span))
      }
    }
    for (copy, span) in spans { document.note(span, removal(ofCopy: copy)) }
    if !spans.isEmpty { document.tag("repeated_substrings") }
  }
}

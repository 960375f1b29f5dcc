/// Lines wider than this were not wrapped by hand or by a mail program.
let maxWrapColumns: Int32 = 130

/// Whether one sentence runs over the end of a line: nothing closes it, and the next goes on in lower
/// case.
func goesOn(_ line: LineFacts, to next: LineFacts) -> Bool {
  (line.end == .open || line.end == .pause) && next.start == .lower && !next.isSpeech
}

/// Whether the first word of the next line had no room at the end of this one.
///
/// A twentieth of the width is left to programs that wrap for looks.
func isFull(_ line: LineFacts, before next: LineFacts, columns: Int32) -> Bool {
  (line.indent + line.columns + 1 + next.firstWordColumns) * 20 > columns * 19
}

private func isText(_ line: LineFacts) -> Bool {
  switch line.mark.kind {
  case .plain, .quote, .bullet, .number, .weakBullet: !line.hasCellMark
  default: false
  }
}

/// The width that a document's lines were wrapped at; nil when they were not wrapped, or when it has
/// too few lines to tell.
///
/// Pairs of lines over which a sentence goes on in lower case tell the width; they must be a third of
/// all pairs, and most of their first lines full.
func wrapWidth(of facts: [LineFacts]) -> Int32? {
  var widths = [Int](repeating: 0, count: Int(maxWrapColumns) + 1)
  var pairs = 0
  var going = 0
  for index in facts.indices.dropLast() {
    let line = facts[index]
    let next = facts[index + 1]
    guard isText(line), next.mark.kind == line.mark.kind || next.mark.kind == .plain,
      isText(next), line.columns <= maxWrapColumns, next.columns <= maxWrapColumns
    else { continue }
    pairs += 1
    if goesOn(line, to: next), line.columns >= 30 {
      going += 1
      widths[Int(min(line.indent + line.columns, maxWrapColumns))] += 1
    }
  }
  guard going >= 3, going * 3 >= pairs else { return nil }
  // The width that all but a twentieth of the lines keep to: what is wider held an unbreakable word.
  var seen = 0
  let width = widths.indices.first { index in
    seen += widths[index]
    return seen * 20 >= going * 19
  }
  guard let width, width >= 30 else { return nil }
  var full = 0
  for index in facts.indices.dropLast() {
    let line = facts[index]
    if isText(line), line.columns >= 30, goesOn(line, to: facts[index + 1]),
      isFull(line, before: facts[index + 1], columns: Int32(width))
    {
      full += 1
    }
  }
  return full * 5 >= going * 3 ? Int32(width) : nil
}

/// Which lines of a run go on with the line above them, when the run was wrapped.
struct RunWrap {
  let columns: Int32

  /// Weighs a run of two lines or more; `wrapColumns` is what ``wrapWidth(of:)`` found for the document.
  init?(_ run: ArraySlice<LineFacts>, wrapColumns: Int32?) {
    let last = run.endIndex - 1
    guard run.count > 1 else { return nil }
    if let wrapColumns {
      columns = wrapColumns
      return
    }
    var widest: Int32 = 0
    for line in run { widest = max(widest, line.indent + line.columns) }
    guard widest <= maxWrapColumns, widest >= 24 else { return nil }
    var full = 0
    var going = 0
    var cased = 0
    var caseless = 0
    var closed = 0
    for index in run.startIndex..<last {
      let line = run[index]
      let next = run[index + 1]
      full += isFull(line, before: next, columns: widest) ? 1 : 0
      going += goesOn(line, to: next) ? 1 : 0
      cased += next.start == .lower || next.start == .upper ? 1 : 0
      caseless += next.start == .caseless ? 1 : 0
      closed += line.endsSentence || line.end == .colon ? 1 : 0
    }
    let pairs = run.count - 1
    guard full * 5 >= pairs * 3 else { return nil }
    if caseless * 2 > pairs {
      // Without capitals, lines of one width whose sentences do not end with them.
      guard pairs > 1 || (run[run.startIndex].columns >= 40 && !run[last].hasTime),
        closed * 3 < pairs
      else { return nil }
    } else {
      guard going > 0, going * 10 >= cased * 3, pairs > 1 || run[run.startIndex].columns >= 30
      else { return nil }
    }
    columns = widest
  }

  /// Whether `next` belongs to the paragraph of the line above it.
  func joins(_ line: LineFacts, _ next: LineFacts) -> Bool {
    // The first line of a paragraph is indented, or hangs.
    if next.indent > line.indent + 1 { return false }
    if isFull(line, before: next, columns: columns) {
      return !(line.endsSentence && next.isSpeech)
    }
    return goesOn(line, to: next) && line.columns * 2 >= columns
  }
}

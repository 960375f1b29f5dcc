import PipeCore
import PipeText

/// Writes the columns of a page's table, in a few passes over its units.
struct UnitColumnWriter {
  let page: PageUnits
  let table: ColumnTable
  private(set) var totals: PageTotals
  /// For each unit, what a run of units that is the body of the page gains by it.
  private(set) var plainScores: [Float] = []
  private(set) var proseScores: [Float] = []
  private(set) var firstLong: Int
  private(set) var lastLong = -1
  private(set) var headlineCount = 0
  private(set) var nearestHeadlines: [Int] = []
  private var firstHeadline = -1
  private var lastHeadline = -1
  private var sinceHeading = 50
  private var sinceTitle = 200

  init(_ page: PageUnits) {
    self.page = page
    table = page.table
    totals = PageTotals(of: page)
    firstLong = page.units.count
  }

  mutating func write() {
    let units = page.units
    plainScores.reserveCapacity(units.count)
    proseScores.reserveCapacity(units.count)
    if page.isPage { nearestHeadlines.reserveCapacity(units.count) }
    firstHeadline = units.firstIndex { $0.isHeadline } ?? -1
    for index in units.indices {
      let unit = units[index]
      if page.isPage { writeMarkup(unit, page.markup[index], index) }
      writeText(unit, index)
      writePlace(unit, index)
    }
    writeRepeats()
    writeFirstWords()
    writeSums()
    writeBlocks()
    if page.isPage { writeLooks() }
    totals.finish(table)
  }

  @inline(__always)
  private mutating func writeText(_ unit: Unit, _ index: Int) {
    let words = table[.words, index]
    let linkShare = table[.linkShare, index]
    table[.endsSentence, index] = unit.endsSentence ? 1 : 0
    table[.kind, index] = Float(unit.kind.rawValue) + 1
    table[.level, index] = Float(unit.level)
    table[.longWords, index] = unit.isLong ? words : 0
    if unit.isLong {
      firstLong = min(firstLong, index)
      lastLong = index
    }
    if words < 20 {
      let isDated = table[.date, index] > 0 || table[.times, index] > 0
      table[.dated, index] = isDated ? 1 : 0
      table[.commented, index] = table[.comment, index] > 0 ? 1 : 0
      table[.signed, index] = table[.byline, index] > 0 ? 1 : 0
    }
    plainScores.append((words - 8) * (1 - linkShare) - 8 * linkShare + (unit.endsSentence ? 4 : 0))
    let marks = 4 * min(scalarLg(table[.sentenceMarks, index]), 3)
    proseScores.append(
      min(words, 60) * (1 - linkShare) - 12 + (unit.endsSentence ? 8 : 0) + marks - 10 * linkShare)
    totals.count(unit, index, table)
  }

  /// How far up the last heading, the title and the headline are.
  @inline(__always)
  private mutating func writePlace(_ unit: Unit, _ index: Int) {
    let words = table[.words, index]
    table[.isUnit, index] = 1
    table[.index, index] = Float(index)
    let inTitle = words > 60 ? 0 : scalarShare(table[.titleWords, index], words)
    table[.inTitle, index] = inTitle
    if unit.kind == .heading { sinceHeading = 0 }
    if inTitle > 0.6 && page.titleWords.count > 2 && words > 2 && words < 40 { sinceTitle = 0 }
    table[.sinceHeading, index] = Float(min(50, sinceHeading))
    table[.sinceTitle, index] = Float(min(200, sinceTitle))
    sinceHeading += 1
    sinceTitle += 1
    if unit.isHeadline {
      lastHeadline = index
      headlineCount += 1
    }
    let isBelow = lastHeadline >= 0
    table[.hasHeadline, index] = isBelow ? 1 : 0
    table[.headlineAbove, index] = isBelow ? Float(min(100, index - lastHeadline)) : 100
    table[.headlineBelow, index] =
      isBelow || firstHeadline < 0 ? 0 : Float(min(100, firstHeadline - index))
    if page.isPage { nearestHeadlines.append(isBelow ? lastHeadline : firstHeadline) }
  }

  private mutating func writeMarkup(_ unit: Unit, _ markup: UnitMarkup, _ index: Int) {
    table[.linkShare, index] = markup.linkShare
    table[.linkCount, index] = Float(markup.linkCount)
    table[.linkedWords, index] = markup.linkShare * Float(unit.words)
    table[.isHidden, index] = markup.isHidden ? 1 : 0
    table[.commentClass, index] = markup.classes.all & 1 != 0 ? 1 : 0
    totals.count(markup)
  }

  /// How many other units have the same words.
  private func writeRepeats() {
    let units = page.units
    var numbers = KeyNumbers(capacity: units.count)
    var counts: [Int32] = []
    let texts = units.indices.map { index in
      let number = numbers.number(of: units[index].hash)
      if number == counts.count { counts.append(-1) }
      counts[number] += 1
      return number
    }
    for index in units.indices { table[.repeats, index] = Float(counts[texts[index]]) }
  }

  /// The share of words that are in the first unit that can be a title.
  private func writeFirstWords() {
    let units = page.units
    guard let first = units.first(where: { $0.words > 2 && $0.words < 40 }) else {
      return
    }
    let sample = WordSample(page.words[first.wordRange])
    for index in units.indices {
      if units[index].words > 60 { continue }
      let count = sample.count(in: page.words.span, units[index].wordRange)
      table[.wordsOfFirst, index] = scalarShare(count, Int(units[index].words))
    }
  }

  private func writeSums() {
    let sums: [(UnitColumn, UnitColumn)] = [
      (.words, .sumOfWords), (.longWords, .sumOfLongWords), (.endsSentence, .sumOfEnds),
      (.dated, .sumOfDates), (.commented, .sumOfComments), (.signed, .sumOfBylines),
    ]
    let sumsOfPages: [(UnitColumn, UnitColumn)] = [
      (.linkShare, .sumOfLinks), (.linkedWords, .sumOfLinkedWords),
      (.commentClass, .sumOfCommentClasses),
    ]
    for (column, sum) in sums + (page.isPage ? sumsOfPages : []) {
      table.setSums(sum.rawValue, of: column.rawValue)
    }
  }

  /// Of each unit the size of its block, its place there, and what the block holds.
  private func writeBlocks() {
    let units = page.units
    var start = 0
    while start < units.count {
      var end = start + 1
      while end < units.count, units[end].block == units[start].block { end += 1 }
      let words = table[.sumOfWords, end] - table[.sumOfWords, start]
      let ends = table[.sumOfEnds, end] - table[.sumOfEnds, start]
      let longWords = table[.sumOfLongWords, end] - table[.sumOfLongWords, start]
      for index in start..<end {
        table[.blockSize, index] = Float(end - start)
        table[.blockPlace, index] = Float(index - start)
        table[.blockWords, index] = words
        table[.blockEnds, index] = ends
        table[.blockLongWords, index] = longWords
      }
      start = end
    }
  }

  /// What the units that look like each unit have in common.
  private func writeLooks() {
    struct Look {
      var count: Float = 0
      var words: Float = 0
      var links: Float = 0
      var ends: Float = 0
    }
    let units = page.markup
    var numbers = KeyNumbers(capacity: units.count)
    var looks: [Look] = []
    let numberOf = units.indices.map { index in
      let number = numbers.number(of: units[index].look)
      if number == looks.count { looks.append(Look()) }
      looks[number].count += 1
      looks[number].words += table[.words, index]
      looks[number].links += units[index].linkShare
      looks[number].ends += table[.endsSentence, index]
      return number
    }
    for index in units.indices {
      let look = looks[numberOf[index]]
      table[.likeUnits, index] = look.count
      table[.likeWords, index] = look.words
      table[.likeLinks, index] = look.links
      table[.likeEnds, index] = look.ends
    }
  }
}

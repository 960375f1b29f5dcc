import PipeCore
import PipeText

/// Writes the columns of a page's table, in a few passes over its units.
struct UnitColumnWriter {
  let page: PageUnits
  let table: ColumnTable
  private(set) var totals: PageTotals
  /// The runs of units that are most likely the body of the page, by two measures.
  private(set) var plainRun = BestRun()
  private(set) var proseRun = BestRun()
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
    if page.isPage { nearestHeadlines.reserveCapacity(units.count) }
    firstHeadline = units.firstIndex { $0.isHeadline } ?? -1
    for index in units.indices {
      let unit = units[index]
      let row = table.row(index)
      if page.isPage { writeMarkup(unit, page.markup[index], row) }
      writeText(unit, index, row)
      writePlace(unit, index, row)
    }
    writeRepeats()
    writeFirstWords()
    writeSums()
    writeBlocks()
    if page.isPage { writeLooks() }
    totals.finish(table)
  }

  @inline(__always)
  private mutating func writeText(_ unit: Unit, _ index: Int, _ row: ColumnRow) {
    let linkShare = row[.linkShare]
    let words = row[.words]
    row[.endsSentence] = unit.endsSentence ? 1 : 0
    row[.kind] = Float(unit.kind.rawValue) + 1
    row[.level] = Float(unit.level)
    row[.longWords] = unit.isLong ? words : 0
    if unit.isLong {
      firstLong = min(firstLong, index)
      lastLong = index
    }
    if words < 20 {
      let isDated = row[.date] > 0 || row[.times] > 0
      row[.dated] = isDated ? 1 : 0
      row[.commented] = row[.comment] > 0 ? 1 : 0
      row[.signed] = row[.byline] > 0 ? 1 : 0
    }
    let linked = (1 - linkShare, 10 * linkShare)
    let ends: (Float, Float) = unit.endsSentence ? (4, 8) : (0, 0)
    plainRun.add((words - 8) * linked.0 - 8 * linkShare + ends.0, at: index)
    let marks = 4 * min(scalarLg(row[.sentenceMarks]), 3)
    proseRun.add(min(words, 60) * linked.0 - 12 + ends.1 + marks - linked.1, at: index)
    totals.count(unit, row)
  }

  /// How far up the last heading, the title and the headline are.
  @inline(__always)
  private mutating func writePlace(_ unit: Unit, _ index: Int, _ row: ColumnRow) {
    let words = row[.words]
    row[.isUnit] = 1
    row[.index] = Float(index)
    let inTitle = words > 60 ? 0 : scalarShare(row[.titleWords], words)
    row[.inTitle] = inTitle
    if unit.kind == .heading { sinceHeading = 0 }
    if inTitle > 0.6 && page.titleWords.count > 2 && words > 2 && words < 40 { sinceTitle = 0 }
    row[.sinceHeading] = Float(min(50, sinceHeading))
    row[.sinceTitle] = Float(min(200, sinceTitle))
    sinceHeading += 1
    sinceTitle += 1
    if unit.isHeadline {
      lastHeadline = index
      headlineCount += 1
    }
    let isBelow = lastHeadline >= 0
    row[.hasHeadline] = isBelow ? 1 : 0
    row[.headlineAbove] = isBelow ? Float(min(100, index - lastHeadline)) : 100
    row[.headlineBelow] =
      isBelow || firstHeadline < 0 ? 0 : Float(min(100, firstHeadline - index))
    if page.isPage { nearestHeadlines.append(isBelow ? lastHeadline : firstHeadline) }
  }

  private mutating func writeMarkup(_ unit: Unit, _ markup: UnitMarkup, _ row: ColumnRow) {
    row[.linkShare] = markup.linkShare
    row[.linkCount] = Float(markup.linkCount)
    row[.linkedWords] = markup.linkShare * Float(unit.words)
    row[.isHidden] = markup.isHidden ? 1 : 0
    row[.commentClass] = markup.classes.all & 1 != 0 ? 1 : 0
    totals.count(markup)
  }

  /// How many other units have the same words.
  private func writeRepeats() {
    let units = page.units
    var numbers = WordIndex(expecting: units.count)
    var counts: [Int32] = []
    let texts = units.indices.map { index in
      let number = numbers.insert(page.texts[index].hash)
      if number == counts.count { counts.append(-1) }
      counts[number] += 1
      return number
    }
    for index in units.indices { table[.repeats, index] = Float(counts[texts[index]]) }
  }

  /// The share of words that are in the first unit that can be a title.
  private func writeFirstWords() {
    let units = page.units
    guard let first = units.firstIndex(where: { $0.words > 2 && $0.words < 40 }) else {
      return
    }
    let sample = WordSample(page.words.span.extracting(page.wordRange(of: first)))
    for index in units.indices {
      if units[index].words > 60 { continue }
      let count = sample.count(in: page.words.span, page.wordRange(of: index))
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
        let row = table.row(index)
        row[.blockSize] = Float(end - start)
        row[.blockPlace] = Float(index - start)
        row[.blockWords] = words
        row[.blockEnds] = ends
        row[.blockLongWords] = longWords
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
    var numbers = WordIndex(expecting: units.count)
    var looks: [Look] = []
    let numberOf = units.indices.map { index in
      let number = numbers.insert(units[index].look)
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

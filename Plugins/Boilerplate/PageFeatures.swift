import PipeCore
import PipeText

/// What the units of a page have in common, for the features of each.
struct PageFeatures {
  let page: PageUnits
  let words: RunningSums
  let longWords: RunningSums
  let ends: RunningSums
  let links: RunningSums
  let linkedWords: RunningSums
  let runs: [Range<Int>]
  /// Of each unit, the number of its text and of its look.
  let texts: [Int]
  let repeats: [Int]
  let lookNumbers: [Int]
  let looks: [Look]
  let candidate: Int
  let firstLong: Int
  let lastLong: Int
  let dates: RunningSums
  let comments: RunningSums
  let bylines: RunningSums
  let commentClasses: RunningSums
  /// The headings of level 1.
  let headlines: [Int]
  let repeated: RepeatedUnits
  let firstWords: WordSample
  /// Of each unit, the units of its block.
  let blockStarts: [Int]
  let blockEnds: [Int]
  /// Of each unit, the last headline down to it; -1 without one.
  let headlinesAbove: [Int]
  let totals: PageTotals
  private var shared = FeatureRow()

  /// Units that look alike.
  struct Look {
    var count = 0
    var words: Float = 0
    var links: Float = 0
    var ends = 0
  }

  init(_ page: PageUnits) {
    self.page = page
    let units = page.units
    words = RunningSums(units.lazy.map { Float($0.facts.words) })
    longWords = RunningSums(units.lazy.map { $0.isLong ? Float($0.facts.words) : 0 })
    ends = RunningSums(units.lazy.map { $0.facts.endsSentence ? 1 : 0 })
    links = RunningSums(units.lazy.map { $0.linkShare })
    linkedWords = RunningSums(units.lazy.map { $0.linkShare * Float($0.facts.words) })
    runs = [bestRun(units.map(Self.plainScore)), bestRun(units.map(Self.proseScore))]
    dates = Self.count(units) { $0.facts.words(ofGroup: 7) > 0 || $0.facts.times > 0 }
    comments = Self.count(units) { $0.facts.words(ofGroup: 4) > 0 }
    bylines = Self.count(units) { $0.facts.words(ofGroup: 5) > 0 }
    commentClasses = RunningSums(units.lazy.map { $0.classes.all & 1 != 0 ? 1 : 0 })
    headlines = units.indices.filter { units[$0].kind == .heading && units[$0].level == 1 }
    firstWords = Self.firstWords(page)
    (blockStarts, blockEnds) = Self.blocks(units)
    headlinesAbove = Self.headlinesAbove(units)
    repeated = RepeatedUnits(page, dates: dates, comments: comments, bylines: bylines)
    (texts, repeats) = Self.repeats(units)
    (lookNumbers, looks) = page.isPage ? Self.looks(units) : ([], [])
    candidate = page.isPage ? page.tree.candidate : -1
    firstLong = units.firstIndex { $0.isLong } ?? units.count
    lastLong = units.lastIndex { $0.isLong } ?? -1
    totals = PageTotals(
      of: page, words: words.all, longWords: longWords.all, linkedWords: linkedWords.all)
    totals.addFeatures(&shared)
  }

  /// The short units that are marked.
  private static func count(_ units: [Unit], _ isMarked: (Unit) -> Bool) -> RunningSums {
    RunningSums(units.map { $0.facts.words < 20 && isMarked($0) ? 1 : 0 })
  }

  private static func blocks(_ units: [Unit]) -> (starts: [Int], ends: [Int]) {
    var starts = [Int](repeating: 0, count: units.count)
    var ends = starts
    for index in units.indices {
      starts[index] =
        index > 0 && units[index - 1].block == units[index].block ? starts[index - 1] : index
    }
    for index in units.indices.reversed() {
      let goesOn = index + 1 < units.count && units[index + 1].block == units[index].block
      ends[index] = goesOn ? ends[index + 1] : index + 1
    }
    return (starts, ends)
  }

  private static func headlinesAbove(_ units: [Unit]) -> [Int] {
    var above = -1
    return units.indices.map { index in
      if units[index].kind == .heading && units[index].level == 1 { above = index }
      return above
    }
  }

  /// The words of the first unit that can be a title.
  private static func firstWords(_ page: PageUnits) -> WordSample {
    guard let first = page.units.first(where: { $0.facts.words > 2 && $0.facts.words < 40 }) else {
      return WordSample()
    }
    return WordSample(page.words[first.wordRange])
  }

  private static func repeats(_ units: [Unit]) -> ([Int], [Int]) {
    var numbers = KeyNumbers(capacity: units.count)
    var counts: [Int] = []
    let texts = units.map { unit in
      let number = numbers.number(of: unit.facts.hash)
      if number == counts.count { counts.append(0) }
      counts[number] += 1
      return number
    }
    return (texts, counts)
  }

  private static func looks(_ units: [Unit]) -> ([Int], [Look]) {
    var numbers = KeyNumbers(capacity: units.count)
    var looks: [Look] = []
    let lookNumbers = units.map { unit in
      let number = numbers.number(of: unit.look)
      if number == looks.count { looks.append(Look()) }
      looks[number].count += 1
      looks[number].words += Float(unit.facts.words)
      looks[number].links += unit.linkShare
      looks[number].ends += unit.facts.endsSentence ? 1 : 0
      return number
    }
    return (lookNumbers, looks)
  }

  private static func plainScore(_ unit: Unit) -> Float {
    (Float(unit.facts.words) - 8) * (1 - unit.linkShare) - 8 * unit.linkShare
      + (unit.facts.endsSentence ? 4 : 0)
  }

  private static func proseScore(_ unit: Unit) -> Float {
    min(Float(unit.facts.words), 60) * (1 - unit.linkShare) - 12
      + (unit.facts.endsSentence ? 8 : 0) + 4 * min(lg(unit.facts.sentenceMarks), 3)
      - 10 * unit.linkShare
  }

  /// Calls `body` with the index and the features of each unit.
  func forEachRow(_ body: (Int, borrowing FeatureRow) -> Void) {
    var row = FeatureRow()
    var place = HeadingPlace()
    for index in page.units.indices {
      row.removeAll()
      addFeatures(index, &place, &row)
      body(index, row)
    }
  }

  /// What the features of a row are about.
  var topics: [String] {
    var topics = FeatureTopics()
    var place = HeadingPlace()
    if !page.units.isEmpty { addFeatures(0, &place, &topics) }
    return topics.topics
  }

  /// How far above the last heading and the title are.
  struct HeadingPlace {
    var sinceHeading = 50
    var sinceTitle = 200
  }

  private func addFeatures(
    _ index: Int, _ place: inout HeadingPlace, _ row: inout some FeatureSink
  ) {
    addText(index, &row)
    addTitle(page.units[index], &place, &row)
    addPosition(index, &row)
    addNeighbours(index, &row)
    if page.isPage { addMarkup(index, &row) }
    if page.isPage { addRepeats(page.units[index], &row) }
    addHeadline(page.units[index], index, &row)
    addCues(index, &row)
    addShape(page.units[index], index, &row)
    row.addShared(shared) { totals.addFeatures(&$0) }
  }

  private func addTitle(
    _ unit: Unit, _ place: inout HeadingPlace, _ row: inout some FeatureSink
  ) {
    let titleSize = page.titleWords.count
    let words = unit.facts.words
    let inTitle: Float = words > 60 ? 0 : share(unit.facts.titleWords, words)
    row.add("words of the title", inTitle)
    row.add("words of the title", share(inTitle * Float(words), Float(titleSize)))
    if unit.kind == .heading { place.sinceHeading = 0 }
    if inTitle > 0.6 && titleSize > 2 && words > 2 && words < 40 { place.sinceTitle = 0 }
    row.add("near a heading", lg(min(50, place.sinceHeading)))
    row.add("distance to the title", lg(min(200, place.sinceTitle)))
    row.add("after the title", place.sinceTitle < 200)
    place.sinceHeading += 1
    place.sinceTitle += 1
  }
}

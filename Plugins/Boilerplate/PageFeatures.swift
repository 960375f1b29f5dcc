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
  let repeats: [UInt64: Int]
  let looks: [UInt64: Look]
  let candidate: Int
  let firstLong: Int
  let lastLong: Int
  let shared: [(String, Float)]

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
    var repeats: [UInt64: Int] = [:]
    var looks: [UInt64: Look] = [:]
    for unit in units {
      repeats[unit.facts.hash, default: 0] += 1
      if !page.isPage { continue }
      looks[unit.look, default: Look()].count += 1
      looks[unit.look]?.words += Float(unit.facts.words)
      looks[unit.look]?.links += unit.linkShare
      looks[unit.look]?.ends += unit.facts.endsSentence ? 1 : 0
    }
    self.repeats = repeats
    self.looks = looks
    candidate = page.isPage ? page.tree.candidate : -1
    firstLong = units.firstIndex { $0.isLong } ?? units.count
    lastLong = units.lastIndex { $0.isLong } ?? -1
    shared = Self.sharedValues(page, all: words.all, long: longWords.all, linked: linkedWords.all)
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

  /// The values that are the same for all units of a page.
  private static func sharedValues(
    _ page: PageUnits, all: Float, long: Float, linked: Float
  ) -> [(String, Float)] {
    let units = page.units
    let count = units.count
    func portion(_ isMember: (Unit) -> Bool) -> Float { share(units.count(where: isMember), count) }
    var values: [(String, Float)] = [
      ("page length", lg(all)), ("page length", lg(count)), ("prose on the page", share(long, all)),
      ("prose on the page", lg(units.count { $0.isLong })),
      ("prose on the page", lg(units.lazy.map(\.facts.words).max() ?? 0)),
      ("prose on the page", portion { $0.facts.endsSentence }),
      ("headings on the page", portion { $0.kind == .heading }),
      ("list items on the page", portion { $0.kind == .listItem }),
      ("dates on the page", portion { $0.facts.cues[7] > 0 }),
      ("prices on the page", portion { $0.facts.currencies > 0 }),
      ("comments on the page", portion { $0.facts.cues[4] > 0 }),
      ("words per block of the page", lg(share(all, Float(count)))),
      (
        "scripts without spaces",
        portion { $0.facts.ideographs * 2 > $0.facts.letters && $0.facts.letters > 0 }
      ),
    ]
    guard page.isPage else { return values }
    values.append(("links on the page", share(linked, all)))
    for group in [0, 10, 13, 14, 16] {
      let bit: UInt64 = 1 << UInt64(group)
      values.append(
        (
          ClassGroups.shared.names[group] + " classes on the page",
          portion { $0.classes.all & bit != 0 }
        ))
    }
    for tag in ["article", "main", "h1", "table", "p"] {
      let bit = TagMasks.bits[tag] ?? 0
      values.append(("<\(tag)> on the page", portion { $0.tags.all & bit != 0 }))
    }
    return values
  }

  /// The rows of all units, and what their values are about.
  func rows() -> (rows: [[Float]], topics: [String]) {
    var rows: [[Float]] = []
    rows.reserveCapacity(page.units.count)
    var topics: [String] = []
    let titleSize = page.titleWords.count
    var sinceHeading = 50
    var sinceTitle = 200
    for index in page.units.indices {
      var row = FeatureRow(keepsTopics: index == 0)
      let unit = page.units[index]
      addText(unit, &row)
      let inTitle = titleOverlap(unit)
      row.add("words of the title", inTitle)
      row.add("words of the title", share(inTitle * Float(unit.facts.words), Float(titleSize)))
      if unit.kind == .heading { sinceHeading = 0 }
      if inTitle > 0.6 && titleSize > 2 && unit.facts.words > 2 && unit.facts.words < 40 {
        sinceTitle = 0
      }
      row.add("near a heading", lg(min(50, sinceHeading)))
      row.add("distance to the title", lg(min(200, sinceTitle)))
      row.add("after the title", sinceTitle < 200)
      sinceHeading += 1
      sinceTitle += 1
      addPosition(index, &row)
      addNeighbours(index, &row)
      if page.isPage { addMarkup(unit, index, &row) }
      for (topic, value) in shared { row.add(topic, value) }
      if index == 0 { topics = row.topics }
      rows.append(row.values)
    }
    return (rows, topics)
  }

  private func titleOverlap(_ unit: Unit) -> Float {
    if page.titleWords.isEmpty || unit.facts.words == 0 || unit.facts.words > 60 { return 0 }
    var count = 0
    for word in unit.facts.wordRange where page.titleWords.contains(page.words[word]) { count += 1 }
    return share(count, unit.facts.words)
  }
}

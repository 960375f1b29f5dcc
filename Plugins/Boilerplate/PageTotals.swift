import PipeCore
import PipeText

/// What is counted over all units of a page: features that they share.
struct PageTotals {
  private let isPage: Bool
  private let words: Float
  private let longWords: Float
  private let linkedWords: Float
  private let count: Int
  private var long = 0
  private var longest = 0
  private var ends = 0
  private var headings = 0
  private var listItems = 0
  private var dated = 0
  private var priced = 0
  private var commented = 0
  private var ideographic = 0
  private var classCounts = SIMD8<Int32>()
  private var tagCounts = SIMD8<Int32>()

  /// Groups of class words and elements whose share of the units is a feature.
  private static let groups: [UInt64] = [0, 10, 13, 14, 16]
  private static let tags = ["article", "main", "h1", "table", "p"]
  private static let tagBits = tags.map { UInt64((TagMasks.bits[$0] ?? 1).trailingZeroBitCount) }

  init(of page: PageUnits, words: Float, longWords: Float, linkedWords: Float) {
    isPage = page.isPage
    self.words = words
    self.longWords = longWords
    self.linkedWords = linkedWords
    count = page.units.count
    for index in page.units.indices {
      countText(page.units[index])
      if isPage { countMarkup(page.units[index]) }
    }
  }

  private mutating func countText(_ unit: Unit) {
    long += unit.isLong ? 1 : 0
    longest = max(longest, unit.facts.words)
    ends += unit.facts.endsSentence ? 1 : 0
    headings += unit.kind == .heading ? 1 : 0
    listItems += unit.kind == .listItem ? 1 : 0
    dated += unit.facts.words(ofGroup: 7) > 0 ? 1 : 0
    priced += unit.facts.currencies > 0 ? 1 : 0
    commented += unit.facts.words(ofGroup: 4) > 0 ? 1 : 0
    let isIdeographic =
      unit.facts.ideographs * 2 > unit.facts.letters && unit.facts.letters > 0
    ideographic += isIdeographic ? 1 : 0
  }

  private mutating func countMarkup(_ unit: Unit) {
    for (place, group) in Self.groups.enumerated() {
      classCounts[place] &+= Int32(truncatingIfNeeded: unit.classes.all &>> group & 1)
    }
    for (place, tag) in Self.tagBits.enumerated() {
      tagCounts[place] &+= Int32(truncatingIfNeeded: unit.tags.all &>> tag & 1)
    }
  }

  func addFeatures(_ row: inout some FeatureSink) {
    row.add("page length", lg(words))
    row.add("page length", lg(count))
    row.add("prose on the page", share(longWords, words))
    row.add("prose on the page", lg(long))
    row.add("prose on the page", lg(longest))
    row.add("prose on the page", share(ends, count))
    row.add("headings on the page", share(headings, count))
    row.add("list items on the page", share(listItems, count))
    row.add("dates on the page", share(dated, count))
    row.add("prices on the page", share(priced, count))
    row.add("comments on the page", share(commented, count))
    row.add("words per block of the page", lg(share(words, Float(count))))
    row.add("scripts without spaces", share(ideographic, count))
    guard isPage else { return }
    row.add("links on the page", share(linkedWords, words))
    for (place, group) in Self.groups.enumerated() {
      row.add(
        "\(ClassGroups.shared.names[Int(group)]) classes on the page",
        share(Int(classCounts[place]), count))
    }
    for (place, tag) in Self.tags.enumerated() {
      row.add("<\(tag)> on the page", share(Int(tagCounts[place]), count))
    }
  }
}

import PipeCore
import PipeText

/// What is counted over all units of a page: features that they share.
struct PageTotals {
  private let isPage: Bool
  private var words: Float = 0
  private var longWords: Float = 0
  private var linkedWords: Float = 0
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

  init(of page: PageUnits) {
    isPage = page.isPage
    count = page.units.count
  }

  @inline(__always)
  mutating func count(_ unit: Unit, _ row: ColumnRow) {
    long += unit.isLong ? 1 : 0
    longest = max(longest, Int(unit.words))
    ends += unit.endsSentence ? 1 : 0
    headings += unit.kind == .heading ? 1 : 0
    listItems += unit.kind == .listItem ? 1 : 0
    dated += row[.date] > 0 ? 1 : 0
    priced += row[.currencies] > 0 ? 1 : 0
    commented += row[.comment] > 0 ? 1 : 0
    let letters = row[.letters]
    ideographic += row[.ideographs] * 2 > letters && letters > 0 ? 1 : 0
  }

  mutating func count(_ markup: UnitMarkup) {
    for (place, group) in Self.groups.enumerated() {
      classCounts[place] &+= Int32(truncatingIfNeeded: markup.classes.all &>> group & 1)
    }
    for (place, tag) in Self.tagBits.enumerated() {
      tagCounts[place] &+= Int32(truncatingIfNeeded: markup.tags.all &>> tag & 1)
    }
  }

  /// Takes the sums over all units.
  mutating func finish(_ table: ColumnTable) {
    words = table[.sumOfWords, count]
    longWords = table[.sumOfLongWords, count]
    linkedWords = table[.sumOfLinkedWords, count]
  }

  func addFeatures(_ sink: inout some FeatureSink, _ table: ColumnTable) {
    sink.add("page length", table.filled(scalarLg(words)))
    sink.add("page length", table.filled(scalarLg(Float(count))))
    sink.add("prose on the page", table.filled(scalarShare(longWords, words)))
    sink.add("prose on the page", table.filled(scalarLg(Float(long))))
    sink.add("prose on the page", table.filled(scalarLg(Float(longest))))
    sink.add("prose on the page", table.filled(scalarShare(ends, count)))
    sink.add("headings on the page", table.filled(scalarShare(headings, count)))
    sink.add("list items on the page", table.filled(scalarShare(listItems, count)))
    sink.add("dates on the page", table.filled(scalarShare(dated, count)))
    sink.add("prices on the page", table.filled(scalarShare(priced, count)))
    sink.add("comments on the page", table.filled(scalarShare(commented, count)))
    sink.add(
      "words per block of the page", table.filled(scalarLg(scalarShare(words, Float(count)))))
    sink.add("scripts without spaces", table.filled(scalarShare(ideographic, count)))
    guard isPage else { return }
    sink.add("links on the page", table.filled(scalarShare(linkedWords, words)))
    for (place, group) in Self.groups.enumerated() {
      sink.add(
        "\(ClassGroups.shared.names[Int(group)]) classes on the page",
        table.filled(scalarShare(Int(classCounts[place]), count)))
    }
    for (place, tag) in Self.tags.enumerated() {
      sink.add("<\(tag)> on the page", table.filled(scalarShare(Int(tagCounts[place]), count)))
    }
  }
}

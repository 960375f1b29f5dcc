import PipeCore
import PipeText

/// What the model reads of the units of a page: columns of numbers, and the features made of them.
struct PageFeatures {
  let page: PageUnits
  /// Its columns are ``UnitColumn``.
  let table: ColumnTable
  let totals: PageTotals
  let runs: [Range<Int>]
  let firstLong: Int
  let lastLong: Int
  /// How many headings of level 1 there are.
  let headlineCount: Int
  let candidate: Int
  let repeated: RepeatedUnits
  let masks: UnitMasks
  /// The nearest headline of each unit, above or else below it; empty for text.
  let nearestHeadlines: [Int]

  var words: Column { self[.words] }
  var allWords: Float { table[.sumOfWords, page.units.count] }
  var allLongWords: Float { table[.sumOfLongWords, page.units.count] }

  subscript(column: UnitColumn) -> Column { table.column(column.rawValue) }

  /// Writes the columns of the units' table.
  init(_ page: PageUnits) {
    var columns = UnitColumnWriter(page)
    columns.write()
    self.page = page
    table = columns.table
    runs = [columns.plainRun.run, columns.proseRun.run]
    firstLong = columns.firstLong
    lastLong = columns.lastLong
    headlineCount = columns.headlineCount
    nearestHeadlines = columns.nearestHeadlines
    candidate = page.isPage ? page.tree.candidate : -1
    repeated = RepeatedUnits(page, columns.table)
    masks = page.isPage ? UnitMasks(page.markup) : UnitMasks()
    totals = columns.totals
  }

  /// Calls `body` with the units of one block of the table after the other.
  func forEachBlock(_ body: (Range<Int>) -> Void) {
    var start = 0
    while start < page.units.count {
      let block = table.startBlock(at: start)
      body(block)
      start = block.upperBound
    }
  }

  /// What the features are about.
  var topics: [String] {
    var topics = FeatureTopics()
    _ = table.startBlock(at: 0)
    addFeatures(&topics)
    return topics.topics
  }

  /// Gives the features of the units of the table's block, in their order.
  func addFeatures(_ sink: inout some FeatureSink) {
    addText(&sink)
    addTitle(&sink)
    addPosition(&sink)
    addNeighbours(&sink)
    if page.isPage { addMarkup(&sink) }
    if page.isPage { addRepeats(&sink) }
    addHeadline(&sink)
    addCues(&sink)
    addShape(&sink)
    totals.addFeatures(&sink, table)
  }

  private func addTitle(_ sink: inout some FeatureSink) {
    let titleSize = Float(page.titleWords.count)
    sink.add("words of the title", self[.inTitle])
    sink.add("words of the title", share(table.times(self[.inTitle], words), titleSize))
    sink.add("near a heading", lg(self[.sinceHeading]))
    sink.add("distance to the title", lg(self[.sinceTitle]))
    sink.add("after the title", table.isBelow(self[.sinceTitle], 200))
  }
}

/// Arithmetic on columns of the table.
extension PageFeatures {
  func lg(_ x: Column) -> Column { table.lg(x) }
  func lg(_ x: Float) -> Column { filled(scalarLg(x)) }
  func share(_ part: Column, _ whole: Column) -> Column { table.share(part, whole) }
  func share(_ part: Column, _ whole: Float) -> Column { table.share(part, whole) }
  func filled(_ value: Float) -> Column { table.filled(value) }
  func filled(_ isSo: Bool) -> Column { table.filled(isSo ? 1 : 0) }
  func isEqual(_ x: Column, _ value: Float) -> Column { table.isWithin(x, value, value) }
  func isAbove(_ x: Column, _ value: Float) -> Column {
    table.isWithin(x, value.nextUp, .infinity)
  }
  /// 1 where x is 0, 0 where it is 1.
  func not(_ x: Column) -> Column { table.linear(x, times: -1, plus: 1) }

  func isKind(_ kind: BlockKind) -> Column { isEqual(self[.kind], Float(kind.rawValue) + 1) }
  func isFirst(_ first: CharacterClass) -> Column {
    isEqual(self[.first], Float(first.rawValue) + 1)
  }

  /// The sum of what a column of sums sums up, from `reach` units above to `reach` units below.
  func around(_ sums: UnitColumn, _ reach: Int) -> Column {
    table.minus(self[sums].shifted(by: reach + 1), self[sums].shifted(by: -reach))
  }
}

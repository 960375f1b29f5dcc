import PipeText

extension PageFeatures {
  /// The level-1 heading above, and what holds both it and the unit.
  func addHeadline(_ sink: inout some FeatureSink) {
    sink.add("headline", filled(headlineCount == 0))
    sink.add("headline", lg(Float(headlineCount)))
    sink.add("headline", self[.hasHeadline])
    sink.add("distance to the headline", lg(self[.headlineAbove]))
    sink.add("distance to the headline", lg(self[.headlineBelow]))
    guard headlineCount > 0, page.isPage else {
      for _ in 0..<4 { sink.add("headline", filled(0)) }
      return
    }
    let columns = table.makeColumns(4)
    for (row, index) in table.block.enumerated() { writeHeadline(columns, row, index) }
    for number in 0..<4 { sink.add("headline", table.column(columns, number)) }
  }

  /// The lowest element that holds both a unit and its nearest headline.
  private func writeHeadline(_ columns: Column, _ row: Int, _ index: Int) {
    let nearest = nearestHeadlines[index]
    let elements = page.tree.elements.span
    var at = page.markup[index].element
    var levels = 0
    while at >= 0, !(elements[at].firstUnit <= nearest && nearest <= elements[at].lastUnit) {
      at = elements[at].parent
      levels += 1
    }
    table[columns, 0, row] = Float(min(levels, 12)) / 4
    table[columns, 1, row] = at < 0 ? 1 : scalarShare(elements[at].words, allWords)
    table[columns, 2, row] =
      at < 0 ? 1 : scalarShare(elements[at].longWords, allLongWords)
    table[columns, 3, row] = at < 0 ? 0 : elements[at].linkShare
  }

  /// Dates, bylines and comment words around the unit, and marks of comments before it.
  func addCues(_ sink: inout some FeatureSink) {
    for (topic, sums): (String, UnitColumn) in [
      ("dates around", .sumOfDates), ("comment words around", .sumOfComments),
      ("bylines around", .sumOfBylines),
    ] {
      sink.add(topic, lg(around(sums, 1)))
      sink.add(topic, lg(around(sums, 4)))
      sink.add(topic, share(around(sums, 15), 31))
      sink.add(topic, lg(self[sums]))
    }
    if page.isPage {
      sink.add("comments above", lg(self[.sumOfCommentClasses]))
      sink.add("comments around", share(around(.sumOfCommentClasses, 5), 11))
    }
  }
}

extension PageFeatures {
  /// The level-1 heading above, and what holds both it and the unit.
  func addHeadline(_ unit: Unit, _ index: Int, _ row: inout some FeatureSink) {
    row.add("headline", headlines.isEmpty)
    row.add("headline", lg(headlines.count))
    let above = headlinesAbove[index]
    row.add("headline", above >= 0)
    row.add("distance to the headline", lg(above < 0 ? 100 : min(100, index - above)))
    let nearest = above >= 0 ? above : headlines.first ?? -1
    row.add(
      "distance to the headline", lg(above >= 0 || nearest < 0 ? 0 : min(100, nearest - index)))
    guard nearest >= 0, page.isPage else {
      for _ in 0..<4 { row.add("headline", Float(0)) }
      return
    }
    var at = unit.element
    var levels = 0
    while at >= 0,
      !(page.tree.elements[at].firstUnit <= nearest && nearest <= page.tree.elements[at].lastUnit)
    {
      at = page.tree.elements[at].parent
      levels += 1
    }
    row.add("headline", Float(min(levels, 12)) / 4)
    row.add("headline", at < 0 ? 1 : share(page.tree.elements[at].words, words.all))
    row.add("headline", at < 0 ? 1 : share(page.tree.elements[at].longWords, longWords.all))
    row.add("headline", at < 0 ? 0 : page.tree.elements[at].linkShare)
  }

  /// Dates, bylines and comment words around the unit, and marks of comments before it.
  func addCues(_ index: Int, _ row: inout some FeatureSink) {
    for (topic, sums) in [
      ("dates around", dates), ("comment words around", comments), ("bylines around", bylines),
    ] {
      row.add(topic, lg(sums.around(index, 1)))
      row.add(topic, lg(sums.around(index, 4)))
      row.add(topic, share(sums.around(index, 15), 31))
      row.add(topic, lg(sums.before(index)))
    }
    if page.isPage {
      row.add("comments above", lg(commentClasses.before(index)))
      row.add("comments around", share(commentClasses.around(index, 5), 11))
    }
  }
}

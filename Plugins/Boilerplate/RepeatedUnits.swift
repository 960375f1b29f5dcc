/// Runs of sibling elements of one make: comments, posts of a forum, teasers, products.
///
/// Siblings are alike when their elements and the looks of their first units are the same.
struct RepeatedUnits {
  struct Run {
    var items = 0
    var units = 0
    var words: Float = 0
    var longWords: Float = 0
    var bytes = 0
    var linkBytes = 0
    var sentenceEnds = 0
    var dated = 0
    var commented = 0
    var signed = 0
  }

  private(set) var runs: [Run] = []
  /// For each element: the run it is in or nearest above, -1 without one; its place there.
  private(set) var nearest: [(run: Int, place: Int)] = []
  /// For each element: of the runs around it the one with the most words.
  private(set) var largest: [(run: Int, place: Int)] = []
  /// The run of the page with the most words.
  private(set) var main = -1

  init(_ page: PageUnits, dates: RunningSums, comments: RunningSums, bylines: RunningSums) {
    var places: [UInt64: Int] = [:]
    let elements = page.tree.elements
    var own: [(run: Int, place: Int)] = []
    for element in elements {
      guard element.firstUnit < page.units.count, element.parent >= 0 else {
        own.append((-1, 0))
        continue
      }
      let key =
        page.units[element.firstUnit].look &* 0x9E37_79B9_7F4A_7C15
        ^ element.own &* 0xC2B2_AE3D_27D4_EB4F ^ UInt64(element.parent) &* 0x1656_67B1_9E37_79F9
      let run = places[key] ?? runs.count
      if run == runs.count {
        places[key] = run
        runs.append(Run())
      }
      own.append((run, runs[run].items))
      runs[run].items += 1
      runs[run].units += element.units
      runs[run].words += element.words
      runs[run].longWords += element.longWords
      runs[run].bytes += element.bytes
      runs[run].linkBytes += element.linkBytes
      runs[run].sentenceEnds += element.sentenceEnds
      let range = element.firstUnit..<(element.lastUnit + 1)
      if dates.within(range) > 0 { runs[run].dated += 1 }
      if comments.within(range) > 0 { runs[run].commented += 1 }
      if bylines.within(range) > 0 { runs[run].signed += 1 }
    }
    for (index, element) in elements.enumerated() {
      let above = element.parent
      var near = above >= 0 ? nearest[above] : (run: -1, place: 0)
      var large = above >= 0 ? largest[above] : (run: -1, place: 0)
      let run = own[index].run
      if run >= 0, runs[run].items >= 3 {
        near = own[index]
        if large.run < 0 || runs[run].words > runs[large.run].words { large = own[index] }
        if main < 0 || runs[run].words > runs[main].words { main = run }
      }
      nearest.append(near)
      largest.append(large)
    }
  }
}

extension PageFeatures {
  func addRepeats(_ unit: Unit, _ row: inout some FeatureSink) {
    add(unit.element < 0 ? (-1, 0) : repeated.nearest[unit.element], &row)
    add(unit.element < 0 ? (-1, 0) : repeated.largest[unit.element], &row)
    let main = repeated.main
    row.add("repeated parts", lg(main < 0 ? 0 : repeated.runs[main].items))
    row.add("repeated parts", main < 0 ? 0 : share(repeated.runs[main].words, words.all))
    row.add(
      "repeated parts",
      main < 0 ? 0 : lg(repeated.runs[main].words / Float(repeated.runs[main].items)))
  }

  private func add(_ place: (run: Int, place: Int), _ row: inout some FeatureSink) {
    guard place.run >= 0 else {
      for _ in 0..<12 { row.add("repeated parts", Float(0)) }
      return
    }
    let run = repeated.runs[place.run]
    row.add("repeated parts", lg(run.items))
    row.add("repeated parts", place.place == 0)
    row.add("repeated parts", lg(place.place))
    row.add("repeated parts", lg(run.words / Float(run.items)))
    row.add("repeated parts", share(run.words, words.all))
    row.add("repeated parts", share(run.longWords, run.words))
    row.add("repeated parts", share(run.linkBytes, run.bytes))
    row.add("repeated parts", lg(share(run.sentenceEnds, run.items)))
    row.add("repeated parts", lg(share(run.units, run.items)))
    row.add("repeated parts", share(run.dated, run.items))
    row.add("repeated parts", share(run.commented, run.items))
    row.add("repeated parts", share(run.signed, run.items))
  }
}

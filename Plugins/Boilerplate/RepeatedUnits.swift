import PipeText

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

  init(_ page: PageUnits, _ table: ColumnTable) {
    let elements = page.tree.elements
    var numbers = WordIndex(expecting: elements.count)
    var own: [(run: Int, place: Int)] = []
    own.reserveCapacity(elements.count)
    for element in elements {
      guard element.firstUnit < page.units.count, element.parent >= 0 else {
        own.append((-1, 0))
        continue
      }
      let key =
        page.markup[Int(element.firstUnit)].look &* 0x9E37_79B9_7F4A_7C15
        ^ element.own &* 0xC2B2_AE3D_27D4_EB4F ^ UInt64(element.parent) &* 0x1656_67B1_9E37_79F9
      let run = numbers.insert(key)
      if run == runs.count { runs.append(Run()) }
      own.append((run, runs[run].items))
      runs[run].items += 1
      runs[run].units += Int(element.units)
      runs[run].words += element.words
      runs[run].longWords += element.longWords
      runs[run].bytes += Int(element.bytes)
      runs[run].linkBytes += Int(element.linkBytes)
      runs[run].sentenceEnds += Int(element.sentenceEnds)
      let range = Int(element.firstUnit)..<Int(element.lastUnit + 1)
      if table.holds(.sumOfDates, range) { runs[run].dated += 1 }
      if table.holds(.sumOfComments, range) { runs[run].commented += 1 }
      if table.holds(.sumOfBylines, range) { runs[run].signed += 1 }
    }
    nearest.reserveCapacity(elements.count)
    largest.reserveCapacity(elements.count)
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

extension ColumnTable {
  /// Whether what a column of sums sums up is in a range of units.
  fileprivate func holds(_ sums: UnitColumn, _ range: Range<Int>) -> Bool {
    self[sums, range.upperBound] > self[sums, range.lowerBound]
  }
}

extension PageFeatures {
  func addRepeats(_ sink: inout some FeatureSink) {
    let columns = table.makeColumns(24)
    for (row, index) in table.block.enumerated() {
      let element = page.markup[index].element
      write(element < 0 ? (-1, 0) : repeated.nearest[element], columns, 0, row)
      write(element < 0 ? (-1, 0) : repeated.largest[element], columns, 12, row)
    }
    for number in 0..<24 { sink.add("repeated parts", table.column(columns, number)) }
    guard repeated.main >= 0 else {
      for _ in 0..<3 { sink.add("repeated parts", filled(0)) }
      return
    }
    let main = repeated.runs[repeated.main]
    sink.add("repeated parts", lg(Float(main.items)))
    sink.add("repeated parts", filled(scalarShare(main.words, allWords)))
    sink.add("repeated parts", lg(main.words / Float(main.items)))
  }

  private func write(
    _ place: (run: Int, place: Int), _ columns: Column, _ first: Int, _ row: Int
  ) {
    guard place.run >= 0 else {
      for number in 0..<12 { table[columns, first + number, row] = 0 }
      return
    }
    let run = repeated.runs[place.run]
    table[columns, first, row] = scalarLg(Float(run.items))
    table[columns, first + 1, row] = place.place == 0 ? 1 : 0
    table[columns, first + 2, row] = scalarLg(Float(place.place))
    table[columns, first + 3, row] = scalarLg(run.words / Float(run.items))
    table[columns, first + 4, row] = scalarShare(run.words, allWords)
    table[columns, first + 5, row] = scalarShare(run.longWords, run.words)
    table[columns, first + 6, row] = scalarShare(run.linkBytes, run.bytes)
    table[columns, first + 7, row] = scalarLg(scalarShare(run.sentenceEnds, run.items))
    table[columns, first + 8, row] = scalarLg(scalarShare(run.units, run.items))
    table[columns, first + 9, row] = scalarShare(run.dated, run.items)
    table[columns, first + 10, row] = scalarShare(run.commented, run.items)
    table[columns, first + 11, row] = scalarShare(run.signed, run.items)
  }
}

import PipeText

extension PageFeatures {
  /// Links, elements and class words of a page's unit.
  func addMarkup(_ sink: inout some FeatureSink) {
    let linkShare = self[.linkShare]
    sink.add("links", linkShare)
    sink.add("links", isAbove(linkShare, 0.9))
    sink.add("links", lg(self[.linkCount]))
    sink.add("links", table.times(not(linkShare), lg(words)))
    sink.add("hidden", self[.isHidden])
    for tag in 0..<TagMasks.count {
      sink.add("inside <\(TagMasks.names[tag])>", table.bit(tag, of: masks.tags))
      sink.add("in <\(TagMasks.names[tag])>", table.bit(tag, of: masks.nearTags))
    }
    for group in 0..<ClassGroups.count {
      sink.add(
        "\(ClassGroups.shared.names[group]) classes", table.bit(group, of: masks.classes))
      sink.add(
        "\(ClassGroups.shared.names[group]) classes", table.bit(group, of: masks.nearClasses))
    }
    sink.add("blocks that look alike", lg(self[.likeUnits]))
    sink.add("blocks that look alike", lg(share(self[.likeWords], self[.likeUnits])))
    sink.add("blocks that look alike", share(self[.likeLinks], self[.likeUnits]))
    sink.add("blocks that look alike", share(self[.likeWords], allWords))
    sink.add("blocks that look alike", share(self[.likeEnds], self[.likeUnits]))
    addContainers(&sink)
    addCandidate(&sink)
  }

  private func addContainers(_ sink: inout some FeatureSink) {
    let columns = table.makeColumns(21)
    for (row, index) in table.block.enumerated() { writeContainers(columns, row, index) }
    for level in 0..<3 {
      for (number, topic) in [
        "container", "container", "links of the container", "container", "container",
        "prose of the container", "prose of the container",
      ].enumerated() {
        sink.add(topic, table.column(columns, 7 * level + number))
      }
    }
  }

  private func writeContainers(_ columns: Column, _ row: Int, _ index: Int) {
    let elements = page.tree.elements.span
    var at = page.markup[index].element
    if at >= 0, elements[at].units < 2 { at = elements[at].wider }
    for level in 0..<3 {
      let first = 7 * level
      guard at >= 0 else {
        for number in 0..<7 { table[columns, first + number, row] = 0 }
        continue
      }
      let units = elements[at].units
      let words = elements[at].words
      table[columns, first, row] = scalarShare(words, allWords)
      table[columns, first + 1, row] = scalarShare(elements[at].longWords, allLongWords)
      table[columns, first + 2, row] = elements[at].linkShare
      table[columns, first + 3, row] = scalarLg(Float(units))
      table[columns, first + 4, row] = scalarLg(words / Float(max(1, units)))
      table[columns, first + 5, row] = scalarShare(elements[at].longWords, words)
      table[columns, first + 6, row] = scalarShare(Float(elements[at].sentenceEnds), Float(units))
      at = elements[at].wider
    }
  }

  private func addCandidate(_ sink: inout some FeatureSink) {
    let levels = table.makeColumns(1)
    for (row, index) in table.block.enumerated() {
      table[levels, 0, row] = Float(levelsBelowProse(page.markup[index].element)) / 4
    }
    sink.add("levels below most of the prose", levels)
    guard candidate >= 0 else {
      for _ in 0..<7 { sink.add("main element", filled(0)) }
      return
    }
    let main = page.tree.elements[candidate]
    let index = self[.index]
    // The units of an element follow each other.
    let isInside = table.isWithin(index, Float(main.firstUnit), Float(main.lastUnit))
    sink.add("in the main element", isInside)
    sink.add("beside the main element", table.times(isInParent(of: main), not(isInside)))
    sink.add("main element", filled(scalarShare(main.words, allWords)))
    sink.add("main element", filled(scalarShare(main.longWords, allLongWords)))
    sink.add("main element", filled(main.linkShare))
    sink.add(
      "distance to the main element",
      lg(table.capped(table.linear(index, times: -1, plus: Float(main.firstUnit)), at: 50)))
    sink.add(
      "distance to the main element",
      lg(table.capped(table.linear(index, times: 1, plus: -Float(main.lastUnit)), at: 50)))
  }

  private func isInParent(of main: ElementTree.Element) -> Column {
    guard main.parent >= 0 else { return filled(0) }
    let parent = page.tree.elements[main.parent]
    return table.isWithin(self[.index], Float(parent.firstUnit), Float(parent.lastUnit))
  }

  private func levelsBelowProse(_ element: Int) -> Int {
    let elements = page.tree.elements.span
    var levels = 0
    var at = element
    while at >= 0, elements[at].longWords * 2 < allLongWords, levels < 20 {
      at = elements[at].parent
      levels += 1
    }
    return levels
  }
}

/// The bits of the tags and class words around each unit of a page.
struct UnitMasks {
  private(set) var tags: [UInt64] = []
  private(set) var nearTags: [UInt64] = []
  private(set) var classes: [UInt64] = []
  private(set) var nearClasses: [UInt64] = []

  init() {}

  init(_ units: [UnitMarkup]) {
    let padding = [UInt64](repeating: 0, count: ColumnTable.margin)
    tags = units.map(\.tags.all) + padding
    nearTags = units.map(\.tags.near) + padding
    classes = units.map(\.classes.all) + padding
    nearClasses = units.map(\.classes.near) + padding
  }
}

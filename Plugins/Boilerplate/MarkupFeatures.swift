import PipeText

extension PageFeatures {
  /// Links, elements and class words of a page's unit.
  func addMarkup(_ index: Int, _ row: inout some FeatureSink) {
    let unit = page.units[index]
    row.add("links", unit.linkShare)
    row.add("links", unit.linkShare > 0.9)
    row.add("links", lg(unit.linkCount))
    row.add("links", (1 - unit.linkShare) * lg(unit.facts.words))
    row.add("hidden", unit.isHidden)
    for tag in 0..<TagMasks.count {
      row.add("inside <\(TagMasks.names[tag])>", unit.tags.all &>> UInt64(tag) & 1 == 1)
      row.add("in <\(TagMasks.names[tag])>", unit.tags.near &>> UInt64(tag) & 1 == 1)
    }
    for group in 0..<ClassGroups.count {
      row.add(
        "\(ClassGroups.shared.names[group]) classes", unit.classes.all &>> UInt64(group) & 1 == 1)
      row.add(
        "\(ClassGroups.shared.names[group]) classes", unit.classes.near &>> UInt64(group) & 1 == 1)
    }
    let look = looks[lookNumbers[index]]
    let likeness = Float(max(look.count, 1))
    row.add("blocks that look alike", lg(look.count))
    row.add("blocks that look alike", lg(look.words / likeness))
    row.add("blocks that look alike", look.links / likeness)
    row.add("blocks that look alike", share(look.words, words.all))
    row.add("blocks that look alike", Float(look.ends) / likeness)
    addContainers(unit, &row)
    addCandidate(unit, index, &row)
  }

  private func addContainers(_ unit: Unit, _ row: inout some FeatureSink) {
    let ancestors = page.tree.ancestors(of: unit.element, count: 3)
    for level in 0..<3 {
      guard level < ancestors.count else {
        for _ in 0..<7 { row.add("container", Float(0)) }
        continue
      }
      let element = page.tree.elements[ancestors[level]]
      row.add("container", share(element.words, words.all))
      row.add("container", share(element.longWords, longWords.all))
      row.add("links of the container", element.linkShare)
      row.add("container", lg(element.units))
      row.add("container", lg(element.words / Float(max(1, element.units))))
      row.add("prose of the container", share(element.longWords, element.words))
      row.add("prose of the container", share(element.sentenceEnds, element.units))
    }
  }

  private func addCandidate(_ unit: Unit, _ index: Int, _ row: inout some FeatureSink) {
    var levels = 0
    var at = unit.element
    while at >= 0, page.tree.elements[at].longWords * 2 < longWords.all, levels < 20 {
      at = page.tree.elements[at].parent
      levels += 1
    }
    row.add("levels below most of the prose", Float(levels) / 4)
    guard candidate >= 0 else {
      for _ in 0..<7 { row.add("main element", Float(0)) }
      return
    }
    let main = page.tree.elements[candidate]
    // The units of an element follow each other.
    let isInside = main.firstUnit <= index && index <= main.lastUnit
    let isInParent =
      main.parent >= 0 && page.tree.elements[main.parent].firstUnit <= index
      && index <= page.tree.elements[main.parent].lastUnit
    row.add("in the main element", isInside)
    row.add("beside the main element", isInParent && !isInside)
    row.add("main element", share(main.words, words.all))
    row.add("main element", share(main.longWords, longWords.all))
    row.add("main element", main.linkShare)
    row.add("distance to the main element", lg(min(50, main.firstUnit - index)))
    row.add("distance to the main element", lg(min(50, index - main.lastUnit)))
  }
}

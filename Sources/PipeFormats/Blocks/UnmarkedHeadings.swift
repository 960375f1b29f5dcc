import PipeCore

extension [BlockDraft] {
  /// Makes headings of the title-like lines above prose, in a text that marks none.
  ///
  /// The lines between two pieces of text are a chain. Of the first chain that ends at prose, the longest
  /// title is the document's (level 1): section names, menus and bylines around it are shorter. Of the
  /// later ones only the last title, next to its text, is a heading (level 2).
  mutating func findHeadings() {
    var titles: [Int] = []
    var labels = 0
    var hasTitle = false
    for index in indices {
      switch self[index].role {
      case .removed: continue
      case .title:
        if titles.count == Self.maxChain { titles.removeFirst() }
        titles.append(index)
        labels = 0
        continue
      case .label:
        labels += 1
        if labels > Self.maxLabels { titles.removeAll() }
        continue
      case .prose:
        if !self[index].startsLower, let chosen = hasTitle ? titles.last : longest(of: titles) {
          makeHeading(chosen, level: hasTitle ? 2 : 1)
          hasTitle = true
        }
      case .other:
        // A list has a heading only right above it.
        if self[index].block.kind == .listItem, hasTitle, labels == 0, let last = titles.last {
          makeHeading(last, level: 2)
        }
      }
      titles.removeAll(keepingCapacity: true)
      labels = 0
    }
  }

  /// Titles farther from the text than this are a menu's.
  private static var maxChain: Int { 6 }
  /// Bylines, dates and the like that may stand between a title and its text.
  private static var maxLabels: Int { 4 }

  private func longest(of titles: [Int]) -> Int? {
    titles.max { self[$0].columns < self[$1].columns }
  }

  private mutating func makeHeading(_ index: Int, level: Int) {
    self[index].block.kind = .heading
    self[index].block.level = level
  }
}

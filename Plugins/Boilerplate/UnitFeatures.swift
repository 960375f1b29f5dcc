import PipeCore
import PipeText

private let cueTopics = [
  "legal words", "calls to action", "share words", "menu words", "comment words", "byline words",
  "related-story words", "dates",
]
extension PageFeatures {
  /// The text of the unit itself.
  func addText(_ index: Int, _ row: inout some FeatureSink) {
    let unit = page.units[index]
    let facts = unit.facts
    let words = facts.words
    row.add("length", lg(words))
    row.add("length", Float(min(words, 60)) / 20)
    row.add("length", lg(facts.characters))
    row.add("length", words >= 15)
    row.add("length", words < 4)
    row.add("length of words", min(15, share(facts.letters, words)) / 5)
    row.add("length of words", lg(facts.longestWord))
    row.add("sentence end", facts.endsSentence)
    row.add("sentence end", facts.endsSentence && words >= 8)
    row.add("sentence end", facts.last == 0x3A)
    row.add("sentence end", facts.last == 0x2026)
    row.add("sentences", lg(facts.sentenceMarks))
    row.add("commas", lg(facts.commas))
    row.add("commas", share(facts.commas, words))
    row.add("quotes", lg(facts.quotes))
    row.add("brackets", lg(facts.brackets))
    row.add("colons", lg(facts.colons))
    row.add("separators", lg(facts.separators))
    row.add("separators", min(2, share(facts.separators, words)))
    row.add("function words", share(unit.stopWords, words))
    row.add("function words", lg(unit.stopWords))
    row.add("capitals", share(facts.capitalWords, words))
    row.add("capitals", share(facts.uppers, facts.letters))
    row.add("digits", share(facts.digits, facts.characters))
    row.add("digits", lg(facts.digits))
    row.add("symbols", lg(facts.symbols))
    row.add("prices", lg(facts.currencies))
    row.add("scripts without spaces", share(facts.ideographs, facts.letters))
    row.add("addresses", facts.ats > 0)
    row.add("copyright sign", facts.copyrightSigns > 0)
    row.add("times", facts.times > 0)
    row.add("first character", facts.first == .lower)
    row.add("first character", facts.first.isDigit)
    row.add("first character", !facts.first.isLetter && !facts.first.isDigit)
    row.add("lines", lg(facts.lineFeeds + 1))
    row.add("repeated on the page", lg(repeats[texts[index]] - 1))
    for group in 0..<CueWords.groupCount {
      let count = facts.words(ofGroup: group)
      row.add(cueTopics[group], lg(count))
      row.add(cueTopics[group], share(count, words))
    }
    row.add("heading", unit.kind == .heading)
    row.add("list item", unit.kind == .listItem)
    row.add("table", unit.kind == .table)
    row.add("quote", unit.kind == .quote)
    row.add("code", unit.kind == .code)
    row.add("caption", unit.kind == .caption)
    row.add("paragraph", unit.kind == .paragraph)
    row.add("level", Float(min(unit.level, 6)) / 3)
  }

  /// Where the unit stands on the page.
  func addPosition(_ index: Int, _ row: inout some FeatureSink) {
    let count = page.units.count
    row.add("place on the page", share(index, count))
    row.add("place on the page", lg(index))
    row.add("place on the page", lg(count - index))
    row.add("place on the page", share(words.before(index), words.all))
    row.add("place in the prose", share(longWords.before(index), longWords.all))
    row.add("place in the prose", index < firstLong)
    row.add("place in the prose", index > lastLong)
    row.add("place in the prose", lg(firstLong - index))
    row.add("place in the prose", lg(index - lastLong))
    for run in runs {
      row.add("in the body of prose", run.contains(index))
      row.add("distance to the body of prose", lg(min(40, run.lowerBound - index)))
      row.add("distance to the body of prose", lg(min(40, index - run.upperBound + 1)))
      let inside = words.before(run.upperBound) - words.before(run.lowerBound)
      row.add("size of the body of prose", share(inside, words.all))
    }
  }

  /// What stands around the unit.
  func addNeighbours(_ index: Int, _ row: inout some FeatureSink) {
    let units = page.units
    for step in [-3, -2, -1, 1, 2, 3] {
      let topic = step < 0 ? "text before" : "text after"
      guard units.indices.contains(index + step) else {
        for value: Float in [0, 0, 0, 0, 1] { row.add(topic, value) }
        continue
      }
      let other = index + step
      let words = units[other].facts.words
      row.add(topic, lg(words))
      row.add(topic, units[other].facts.endsSentence)
      row.add(topic, units[other].kind == .heading)
      row.add(
        topic,
        page.isPage ? units[other].linkShare : share(units[other].facts.capitalWords, words))
      row.add(topic, Float(0))
    }
    for reach in [1, 2, 5, 10] {
      let all = words.around(index, reach)
      row.add("text around", lg(all))
      row.add("prose around", share(longWords.around(index, reach), all))
      row.add("prose around", ends.around(index, reach) / Float(2 * reach + 1))
      if page.isPage {
        row.add("links around", links.around(index, reach) / Float(2 * reach + 1))
        row.add("links around", share(linkedWords.around(index, reach), all))
      }
    }
  }
}

import PipeCore
import PipeText

private let cueTopics = [
  "legal words", "calls to action", "share words", "menu words", "comment words", "byline words",
  "related-story words", "dates",
]
extension PageFeatures {
  /// The text of the unit itself.
  func addText(_ sink: inout some FeatureSink) {
    sink.add("length", lg(words))
    sink.add("length", table.capped(words, at: 60, over: 20))
    sink.add("length", lg(self[.characters]))
    sink.add("length", isAbove(words, 14))
    sink.add("length", table.isBelow(words, 4))
    sink.add("length of words", table.capped(share(self[.letters], words), at: 15, over: 5))
    sink.add("length of words", lg(self[.longestWord]))
    sink.add("sentence end", self[.endsSentence])
    sink.add("sentence end", table.times(self[.endsSentence], isAbove(words, 7)))
    sink.add("sentence end", isEqual(self[.last], 0x3A))
    sink.add("sentence end", isEqual(self[.last], 0x2026))
    addMarks(&sink)
    sink.add("function words", share(self[.stopWords], words))
    sink.add("function words", lg(self[.stopWords]))
    sink.add("capitals", share(self[.capitalWords], words))
    sink.add("capitals", share(self[.uppers], self[.letters]))
    sink.add("digits", share(self[.digits], self[.characters]))
    sink.add("digits", lg(self[.digits]))
    sink.add("symbols", lg(self[.symbols]))
    sink.add("prices", lg(self[.currencies]))
    sink.add("scripts without spaces", share(self[.ideographs], self[.letters]))
    sink.add("addresses", isAbove(self[.ats], 0))
    sink.add("copyright sign", isAbove(self[.copyrightSigns], 0))
    sink.add("times", isAbove(self[.times], 0))
    sink.add("first character", isFirst(.lower))
    sink.add("first character", self[.firstIsDigit])
    sink.add("first character", self[.firstIsOther])
    sink.add("lines", lg(table.linear(self[.lineFeeds], times: 1, plus: 1)))
    sink.add("repeated on the page", lg(self[.repeats]))
    for (topic, column) in zip(cueTopics, UnitColumn.cues) {
      sink.add(topic, lg(self[column]))
      sink.add(topic, share(self[column], words))
    }
    for (topic, kind): (String, BlockKind) in [
      ("heading", .heading), ("list item", .listItem), ("table", .table), ("quote", .quote),
      ("code", .code), ("caption", .caption), ("paragraph", .paragraph),
    ] {
      sink.add(topic, isKind(kind))
    }
    sink.add("level", table.capped(self[.level], at: 6, over: 3))
  }

  private func addMarks(_ sink: inout some FeatureSink) {
    sink.add("sentences", lg(self[.sentenceMarks]))
    sink.add("commas", lg(self[.commas]))
    sink.add("commas", share(self[.commas], words))
    sink.add("quotes", lg(self[.quotes]))
    sink.add("brackets", lg(self[.brackets]))
    sink.add("colons", lg(self[.colons]))
    sink.add("separators", lg(self[.separators]))
    sink.add("separators", table.capped(share(self[.separators], words), at: 2))
  }

  /// Where the unit stands on the page.
  func addPosition(_ sink: inout some FeatureSink) {
    let count = Float(page.units.count)
    let index = self[.index]
    let long = (first: Float(firstLong), last: Float(lastLong))
    sink.add("place on the page", share(index, count))
    sink.add("place on the page", lg(index))
    sink.add("place on the page", lg(table.linear(index, times: -1, plus: count)))
    sink.add("place on the page", share(self[.sumOfWords], allWords))
    sink.add("place in the prose", share(self[.sumOfLongWords], allLongWords))
    sink.add("place in the prose", table.isBelow(index, long.first))
    sink.add("place in the prose", isAbove(index, long.last))
    sink.add("place in the prose", lg(table.linear(index, times: -1, plus: long.first)))
    sink.add("place in the prose", lg(table.linear(index, times: 1, plus: -long.last)))
    for run in runs {
      let (start, end) = (Float(run.lowerBound), Float(run.upperBound))
      sink.add("in the body of prose", table.isWithin(index, start, end - 1))
      sink.add(
        "distance to the body of prose",
        lg(table.capped(table.linear(index, times: -1, plus: start), at: 40)))
      sink.add(
        "distance to the body of prose",
        lg(table.capped(table.linear(index, times: 1, plus: 1 - end), at: 40)))
      sink.add("size of the body of prose", filled(scalarShare(words(in: run), allWords)))
    }
  }

  private func words(in run: Range<Int>) -> Float {
    table[.sumOfWords, run.upperBound] - table[.sumOfWords, run.lowerBound]
  }

  /// What stands around the unit.
  func addNeighbours(_ sink: inout some FeatureSink) {
    for step in [-3, -2, -1, 1, 2, 3] {
      let topic = step < 0 ? "text before" : "text after"
      let words = words.shifted(by: step)
      sink.add(topic, lg(words))
      sink.add(topic, self[.endsSentence].shifted(by: step))
      sink.add(
        topic, isEqual(self[.kind].shifted(by: step), Float(BlockKind.heading.rawValue) + 1))
      sink.add(
        topic,
        page.isPage
          ? self[.linkShare].shifted(by: step)
          : share(self[.capitalWords].shifted(by: step), words))
      sink.add(topic, not(self[.isUnit].shifted(by: step)))
    }
    for reach in [1, 2, 5, 10] {
      let size = Float(2 * reach + 1)
      sink.add("text around", lg(around(.sumOfWords, reach)))
      sink.add("prose around", share(around(.sumOfLongWords, reach), around(.sumOfWords, reach)))
      sink.add("prose around", share(around(.sumOfEnds, reach), size))
      if page.isPage {
        sink.add("links around", share(around(.sumOfLinks, reach), size))
        sink.add(
          "links around", share(around(.sumOfLinkedWords, reach), around(.sumOfWords, reach)))
      }
    }
  }
}

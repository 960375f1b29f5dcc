import PCRE2
import PipeCore
import Testing

@Suite struct ZoneTests {
  private func set(_ regex: String, unit: PatternUnit) throws -> PatternSets {
    PatternSets([
      try PatternSet(
        name: "web.set", unit: unit, entries: [PatternEntry(id: "it", regex: regex)])
    ])
  }

  @Test func onlyLinesThatBeginInTheZoneAreOffered() {
    var zoned = document("aaaa\nbbbb\ncccc\ndddd")
    zoned.zone = 6..<15
    var seen: [String] = []
    zoned.forEachLine { seen.append($0.string) }
    #expect(seen == ["cccc"])
    zoned.removeLines { _ in Removal("gone") }
    #expect(zoned.string == "aaaa\nbbbb\ndddd")
    zoned.editLines { line, edits in edits.cut(0..<1, Removal("cut")) }
    #expect(zoned.string == "aaaa\nbbbb\ndddd")
  }

  @Test func theZoneIsOfTheSourceTextNotOfWhatIsLeft() {
    var zoned = document("aaaa\nbbbb\ncccc\ndddd")
    zoned.removeLines { $0.index < 2 ? Removal("gone") : nil }
    zoned.zone = 10..<19
    zoned.removeLines { _ in Removal("late") }
    #expect(zoned.cuts == ["gone: aaaa", "gone: bbbb", "late: cccc", "late: dddd"])
  }

  @Test func patternsSeeTheZone() throws {
    for unit in [PatternUnit.line, .text] {
      var zoned = document("ad\nad\nad")
      zoned.zone = 3..<5
      let patterns = try set("ad", unit: unit)
      if unit == .line {
        zoned.removeLines(matching: patterns)
      } else {
        zoned.cutText(matching: patterns)
      }
      #expect(zoned.string == "ad\nad")
      #expect(zoned.ledger.entries.map(\.span) == [3..<5])
    }
  }

  @Test func blocksThatBeginInTheZoneAreOffered() throws {
    var zoned = parsedDocument("one\nmore\n\ntwo\nmore")
    zoned.zone = 5..<18
    let hits = zoned.blockHits(of: try set("more", unit: .block))
    #expect(hits.keys.sorted() == [1])
    zoned.removeBlocks { _ in Removal("gone") }
    #expect(zoned.string == "one\nmore")
  }

  @Test func anEmptyZoneIsNowhere() {
    var zoned = document("one\ntwo")
    zoned.zone = 0..<0
    zoned.removeLines { _ in Removal("gone") }
    #expect(zoned.string == "one\ntwo")
  }
}

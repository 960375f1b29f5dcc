import Testing

@testable import TablesStages

@Suite struct NumbersTests {
  @Test func exponentialUndoesLogarithm() {
    for value in stride(from: 0.001, to: 300, by: 0.37) {
      let back = Numbers.exp(Numbers.ln(value))
      #expect(back / value > 0.99999 && back / value < 1.00001)
    }
  }

  @Test func takesWhatIsOutOfRange() {
    #expect(Numbers.exp(-1e9) >= 0)
    #expect(Numbers.exp(1e9).isFinite)
    #expect(Numbers.exp(-1e-18) > 0.999)
  }
}

@Suite struct WordClassTests {
  @Test(arguments: [
    ("1934", WordClass.year), ("41,200", .integer), ("3.5", .decimal), ("12%", .percent),
    ("$4.20", .money), ("€900", .money), ("+4", .signed), ("3rd", .ordinal), ("2–1", .range),
    ("1998–99", .yearRange), ("–", .dash), ("N/A", .dash), ("https://example.org", .url),
    ("March", .month), ("max_rows", .code), ("--force", .code), ("of", .function),
    ("The", .capitalFunction), ("km", .unit), ("A4", .mixed), ("lanes", .lower), ("J.", .initial),
    ("NATO", .upper), ("Quay", .title), ("Zürich", .title), ("Ärger", .title),
  ])
  func tellsClasses(_ word: String, _ kind: WordClass) {
    let text = TableText(Array(word.utf8))
    #expect(text.words(of: 0..<text.bytes.count, .shared).map(\.kind) == [kind])
  }

  @Test func ignoresPunctuationAroundAWord() {
    let text = TableText(Array("(“Quay”), quay".utf8))
    let words = text.words(of: 0..<text.bytes.count, .shared)
    #expect(words.count == 2)
    #expect(words.first?.key == words.last?.key)
  }
}

import Testing

@testable import TablesStages

/// What holds for every text, however odd.
@Suite struct TableLawsTests {
  static let words = [
    "Old", "Quay", "4 m", "|", "|", "  ", "\t", "1871", "-", "---", "+--+", "===", "a,b", ";", "\"",
    "é", "港", "Basin.", "the", "...", "│", "├──┼──┤", "\\", "<br>", "\r", "$4.20", "12%", "Won",
  ]

  static func randomText(seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    var page = ""
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      for _ in 0..<Int.random(in: 0...7, using: &random) {
        page += words[Int.random(in: 0..<words.count, using: &random)]
        if Bool.random(using: &random) { page += " " }
      }
      page += "\n"
    }
    return Array(page.utf8)
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func cellsAreSlicesAndTheRestIsDelimiters(seed: UInt64) {
    let text = TableText(Self.randomText(seed: seed))
    let findings = findTables(in: text)
    for table in findings.tables + findings.unsure {
      #expect(table.cells.allSatisfy { $0.count == table.columns })
      #expect(uncoveredText(table, text).isEmpty, "\(table.kind)")
      for part in table.cells.joined().joined() {
        #expect(table.lines.contains { text.lines[$0].contains(part.lowerBound) })
        #expect(part.upperBound <= text.bytes.count && !part.isEmpty)
      }
    }
    let ranges = (findings.tables + findings.unsure).map(\.lines).sorted {
      $0.lowerBound < $1.lowerBound
    }
    for (range, next) in zip(ranges, ranges.dropFirst()) {
      #expect(range.upperBound <= next.lowerBound)
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func answersTheSameTwice(seed: UInt64) {
    let text = TableText(Self.randomText(seed: seed))
    let first = findTables(in: text)
    let second = findTables(in: text)
    #expect(first.tables.map(\.cells) == second.tables.map(\.cells))
    #expect(first.unsure.map(\.confidence) == second.unsure.map(\.confidence))
  }

  @Test(arguments: [
    "", "\n", "\n\n\n", "|", "| |\n|-|", "\t\t\n\t\t", "+-+", "a", "\r\n\r\n", "\"\n\"\n\"",
  ])
  func takesOddTexts(_ page: String) {
    _ = findTables(in: TableText(Array(page.utf8)))
  }
}

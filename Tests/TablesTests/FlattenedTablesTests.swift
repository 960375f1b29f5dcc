import Testing

@testable import TablesStages

@Suite struct FlattenedTablesTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    let name: String
    let cells: [[String]]
    var testDescription: String { name }
  }

  static let samples = [
    Sample(
      name: "library branches",
      cells: [
        ["Branch", "Opened", "Books", "Status"],
        ["Mill Lane", "1934", "41,200", "Open"],
        ["Harbour Street", "1968", "18,900", "Closed for repair"],
        ["Northgate", "2011", "52,750", "Open"],
        ["Elm Park", "1987", "9,300", "Weekends only"],
      ]),
    Sample(
      name: "who wants what",
      cells: [
        ["Group", "Main Concern", "Proposed Remedy"],
        ["Allotment Holders", "Loss of plots", "Longer leases for current tenants"],
        ["Cyclists", "Narrow paths", "Wider lanes along the canal"],
        ["Shop Owners", "Fewer parking spaces", "Short stays without a charge"],
        ["Young Families", "Traffic near schools", "Lower speed limits in the morning"],
      ]),
    Sample(
      name: "prizes",
      cells: [
        ["Year", "Award", "Category", "Result"],
        ["2014", "Coastal Film Festival", "Best Director", "Won"],
        ["2015", "Northern Screen Awards", "Best Director", "Nominated"],
        ["2015", "Coastal Film Festival", "Best Screenplay", "Nominated"],
        ["2018", "Northern Screen Awards", "Best Picture", "Won"],
      ]),
    Sample(
      name: "settings",
      cells: [
        ["Parameter", "Type", "Description"],
        ["max_rows", "Integer", "Stops after this many rows"],
        ["output_path", "String", "Where the report is written"],
        ["dry_run", "Boolean", "Shows what would be done"],
        ["retry_count", "Integer", "Tries again after a failure"],
      ]),
  ]

  static func page(_ lines: [String]) -> TableText {
    let before = "The council met on Tuesday evening and talked about the plan for two hours.\n\n"
    let after = "\n\nA second reading is planned for the spring, and the minutes will be printed."
    return TableText(Array((before + lines.joined(separator: "\n") + after).utf8))
  }

  @Test(arguments: samples)
  func cutsOneRowALine(_ sample: Sample) throws {
    let text = Self.page(sample.cells.map { $0.joined(separator: " ") })
    let table = try #require(findTables(in: text).tables.first)
    #expect(table.kind == .flattenedRows)
    #expect(strings(table, text) == sample.cells)
    #expect(table.lines == 2..<2 + sample.cells.count)
    #expect(uncoveredText(table, text).isEmpty)
  }

  @Test(arguments: samples)
  func gathersOneCellALine(_ sample: Sample) throws {
    let text = Self.page(sample.cells.joined().map { $0 })
    let table = try #require(findTables(in: text).tables.first)
    #expect(table.kind == .flattenedCells)
    #expect(strings(table, text) == sample.cells)
    #expect(uncoveredText(table, text).isEmpty)
  }

  @Test(arguments: samples)
  func gathersRowsPartedByBlankLines(_ sample: Sample) throws {
    let lines = sample.cells.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    let text = Self.page([lines])
    let table = try #require(findTables(in: text).tables.first)
    #expect(strings(table, text) == sample.cells)
  }

  @Test func leavesProseAndListsAlone() {
    let pages = [
      "Ada Moreno\nJonas Lind\nPriya Shah\nTom Becker\nMina Okafor",
      "Home\nNews\nSport\nWeather\nContact\nAbout us",
      "The tide was out when we came,\nThe boats lay still,\nAnd nobody could tell the name\nOf him on the hill.",
      "12 Canal Road\nBrackwater\nPhone: 555 0100\n\n8 Mill Lane\nBrackwater\nPhone: 555 0101",
      "M T W T F S S\n1 2 3 4 5 6 7\n8 9 10 11 12 13 14\n15 16 17 18 19 20 21",
    ]
    for page in pages { #expect(findTables(in: Self.page([page])).tables.isEmpty, "\(page)") }
  }

  @Test func readsTheSamePageTheSameWay() {
    let text = Self.page(Self.samples[1].cells.map { $0.joined(separator: " ") })
    let first = findTables(in: text).tables.map(\.confidence)
    #expect(first == findTables(in: text).tables.map(\.confidence))
  }

  @Test func staysFastOnLongBlocks() {
    let line = "Branch 1934 Open on weekdays only"
    let text = TableText(Array([String](repeating: line, count: 3000).joined(separator: "\n").utf8))
    _ = findTables(in: text)
  }
}

import Testing

@testable import TablesStages

@Suite struct MarkedTablesTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    let name: String
    let kind: TableKind
    let text: String
    let cells: [[String]]
    var testDescription: String { name }
  }

  static let harbours = [
    ["Harbour", "Depth", "Opened"],
    ["Old Quay", "4 m", "1871"],
    ["North Basin", "11 m", "1966"],
    ["Ferry Slip", "6 m", "2004"],
  ]

  static let samples = [
    Sample(
      name: "Markdown", kind: .markdown,
      text: """
        | Harbour | Depth | Opened |
        | :--- | ---: | --- |
        | Old Quay | 4 m | 1871 |
        | North Basin | 11 m | 1966 |
        | Ferry Slip | 6 m | 2004 |
        """, cells: harbours),
    Sample(
      name: "Markdown without outer pipes", kind: .markdown,
      text: """
        Harbour | Depth | Opened
        --- | --- | ---
        Old Quay | 4 m | 1871
        North Basin | 11 m | 1966
        Ferry Slip | 6 m | 2004
        """, cells: harbours),
    Sample(
      name: "ragged Markdown", kind: .markdown,
      text: """
          | Tool|Use |
        | --- |
        |saw | cuts wood
        | a \\| b | one<br>two |
        | file
        """,
      cells: [["Tool", "Use"], ["saw", "cuts wood"], ["a | b", "one two"], ["file", ""]]),
    Sample(
      name: "psql", kind: .psql,
      text: """
         Harbour     | Depth | Opened
        -------------+-------+--------
         Old Quay    | 4 m   | 1871
         North Basin | 11 m  | 1966
         Ferry Slip  | 6 m   | 2004
        (3 rows)
        """, cells: harbours),
    Sample(
      name: "grid", kind: .grid,
      text: """
        +-------------+-------+--------+
        | Harbour     | Depth | Opened |
        +=============+=======+========+
        | Old Quay    | 4 m   | 1871   |
        +-------------+-------+--------+
        | North Basin | 11 m  | 1966   |
        +-------------+-------+--------+
        | Ferry       | 6 m   | 2004   |
        | Slip        |       |        |
        +-------------+-------+--------+
        """, cells: harbours),
    Sample(
      name: "box drawing", kind: .grid,
      text: """
        ┌─────────────┬───────┬────────┐
        │ Harbour     │ Depth │ Opened │
        ├─────────────┼───────┼────────┤
        │ Old Quay    │ 4 m   │ 1871   │
        │ North Basin │ 11 m  │ 1966   │
        │ Ferry Slip  │ 6 m   │ 2004   │
        └─────────────┴───────┴────────┘
        """, cells: harbours),
    Sample(
      name: "reStructuredText simple", kind: .rst,
      text: """
        ===========  =====  ======
        Harbour      Depth  Opened
        ===========  =====  ======
        Old Quay     4 m    1871
        North Basin  11 m   1966
        Ferry Slip   6 m    2004
        ===========  =====  ======
        """, cells: harbours),
    Sample(
      name: "wide characters", kind: .rst,
      text: """
        ======  =====
        Name    Count
        ======  =====
        港の北  4
        埠頭    11
        ======  =====
        """, cells: [["Name", "Count"], ["港の北", "4"], ["埠頭", "11"]]),
    Sample(
      name: "dashed", kind: .rst,
      text: """
        Harbour      Depth  Opened
        -----------  -----  ------
        Old Quay       4 m    1871
        North Basin   11 m    1966
        Ferry Slip     6 m    2004
        """, cells: harbours),
    Sample(
      name: "dashed and wrapped", kind: .rst,
      text: """
        --------------------------
        Harbour      Depth  Opened
        -----------  -----  ------
        Old Quay     4 m    1871

        North        11 m   1966
        Basin

        Ferry        6 m    2004
        Slip
        --------------------------
        """, cells: harbours),
    Sample(
      name: "tabs", kind: .tabs,
      text: harbours.map { $0.joined(separator: "\t") }.joined(separator: "\n"),
      cells: harbours),
    Sample(
      name: "padding tabs", kind: .tabs,
      text: "Harbour\t\tDepth\nOld Quay\t4 m\nNorth Basin\t11 m",
      cells: [["Harbour", "Depth"], ["Old Quay", "4 m"], ["North Basin", "11 m"]]),
    Sample(
      name: "empty cell between tabs", kind: .tabs,
      text: "Harbour\tDepth\tOpened\nOld Quay\t\t1871\nNorth Basin\t11 m\t1966",
      cells: [
        ["Harbour", "Depth", "Opened"], ["Old Quay", "", "1871"], ["North Basin", "11 m", "1966"],
      ]),
    Sample(
      name: "pipes without a rule", kind: .pipes,
      text: """
        Harbour | Depth | Opened
        Old Quay | 4 m | 1871
        North Basin | 11 m | 1966
        Ferry Slip | 6 m | 2004
        """, cells: harbours),
    Sample(
      name: "blank columns", kind: .spaces,
      text: """
        Harbour      Depth  Opened
        Old Quay     4 m    1871
        North Basin  11 m   1966
        Ferry Slip   6 m    2004
        """, cells: harbours),
    Sample(
      name: "one space after the widest cell", kind: .spaces,
      text: """
        Harbour     Depth Opened
        Old Quay    4 m   1871
        North Basin 11 m  1966
        Ferry Slip  6 m   2004
        """, cells: harbours),
    Sample(
      name: "commas", kind: .csv,
      text: """
        Harbour,Depth,Opened
        "Old Quay",4 m,1871
        North Basin,11 m,1966
        Ferry Slip,6 m,2004
        """, cells: harbours),
    Sample(
      name: "quoted cells", kind: .csv,
      text: """
        name,motto
        "Quay, old","the ""first"" one"
        Basin,deep
        """,
      cells: [["name", "motto"], ["Quay, old", "the \"first\" one"], ["Basin", "deep"]]),
    Sample(
      name: "semicolons", kind: .csv,
      text: """
        Harbour;Depth;Opened
        Old Quay;4 m;1871
        North Basin;11 m;1966
        Ferry Slip;6 m;2004
        """, cells: harbours),
    Sample(
      name: "leaders", kind: .leaders,
      text: """
        Harbour ........ Depth
        Old Quay ....... 4 m
        North Basin .... 11 m
        """, cells: [["Harbour", "Depth"], ["Old Quay", "4 m"], ["North Basin", "11 m"]]),
  ]

  @Test(arguments: samples)
  func findsTheTableBetweenProse(_ sample: Sample) throws {
    let before = "The pilots keep a list of berths.\n\n"
    let page = before + sample.text + "\n\nIt is printed every spring."
    let text = TableText(Array(page.utf8))
    let findings = findTables(in: text)
    let table = try #require(findings.tables.first)
    #expect(findings.tables.count == 1)
    #expect(table.kind == sample.kind)
    #expect(strings(table, text) == sample.cells)
    #expect(uncoveredText(table, text).isEmpty)
    #expect(table.lines.lowerBound == 2)
  }

  @Test func takesCaptionAndNotes() throws {
    let text = TableText(
      Array(
        """
        Table 2. Berths
        Berth  Length
        -----  ------
        A      90
        B      120
        Source: port office
        """.utf8))
    let table = try #require(findTables(in: text).tables.first)
    #expect(table.caption == 0..<1)
    #expect(table.lines == 1..<5)
    #expect(table.notes == 5..<6)
  }

  @Test(arguments: [
    "The wind turned.  The boats came in.\nNobody spoke.  The lamps were lit.",
    "Bread, 2 loaves\nMilk, 1 litre\nEggs, a dozen",
    "We sold 6,912 tickets\nand then 7,105 more\nand 8,200 in May",
    "Home | About",
    "--- --- ---",
    """
    The ferry leaves at noon, and most of the crew sleeps on board, which
    is cheaper than a room, though nobody would call the bunks soft, and
    the cook, who has seen worse, says so often, to anyone who will hear
    """,
    "======\nTitle\n======",
    "+1 555 0100\n+1 555 0101\n+1 555 0102",
    "Introduction ........ 1\nThe harbour ........ 12\nIndex ........ 240",
    "He rose, bowed, and left.\nShe stayed, ate, and slept.\nThey sang, danced, and wept.",
  ])
  func leavesAlone(_ page: String) {
    #expect(findTables(in: TableText(Array(page.utf8))).tables.isEmpty)
  }

  @Test func obeysItsOptions() {
    let text = TableText(Array(Self.samples[0].text.utf8))
    var options = TableOptions()
    options.detect = [.tabs]
    #expect(findTables(in: text, options: options).tables.isEmpty)
    options = TableOptions()
    options.minColumns = 4
    #expect(findTables(in: text, options: options).tables.isEmpty)
    options = TableOptions()
    options.minConfidence = 0.999
    #expect(findTables(in: text, options: options).unsure.count == 1)
  }
}

import PipeCore
import PipeFormats
import Testing

@Suite struct MarkdownWriterTests {
  @Test func writesEveryKindOfBlock() {
    let text = """
      # Seals

      The harbour master of Sandvik walks the mole every
      morning at six and counts the seals that lie on the
      rocks.

        • Old ones
          ◦ asleep
        • Young ones

      1. Count
         - twice
      2. Write

      > So it is
      >
      > done.

      ```
      a ``` b

        c
      ```
      """
    #expect(
      markdown(parsed(text)) == """
        # Seals

        The harbour master of Sandvik walks the mole every morning at six and counts the seals that \
        lie on the rocks.

        - Old ones
          - asleep
        - Young ones
        1. Count
           - twice
        2. Write

        > So it is
        >
        > done.

        ````
        a ``` b

          c
        ````

        """)
  }

  @Test func writesTables() {
    var document = parsed("boat a|b\nport\nAnna\n\nNorth\n")
    let source = document.source
    var cells: [[Range<Int>]] = []
    var start = 0
    for line in source.string(in: 0..<source.count).split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast() {
      cells.append([start..<(start + line.utf8.count)])
      start += line.utf8.count + 1
    }
    cells[3] = []
    cells.append([])
    document.restore([
      .init(
        lines: 0..<document.lines.count,
        table: Table(columns: 2, rows: 3, headerRows: 1, confidence: 1), cells: cells)
    ])
    #expect(
      markdown(document) == """
        | boat a\\|b | port |
        | --- | --- |
        | Anna | |
        | North | |

        """)
  }

  @Test(arguments: [
    ("7. alone", "7\\. alone\n"), ("– speech", "– speech\n"), ("#tag", "#tag\n"), ("---", "---\n"),
    ("+ 3 more", "\\+ 3 more\n"), ("* . * .", "\\* . * .\n"), ("*note* it", "*note* it\n"),
    (">= 3", "\\>= 3\n"),
    ("```\nopen", "\\```\n\nopen\n"), ("12.5 km", "12.5 km\n"), ("# a #\\", "# a #\\\n"),
    ("# C #", "# C\n"), ("", ""),
  ])
  func escapesOnlyWhatWouldBecomeAnotherBlock(text: String, expected: String) {
    #expect(markdown(parsed(text)) == expected)
  }

  @Test func leavesOutWhatIsRemoved() {
    var document = parsed("# One\n\nTwo\n\n- three\n- four")
    document.removeBlock(1, Removal("two"))
    document.removeBlock(2, Removal("three"))
    #expect(markdown(document) == "# One\n\n- four\n")
  }

  @Test func writesUnparsedDocumentsAsTheyAre() {
    #expect(markdown(textDocument("a\n\n- b\n")) == "a\n\n- b\n")
  }
}

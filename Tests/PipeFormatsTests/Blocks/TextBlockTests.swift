import PipeCore
import PipeFormats
import Testing

@Suite struct TextBlockTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let blocks: String

    init(_ name: String, _ text: String, _ blocks: String) {
      testDescription = name
      self.text = text
      self.blocks = blocks
    }
  }

  static let cases: [Case] = [
    Case("nothing", "", ""),
    Case("blank lines only", " \n\t\n\n", ""),
    Case(
      "marked headings", "# Bread #\n\nFlour.\n\n### Rye ##\nDark.\n\n####### Seven\n#tag",
      """
      heading1: Bread
      paragraph: Flour.
      heading3: Rye
      paragraph: Dark.
      paragraph: ####### Seven
      paragraph: #tag
      """),
    Case(
      "underlined headings",
      "Bread\n=====\n\nA loaf.\n\nRye\n---\nDark.\n\n~~~~~~\nCrust\n~~~~~~\n",
      """
      heading1: Bread
      paragraph: A loaf.
      heading2: Rye
      paragraph: Dark.
      heading3: Crust
      """),
    Case(
      "the head of an article without marks",
      """
      Home
      News
      Boats

      A harbour learns to count its seals
      By Ines Falk
      March 3, 2031

      Every spring the harbour master walks the mole and counts what lies on the rocks.

      What the count is for

      The list goes to the council, which decides how many boats may pass in a day.
      """,
      """
      paragraph: Home
      paragraph: News
      paragraph: Boats
      heading1: A harbour learns to count its seals
      paragraph: By Ines Falk
      paragraph: March 3, 2031
      paragraph: Every spring the harbour master walks the mole and counts what lies on the rocks.
      heading2: What the count is for
      paragraph: The list goes to the council, which decides how many boats may pass in a day.
      """),
    Case(
      "headings of other scripts",
      "港の時計\n\n潮時計には針が一本しかない。十二時間と二十五分で一周する。\n\nЧто нужно знать\n\n"
        + "Часы показывают полную воду дважды в день, и моряки им верят.",
      """
      heading1: 港の時計
      paragraph: 潮時計には針が一本しかない。十二時間と二十五分で一周する。
      heading2: Что нужно знать
      paragraph: Часы показывают полную воду дважды в день, и моряки им верят.
      """),
    Case(
      "bullets of all kinds, nested",
      "  • one\n  ◦ one and a half\n  • two\n- three\n  - four\n    * five\n-six\n•seven\n- - -",
      """
      list_item1: one
      list_item2: one and a half
      list_item1: two
      list_item1: three
      list_item2: four
      list_item3: five
      paragraph: -six
      list_item1: seven
      paragraph: - - -
      """),
    Case(
      "a bullet on a line of its own", "•\nFirst\n•\nSecond\n•",
      "list_item1: First\nlist_item1: Second\nparagraph: •"),
    Case(
      "weak bullets need company", "– alone it is speech.\n\n· red\n· green\n\n+ 3 more",
      "paragraph: – alone it is speech.\nlist_item1: red\nlist_item1: green\nparagraph: + 3 more"),
    Case(
      "numbers keep theirs", "1. one\n2. two\n\na) apple\nb) pear\n\n7. alone\n1、一\n2、二",
      """
      list_item1 #1: one
      list_item1 #2: two
      list_item1 #1: apple
      list_item1 #2: pear
      paragraph: 7. alone
      list_item1 #1: 一
      list_item1 #2: 二
      """),
    Case(
      "items go on by indentation or in lower case",
      "- Mix the flour with water and the salt of the\n  sea\n- Bake\nUntil brown.",
      """
      list_item1 ~: Mix the flour with water and the salt of the / sea
      list_item1: Bake
      paragraph: Until brown.
      """),
    Case(
      "quotes by depth",
      "> Who counts the grey old seals on\n> the mole?\n>\n>> The master.\n\n>= 3\nx > y",
      "quote1 ~: Who counts the grey old seals on / the mole?\nquote2: The master.\nparagraph: >= 3\nparagraph: x > y"
    ),
    Case(
      "fenced code keeps its blanks, an open fence is text",
      "```swift\n  let a = 1\n\n# no heading\n```\n~~~\nopen",
      "code:   let a = 1 /  / # no heading\nparagraph: ~~~\nparagraph: open"),
    Case(
      "indented code", "Run it:\n\n    let a = f(1);\n      g(a)[0];\n\nDone.",
      "paragraph: Run it:\ncode: let a = f(1); /   g(a)[0];\nparagraph: Done."),
    Case(
      "wrapped paragraphs, parted by a short last line",
      """
      The harbour master of Sandvik walks the mole every
      morning at six and counts the seals that lie on the
      rocks below.
      The list goes to the council, which decides how many
      boats may pass the strait in a single day.
      """,
      """
      paragraph ~: The harbour master of Sandvik walks the mole every / morning at six and counts \
      the seals that lie on the / rocks below.
      paragraph ~: The list goes to the council, which decides how many / boats may pass the \
      strait in a single day.
      """),
    Case(
      "sentences on lines of their own",
      "The boats came in late that evening.\nNobody had counted the seals at the mole.\n"
        + "The council wrote a letter to the master.",
      """
      paragraph: The boats came in late that evening.
      paragraph: Nobody had counted the seals at the mole.
      paragraph: The council wrote a letter to the master.
      """),
    Case(
      "lines of a table stay lines of one block",
      "Boat Home Port Crew Size\nAnna Sandvik Old Harbour Four\nElla North Mole Three\n\nname\tage\nAnn\t3\n"
        + "\nStation    Time\nAshford    12\n\n| a | b |\n|---|---|\n| 1 | 2 |",
      """
      paragraph: Boat Home Port Crew Size / Anna Sandvik Old Harbour Four / Ella North Mole Three
      paragraph: name\tage / Ann\t3
      paragraph: Station    Time / Ashford    12
      paragraph: | a | b | / |---|---| / | 1 | 2 |
      """),
    Case(
      "a calendar is one block, a menu many",
      "October 2031\nM T W T F S S\n 12345\n6789101112\n\nHome\nNews\nContact",
      """
      paragraph: October 2031 / M T W T F S S / 12345 / 6789101112
      paragraph: Home
      paragraph: News
      paragraph: Contact
      """),
    Case(
      "YAML front matter stays", "---\ntitle: Seals\n---\nText.",
      "paragraph: --- / title: Seals / ---\nparagraph: Text."),
    Case(
      "a number in a wrapped line is no item",
      "We met them at the old harbour on the first of May\n12. The",
      "paragraph: We met them at the old harbour on the first of May\nparagraph: 12. The"),
  ]

  @Test(arguments: cases)
  func findsTheBlocks(_ test: Case) {
    let document = parsed(test.text)
    #expect(outline(document) == test.blocks)
    #expect(Accounting(of: document).violations == [])
  }

  @Test func keepsWhatStagesDidBefore() {
    var document = textDocument("  • One advertised thing\nADVERTISEMENT\n# Two\n\nThree")
    document.removeLine(1, Removal("ads"))
    document.editLines { line, edits in
      if line.index == 0 { edits.cut(9..<20, Removal("word")) }
      if line.index == 2 { edits.replace(2..<5, with: Array("Deux".utf8), Removal("french")) }
    }
    parseBlocks(of: &document)
    #expect(
      outline(document) == """
        list_item1: One thing
        paragraph: [ADVERTISEMENT]
        heading1: Deux
        paragraph: Three
        """)
    let accounting = Accounting(of: document)
    #expect(accounting.violations == [])
    #expect(accounting.removed == 11 + 13 + 3)
    #expect(accounting.addedAndKept == 4)
  }

  @Test func parsesOnce() {
    var document = parsed("One\n\nTwo")
    parseBlocks(of: &document)
    #expect(document.blocks.count == 2)
  }
}

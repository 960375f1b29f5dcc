import PipeCore
import PipeFormats
import Testing

/// Every byte of a text is in a line of a block, or structure; nothing moves.
@Suite struct TextBlockLawTests {
  static let hostile: [String] = [
    "", "\n", " ", "\u{0}", "a", "•", "-", "- ", "#", "# ", "######", ">", ">>>", "> >", "1.",
    "1. ", "```", "```\n```",
    "~~~", "===", "---\n---", "---\n---\n---", "a\n=", "a\n---", "•\n•\n•", "•\n\n•\nx", "\u{200D}",
    "\u{FEFF}", "\u{A0}- x",
    "- a\n- b\n- c", "שלום עולם\n- אחת\n- שתיים", "👩‍👩‍👧‍👦\n• 👩‍👩‍👧‍👦", "\t\t- a\n\t- b\n- c",
    "| a |\n|---|\n| b |",
    "> ```\n> x\n> ```", "1) a\n1) b", "\u{2028}x\u{2029}", "a\u{0}b\n\u{0}\n# \u{0}",
    "    code();\n\n    more();",
    String(repeating: "a", count: 100_000), String(repeating: "> ", count: 5_000) + "x",
    String(repeating: "```\n~~~\n", count: 3_000), String(repeating: "- ", count: 20_000),
    String(repeating: "•\n", count: 20_000), String(repeating: "#", count: 50_000),
  ]

  private func check(_ text: String) {
    let document = parsed(text)
    let accounting = Accounting(of: document)
    #expect(accounting.violations == [], "\(text.prefix(200).debugDescription)")
    #expect(accounting.kept + accounting.structure == text.utf8.count)
    #expect(document.blocks.first?.lines.lowerBound ?? 0 == 0)
    #expect(document.blocks.last?.lines.upperBound ?? 0 == document.lines.count)
    for (block, next) in zip(document.blocks, document.blocks.dropFirst()) {
      #expect(block.lines.upperBound == next.lines.lowerBound && !block.lines.isEmpty)
    }
    // What is left is the text without white space and without the structure's bytes.
    var isMark = [Bool](repeating: false, count: text.utf8.count)
    for span in document.ledger.structure {
      for index in span { isMark[index] = true }
    }
    let kept = zip(text.utf8, isMark).filter { !$0.1 }.map(\.0)
    #expect(
      withoutSpaces(document.text) == withoutSpaces(kept), "\(text.prefix(200).debugDescription)")
  }

  private func withoutSpaces(_ bytes: [UInt8]) -> [Unicode.Scalar] {
    String(decoding: bytes, as: UTF8.self).unicodeScalars.filter {
      !$0.properties.isWhitespace && !(0x200B...0x200D).contains($0.value)
        && ![0x180E, 0x2060, 0xFEFF].contains($0.value)
    }
  }

  @Test(arguments: hostile)
  func holdsForHostileTexts(_ text: String) { check(text) }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func holdsForRandomTexts(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "- ", "• ", "•", "# ", "## ", "> ", ">", "1. ", "2. ", "3) ", "a) ", "```", "~~~", "---",
      "===", "\t", "  ", "    ",
      "|", " | ", "word", "Word", "the harbour of", "Ends here.", "12", "3:45", "，", "港。", "ё",
      "\u{A0}", "\u{200B}", "\u{0}",
      "\n", "\n", "\n", "\n\n", " ", "“Quote”", "– ", "· ", "👍🏽",
    ]
    for _ in 0..<25 {
      var text = ""
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        text += parts.randomElement(using: &random) ?? ""
      }
      check(text)
      check(removingLines: text, &random)
    }
  }

  /// The law also holds when stages removed and cut before the parse.
  private func check(removingLines text: String, _ random: inout SeededGenerator) {
    var document = textDocument(text)
    var removed: [Int] = []
    document.removeLines { line in
      guard UInt64.random(in: 0..<4, using: &random) == 0 else { return nil }
      removed.append(line.index)
      return Removal("random")
    }
    document.editLines { line, edits in
      guard line.bytes.count > 2, UInt64.random(in: 0..<4, using: &random) == 0,
        line.bytes[0] < 0x80, line.bytes[1] < 0x80
      else { return }
      edits.replace(0..<1, with: [UInt8(ascii: "-")], Removal("random"))
    }
    parseBlocks(of: &document)
    #expect(Accounting(of: document).violations == [], "\(text.debugDescription)")
    #expect(document.lines.count { $0.isRemoved } >= removed.count)
  }

  /// Twice the text takes about twice the time; a quadratic parse would take minutes here.
  @Test func staysLinearOnLongTexts() {
    for unit in ["- item\n", "word\n", "1. x\n\n", "> q\n", "a|b\n", "```\n", "•\n", "– x\n"] {
      let document = parsed(String(repeating: unit, count: 100_000))
      #expect(Accounting(of: document).kept == document.text.count { $0 > 0x20 }, "\(unit)")
    }
  }
}

import PCRE2
import PipeCore
import Testing

@Suite struct EditingTests {
  private func laws(_ document: Document) -> [String] { Accounting(of: document).violations }

  @Test func removesLinesAndCountsThem() {
    var edited = document("one\ntwo\nthree\n")
    edited.removeLines { $0.string == "two" ? Removal("short", have: 3, need: 4) : nil }
    #expect(edited.string == "one\nthree")
    #expect(edited.cuts == ["short: two"])
    #expect(edited.ledger.entries[0].removal.have == 3)
    #expect(edited.removedByteCount == 3)
    #expect(laws(edited) == [])
  }

  @Test func aBlockIsOneEditOverItsLineFeeds() {
    var edited = parsedDocument("head\n\none\ntwo\n\nlast")
    edited.removeBlocks { $0.string.hasPrefix("one") ? Removal("gone") : nil }
    #expect(edited.string == "head\n\nlast")
    #expect(edited.cuts == ["gone: one\ntwo"])
    #expect(edited.ledger.count(stage: -1) == 1)
    #expect(laws(edited) == [])
  }

  @Test func aBulletBetweenTwoCutsIsPartOfThem() {
    var edited = parsedDocument("- one\n- two\nthree")
    edited.remove([0, 1], Removal("gone"))
    #expect(edited.cuts == ["gone: one\n- two"])
    #expect(laws(edited) == [])
  }

  @Test func anEditThatSkipsALineIsContinued() {
    var edited = document("one\ntwo\nthree")
    edited.remove([0, 2], Removal("gone"))
    #expect(edited.cuts == ["gone: one", "gone: three"])
    #expect(edited.ledger.entries.map(\.isContinuation) == [false, true])
    #expect(edited.ledger.count(stage: -1, rule: "gone") == 1)
    #expect(laws(edited) == [])
  }

  @Test func blanksThatWereCutAreNotCutAgain() {
    for text in ["one  \ntwo", "one  two\nthree"] {
      var edited = document(text)
      edited.editLines { line, edits in
        let string = line.string
        if let run = string.firstRange(of: "  ") {
          let start = string.utf8.distance(from: string.startIndex, to: run.lowerBound)
          edits.cut(start..<(start + 2), Removal("blanks"))
        }
      }
      edited.remove([0, 1], Removal("gone"))
      #expect(laws(edited) == [])
      #expect(edited.string == "")
    }
  }

  @Test func aLineOfBlanksStaysABlankLineUntilBlocksAreParsed() {
    var edited = document("one\n  \ntwo")
    edited.editLines { line, edits in
      if line.string == "  " { edits.cut(0..<2, Removal("blanks")) }
    }
    #expect(edited.string == "one\n\ntwo")
    #expect(laws(edited) == [])
  }

  @Test func aLineWithNothingLeftGoes() {
    var edited = document("one\ntwo")
    edited.editLines { line, edits in
      if line.string == "one" { edits.cut(0..<3, Removal("cut")) }
    }
    #expect(edited.string == "two")
    #expect(laws(edited) == [])
  }

  @Test func aRewriteIsTheSmallestRunThatDiffers() {
    var edited = document("the colour")
    edited.editLines { line, edits in
      edits.replace(4..<10, with: Array("color".utf8), Removal("spelling"))
    }
    #expect(edited.string == "the color")
    #expect(edited.cuts == ["spelling: u"])
    #expect(edited.ledger.entries[0].action == .cut)
  }

  @Test func aRewriteNeverSplitsACharacter() {
    // é and è share their first byte, ¡ and á their last.
    for (old, new) in [("é", "è"), ("á", "¡"), ("aé", "aè"), ("éa", "èa"), ("é", "e")] {
      var edited = document("<" + old + ">")
      edited.editLines { line, edits in
        edits.replace(1..<(1 + old.utf8.count), with: Array(new.utf8), Removal("letter"))
      }
      #expect(edited.string == "<" + new + ">")
      for entry in edited.ledger.entries {
        let cut = edited.source.string(in: entry.span)
        #expect(!cut.unicodeScalars.contains("\u{FFFD}"), "\(old) to \(new)")
      }
      #expect(laws(edited) == [])
    }
  }

  @Test func aRewriteToTheSameIsNoEdit() {
    var edited = document("same")
    edited.editLines { line, edits in edits.replace(0..<4, with: Array("same".utf8), Removal("x")) }
    #expect(edited.ledger.entries.isEmpty)
    #expect(edited.string == "same")
  }

  @Test func rewritesOfRewrites() {
    var edited = document("abc def")
    edited.editLines { line, edits in edits.replace(0..<3, with: Array("xyz".utf8), Removal("one"))
    }
    edited.editLines { line, edits in edits.replace(2..<5, with: Array("--".utf8), Removal("two")) }
    #expect(edited.string == "xy--ef")
    #expect(laws(edited) == [])
    let accounting = Accounting(of: edited)
    #expect(accounting.kept == 2 && accounting.removed == 5 && accounting.addedAndKept == 4)
  }

  @Test func insertsBlocksAnywhere() {
    var edited = parsedDocument("one\n\ntwo")
    edited.insertBlock(.heading, level: 1, text: "Title", after: -1, Removal("title"))
    edited.insertBlock(.paragraph, text: "end", after: 2, Removal("end"))
    edited.insertBlock(.paragraph, text: "middle", after: 1, Removal("middle"))
    #expect(edited.string == "Title\n\none\n\nmiddle\n\ntwo\n\nend")
    #expect(laws(edited) == [])
  }

  @Test func restoresATableInTheMiddle() {
    var edited = parsedDocument("before\na | b\nc | d\nafter")
    edited.restore([
      Document.RestoredTable(
        lines: 1..<3, table: Table(columns: 2, rows: 2, headerRows: 1, confidence: 1),
        cells: [[7..<8], [11..<12], [13..<14], [17..<18]])
    ])
    #expect(edited.blocks.map(\.kind) == [.paragraph, .table, .paragraph])
    #expect(edited.string == "before\n\na\nb\nc\nd\n\nafter")
    #expect(edited.ledger.structure.map { edited.source.string(in: $0) } == [" | ", " | "])
    #expect(laws(edited) == [])
  }

  @Test func theLayoutLeavesOutWhatWasCutBesideALine() {
    var edited = parsedDocument("  - one[1]\n  two  ")
    edited.editLines { line, edits in
      if line.string.hasPrefix("one") { edits.cut(3..<6, Removal("note")) }
    }
    #expect(
      edited.sourceLayout.map { edited.source.string(in: $0.range) } == ["  - one", "  two  "])
    edited.editLines { line, edits in
      if line.string.hasPrefix("one") { edits.cut(0..<1, Removal("letter")) }
    }
    #expect(edited.sourceLayout.map { edited.source.string(in: $0.range) } == ["ne", "  two  "])
  }

  @Test func hidesSecrets() {
    var edited = document("call 123 now")
    edited.editLines { line, edits in
      edits.replace(5..<8, with: Array("[x]".utf8), Removal("phone", isSecret: true))
    }
    #expect(edited.ledger.isSecret(4..<6) && edited.ledger.isSecret(0..<12))
    #expect(!edited.ledger.isSecret(0..<5) && !edited.ledger.isSecret(8..<12))
  }

  @Test func accountingSeesWhatIsLost() {
    var broken = document("one\ntwo\n")
    broken.lines[1].isRemoved = true
    #expect(laws(broken) == ["bytes 3..<8 are lost: \"\\ntwo\\n\""])
    var twice = document("one\ntwo")
    twice.lines[1] = twice.lines[0]
    #expect(laws(twice).contains("byte 0 is kept twice"))
    #expect(laws(twice).contains("line 1 at byte 0 stands behind byte 3"))
  }

  @Test func marksPlacesWithoutChangingThem() {
    var edited = document("one\ntwo")
    edited.note(0..<3, Removal("unsure", have: 0.4, need: 0.6))
    #expect(edited.string == "one\ntwo")
    #expect(edited.removedByteCount == 0)
    #expect(laws(edited) == [])
  }
}

import DedupStages
import PipeText
import Testing

private func lineRanges(_ bytes: [UInt8]) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  forEachLine(in: bytes.span) { lines.append($0..<$1) }
  return lines
}

private func find(_ text: String) -> [Repeat] {
  let bytes = Array(text.utf8)
  return findRepeats(in: bytes.span, lines: lineRanges(bytes))
}

/// The text without the repeats, blocks joined by `|`.
private func clean(_ blocks: [String]) -> [String] {
  let text = blocks.joined(separator: "\n\n")
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  let gone = Set(find(text).flatMap { Array($0.lines) })
  let kept = lines.indices.map { gone.contains($0) ? "" : lines[$0] }
  return kept.joined(separator: "\n").split(separator: "\n\n").map { block in
    block.split(separator: "\n").joined(separator: "\n")
  }.filter { !$0.isEmpty }
}

private let ferry =
  "The ferry to the island leaves twice a day, at eight in the morning and at five."
private let ticket =
  "A ticket costs four euros for adults, and children under ten years travel free of charge."
private let storm =
  "During storms the harbour master may cancel every crossing without any notice at all."

@Suite struct RepeatTests {
  @Test func keepsTheFirstCopy() {
    #expect(clean([ferry, ticket, ferry, storm, ferry]) == [ferry, ticket, storm])
    let found = find([ferry, ticket, ferry].joined(separator: "\n\n"))
    #expect(found.map(\.lines) == [4..<5])
    #expect(found.map(\.of) == [0..<1])
    #expect(found.map(\.similarity) == [1])
  }

  @Test(arguments: [
    "The ferry to the island leaves twice a day, at eigbt in the morning and at fi ve.",
    "UPDATE: The ferry to the island leaves twice a day, at eight in the morning and at five.",
    "The ferry to the island\nleaves twice a day, at eight\nin the morning and at five.",
    "THE FERRY TO THE ISLAND leaves twice a day – at eight in the morning and at five",
  ])
  func findsNearCopies(copy: String) {
    #expect(clean([ferry, ticket, copy]) == [ferry, ticket])
  }

  @Test(arguments: [
    "The ferry to the mainland leaves twice a week, at nine in the morning and at four.",
    "The ferry to the island leaves twice a day, at seven in the evening and at five.",
    "A bus to the museum leaves twice a day, at eight in the morning and at five.",
  ])
  func keepsOtherSentencesOfTheSameForm(other: String) {
    #expect(clean([ferry, ticket, other]).count == 3)
  }

  @Test func findsListsWithBulletsMovedAndMissing() {
    let list =
      "Highlights:\n- The new pier is open to all visitors\n- Two ferries run on Sundays in summer\n- Dogs travel free of charge"
    let copy =
      "Key points:\n* Dogs travel free of charge\n* The new pier is open to all visitors\n* Two ferries run on Sundays in summer"
    let shorter =
      "What you need to know:\n- The new pier is open to all visitors\n- Two ferries run on Sundays in summer"
    #expect(clean([list, ticket, copy, storm, shorter]) == [list, ticket, storm])
  }

  @Test func findsTablesWithOtherDelimiters() {
    let table =
      "| Port | Ferries | Open |\n|---|---|---|\n| North pier | 4 | all year round |\n| South pier | 2 | in summer only |"
    let copy = "Port\tFerries\tOpen\nNorth pier\t4\tall year round\nSouth pier\t2\tin summer only"
    #expect(clean([table, ferry, copy]) == [table, ferry])
  }

  @Test func takesTheHeadingsOfARepeatedSection() {
    let section = ["Timetable", ferry, "Prices", ticket]
    #expect(clean(section + [storm] + section) == section + [storm])
  }

  @Test func findsPromotionAndPageHeads() {
    let heads = (1...3).map { "Island Herald — Ferry news, page \($0)" }
    let blocks = [
      "ADVERTISEMENT", ferry, heads[0], "ADVERTISEMENT", ticket, heads[1],
      "Read more: The old pier", storm, "Read more: The old pier", heads[2],
    ]
    #expect(
      clean(blocks) == ["ADVERTISEMENT", ferry, heads[0], ticket, "Read more: The old pier", storm])
  }

  @Test func keepsShortLinesHeadingsAndSeparators() {
    let blocks = [
      "Example", ferry, "--------", "Example", ticket, "--------", "See also", storm, "See also",
    ]
    #expect(clean(blocks) == blocks)
  }

  @Test func keepsClausesThatDifferInNumbers() {
    let clauses = (2...5).map {
      "\($0).1 The tenant shall pay the sum named in schedule \($0) to the landlord on the first of the month."
    }
    #expect(clean(clauses) == clauses)
  }

  @Test func keepsTheRefrainOfASong() {
    let refrain =
      "Row on, row on, the tide is low\nThe lamps are lit, the north winds blow\nRow on, my love, row on"
    let verses = [
      "I built a boat of ash and pine\nAnd tarred it black with pitch of mine\nTo sail the morning sea",
      "The harbour bell rang nine and ten\nI never saw that shore again\nNor did it look for me",
      "Now grey of beard and slow of hand\nI count the gulls along the sand\nAnd dream of ash and pine",
    ]
    let song = verses.flatMap { [$0, refrain] }
    #expect(clean(song) == song)
  }

  @Test func readsTextsWithoutBlankLines() {
    let lines = [ferry, ticket, ferry, storm]
    #expect(find(lines.joined(separator: "\n")).map(\.lines) == [2..<3])
  }

  @Test func takesTheBlocksOfTheCaller() {
    let bytes = Array([ferry, ticket, storm, ferry, ticket].joined(separator: "\n").utf8)
    let found = findRepeats(
      in: bytes.span, lines: lineRanges(bytes), blocks: [0..<2, 2..<3, 3..<5])
    #expect(found.map(\.lines) == [3..<5])
    #expect(found.map(\.of) == [0..<2])
  }

  @Test func readsChinese() {
    let first = "渡轮每天两次开往岛上，早上八点和下午五点各一班，成人票价四欧元。"
    let other = "暴风雨期间，港务局长可以不经通知取消所有的航班，请旅客注意安全。"
    #expect(clean([first, other, first]) == [first, other])
  }

  @Test(arguments: [
    "", "\n\n\n", "\0", "a", "----\n\n----", String(repeating: "word ", count: 20_000), "👩‍👩‍👧\n\n👩‍👩‍👧",
  ])
  func survivesHostileText(text: String) {
    #expect(find(text).isEmpty)
  }

  /// A thousand templated blocks: the index keeps the work per block bounded.
  @Test func staysLinearOnTemplates() {
    let blocks = (0..<1000).map {
      "Item number \($0) of the catalogue is a small wooden boat with \($0) oars and a sail."
    }
    #expect(clean(blocks).count == 1000)
  }
}

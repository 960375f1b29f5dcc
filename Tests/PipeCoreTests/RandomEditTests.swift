import PipeCore
import Testing

/// Any edits in any order keep the partition law, and leave the text that a plain model of them leaves.
@Suite struct RandomEditTests {
  private static let parts = [
    "one", "two three", "é", "\u{1F469}\u{200D}\u{1F680}", "  ", " ", "\t", "\n", "\n\n", "\n- ",
    "x", "שלום",
    "\u{0}", "....", "\n   \n",
  ]

  private func randomText(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0..<30, using: &random)).map { _ in
      Self.parts.randomElement(using: &random) ?? ""
    }.joined()
  }

  /// Offsets at which a line may be cut: borders of characters.
  private func borders(_ bytes: [UInt8]) -> [Int] {
    (0...bytes.count).filter { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 }
  }

  private func lineBytes(_ document: Document) -> [Int: [UInt8]] {
    var lines: [Int: [UInt8]] = [:]
    document.forEachLine(everywhere: true) { lines[$0.index] = Array($0.string.utf8) }
    return lines
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func keepTheLaw(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = randomText(&random)
    var edited = Bool.random(using: &random) ? parsedDocument(text) : document(text)
    for step in 0..<Int.random(in: 1..<8, using: &random) {
      edited.stage = step
      switch Int.random(in: 0..<6, using: &random) {
      case 0: removeLines(&edited, &random)
      case 1: editLines(&edited, &random)
      case 2: removeRange(&edited, &random)
      case 3:
        edited.removeBlocks { _ in
          Int.random(in: 0..<4, using: &random) == 0 ? Removal("block") : nil
        }
      case 4:
        let after = Int.random(in: -1..<edited.blocks.count, using: &random)
        edited.insertBlock(.paragraph, text: "new é", after: after, Removal("new"))
      default:
        edited.zone = edited.zone == nil ? 0..<(edited.source.count / 2) : nil
      }
      let accounting = Accounting(of: edited)
      #expect(accounting.violations == [], "seed \(seed), step \(step), \(text.debugDescription)")
      #expect(accounting.kept + accounting.removed + accounting.structure == edited.source.count)
    }
    #expect(String(validating: edited.text, as: UTF8.self) != nil)
  }

  private func removeLines(_ edited: inout Document, _ random: inout SeededGenerator) {
    var model = lineBytes(edited)
    var gone: Set<Int> = []
    edited.forEachLine { line in
      if Int.random(in: 0..<3, using: &random) == 0 { gone.insert(line.index) }
    }
    for index in gone { model[index] = nil }
    edited.removeLines { gone.contains($0.index) ? Removal("line") : nil }
    #expect(lineBytes(edited) == model)
  }

  private func editLines(_ edited: inout Document, _ random: inout SeededGenerator) {
    var model = lineBytes(edited)
    edited.editLines { line, edits in
      guard Bool.random(using: &random) else { return }
      let bytes = Array(line.string.utf8)
      let borders = borders(bytes)
      let cuts = (0..<4).map { _ in borders.randomElement(using: &random) ?? 0 }.sorted()
      var result: [UInt8] = []
      var position = 0
      for pair in [(cuts[0], cuts[1]), (cuts[2], cuts[3])] {
        let new =
          ["", "é", "abc", " ", String(decoding: bytes.prefix(3), as: UTF8.self)]
          .randomElement(using: &random) ?? ""
        result += bytes[position..<pair.0] + Array(new.utf8)
        position = pair.1
        if new.isEmpty {
          edits.cut(pair.0..<pair.1, Removal("cut"))
        } else {
          edits.replace(pair.0..<pair.1, with: Array(new.utf8), Removal("replace"))
        }
      }
      model[line.index] = result + bytes[position...]
    }
    // A line with nothing left is gone, or a blank line as it was.
    let left = lineBytes(edited).filter { !$0.value.isEmpty }
    #expect(left == model.filter { !$0.value.isEmpty })
  }

  private func removeRange(_ edited: inout Document, _ random: inout SeededGenerator) {
    let text = edited.liveText
    let borders = borders(text.bytes)
    let ends = (0..<2).map { _ in borders.randomElement(using: &random) ?? 0 }.sorted()
    guard ends[0] < ends[1] else { return }
    let kept = (text.bytes[..<ends[0]] + text.bytes[ends[1]...]).filter {
      $0 != UInt8(ascii: "\n")
    }
    edited.remove(ends[0]..<ends[1], of: text, Removal("range"))
    #expect(edited.text.filter { $0 != UInt8(ascii: "\n") } == Array(kept))
  }
}

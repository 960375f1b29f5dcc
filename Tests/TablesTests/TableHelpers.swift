@testable import TablesStages

func strings(_ table: FoundTable, _ text: TableText) -> [[String]] {
  table.cells.map { $0.map { String(decoding: text.content(of: $0), as: UTF8.self) } }
}

/// What the covered lines hold outside of all cells, less white space, line-drawing and delimiters.
func uncoveredText(_ table: FoundTable, _ text: TableText) -> String {
  var isCell = [Bool](repeating: false, count: text.bytes.count)
  for part in table.cells.joined().joined() {
    for index in part { isCell[index] = true }
  }
  var rest: [UInt8] = []
  for line in table.lines {
    for index in text.lines[line] where !isCell[index] { rest.append(text.bytes[index]) }
  }
  return String(decoding: rest, as: UTF8.self)
    .replacing("<br>", with: "")
    .filter { !" \t\r|+-=:.,;\"\\".contains($0) && !("\u{2500}"..."\u{257F}").contains($0) }
}

/// SplitMix64, so that random texts are the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

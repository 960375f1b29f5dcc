import PipeCore
import PipeText

/// Removes the blocks of a document that say again what an earlier one said.
struct DropRepeatedBlocks: DocumentStage {
  enum Keep: String, CaseIterable, OptionValue {
    case first, last, longest
  }

  struct Options: StageOptions {
    @Option(
      "Fewest words of a block that is compared; shorter ones go with a longer neighbour, or as promotion and page heads.",
      in: 1...1_000)
    var minWords = RepeatOptions().minWords

    @Option("Share of the letters in words that two blocks must have in common.", in: 0...1)
    var similarity = RepeatOptions().similarity

    @Option("Which of the copies stays.")
    var keep = Keep.first
  }

  static let description = StageDescription(
    name: "drop_repeated_blocks",
    summary: "Removes the blocks of a document that repeat another one, exactly or nearly.",
    details: """
      A block is a run of lines between blank lines; in a text without blank lines, a line. Bullets, the order \
      of lines and misread letters do not hide a copy. Blocks that differ in numbers alone, headings, short \
      lines, refrains, code and tables stay. Under 16 words two blocks must have 96% in common, whatever \
      `similarity` says below that.
      """,
    examples: [
      Example(
        input: """
          The ferry to the island leaves twice a day, at eight in the morning and at five.

          A ticket costs four euros.

          The ferry to the island leaves twice a day, at eight in the morning and at five.
          """,
        output: """
          The ferry to the island leaves twice a day, at eight in the morning and at five.

          A ticket costs four euros.

          """),
      Example(input: "No entry.\n\nNo entry.", unchanged: true),
    ])

  private let options: Options
  private let repeatOptions: RepeatOptions

  init(options: Options) {
    self.options = options
    var repeatOptions = RepeatOptions()
    repeatOptions.minWords = options.minWords
    repeatOptions.similarity = options.similarity
    repeatOptions.shortSimilarity = max(repeatOptions.shortSimilarity, options.similarity)
    self.repeatOptions = repeatOptions
  }

  func process(_ document: inout Document) -> Outcome {
    let text = ComparedText(of: document)
    let repeats = findRepeats(
      in: text.bytes.span, lines: text.lines.map(\.range), options: repeatOptions)
    var copies: [Int: [(lines: Range<Int>, similarity: Double)]] = [:]
    for found in repeats {
      copies[found.of.lowerBound, default: [(found.of, 1)]].append((found.lines, found.similarity))
    }
    for first in copies.keys.sorted() {
      let group = copies[first, default: []]
      let kept = indexOfKept(group.map(\.lines), in: text)
      let words = text.beginning(of: group[kept].lines)
      let similarity = group.map(\.similarity).min() ?? 1
      for (index, copy) in group.enumerated() where index != kept {
        document.remove(
          text.indices(of: copy.lines),
          Removal(
            "repeated", have: index == 0 ? similarity : copy.similarity, need: options.similarity,
            detail: "repeats `\(words)`"))
      }
    }
    return .keep
  }

  /// Which of the copies, the first one in the lead, stays; of equally long ones the earliest.
  private func indexOfKept(_ copies: [Range<Int>], in text: ComparedText) -> Int {
    switch options.keep {
    case .first: 0
    case .last: copies.count - 1
    case .longest:
      copies.indices.max { left, right in
        (text.byteCount(of: copies[left]), right) < (text.byteCount(of: copies[right]), left)
      } ?? 0
    }
  }
}

/// The lines that are compared: those that are left, with a blank one wherever a block ends; no cells of
/// tables and no code.
private struct ComparedText {
  private(set) var bytes: [UInt8] = []
  /// Lines of the document; -1 for blank ones that were put between blocks.
  private(set) var lines: [(index: Int, range: Range<Int>)] = []

  init(of document: Document) {
    bytes.reserveCapacity(document.source.count + document.source.count / 8)
    var block = 0
    var isInList = false
    document.forEachLine { line in
      var isFirst = false
      while block < document.blocks.count, !document.blocks[block].lines.contains(line.index) {
        block += 1
        isFirst = true
      }
      if line.kind == .table || line.kind == .code {
        isInList = false
        return
      }
      if isFirst, !(isInList && line.kind == .listItem) {
        lines.append((-1, bytes.count..<bytes.count))
      }
      isInList = line.kind == .listItem
      let start = bytes.count
      let text = line.bytes
      bytes.append(addingCapacity: text.count) { output in
        for index in text.indices { output.append(text[index]) }
      }
      lines.append((line.index, start..<bytes.count))
    }
  }

  func indices(of range: Range<Int>) -> [Int] {
    lines[range].map(\.index).filter { $0 >= 0 }
  }

  func byteCount(of range: Range<Int>) -> Int {
    lines[range].reduce(0) { $0 + $1.range.count }
  }

  /// The first words of a block, for the ledger.
  func beginning(of range: Range<Int>) -> String {
    guard let first = lines[range].first(where: { !$0.range.isEmpty }) else { return "" }
    let text = String(decoding: bytes[first.range], as: UTF8.self)
    return text.count > 40 ? text.prefix(37) + "..." : text
  }
}

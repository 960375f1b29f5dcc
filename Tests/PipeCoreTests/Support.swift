package import PipeCore

/// Writes options as a pipeline file would: each on a line of its own, the value behind the name.
func entries(_ pairs: KeyValuePairs<String, ConfigNode>) -> [ConfigNode.Entry] {
  pairs.enumerated().map { index, pair in
    ConfigNode.Entry(
      key: pair.key, place: ConfigPlace(file: 0, line: index + 1, column: 1),
      value: ConfigNode(
        pair.value.value,
        at: ConfigPlace(file: 0, line: index + 1, column: pair.key.count + 3),
        isQuoted: pair.value.isQuoted))
  }
}

extension ConfigNode: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(.scalar(value)) }
}

extension ConfigNode: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: ConfigNode...) { self.init(.list(elements)) }
}

/// A problem as `pipe check --format short` words it, without the file's name.
func short(_ diagnostic: Diagnostic) -> String {
  let hint = diagnostic.hint.map { "; \($0)" } ?? ""
  return "\(diagnostic.place.line):\(diagnostic.place.column): \(diagnostic.severity.rawValue)"
    + "[\(diagnostic.code)]: \(diagnostic.message)\(hint)"
}

func document(_ text: String) -> Document {
  Document(id: "test", ordinal: Ordinal(rawValue: 0), source: SourceText(Array(text.utf8)))
}

/// A document with a block for each paragraph, whose bullets and indentation became structure.
func parsedDocument(_ text: String) -> Document {
  var parsed = document(text)
  var lines: [Line] = []
  var blocks: [Block] = []
  var structure: [Range<Int>] = []
  let bytes = Array(text.utf8)
  var start = 0
  for (index, line) in parsed.lines.enumerated() {
    var range = line.piece.range
    while range.lowerBound < range.upperBound, bytes[range.lowerBound] == UInt8(ascii: " ") {
      range = (range.lowerBound + 1)..<range.upperBound
    }
    let isItem = bytes[range].starts(with: Array("- ".utf8))
    if isItem {
      structure.append(range.lowerBound..<(range.lowerBound + 1))
      range = (range.lowerBound + 2)..<range.upperBound
    }
    let isBlank = bytes[range].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    if isItem || isBlank || index == 0, start < lines.count {
      blocks.append(Block(.paragraph, lines: start..<lines.count))
      start = lines.count
    }
    if isBlank { continue }
    lines.append(Line(Piece(range)))
    if isItem {
      blocks.append(Block(.listItem, lines: start..<lines.count, level: 1))
      start = lines.count
    }
  }
  if start < lines.count { blocks.append(Block(.paragraph, lines: start..<lines.count)) }
  parsed.setParsed(lines: lines, blocks: blocks, structure: structure)
  return parsed
}

extension Document {
  var string: String { String(decoding: text, as: UTF8.self) }

  /// What was cut or exchanged, edit by edit, in the order of the ledger.
  var cuts: [String] {
    ledger.entries.map { "\($0.removal.rule): \(source.string(in: $0.span))" }
  }
}

/// Numbers that are the same for the same seed: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

import PCRE2
import PipeCore
import PipeFormats
import PipeText

/// Counts what suggested patterns hit, and finds for each a text that is near but stays.
struct SuggestionCheck {
  private struct Suggestion {
    var row: PatternSuggestions.Row
    let pattern: Pattern
    /// Hashes of its words.
    let words: Set<UInt64>
    var last = -1
    var groups: Set<String> = []
    /// Of the words, how many the miss has; a sentence is nearer than all else.
    var nearness = 0
  }

  private let options: PatternSuggestions.Options
  private var suggestions: [Suggestion] = []
  /// Suggestions by the words that they have.
  private var byWord: [UInt64: [Int]] = [:]
  private var document = 0

  var isEmpty: Bool { suggestions.isEmpty }

  init(_ candidates: [ShapeCounter.Candidate], _ options: PatternSuggestions.Options) {
    self.options = options
    var ids: Set<String> = []
    for candidate in candidates {
      guard let suggestion = Self.suggestion(candidate, &ids) else { continue }
      for word in suggestion.words { byWord[word, default: []].append(suggestions.count) }
      suggestions.append(suggestion)
    }
  }

  /// nil for a candidate whose own texts its pattern does not take.
  private static func suggestion(
    _ candidate: ShapeCounter.Candidate, _ ids: inout Set<String>
  ) -> Suggestion? {
    guard let text = candidate.texts.first else { return nil }
    let regex = TextShape(text.span, names: candidate.hasNames).regex(in: text.span)
    guard let pattern = try? Pattern(regex) else { return nil }
    let hits = candidate.texts.filter { (try? pattern.firstMatch(in: $0.span)) != nil }
    if hits.isEmpty { return nil }
    var words: [UInt64] = []
    appendTokenHashes(of: text.span, to: &words)
    return Suggestion(
      row: PatternSuggestions.Row(
        id: id(for: text, hasNames: candidate.hasNames, &ids), regex: regex,
        hits: hits.map { String(decoding: $0, as: UTF8.self) }),
      pattern: pattern, words: Set(words))
  }

  /// The first four words in ASCII, numbered where they are another's; `line` when there are none.
  private static func id(
    for text: [UInt8], hasNames: Bool, _ ids: inout Set<String>
  ) -> String {
    var words: [String] = []
    for part in TextShape(text.span, names: hasNames).parts where words.count < 4 {
      switch part {
      case .number: words.append("number")
      case .name: words.append("name")
      case .word(let range):
        let word = text[range].filter { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self).lowercased()) }
      case .gap: break
      }
    }
    let name = words.isEmpty ? "text" : words.joined(separator: "-")
    var id = name
    var number = 2
    while !ids.insert(id).inserted {
      id = "\(name)-\(number)"
      number += 1
    }
    return id
  }

  mutating func look(at document: Document) {
    self.document += 1
    var document = document
    if options.unit == .block { parseBlocks(ofUnparsed: &document) }
    let group = options.groupBy?.value(of: document)
    forEachUnit(of: document, options.unit) { look(at: $0, group) }
  }

  private mutating func look(at text: Span<UInt8>, _ group: String?) {
    var words: [UInt64] = []
    appendTokenHashes(of: text, to: &words)
    var shared: [Int: Int] = [:]
    for word in Set(words) {
      for index in byWord[word] ?? [] { shared[index, default: 0] += 1 }
    }
    var isHit = false
    for index in shared.keys.sorted()
    where (try? suggestions[index].pattern.firstMatch(in: text)) != nil {
      isHit = true
      hit(index, text.count, group)
    }
    if isHit || text.count > Self.longestMiss { return }
    let visible = text.extracting(trimmed(text))
    let isSentence = words.count >= 5 && Self.endsSentence(visible)
    for (index, count) in shared {
      let nearness = isSentence ? 1_000 + count : count
      guard nearness > suggestions[index].nearness else { continue }
      suggestions[index].nearness = nearness
      suggestions[index].row.miss = String(copying: visible)
    }
  }

  /// Bytes; a longer example is no use to a reader.
  private static let longestMiss = 200

  private static func endsSentence(_ text: Span<UInt8>) -> Bool {
    let last = decodeScalar(text, before: text.count).scalar
    return characterClass(ofScalar: last) == .stop
  }

  private mutating func hit(_ index: Int, _ bytes: Int, _ group: String?) {
    suggestions[index].row.count += 1
    suggestions[index].row.bytes += bytes
    if let group { suggestions[index].groups.insert(group) }
    guard suggestions[index].last != document else { return }
    suggestions[index].last = document
    suggestions[index].row.documents += 1
  }

  /// The suggestions that hit in enough documents, with those of most groups, then documents, then bytes first.
  func rows() -> [PatternSuggestions.Row] {
    let rows = suggestions.map { suggestion in
      var row = suggestion.row
      row.groups = suggestion.groups.count
      return row
    }
    let ranked = rows.enumerated().filter { $0.element.documents >= options.minDocs }
      .sorted { left, right in
        let (a, b) = (left.element, right.element)
        return (b.groups, b.documents, b.bytes, left.offset)
          < (a.groups, a.documents, a.bytes, right.offset)
      }
    return ranked.prefix(options.limit).map(\.element)
  }
}

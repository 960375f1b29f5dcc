import PipeCore
import PipeText

/// The author and the date that a page shows around its headline, for pages that say them nowhere else.
///
/// Read are short lines that are no sentences: those of the two blocks before the headline and of the eight
/// behind it.
struct VisibleByline {
  private var author: String?
  /// As `2031-03-03`.
  private var date: String?
  /// When the text was last changed, where nothing says when it was published.
  private var changeDate: String?

  private static let maxLength = 100

  /// Takes in a line.
  mutating func take(_ line: Span<UInt8>) {
    guard line.count <= Self.maxLength, line.count > 0, !endsSentence(line) else { return }
    if author == nil, opensByline(line) { author = nameOfByline(String(copying: line)) }
    if date == nil, hasDigit(line), let shown = dateShown(in: String(copying: line)) {
      if shown.isOfChange { changeDate = changeDate ?? shown.date } else { date = shown.date }
    }
  }

  func propose(to document: inout Document) {
    for (field, value) in [("author", author), ("date", date ?? changeDate)] {
      if let value { document.metadata.propose(field, .string(value), source: "page:byline") }
    }
  }

  private func endsSentence(_ line: Span<UInt8>) -> Bool {
    [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(line[line.count - 1])
  }

  private func hasDigit(_ line: Span<UInt8>) -> Bool {
    line.indices.contains { line[$0] &- 0x30 < 10 }
  }
}

extension PageWalker {
  /// What stands around the headline: the first heading of level 1, or of any.
  func byline(in text: [UInt8]) -> VisibleByline {
    var byline = VisibleByline()
    let headings = blocks.indices.lazy.filter { blocks[$0].kind == .heading }
    guard let headline = headings.first(where: { blocks[$0].level == 1 }) ?? headings.first else {
      return byline
    }
    for block in blocks[max(0, headline - 2)..<min(blocks.count, headline + 9)]
    where block.kind != .heading && block.kind != .table && !isHidden(block) {
      for line in block.lines.prefix(4) {
        byline.take(text.span.extracting(lines[line].piece.range))
      }
    }
    return byline
  }
}

/// Words between the capitalised ones of a name.
private let particles: Set<String> = [
  "de", "van", "von", "der", "den", "del", "da", "di", "dos", "la", "le", "al", "bin", "el", "du",
  "and", "und", "et", "y", "e", "&",
]

/// The names behind the word that opens a byline, up to what is set off from them; nil for other lines.
private func nameOfByline(_ line: String) -> String? {
  var name: [Substring] = []
  var words = line.split(separator: " ").dropFirst()
  var isSetOff = false
  while let word = words.first {
    let bare = word.last == "," ? word.dropLast() : word
    let isName = bare.first?.isUppercase == true && !opensDate(bare)
    guard isName || !name.isEmpty && particles.contains(bare.lowercased()) else { break }
    name.append(bare)
    words.removeFirst()
    isSetOff = bare.count < word.count
    if isSetOff { break }
  }
  while let last = name.last, particles.contains(last.lowercased()) { name.removeLast() }
  // What follows a name on its line is a date, a place or a role behind a mark, not a sentence.
  if let next = words.first, !isSetOff {
    guard !next.allSatisfy(\.isLetter) || opensDate(next) else { return nil }
  }
  guard (2...8).contains(name.count) else { return nil }
  return name.joined(separator: " ")
}

/// Whether a word behind a name begins what says when: `March`, `Nov.`, `Published`.
private func opensDate(_ word: Substring) -> Bool {
  let word = word.filter(\.isLetter).lowercased()
  return months[word] != nil || publishingWords.contains(word) || changeWords.contains(word)
}

/// The first date of a line of few words, and whether it is that of a change; nil when there is none.
private func dateShown(in line: String) -> (date: String, isOfChange: Bool)? {
  let parts = dateParts(of: line)
  guard parts.count <= 16 else { return nil }
  for start in parts.indices.dropLast(2) {
    guard let date = date(parts[start], parts[start + 1], parts[start + 2]) else { continue }
    let isOfChange = parts[..<start].contains { if case .change = $0 { true } else { false } }
    return (date, isOfChange)
  }
  return nil
}

/// `3 March 2031`, `March 3, 2031`, `3.3.2031`, `2031-03-03` or `2031年3月3日`.
private func date(_ first: DatePart, _ second: DatePart, _ third: DatePart) -> String? {
  switch (first, second, third) {
  case (.number(let day, _, _), .month(let month), .number(let year, digits: 4, _)),
    (.month(let month), .number(let day, _, _), .number(let year, digits: 4, _)),
    (.number(let day, _, _), .number(let month, _, "."), .number(let year, digits: 4, ".")),
    (.number(let year, digits: 4, _), .number(let month, _, "-"), .number(let day, _, "-")),
    (.number(let year, digits: 4, _), .number(let month, _, "年"), .number(let day, _, "月")):
    isoDate(year, month, day)
  default: nil
  }
}

/// A number or a word of a line.
private enum DatePart {
  /// With the character right before it.
  case number(Int, digits: Int, behind: Character?)
  case month(Int)
  /// A word for a change of the text.
  case change
  case word
}

/// Runs of digits and of letters; what a date has between its parts, such as `th` and `de`, is left out.
private func dateParts(of line: String) -> [DatePart] {
  var runs: [(text: String, behind: Character?)] = []
  var lastIsDigit: Bool?
  var last: Character?
  for character in line {
    let isDigit = character.isASCII && character.isNumber
    let isOfRun = isDigit || character.isLetter
    if isOfRun, lastIsDigit == isDigit {
      runs[runs.count - 1].text.append(character)
    } else if isOfRun {
      runs.append((text: "\(character)", behind: last))
    }
    lastIsDigit = isOfRun ? isDigit : nil
    last = character
  }
  return runs.compactMap { run in
    if let number = Int(run.text) {
      return .number(number, digits: run.text.count, behind: run.behind)
    }
    let word = run.text.lowercased()
    if let month = months[word] { return .month(month) }
    if changeWords.contains(word) { return .change }
    return ["st", "nd", "rd", "th", "de", "of", "年", "月"].contains(word) ? nil : .word
  }
}

/// Nil for what no calendar has, and for years in which there was no web.
private func isoDate(_ year: Int, _ month: Int, _ day: Int) -> String? {
  guard (1990...2099).contains(year), (1...12).contains(month), (1...31).contains(day) else {
    return nil
  }
  func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
}

private let publishingWords: Set<String> = [
  "published", "posted", "veröffentlicht", "publié", "publicado", "pubblicato", "gepubliceerd",
]

private let changeWords: Set<String> = [
  "updated", "modified", "reviewed", "revised", "aktualisiert", "geändert", "modifié",
  "actualizado", "aggiornato", "atualizado", "bijgewerkt",
]

/// Months by name in English, German, French, Spanish, Italian, Portuguese and Dutch.
private let months: [String: Int] = {
  let names = [
    "january jan januar jänner janvier enero gennaio janeiro januari",
    "february feb februar février febrero febbraio fevereiro februari",
    "march mar märz mars marzo março maart", "april apr avril abril aprile",
    "may mai mayo maggio maio mei", "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho", "august aug août agosto augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre diciembre dicembre dezembro",
  ]
  var months: [String: Int] = [:]
  for (index, line) in names.enumerated() {
    for name in line.split(separator: " ") { months[String(name)] = index + 1 }
  }
  return months
}()

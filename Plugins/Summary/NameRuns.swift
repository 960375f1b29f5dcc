import PipeText

/// Capitalised words in a row, with `of`, `de`, `al`, `bin`, `van` and `von` between them.
struct NameRun {
  var words: [Range<Int>]
  /// It stands at the start of the sentence or of a quotation, where any word has a capital.
  var startsSpeech: Bool
}

func nameRuns(of text: Span<UInt8>) -> [NameRun] {
  var runs: [NameRun] = []
  var at = 0
  var isAfterWord = false
  while at < text.count {
    let (scalar, length) = decodeScalar(text, at: at)
    let kind = characterClass(ofScalar: scalar)
    if kind == .upper, !isAfterWord {
      var run = NameRun(words: [], startsSpeech: startsSpeech(text, at))
      at = readRun(text, at, &run)
      runs.append(run)
      isAfterWord = false
    } else {
      isAfterWord = kind.isWord
      at += length
    }
  }
  return runs
}

/// Reads words into the run and returns where it ends.
private func readRun(_ text: Span<UInt8>, _ start: Int, _ run: inout NameRun) -> Int {
  var at = nameWordEnd(text, start)
  run.words.append(start..<at)
  while at < text.count {
    var next = skipSpaces(text, at)
    guard next > at else { return at }
    var particle: Range<Int>?
    if let end = particleEnd(text, next) {
      let after = skipSpaces(text, end)
      guard after > end else { return at }
      particle = next..<end
      next = after
    }
    guard next < text.count,
      characterClass(ofScalar: decodeScalar(text, at: next).scalar) == .upper
    else { return at }
    if let particle { run.words.append(particle) }
    at = nameWordEnd(text, next)
    run.words.append(next..<at)
  }
  return at
}

/// The end of a word of letters, digits, apostrophes and hyphens.
private func nameWordEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
  var at = start
  while at < text.count {
    let (scalar, length) = decodeScalar(text, at: at)
    let isPart = scalar == 0x27 || scalar == 0x2019 || scalar == 0x2D
    guard isPart || characterClass(ofScalar: scalar).isWord else { break }
    at += length
  }
  return at
}

private let particles: [[UInt8]] = ["of", "de", "al", "bin", "van", "von"].map { Array($0.utf8) }

private func particleEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
  for particle in particles {
    let end = start + particle.count
    guard end < text.count, particle.indices.allSatisfy({ text[start + $0] == particle[$0] }) else {
      continue
    }
    return end
  }
  return nil
}

private func skipSpaces(_ text: Span<UInt8>, _ start: Int) -> Int {
  var at = start
  while at < text.count {
    let (scalar, length) = decodeScalar(text, at: at)
    guard isWhiteSpace(scalar) else { break }
    at += length
  }
  return at
}

/// Whether the last two characters before the offset are a quotation mark and at most white space, or there are none.
private func startsSpeech(_ text: Span<UInt8>, _ at: Int) -> Bool {
  guard at > 0 else { return true }
  let (last, length) = decodeScalar(text, before: at)
  if !isWhiteSpace(last) {
    // A mark that stands after another character opens nothing for sure.
    guard isQuotationMark(last) else { return false }
    return at == length || isWhiteSpace(decodeScalar(text, before: at - length).scalar)
  }
  guard at > length else { return true }
  return isQuotationMark(decodeScalar(text, before: at - length).scalar)
}

private func isQuotationMark(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x22, 0x27, 0xAB, 0x2018, 0x201C, 0x201E, 0x300C: true
  default: false
  }
}

import PipeCore
import PipeText

/// The columns that a page's table has for all units.
enum UnitColumn: Int, CaseIterable {
  case words, characters, letters, uppers, digits, ideographs, capitalWords, longestWord, stopWords
  case sentenceMarks, commas, quotes, brackets, separators, currencies, symbols, colons, lineFeeds
  case ats, copyrightSigns, times
  case legal, call, share, menu, comment, byline, related, date
  /// The last visible character; the class of the first, one more than its number.
  case last, first
  case endsSentence, endsInPause, endsInQuestion, isShouting
  case firstIsDigit, firstIsOther
  /// One more than its number.
  case kind
  case level
  /// 1 for all units: beyond the first and the last stands 0.
  case isUnit
  case index
  case repeats, wordsOfFirst
  case blockSize, blockPlace, blockWords, blockEnds, blockLongWords
  case titleWords, inTitle, sinceHeading, sinceTitle
  /// Whether a headline is above, how far up, and how far down the first one is when none is above.
  case hasHeadline, headlineAbove, headlineBelow
  case longWords, dated, commented, signed
  case linkShare, linkCount, linkedWords, isHidden, commentClass
  case likeUnits, likeWords, likeLinks, likeEnds
  case sumOfWords, sumOfLongWords, sumOfEnds, sumOfDates, sumOfComments, sumOfBylines
  case sumOfLinks, sumOfLinkedWords, sumOfCommentClasses

  static let cues: [UnitColumn] = [
    .legal, .call, .share, .menu, .comment, .byline, .related, .date,
  ]
}

extension ColumnTable {
  /// A number of a unit.
  @inline(__always)
  subscript(column: UnitColumn, unit: Int) -> Float {
    @inline(__always) get { self[column.rawValue, unit] }
    @inline(__always) set { self[column.rawValue, unit] = newValue }
  }
}

extension ColumnRow {
  @inline(__always)
  subscript(column: UnitColumn) -> Float {
    @inline(__always) get { self[column.rawValue] }
    @inline(__always) nonmutating set { self[column.rawValue] = newValue }
  }

  /// Takes what was counted in the text of a unit.
  @inline(__always)
  func set(_ facts: TextCounts) {
    self[.titleWords] = Float(facts.titleWords)
    self[.words] = Float(facts.words)
    self[.characters] = Float(facts.characters)
    self[.letters] = Float(facts.letters)
    self[.uppers] = Float(facts.uppers)
    self[.digits] = Float(facts.digits)
    self[.ideographs] = Float(facts.ideographs)
    self[.capitalWords] = Float(facts.capitalWords)
    self[.longestWord] = Float(facts.longestWord)
    self[.sentenceMarks] = Float(facts.sentenceMarks)
    self[.commas] = Float(facts.commas)
    self[.quotes] = Float(facts.quotes)
    self[.brackets] = Float(facts.brackets)
    self[.separators] = Float(facts.separators)
    self[.currencies] = Float(facts.currencies)
    self[.symbols] = Float(facts.symbols)
    self[.colons] = Float(facts.colons)
    self[.lineFeeds] = Float(facts.lineFeeds)
    self[.ats] = Float(facts.ats)
    self[.copyrightSigns] = Float(facts.copyrightSigns)
    self[.times] = Float(facts.times)
    for group in 0..<CueWords.groupCount {
      self[UnitColumn.legal.rawValue + group] = Float(facts.words(ofGroup: group))
    }
    set(first: facts.first, last: facts.last)
    self[.isShouting] = facts.letters > 3 && facts.uppers == facts.letters ? 1 : 0
  }

  @inline(__always)
  private func set(first: CharacterClass, last: UInt32) {
    self[.last] = Float(last)
    self[.first] = Float(first.rawValue) + 1
    self[.firstIsDigit] = first.isDigit ? 1 : 0
    self[.firstIsOther] = first.isLetter || first.isDigit ? 0 : 1
    self[.endsInPause] =
      last == 0x2C || last == 0x3B || last == 0x2D || last == 0x2013 ? 1 : 0
    self[.endsInQuestion] = last == 0x3F || last == 0x21 ? 1 : 0
  }
}

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

  /// Takes what was counted in the text of a unit.
  @inline(__always)
  func set(_ facts: TextCounts, of unit: Int) {
    self[.words, unit] = Float(facts.words)
    self[.characters, unit] = Float(facts.characters)
    self[.letters, unit] = Float(facts.letters)
    self[.uppers, unit] = Float(facts.uppers)
    self[.digits, unit] = Float(facts.digits)
    self[.ideographs, unit] = Float(facts.ideographs)
    self[.capitalWords, unit] = Float(facts.capitalWords)
    self[.longestWord, unit] = Float(facts.longestWord)
    self[.titleWords, unit] = Float(facts.titleWords)
    self[.sentenceMarks, unit] = Float(facts.sentenceMarks)
    self[.commas, unit] = Float(facts.commas)
    self[.quotes, unit] = Float(facts.quotes)
    self[.brackets, unit] = Float(facts.brackets)
    self[.separators, unit] = Float(facts.separators)
    self[.currencies, unit] = Float(facts.currencies)
    self[.symbols, unit] = Float(facts.symbols)
    self[.colons, unit] = Float(facts.colons)
    self[.lineFeeds, unit] = Float(facts.lineFeeds)
    self[.ats, unit] = Float(facts.ats)
    self[.copyrightSigns, unit] = Float(facts.copyrightSigns)
    self[.times, unit] = Float(facts.times)
    for group in 0..<CueWords.groupCount {
      self[UnitColumn.legal.rawValue + group, unit] = Float(facts.words(ofGroup: group))
    }
    set(first: facts.first, last: facts.last, of: unit)
    self[.isShouting, unit] = facts.letters > 3 && facts.uppers == facts.letters ? 1 : 0
  }

  @inline(__always)
  private func set(first: CharacterClass, last: UInt32, of unit: Int) {
    self[.last, unit] = Float(last)
    self[.first, unit] = Float(first.rawValue) + 1
    self[.firstIsDigit, unit] = first.isDigit ? 1 : 0
    self[.firstIsOther, unit] = first.isLetter || first.isDigit ? 0 : 1
    self[.endsInPause, unit] =
      last == 0x2C || last == 0x3B || last == 0x2D || last == 0x2013 ? 1 : 0
    self[.endsInQuestion, unit] = last == 0x3F || last == 0x21 ? 1 : 0
  }
}

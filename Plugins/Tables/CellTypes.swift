/// What a run of words looks like as a cell.
enum CellType: UInt8 {
  case year, integer, decimal, percent, money, signed, ordinal, range, yearRange, dash, symbol, url
  case code, mixed, date, numbers, quantity, person, place, title, upper, names, sentence, titled
  case lower, text, numbered, function, other

  static let count = 29

  init(_ words: ArraySlice<Word>) {
    guard let first = words.first else {
      self = .other
      return
    }
    self = words.count == 1 ? Self(single: first.kind) : Self(several: words, first)
  }

  private init(single kind: WordClass) {
    switch kind {
    case .year: self = .year
    case .integer: self = .integer
    case .decimal: self = .decimal
    case .percent: self = .percent
    case .money: self = .money
    case .signed: self = .signed
    case .ordinal: self = .ordinal
    case .range: self = .range
    case .yearRange: self = .yearRange
    case .dash: self = .dash
    case .symbol, .punctuation, .edge: self = .symbol
    case .url: self = .url
    case .code: self = .code
    case .mixed: self = .mixed
    case .month: self = .date
    case .function, .capitalFunction: self = .function
    case .unit, .number, .lower: self = .lower
    case .upper, .initial: self = .upper
    case .place: self = .place
    case .given, .title, .capitalNumber: self = .title
    }
  }

  private init(several words: ArraySlice<Word>, _ first: Word) {
    let numeric = words.count { $0.kind.isNumeric }
    let capitals = words.count { $0.kind.isCapital }
    if words.count > 8 {
      self = .text
    } else if words.contains(where: { $0.kind == .month }), numeric > 0,
      words.allSatisfy({ $0.kind.isNumeric || $0.kind == .month || $0.kind == .dash })
    {
      self = .date
    } else if numeric == words.count {
      self = .numbers
    } else if first.kind.isNumeric,
      words.dropFirst().allSatisfy({ $0.kind == .unit || $0.kind == .lower }),
      words.count < 4
    {
      self = .quantity
    } else if words.count < 5, capitals == words.count,
      first.kind == .given || first.kind == .initial
    {
      self = .person
    } else if words.count < 5, capitals == words.count, words.allSatisfy({ $0.kind == .place }) {
      self = .place
    } else if words.allSatisfy({ $0.kind.isCapital || $0.kind == .function }) {
      self = .names
    } else if first.kind.isCapital {
      let rest = words.dropFirst().contains { $0.kind.isName }
      self = rest ? .titled : .sentence
    } else if first.kind.isNumeric {
      self = .numbered
    } else if first.kind == .code {
      self = .code
    } else if first.isLower {
      self = .lower
    } else {
      self = .other
    }
  }
}

/// The number of words, coarser the more there are: 1...8.
func lengthBucket(_ words: Int) -> UInt8 {
  switch words {
  case ...4: UInt8(max(1, words))
  case ...6: 5
  case ...9: 6
  case ...14: 7
  default: 8
  }
}

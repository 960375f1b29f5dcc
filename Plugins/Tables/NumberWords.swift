/// Words that are written with digits.
extension TableText {
  /// Reads digits with separators, a sign or currency before and a percent, ordinal or second
  /// number after.
  func numberKind(of core: Range<Int>) -> WordClass? {
    var index = core.lowerBound
    var isSigned = false
    var isMoney = false
    if bytes[index] == Byte.plus || bytes[index] == 0x7E || bytes[index] == 0x3C
      || bytes[index] == 0x3E
    {
      isSigned = true
      index += 1
    } else if dashWidth(index) > 0 {
      isSigned = true
      index += dashWidth(index)
    }
    let currency = currencyWidth(index..<core.upperBound)
    if currency > 0 {
      isMoney = true
      index += currency
    }
    let start = index
    var digits = 0
    var points = 0
    var commas = 0
    while index < core.upperBound {
      let byte = bytes[index]
      if Byte.isDigit(byte) {
        digits += 1
      } else if byte == Byte.dot, index + 1 < core.upperBound, Byte.isDigit(bytes[index + 1]) {
        points += 1
      } else if byte == Byte.comma, index + 1 < core.upperBound, Byte.isDigit(bytes[index + 1]) {
        commas += 1
      } else {
        break
      }
      index += 1
    }
    guard digits > 0 else { return nil }
    if isMoney { return .money }
    if index == core.upperBound {
      if isSigned { return .signed }
      if points == 1, commas == 0 { return .decimal }
      if points > 1 { return .mixed }
      return digits == 4 && commas == 0 && isYear(start) ? .year : .integer
    }
    return afterNumber(index..<core.upperBound, isYear: digits == 4 && isYear(start), digits)
  }

  private func afterNumber(_ rest: Range<Int>, isYear: Bool, _ digits: Int) -> WordClass? {
    let byte = bytes[rest.lowerBound]
    if rest.count == 1, byte == 0x25 { return .percent }
    if rest.count == 2, isOrdinalEnding(rest) { return .ordinal }
    var index = rest.lowerBound
    let dash = dashWidth(index)
    if dash > 0 || byte == 0x2F || byte == Byte.colon || byte == 0x78 {
      index += max(1, dash)
      let isNumber = index < rest.upperBound && Byte.isDigit(bytes[index])
      guard isNumber else { return nil }
      let tail = index..<rest.upperBound
      if isYear, dash > 0, tail.count == 2 || tail.count == 4 { return .yearRange }
      let isRange = tail.allSatisfy {
        Byte.isDigit(bytes[$0]) || !isAlphanumeric(bytes[$0]) || bytes[$0] >= 0x80
      }
      return isRange ? .range : nil
    }
    return nil
  }

  private func isOrdinalEnding(_ rest: Range<Int>) -> Bool {
    let pair =
      UInt16(bytes[rest.lowerBound] | 0x20) << 8 | UInt16(bytes[rest.lowerBound + 1] | 0x20)
    // st, nd, rd, th
    return pair == 0x7374 || pair == 0x6E64 || pair == 0x7264 || pair == 0x7468
  }

  private func isYear(_ index: Int) -> Bool {
    bytes[index] == 0x31 && bytes[index + 1] >= 0x35
      || bytes[index] == 0x32 && bytes[index + 1] == 0x30
  }

  /// The width of `$`, `£`, `€`, `¥`, `US$` and the like, else 0.
  private func currencyWidth(_ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound, index - range.lowerBound < 2, isCapital(index),
      bytes[index] < 0x80
    {
      index += 1
    }
    guard index < range.upperBound else { return 0 }
    let before = index - range.lowerBound
    if bytes[index] == 0x24 { return before + 1 }
    if index + 1 < range.upperBound, bytes[index] == 0xC2,
      bytes[index + 1] == 0xA3 || bytes[index + 1] == 0xA5
    {
      return before + 2
    }
    let isEuro =
      index + 2 < range.upperBound && bytes[index] == 0xE2 && bytes[index + 1] == 0x82
    return isEuro ? before + 3 : 0
  }
}

/// Phone numbers.
extension PersonalDataFinder {
  /// A number as it is written: groups of digits, and what stands between them.
  struct Groups {
    var ranges: [Range<Int>] = []
    /// What parts each group from the next.
    var separators: [[UInt8]] = []
    var digitCount: Int { ranges.reduce(0) { $0 + $1.count } }
    var sizes: [Int] { ranges.map(\.count) }
  }

  private static let words: Set<String> = [
    "tel", "telephone", "phone", "fax", "mobile", "mob", "cell", "cellphone", "whatsapp", "telefon",
    "telefono", "teléfono", "téléphone", "telefax", "handy", "tlf", "tél",
  ]

  /// Where a phone number that begins here ends.
  func phoneEnd(from start: Int) -> Int? {
    let first = byte(start)
    guard isNumberStart(start), first == UInt8(ascii: "+") || byte(start - 1) != UInt8(ascii: "(")
    else { return nil }
    var groups = groups(from: start)
    while let last = groups.ranges.last {
      if isNumberEnd(last.upperBound), isPhone(groups, start) { return last.upperBound }
      groups.ranges.removeLast()
      if !groups.separators.isEmpty { groups.separators.removeLast() }
    }
    return nil
  }

  private func isPhone(_ groups: Groups, _ start: Int) -> Bool {
    let count = groups.digitCount
    guard count >= 7, count <= 15, let first = groups.ranges.first, !isDate(groups),
      hasClosedBrackets(start..<(groups.ranges.last?.upperBound ?? start))
    else { return false }
    if byte(start) == UInt8(ascii: "+") {
      return count >= 8 && byte(start + 1) != UInt8(ascii: "0")
    }
    if let word = wordBefore(start), Self.words.contains(word) { return true }
    // Digits right before: a part of a longer number.
    if byte(start - 1) == UInt8(ascii: " "), byte(start - 2).isDigit { return false }
    if byte(first.lowerBound) == UInt8(ascii: "0") { return isTrunk(groups) }
    return isNorthAmerican(groups, isBracketed: byte(start) == UInt8(ascii: "("))
  }

  /// `030 1234567`, `(030) 123 45 67`, `0171/1234567`, `01 42 68 53 00`, `0049 30 1234567`.
  private func isTrunk(_ groups: Groups) -> Bool {
    guard groups.ranges.count >= 2, groups.sizes.allSatisfy({ $0 >= 2 }) else { return false }
    let first = groups.ranges[0]
    if byte(first.lowerBound + 1) == UInt8(ascii: "0") {
      return groups.digitCount >= 10 && first.count >= 3
        && byte(first.lowerBound + 2) != UInt8(ascii: "0")
    }
    return (9...12).contains(groups.digitCount) && first.count <= 6
  }

  /// `(212) 555-0123`, `212-555-0123`, `212.555.0123`, `1-212-555-0123`.
  private func isNorthAmerican(_ groups: Groups, isBracketed: Bool) -> Bool {
    var ranges = groups.ranges[...]
    var separators = groups.separators[...]
    if groups.sizes.first == 1, byte(ranges[0].lowerBound) == UInt8(ascii: "1") {
      ranges.removeFirst()
      separators.removeFirst()
    }
    guard ranges.map(\.count) == [3, 3, 4],
      ranges.dropLast().allSatisfy({ bytes[$0.lowerBound] >= UInt8(ascii: "2") })
    else { return false }
    let isMarked = separators.allSatisfy {
      $0 == [UInt8(ascii: "-")] || $0 == [UInt8(ascii: ".")]
    }
    return isMarked || isBracketed
  }

  /// `01.02.2024`, `2024-05-01`, `1/2/2024`: whatever follows.
  private func isDate(_ groups: Groups) -> Bool {
    guard groups.ranges.count >= 3, groups.separators[0] == groups.separators[1],
      let separator = groups.separators[0].first, groups.separators[0].count == 1,
      separator == UInt8(ascii: ".") || separator == UInt8(ascii: "-")
        || separator == UInt8(ascii: "/")
    else { return false }
    let sizes = groups.sizes
    let isYearLast = sizes[0] <= 2 && sizes[1] <= 2 && sizes[2] == 4
    let isYearFirst = sizes[0] == 4 && sizes[1] <= 2 && sizes[2] <= 2
    return isYearLast || isYearFirst
  }

  private func hasClosedBrackets(_ range: Range<Int>) -> Bool {
    var depth = 0
    for byte in bytes[range] {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth < 0 || depth > 1 { return false }
    }
    return depth == 0
  }

  /// The digits from here on, parted by blanks and marks as phone numbers are.
  private func groups(from start: Int) -> Groups {
    var groups = Groups()
    var index = start
    if byte(index) == UInt8(ascii: "+") { index += 1 }
    if byte(index) == UInt8(ascii: "(") { index += 1 }
    while groups.digitCount <= 15 {
      let end = digitsEnd(from: index)
      if end == index { break }
      groups.ranges.append(index..<end)
      let next = separatorEnd(from: end)
      guard next > end, byte(next).isDigit else { break }
      groups.separators.append(Array(bytes[end..<next]))
      index = next
    }
    if groups.separators.count >= groups.ranges.count, !groups.separators.isEmpty {
      groups.separators.removeLast()
    }
    return groups
  }

  /// At most three signs, of which one is no blank and no bracket.
  private func separatorEnd(from start: Int) -> Int {
    var end = start
    var marks = 0
    while end - start < 4 {
      switch byte(end) {
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"): end += 1
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
        marks += 1
        if marks > 1 { return start }
        end += 1
      case 0xC2 where byte(end + 1) == 0xA0: end += 2
      default: return end
      }
    }
    return end
  }
}

/// Numbers with check digits: IBANs, payment cards; and United States social security numbers.
extension PersonalDataFinder {
  /// Length of an IBAN by country; ISO 13616, registry of 2024.
  private static let lengths: [String: Int] = {
    let table = """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 \
      EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 \
      KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 \
      PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 \
      VA22 VG24 XK20 YE30
      """
    return Dictionary(
      uniqueKeysWithValues: table.split(separator: " ").map {
        (String($0.prefix(2)), Int($0.dropFirst(2)) ?? 0)
      })
  }()

  /// Where an IBAN that begins here ends; groups may be parted by single blanks.
  func ibanEnd(from start: Int) -> Int? {
    guard byte(start).isCapital, byte(start + 1).isCapital, byte(start + 2).isDigit,
      byte(start + 3).isDigit, isWordStart(start),
      let length = Self.lengths[String(decoding: bytes[start..<(start + 2)], as: UTF8.self)]
    else { return nil }
    var signs: [UInt8] = []
    var index = start
    while signs.count < length {
      if byte(index) == UInt8(ascii: " "), byte(index - 1) != UInt8(ascii: " ") { index += 1 }
      guard byte(index).isDigit || byte(index).isCapital else { return nil }
      signs.append(byte(index))
      index += 1
    }
    guard isWordEnd(index), checks97(signs) else { return nil }
    return index
  }

  /// ISO 7064 mod 97-10: the first four signs behind the rest, letters as 10 to 35.
  private func checks97(_ signs: [UInt8]) -> Bool {
    var rest = 0
    for sign in signs[4...] + signs[..<4] {
      if sign.isDigit {
        rest = (rest * 10 + Int(sign - UInt8(ascii: "0"))) % 97
      } else {
        rest = (rest * 100 + Int(sign - UInt8(ascii: "A")) + 10) % 97
      }
    }
    return rest == 1
  }

  /// Where a card number that begins here ends: digits without gaps, or the groups that are printed on
  /// cards.
  func cardEnd(from start: Int) -> Int? {
    guard byte(start).isDigit, isNumberStart(start) else { return nil }
    var digits: [UInt8] = []
    var groups: [Int] = []
    var separator: UInt8 = 0
    var index = start
    while true {
      let end = digitsEnd(from: index)
      guard end > index, digits.count + end - index <= 19 else { return nil }
      digits += bytes[index..<end].map { $0 - UInt8(ascii: "0") }
      groups.append(end - index)
      index = end
      let next = byte(index)
      guard next == UInt8(ascii: " ") || next == UInt8(ascii: "-"), byte(index + 1).isDigit,
        separator == 0 || separator == next
      else { break }
      separator = next
      index += 1
    }
    let isPrinted =
      groups.count == 1 || groups == [4, 4, 4, 4] || groups == [4, 6, 5] || groups == [4, 6, 4]
      || groups == [4, 4, 4, 4, 3]
    guard isPrinted, isNumberEnd(index), isIssued(digits), checksLuhn(digits) else { return nil }
    return index
  }

  /// Prefixes and lengths of the large issuers; ISO/IEC 7812.
  private func isIssued(_ digits: [UInt8]) -> Bool {
    guard digits.count >= 14, Set(digits).count > 1 else { return false }
    let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
    switch four {
    case 4000...4999: return digits.count == 16 || digits.count == 19
    case 5100...5599, 2221...2720: return digits.count == 16
    case 3400...3499, 3700...3799: return digits.count == 15
    case 6011, 6440...6599, 3528...3589, 6200...6299: return digits.count >= 16
    case 3000...3059, 3600...3699, 3800...3999: return digits.count == 14 || digits.count == 16
    default: return false
    }
  }

  private func checksLuhn(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let value = index % 2 == 0 ? Int(digit) : Int(digit) * 2
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0
  }

  /// `123-45-6789`, without the areas, groups and serial numbers that are never given out.
  func socialSecurityEnd(from start: Int) -> Int? {
    let end = start + 11
    guard end <= bytes.count, isNumberStart(start), isNumberEnd(end),
      byte(start + 3) == UInt8(ascii: "-"), byte(start + 6) == UInt8(ascii: "-"),
      bytes[start..<(start + 3)].allSatisfy(\.isDigit),
      bytes[(start + 4)..<(start + 6)].allSatisfy(\.isDigit),
      bytes[(start + 7)..<end].allSatisfy(\.isDigit),
      let area = number(start..<(start + 3)), area > 0, area < 900, area != 666,
      number((start + 4)..<(start + 6)) != 0, number((start + 7)..<end) != 0
    else { return nil }
    return end
  }

  /// Whether a number can begin here, and is no part of a longer one, of a price or of a word.
  func isNumberStart(_ index: Int) -> Bool {
    if !isWordStart(index) { return false }
    switch byte(index - 1) {
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "+"):
      return false
    default: return true
    }
  }

  /// Whether a number can end before this offset.
  func isNumberEnd(_ index: Int) -> Bool {
    if !isWordEnd(index) { return false }
    switch byte(index) {
    case UInt8(ascii: "%"), UInt8(ascii: "$"), UInt8(ascii: "="): return false
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/"),
      UInt8(ascii: ":"):
      return !byte(index + 1).isDigit
    default: return true
    }
  }
}

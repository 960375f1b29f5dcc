import PipeCore
import PipeText

/// A kind of text that tells who or where a person is.
enum PersonalData: String, CaseIterable, OptionValue {
  case email
  case phone
  case ip
  case iban
  case creditCard = "credit_card"
  case usSsn = "us_ssn"
}

/// Finds personal data in the bytes of a line.
struct PersonalDataFinder {
  let bytes: [UInt8]
  private let wanted: Wanted

  /// A flag for each type, since each is asked for at every word.
  struct Wanted: Sendable {
    let email, phone, ip, iban, card, socialSecurity: Bool

    init(_ types: [PersonalData]) {
      email = types.contains(.email)
      phone = types.contains(.phone)
      ip = types.contains(.ip)
      iban = types.contains(.iban)
      card = types.contains(.creditCard)
      socialSecurity = types.contains(.usSsn)
    }
  }

  init(_ bytes: [UInt8], wanted: Wanted) {
    self.bytes = bytes
    self.wanted = wanted
  }

  /// What is found, from left to right; of two that overlap the one that begins first, of two that begin
  /// together the one that is checked more strictly.
  func findings() -> [(type: PersonalData, range: Range<Int>)] {
    var found: [(type: PersonalData, range: Range<Int>)] = []
    var index = 0
    while index < bytes.count {
      if let finding = finding(at: index) {
        found.append(finding)
        index = finding.range.upperBound
      } else {
        index += 1
      }
    }
    return found
  }

  private func finding(at index: Int) -> (type: PersonalData, range: Range<Int>)? {
    let byte = bytes[index]
    // Nothing begins inside a word, or with a mark of punctuation other than these two.
    if index > 0, bytes[index - 1].isDigit || bytes[index - 1].isLetter { return nil }
    guard byte.isWord || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(") else { return nil }
    if wanted.email, let end = emailEnd(from: index) { return (.email, index..<end) }
    if wanted.iban, let end = ibanEnd(from: index) { return (.iban, index..<end) }
    if wanted.ip, let end = addressEnd(from: index) { return (.ip, index..<end) }
    guard byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "(") else { return nil }
    if wanted.card, let end = cardEnd(from: index) {
      return (.creditCard, index..<end)
    }
    if wanted.socialSecurity, let end = socialSecurityEnd(from: index) {
      return (.usSsn, index..<end)
    }
    if wanted.phone, let end = phoneEnd(from: index) { return (.phone, index..<end) }
    return nil
  }

  // MARK: - Parts

  /// The byte at an offset; 0 outside the line.
  func byte(_ index: Int) -> UInt8 {
    index >= 0 && index < bytes.count ? bytes[index] : 0
  }

  /// Whether a word can begin here: no letter or digit stands before; a Han or kana character may.
  func isWordStart(_ index: Int) -> Bool {
    guard byte(index - 1) >= 0x80 else { return !byte(index - 1).isWord }
    return !isWord(decodeScalar(bytes.span, before: index).scalar)
  }

  /// Whether a word ends here: no letter or digit follows; a Han or kana character may.
  func isWordEnd(_ index: Int) -> Bool {
    guard byte(index) >= 0x80 else { return !byte(index).isWord }
    return !isWord(decodeScalar(bytes.span, at: index).scalar)
  }

  private func isWord(_ scalar: UInt32) -> Bool {
    let kind = characterClass(ofScalar: scalar)
    return kind.isWord && !kind.isIdeographic
  }

  /// The number at `range`, which holds only digits; nil when it is long.
  func number(_ range: Range<Int>) -> Int? {
    guard range.count <= 9 else { return nil }
    return bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  func digitsEnd(from start: Int) -> Int {
    var end = start
    while byte(end).isDigit { end += 1 }
    return end
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
  var isCapital: Bool { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") }
  var isHexDigit: Bool { isDigit || (isLetter && (self | 0x20) <= UInt8(ascii: "f")) }
  /// A letter, a digit, `_`, or any byte beyond ASCII.
  var isWord: Bool { isDigit || isLetter || self == UInt8(ascii: "_") || self >= 0x80 }
}

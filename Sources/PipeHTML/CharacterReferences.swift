/// Turns the bytes of a text or attribute value into what they stand for.
enum CharacterReferences {
  /// What becomes of a NUL.
  enum NULs { case keep, drop, replace }

  static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Appends the decoded bytes of a range to an array.
  ///
  /// References are decoded if the flags say that there are any; carriage returns become line feeds.
  static func decode(
    _ page: PageBytes, _ range: Range<Int>, flags: Tokenizer.TextFlags, nul: NULs,
    isAttribute: Bool = false, to output: inout [UInt8]
  ) {
    var index = range.lowerBound
    let references = flags.contains(.references)
    let controls = flags.contains(.controls)
    while index < range.upperBound {
      let runStart = index
      index =
        references && controls
        ? nextSpecial(page, range, from: index)
        : references
          ? page.firstIndex(of: UInt8(ascii: "&"), from: index, to: range.upperBound)
          : page.firstIndex(of: 0, or: UInt8(ascii: "\r"), from: index, to: range.upperBound)
      page.append(runStart..<index, to: &output)
      guard index < range.upperBound else { return }
      switch page[index] {
      case UInt8(ascii: "\r"):
        output.append(UInt8(ascii: "\n"))
        index &+= 1
        if index < range.upperBound, page[index] == UInt8(ascii: "\n") { index &+= 1 }
      case 0:
        switch nul {
        case .keep: output.append(0)
        case .drop: break
        case .replace: output.append(contentsOf: replacementCharacter)
        }
        index &+= 1
      default:
        let length = reference(
          page, index..<range.upperBound, isAttribute: isAttribute, to: &output)
        if length == 0 { output.append(UInt8(ascii: "&")) }
        index &+= max(length, 1)
      }
    }
  }

  private static func nextSpecial(_ page: PageBytes, _ range: Range<Int>, from start: Int) -> Int {
    var index = start
    while index < range.upperBound {
      let byte = page[index]
      if byte == UInt8(ascii: "&") || byte == 0 || byte == UInt8(ascii: "\r") { break }
      index &+= 1
    }
    return index
  }

  /// Decodes the reference at the start of a range; its length, 0 if there is none.
  private static func reference(
    _ page: PageBytes, _ range: Range<Int>, isAttribute: Bool, to output: inout [UInt8]
  ) -> Int {
    let next = range.lowerBound &+ 1
    guard next < range.upperBound else { return 0 }
    if page[next] == UInt8(ascii: "#") {
      return numericReference(page, range, to: &output)
    }
    guard page[next].isASCIIAlphanumeric else { return 0 }
    let names = NamedReferences.shared
    let limit = min(range.upperBound, next &+ NamedReferences.longestName)
    var end = next
    while end < limit, page[end].isASCIIAlphanumeric { end &+= 1 }
    if end < range.upperBound, page[end] == UInt8(ascii: ";"),
      let value = names.value(of: page, next..<end)
    {
      output.append(contentsOf: value)
      return end &+ 1 &- range.lowerBound
    }
    // Without a semicolon: the longest of the old names.
    var length = min(end &- next, NamedReferences.longestWithoutSemicolon)
    while length >= 2 {
      if let value = names.valueWithoutSemicolon(of: page, next..<(next &+ length)) {
        if isAttribute, next &+ length < range.upperBound {
          let after = page[next &+ length]
          if after == UInt8(ascii: "=") || after.isASCIIAlphanumeric { return 0 }
        }
        output.append(contentsOf: value)
        let semicolon =
          next &+ length < range.upperBound && page[next &+ length] == UInt8(ascii: ";")
        return length &+ (semicolon ? 2 : 1)
      }
      length &-= 1
    }
    return 0
  }

  private static func numericReference(
    _ page: PageBytes, _ range: Range<Int>, to output: inout [UInt8]
  ) -> Int {
    var index = range.lowerBound &+ 2
    var isHexadecimal = false
    if index < range.upperBound, page[index] | 0x20 == UInt8(ascii: "x") {
      isHexadecimal = true
      index &+= 1
    }
    let digitsStart = index
    var code: UInt32 = 0
    while index < range.upperBound {
      let byte = page[index]
      let digit: UInt32
      if byte.isASCIIDigit {
        digit = UInt32(byte &- 0x30)
      } else if isHexadecimal, (byte | 0x20) &- 0x61 < 6 {
        digit = UInt32((byte | 0x20) &- 0x61 &+ 10)
      } else {
        break
      }
      code = min(code &* (isHexadecimal ? 16 : 10) &+ digit, 0x11_0000)
      index &+= 1
    }
    guard index > digitsStart else { return 0 }
    if index < range.upperBound, page[index] == UInt8(ascii: ";") { index &+= 1 }
    append(scalar(code), to: &output)
    return index &- range.lowerBound
  }

  /// The character of a numeric reference (13.2.5.80).
  private static func scalar(_ code: UInt32) -> Unicode.Scalar {
    if code >= 0x80 && code <= 0x9F {
      return Unicode.Scalar(windows1252[Int(code - 0x80)]) ?? "\u{FFFD}"
    }
    return code == 0 ? "\u{FFFD}" : Unicode.Scalar(code) ?? "\u{FFFD}"
  }

  static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  /// 0x80 to 0x9F as the standard maps them: windows-1252, and themselves where that has nothing.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]
}

/// The named character references, found by name.
struct NamedReferences: Sendable {
  static let longestName = 32
  static let longestWithoutSemicolon = 6
  static let shared = NamedReferences()

  private struct Entry {
    var nameStart: Int
    var nameLength: Int
    var value: [UInt8]
    var needsSemicolon: Bool
  }

  private var names: [UInt8] = []
  private var entries: [Entry] = []
  private var slots: [UInt16]

  private init() {
    slots = Array(repeating: 0, count: 8192)
    let short = Set(Self.words(NamedReferenceList.withoutSemicolon))
    for word in Self.words(NamedReferenceList.all) {
      guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = word[..<equals]
      var value: [UInt8] = []
      for code in word[(equals + 1)...].split(separator: UInt8(ascii: "+")) {
        let number = UInt32(String(decoding: code, as: UTF8.self), radix: 16) ?? 0xFFFD
        CharacterReferences.append(Unicode.Scalar(number) ?? "\u{FFFD}", to: &value)
      }
      entries.append(
        Entry(
          nameStart: names.count, nameLength: name.count, value: value,
          needsSemicolon: !short.contains(name)))
      names.append(contentsOf: name)
      var hash = Self.seed
      for byte in name { Self.mix(byte, into: &hash) }
      var place = Self.place(hash)
      while slots[place] != 0 { place = (place + 1) & 8191 }
      slots[place] = UInt16(entries.count)
    }
  }

  private static func words(_ text: StaticString) -> [ArraySlice<UInt8>] {
    let bytes = text.withUTF8Buffer { unsafe Array($0) }
    return bytes.split(separator: UInt8(ascii: " "))
  }

  private static let seed: UInt32 = 0x811C_9DC5

  @inline(__always)
  private static func mix(_ byte: UInt8, into hash: inout UInt32) {
    hash = (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  @inline(__always)
  private static func place(_ hash: UInt32) -> Int { Int((hash ^ (hash &>> 13)) & 8191) }

  /// The bytes that a name (without `&` and `;`) stands for.
  func value(of page: PageBytes, _ name: Range<Int>) -> [UInt8]? {
    entry(of: page, name)?.value
  }

  func valueWithoutSemicolon(of page: PageBytes, _ name: Range<Int>) -> [UInt8]? {
    guard let entry = entry(of: page, name), !entry.needsSemicolon else { return nil }
    return entry.value
  }

  private func entry(of page: PageBytes, _ name: Range<Int>) -> Entry? {
    var hash = Self.seed
    for index in name { Self.mix(page[index], into: &hash) }
    var place = Self.place(hash)
    while slots[place] != 0 {
      let entry = entries[Int(slots[place]) - 1]
      if entry.nameLength == name.count,
        name.indices.allSatisfy({
          names[entry.nameStart + $0 - name.lowerBound] == page[$0]
        })
      {
        return entry
      }
      place = (place + 1) & 8191
    }
    return nil
  }
}

/// Finds the small number of a known name of up to 16 bytes.
struct NameTable: Sendable {
  /// A name of up to 16 bytes as two words, first byte lowest.
  struct Key: Equatable, BitwiseCopyable {
    var low: UInt64 = 0
    var high: UInt64 = 0

    @inline(__always)
    mutating func append(_ byte: UInt8, at index: Int) {
      if index < 8 {
        low |= UInt64(byte) &<< UInt64(index &* 8)
      } else if index < 16 {
        high |= UInt64(byte) &<< UInt64((index &- 8) &* 8)
      }
    }

    @inline(__always)
    var hash: UInt64 {
      (low &* 0x9E37_79B9_7F4A_7C15 ^ high &* 0xC2B2_AE3D_27D4_EB4F) &>> 40
    }
  }

  private struct Slot: BitwiseCopyable {
    var key = Key()
    var number: UInt16 = 0
  }

  private var slots: [Slot]
  private let mask: Int

  /// Names that are empty or longer than 16 bytes are left out.
  init(_ names: [(name: String, number: UInt16)]) {
    // Sparse, so that names are found at once, and small enough to stay near the processor.
    var size = 16
    while size < names.count * 3 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    mask = size - 1
    for (name, number) in names where !name.isEmpty && name.utf8.count <= 16 {
      var key = Key()
      for (index, byte) in name.utf8.enumerated() { key.append(byte, at: index) }
      var place = Int(truncatingIfNeeded: key.hash) & mask
      while slots[place].number != 0 { place = (place + 1) & mask }
      slots[place] = Slot(key: key, number: number)
    }
  }

  /// The number of a name in lower case, or 0.
  @inline(__always)
  func number(of key: Key) -> UInt16 {
    var place = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let slot = slots[place]
      if slot.key == key { return slot.number }
      if slot.number == 0 { return 0 }
      place = (place &+ 1) & mask
    }
  }

  static let tags = NameTable(HTMLTag.allCases.map { ($0.name, $0.identifier) })
  static let attributes = NameTable(
    HTMLAttributeName.allCases.map { ($0.name, UInt16($0.rawValue)) })
}

/// The names of a page's elements that ``HTMLTag`` does not list, each with a number.
struct CustomNames: Sendable {
  /// The number of the first name; those below are ``HTMLTag``s.
  static let firstNumber: UInt16 = 256
  /// Stands for every name past the 65,279th: the name is then read from the page.
  static let overflow: UInt16 = .max

  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  private var slots: [UInt16] = []

  /// The bytes of a name, in lower case.
  func name(of number: UInt16) -> ArraySlice<UInt8> {
    let index = Int(number - Self.firstNumber)
    return bytes[Int(index == 0 ? 0 : ends[index - 1])..<Int(ends[index])]
  }

  /// The number of a name, given in lower case; a new one if it was not met before.
  mutating func number(of name: ArraySlice<UInt8>) -> UInt16 {
    if slots.count < 2 * (ends.count + 1) { grow() }
    var place = Self.hash(name) & (slots.count - 1)
    while slots[place] != 0 {
      assert(ParserWork.note())
      if self.name(of: slots[place]) == name { return slots[place] }
      place = (place + 1) & (slots.count - 1)
    }
    guard ends.count < Int(Self.overflow - Self.firstNumber) else { return Self.overflow }
    bytes.append(contentsOf: name)
    ends.append(UInt32(bytes.count))
    slots[place] = Self.firstNumber + UInt16(ends.count - 1)
    return slots[place]
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: max(16, slots.count * 4))
    for index in ends.indices {
      let number = Self.firstNumber + UInt16(index)
      var place = Self.hash(name(of: number)) & (slots.count - 1)
      while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = number
    }
  }

  /// FNV-1a, 64 bits, folded.
  private static func hash(_ name: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0xFFFF_FFFF)
  }
}

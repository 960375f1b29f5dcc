/// Whether the text is certainly in Unicode normalization form C: nothing in it composes or is out of order.
///
/// `false` means maybe: with combining marks that a letter before them could take in, only a normalizer can tell
/// (the quick check of UAX #15).
///
/// - Precondition: the bytes are valid UTF-8.
/// - Complexity: O(bytes); below U+0300 at the speed of a byte scan.
public func isCertainlyNFC(_ text: Span<UInt8>) -> Bool {
  var at = 0
  var lastOrder: UInt8 = 0
  while at < text.count {
    let byte = text[unchecked: at]
    if byte < 0xCC {
      at = endOfBytes(below: 0xCC, in: text, from: at)
      lastOrder = 0
      continue
    }
    let (scalar, length) = decodeScalar(text, at: at)
    let order = NormalizationTable.shared.order(of: scalar)
    if order == NormalizationTable.maybe || (order != 0 && order < lastOrder) { return false }
    lastOrder = order
    at &+= length
  }
  return true
}

/// The first offset at or after `start` of a byte that is not below the limit.
private func endOfBytes(below limit: UInt8, in text: Span<UInt8>, from start: Int) -> Int {
  var at = start
  let limits = SIMD32<UInt8>(repeating: limit)
  let raw = text.bytes
  while at &+ 32 <= text.count {
    let block = raw.unsafeLoadUnaligned(fromByteOffset: at, as: SIMD32<UInt8>.self)
    if any(block .>= limits) { break }
    at &+= 32
  }
  while at < text.count, text[unchecked: at] < limit { at &+= 1 }
  return at
}

/// Canonical combining classes, and which scalars may not stay as they are.
struct NormalizationTable: Sendable {
  static let shared = NormalizationTable()
  static let maybe: UInt8 = 255

  private let limit: UInt32 = 0x2FA20
  private let starts: [UInt16]
  private let orders: [UInt8]
  /// By `pairKey`: the composed scalar.
  private let compositions: HashTable

  func order(of scalar: UInt32) -> UInt8 {
    guard scalar < limit else { return 0 }
    return orders[Int(starts[Int(scalar >> 7)]) << 7 | Int(scalar & 127)]
  }

  /// Whether the scalar can be the second of a pair that composes.
  @inline(__always)
  func mayCompose(_ scalar: UInt32) -> Bool {
    if scalar < 0x300 || (scalar >= 0x3400 && scalar < 0xF900) { return false }
    return order(of: scalar) == Self.maybe
  }

  /// The scalar that the two compose to; `nil` when there is none.
  func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first >= 0x1100, first <= 0x1112, second >= 0x1161, second <= 0x1175 {
      return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
    }
    if first >= 0xAC00, first <= 0xD7A3, (first - 0xAC00) % 28 == 0, second > 0x11A7,
      second <= 0x11C2
    {
      return first + second - 0x11A7
    }
    let composed = compositions[Self.pairKey(first, second)]
    return composed == 0 ? nil : composed
  }

  private static func pairKey(_ first: UInt32, _ second: UInt32) -> UInt64 {
    combineHashes(UInt64(first), UInt64(second))
  }

  private init() {
    var compositions = HashTable()
    forEachNumbers(in: NormalizationData.compositions) { numbers in
      compositions.insert(
        Self.pairKey(UInt32(numbers[0]), UInt32(numbers[1])), UInt32(numbers[2]))
    }
    self.compositions = compositions
    var flat = [UInt8](repeating: 0, count: (Int(limit) + 127) / 128 * 128)
    forEachNumbers(in: NormalizationData.orders) { numbers in
      for index in 0..<numbers[1] { flat[numbers[0] + index] = UInt8(numbers[2]) }
    }
    (starts, orders) = shareBlocks(of: flat, size: 128)
  }
}

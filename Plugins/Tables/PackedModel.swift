extension TableModel {
  /// The model that ships, unpacked when first asked for.
  static let shared = TableModel(unpacking: base64Bytes(packed))

  /// Reads the layout that `pack` of `scripts/train-tables/train.py` writes.
  init(unpacking bytes: [UInt8]) {
    var reader = ByteReader(bytes: bytes)
    let count = reader.integer(4)
    var features = FeatureWeights(capacity: Self.capacity(for: count))
    for _ in 0..<count {
      let key = UInt32(reader.integer(3))
      features[key] = Float(Int8(truncatingIfNeeded: reader.integer(1))) / 32
    }
    func weights() -> [Double] {
      (0..<reader.integer(4)).map { _ in Double(Int32(truncatingIfNeeded: reader.integer(4))) / 4096
      }
    }
    let row = weights()
    let header = weights()
    let choosers = (0..<reader.integer(4)).map { _ in
      Boosted(base: 0, trees: (0..<reader.integer(4)).map { _ in reader.tree() })
    }
    let names = reader.bytes(reader.integer(4))
    let places = reader.bytes(reader.integer(4))
    self.init(
      features: features, row: row, header: header, choosers: choosers, names: names, places: places
    )
  }

  private static func capacity(for count: Int) -> Int {
    var capacity = 2
    while capacity < 2 * count + 2 { capacity *= 2 }
    return capacity
  }
}

/// Reads little-endian numbers; zeros past the end.
private struct ByteReader {
  let bytes: [UInt8]
  var offset = 0

  mutating func integer(_ width: Int) -> Int {
    var value = 0
    for shift in 0..<width where offset + shift < bytes.count {
      value |= Int(bytes[offset + shift]) << (8 * shift)
    }
    offset += width
    return value
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { offset += count }
    return Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
  }

  mutating func tree() -> [Boosted.Node] {
    (0..<integer(1)).map { _ in
      Boosted.Node(
        field: Int16(Int8(truncatingIfNeeded: integer(1))),
        limit: Int16(truncatingIfNeeded: integer(2)), right: Int16(integer(1)))
    }
  }
}

/// The bytes of base64 text without padding in between.
private func base64Bytes(_ text: String) -> [UInt8] {
  var values = [UInt8](repeating: 255, count: 256)
  let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
  var bytes: [UInt8] = []
  var bits: UInt32 = 0
  var count = 0
  for byte in text.utf8 where values[Int(byte)] != 255 {
    bits = bits << 6 | UInt32(values[Int(byte)])
    count += 6
    if count >= 8 {
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
  }
  return bytes
}
